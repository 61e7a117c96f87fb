// Several GitLabs: one page belongs to one of them, and two pages do not meet.
import { Gitlab } from "./harness/gitlab.ts";
import { expect, test as base, told } from "./harness/test.ts";

const test = base.extend<{ other: Gitlab }>({
  other: async ({ tls }, use) => {
    const other = await Gitlab.start(told("KEYTURN_EMULATOR"), tls);
    await other.reset("demo");
    await use(other);
    other.stop();
  },
  otherOrigins: async ({ other }, use) => {
    await use([other.url]);
  },
});

test("Another server is a new load of the page, and only then can be reached", async ({ app, page, gitlab, other }) => {
  app.watch.allowRefusals();
  await app.open();
  await app.connect();
  const before = await page.evaluate(() => performance.timeOrigin);
  await app.button("Another server").click();
  await expect(page.getByLabel("GitLab server")).toHaveValue(gitlab.url);
  expect(await page.evaluate(() => performance.timeOrigin)).toBeGreaterThan(before);
  await app.connect(other.url);
  await app.enterToken(other.person("ann").token);
  await expect(app.button(new RegExp(`ann · ${new URL(other.url).host}`))).toBeVisible();
  const toFirst = app.watch.requests.filter((request) => request.url().startsWith(gitlab.url) && request.headers().authorization);
  expect(toFirst).toEqual([]);
});

test("Two tabs on two servers do not disturb each other", async ({ app, context, gitlab, other }) => {
  await app.signIn("ann");
  const second = app.on(await context.newPage());
  await second.open("#/personal");
  await second.connect(other.url);
  await second.enterToken(other.person("ann").token);
  await second.settled();
  // The same person, the same ids: what happens to a token of one is nothing to the other.
  await second.row("laptop").getByRole("button", { name: "Rotate laptop" }).click();
  await second.dialog("Rotate laptop?").getByRole("button", { name: "Rotate", exact: true }).click();
  const reveal = second.reveal("laptop");
  await reveal.button("Copy").click();
  await reveal.stored.click();
  await expect(reveal.dialog).toBeHidden();
  expect((await gitlab.requests("POST")).length).toBe(0);
  await app.signOut();
  await second.button("Read again").click();
  await second.settled();
  const kept = await second.page.evaluate(() => Object.entries(localStorage));
  expect(kept).toEqual([["keyturn.servers", [other.url, gitlab.url].join("\n")]]);
});
