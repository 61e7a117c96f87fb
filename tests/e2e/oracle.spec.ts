// The leak oracle itself: it must find what is planted, or its silence after the other tests would mean nothing.
import { inMemory, leaks } from "./harness/oracle.ts";
import { expect, test } from "./harness/test.ts";

test("A planted secret is found wherever it lies", async ({ app, context, gitlab, page, site, watch }) => {
  await app.open();
  const secret = gitlab.person("guest").token;
  const found = (): Promise<string[]> => leaks([page], context, watch, site, [secret]);
  expect(await found()).toEqual([]);
  await page.evaluate(async (text) => {
    history.replaceState({ text }, "", `#/${text}`);
    document.title = text;
    document.body.append(text);
    localStorage.setItem("a", text);
    sessionStorage.setItem("a", text);
    window.name = text;
    document.cookie = `a=${text}`;
    console.info(text);
    const field = document.createElement("input");
    document.body.append(field);
    field.value = text;
    await new Promise((done) => (indexedDB.open(text).onsuccess = done));
    await caches.open(text);
    await fetch(`./config.json?a=${text}`);
  }, secret);
  const places = (await found()).join("\n");
  for (const place of [
    "the console",
    "the address of a GET request",
    "a request to Keyturn's own host",
    "location",
    "history.state",
    "document.title",
    "outerHTML",
    "visible text",
    "fields",
    "localStorage",
    "sessionStorage",
    "window.name",
    "IndexedDB",
    "Cache Storage",
    "cookies",
  ]) {
    expect(places).toContain(place);
  }
  // It was planted, so what is checked after each test must not look for it.
  gitlab.people = {};
});

test("A secret in the memory of a signed-in page is found there", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  const { token } = gitlab.person("ann");
  expect(await inMemory(page, [token, "never-in-memory"])).toEqual([token]);
});
