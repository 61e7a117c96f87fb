// The leak oracle: no secret of a test may be anywhere but in GitLab, in the field it is typed into or shown in, and in
// the memory of a page that is signed in.
import type { BrowserContext, Page } from "@playwright/test";

import type { Site } from "./site.ts";
import type { Watch } from "./watch.ts";

/** Makes the memory of every WebAssembly module of a page readable to a test. */
export async function exposeMemory(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const memories: WebAssembly.Memory[] = [];
    Object.defineProperty(globalThis, "memoriesUnderTest", { value: memories });
    const note = (instance: WebAssembly.Instance): void => {
      const { memory } = instance.exports;
      if (memory instanceof WebAssembly.Memory) memories.push(memory);
    };
    for (const name of ["instantiate", "instantiateStreaming"] as const) {
      const original = WebAssembly[name] as (...given: unknown[]) => Promise<unknown>;
      const wrapped = async (...given: unknown[]): Promise<unknown> => {
        const made = await original.apply(WebAssembly, given);
        note(
          made instanceof WebAssembly.Instance ? made : (made as WebAssembly.WebAssemblyInstantiatedSource).instance,
        );
        return made;
      };
      Object.defineProperty(WebAssembly, name, { value: wrapped, configurable: true, writable: true });
    }
  });
}

/** Which of these texts stand in the memory of the page's modules. Fails where no memory could be read. */
export async function inMemory(page: Page, secrets: string[]): Promise<string[]> {
  return page.evaluate((texts) => {
    const memories = (globalThis as unknown as { memoriesUnderTest: WebAssembly.Memory[] }).memoriesUnderTest;
    if (memories.length === 0) throw new Error("no memory to read");
    const contents = memories.map((memory) => new TextDecoder("latin1").decode(memory.buffer));
    return texts.filter((text) => contents.some((content) => content.includes(text)));
  }, secrets);
}

/** Run in a page: what it shows, keeps and is called, place by place. */
export async function places(): Promise<Record<string, string>> {
  const fields = [...document.querySelectorAll("input, textarea, select")] as HTMLInputElement[];
  // A secret is typed into the token field and shown in the field of the one-time value, and in no other.
  const others = fields.filter((field) => field.id !== "token" && field.id !== "reveal-value");
  return {
    location: location.href,
    "history.state": JSON.stringify(history.state) ?? "",
    "document.title": document.title,
    outerHTML: document.documentElement.outerHTML,
    "visible text": document.body.innerText,
    fields: others.map((field) => field.value).join("\n"),
    localStorage: JSON.stringify({ ...localStorage }),
    sessionStorage: JSON.stringify({ ...sessionStorage }),
    "window.name": window.name,
    IndexedDB: JSON.stringify(await indexedDB.databases()),
    "Cache Storage": JSON.stringify(await caches.keys()),
    cookies: document.cookie,
  };
}

/** Looks for secrets in texts; each that is found is a sentence that does not repeat it. */
export class Search {
  readonly found: string[] = [];

  constructor(readonly secrets: string[]) {}

  look(place: string, text: string): void {
    const number = this.secrets.findIndex((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret)));
    if (number >= 0) this.found.push(`secret ${number} in ${place}`);
  }

  lookAround(all: Record<string, string>): void {
    for (const [place, text] of Object.entries(all)) this.look(place, text);
  }
}

/** Every leak. */
export async function leaks(
  pages: Page[],
  context: BrowserContext,
  watch: Watch,
  site: Site,
  secrets: string[],
): Promise<string[]> {
  const search = new Search(secrets);
  watch.consoleTexts.forEach((text) => search.look("the console", text));
  watch.surprises.forEach((text) => search.look("an error", text));
  watch.downloads.forEach((text) => search.look("a download", text));
  for (const request of watch.requests) {
    search.look(`the address of a ${request.method()} request`, request.url());
    if (!watch.isOauthForm(request)) search.look(`the body of a ${request.method()} request`, request.postData() ?? "");
  }
  for (const visit of site.visits) search.look("a request to Keyturn's own host", JSON.stringify(visit));
  search.look("cookies", JSON.stringify(await context.cookies()));
  for (const page of pages.filter((page) => !page.isClosed() && page.url().startsWith("http"))) {
    search.lookAround(await page.evaluate(places));
  }
  return search.found;
}
