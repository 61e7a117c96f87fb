// `test` in a real, stock Firefox, steered over WebDriver BiDi: Playwright drives only a build of its own. After each
// journey it is asked what `test.ts` asks, as far as this browser tells it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Frame, type Page } from "puppeteer-core";

import { type AlteredSite, serving } from "./altered.ts";
import type { Gitlab } from "./gitlab.ts";
import { places, Search } from "./oracle.ts";
import { Part, until } from "./parts.ts";
import { expect, expectDiscreet, expectNoStrangers, test as base, told } from "./servers.ts";
import type { Site } from "./site.ts";
import { Stranger } from "./stranger.ts";

export { expect, Part, until };

/** A Firefox and the folder that it saves files in. */
interface Running {
  browser: Browser;
  saved: string;
}

/** Keyturn in a page or frame. */
export class Keyturn {
  readonly all: Part;

  constructor(
    readonly frame: Frame,
    readonly gitlab: Gitlab,
    /** Values that were issued, and are looked for afterwards. */
    readonly issued: Set<string>,
  ) {
    this.all = Part.of(frame);
  }

  /** Names the server, up to the token's field. */
  async connect(): Promise<void> {
    await this.all.get("field", "GitLab server").type(this.gitlab.url);
    await this.all.get("button", "Continue").press();
    await this.token.isThere();
  }

  get token(): Part {
    return this.all.get("field", "Access token");
  }

  /** Both steps, from the first screen on. */
  async signIn(who: string): Promise<void> {
    await this.connect();
    await this.token.type(this.gitlab.person(who).token);
    await this.all.get("button", "Sign in").press();
    await this.all.get("heading", "Connect to a GitLab").isGone();
  }

  /** Waits until the list is read. */
  async settled(): Promise<void> {
    await until(() => this.all.get("table", "Tokens").ask((table) => table.ariaBusy), "the list is read").not.toBe("true");
    await this.all.get("table", "Tokens").isThere();
  }

  row(name: string): Part {
    return this.all.get("table", "Tokens").get("row", name);
  }

  dialog(name: string): Part {
    return this.all.get("dialog", name);
  }

  /** Opens the dialog of a row's button and confirms it. */
  async confirm(act: "Rotate" | "Revoke", name: string): Promise<Part> {
    await this.row(name).get("button", `${act} ${name}`).press();
    const dialog = this.dialog(`${act} ${name}?`);
    await dialog.get("button", act).press();
    return dialog;
  }

  /** The dialog of a one-time value, once it is there, and the value. */
  async reveal(name: string): Promise<{ dialog: Part; value: string }> {
    const dialog = this.dialog(`Store the value of ${name}`);
    await dialog.isThere();
    const value = await dialog.get("field", "Value").value();
    this.issued.add(value);
    return { dialog, value };
  }

  /** Says that the value is stored. */
  async store(dialog: Part): Promise<void> {
    await dialog.get("button", "I have stored it").press();
    await dialog.isGone();
  }
}

/** A page of a Firefox, and everything it does that must not happen unseen. */
export class Tab {
  readonly surprises: string[] = [];
  readonly texts: string[] = [];
  readonly requests: { method: string; url: string }[] = [];
  /** What was saved. */
  readonly #saved: string[] = [];
  readonly #allowed: RegExp[] = [];
  readonly keyturn: Keyturn;

  constructor(
    readonly page: Page,
    readonly site: Site,
    readonly gitlab: Gitlab,
    readonly folder: string,
  ) {
    this.keyturn = new Keyturn(page.mainFrame(), gitlab, new Set());
    page.on("request", (request) => this.requests.push({ method: request.method(), url: request.url() }));
    // What the browser forbids by a policy, and what GitLab does not share, is told in this way, too.
    page.on("pageerror", (error) => this.surprises.push(`page error: ${String(error)}`));
    page.on("console", (message) => {
      this.texts.push(message.text());
      if (["error", "warn"].includes(message.type())) this.surprises.push(`console ${message.type()}: ${message.text()}`);
    });
  }

  /** Declares what belongs to the test. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  /** Surprises that nobody declared. */
  undeclared(): string[] {
    return this.surprises.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
  }

  /** How many changes the page sent to GitLab, as the browser tells. */
  get changes(): number {
    const own = this.requests.filter(({ url }) => url.startsWith(this.gitlab.url));
    return own.filter(({ method }) => !["GET", "HEAD", "OPTIONS"].includes(method)).length;
  }

  /** Loads the page at a fragment. */
  async open(fragment = ""): Promise<Keyturn> {
    await this.page.goto(`${this.site.url}/${fragment}`);
    return this.keyturn;
  }

  /** The same, and signs in up to the list there. */
  async signIn(who: string, fragment: string): Promise<Keyturn> {
    await this.open(fragment);
    await this.keyturn.signIn(who);
    await this.keyturn.settled();
    return this.keyturn;
  }

  /** What is on the clipboard: the page itself may not read it, so another one pastes it. */
  async pasted(): Promise<string> {
    const reader = await this.page.browserContext().newPage();
    await reader.goto("data:text/html,<textarea autofocus aria-label=paste></textarea>");
    const field = Part.of(reader.mainFrame()).get("field", "paste");
    await field.press();
    await reader.keyboard.down("Control");
    await reader.keyboard.press("v");
    await reader.keyboard.up("Control");
    await until(() => field.value(), "something is pasted").not.toBe("");
    const text = await field.value();
    await reader.close();
    await this.page.bringToFront();
    return text;
  }

  /** Presses what saves a file, and waits for the whole of it. */
  async save(button: Part): Promise<{ name: string; text: string }> {
    const names = (): string[] => readdirSync(this.folder);
    const before = names();
    await button.press();
    const fresh = (): string[] => names().filter((name) => !before.includes(name));
    const text = (): string => (fresh().length === 1 ? readFileSync(join(this.folder, fresh()[0] ?? ""), "utf8") : "");
    // Firefox writes beside an empty file of the name, and then puts the one in the place of the other.
    await until(text, "a file is saved").not.toBe("");
    const saved = { name: fresh()[0] ?? "", text: text() };
    this.#saved.push(saved.text);
    return saved;
  }

  /** Presses Tab until something has the focus. */
  async tabTo(target: Part): Promise<void> {
    for (let presses = 0; presses < 80; presses += 1) {
      await this.page.keyboard.press("Tab");
      if (await target.ask((element) => element === document.activeElement)) return;
    }
    throw new Error(`Tab does not lead to ${target}`);
  }

  /** Every place in which a secret was found. */
  async leaks(): Promise<string[]> {
    const secrets = [...Object.values(this.gitlab.people).map((person) => person.token), ...this.keyturn.issued];
    const search = new Search([...new Set(secrets)]);
    for (const text of this.texts) search.look("the console", text);
    for (const text of this.surprises) search.look("an error", text);
    // A value that is saved as such is meant to be.
    for (const text of this.#saved) if (!this.keyturn.issued.has(text)) search.look("a download", text);
    for (const { url } of this.requests) search.look("the address of a request", url);
    for (const visit of this.site.visits) search.look("a request to Keyturn's own host", JSON.stringify(visit));
    for (const frame of this.page.frames()) search.lookAround(await frame.evaluate(places));
    return search.found;
  }
}

interface Fixtures {
  installed: undefined;
  tab: Tab;
  stranger: Stranger;
  /** A release that its host alters, and a page around it. */
  altered: AlteredSite;
  portal: AlteredSite;
}

/** `test` with a page of a Firefox. Skipped where it is not installed, except where nobody would see that. */
export const test = base.extend<Fixtures, { firefox: Running }>({
  firefox: [
    async ({}, use) => {
      const saved = mkdtempSync(join(tmpdir(), "keyturn-firefox-"));
      const browser = await puppeteer.launch({
        browser: "firefox",
        executablePath: told("KEYTURN_FIREFOX"),
        headless: true,
        // Far from UTC on purpose: days are UTC days.
        env: { ...process.env, TZ: "America/Los_Angeles" },
        extraPrefsFirefox: {
          "intl.accept_languages": "en-GB, en",
          "browser.download.folderList": 2,
          "browser.download.dir": saved,
        },
      });
      await use({ browser, saved });
      await browser.close();
      rmSync(saved, { recursive: true });
    },
    { scope: "worker" },
  ],
  installed: [
    async ({}, use, about) => {
      about.skip(!process.env.KEYTURN_FIREFOX && !process.env.CI, "Firefox is not installed: `cargo xtask test e2e` says how to get it");
      await use(undefined);
    },
    { auto: true },
  ],
  stranger: async ({}, use) => {
    const stranger = await Stranger.start();
    await use(stranger);
    await stranger.stop();
  },
  altered: serving,
  portal: serving,
  tab: async ({ firefox, site, gitlab, stranger, altered, portal }, use) => {
    const context = await firefox.browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    const tab = new Tab(page, site, gitlab, firefox.saved);
    // A cookie that the browser would gladly send along.
    await context.setCookie({ name: "planted", value: "cookie", domain: "127.0.0.1", httpOnly: true });
    gitlab.onFault = () => tab.allow(/^page error: Error: Cross-Origin Request Blocked/);
    await use(tab);

    expect(tab.undeclared(), "on the console, as page errors, as violations of the policy").toEqual([]);
    expectNoStrangers(
      tab.requests.map(({ url }) => url),
      [site, gitlab, stranger, altered, portal].map(({ url }) => url),
    );
    await expectDiscreet(gitlab);
    expect(await tab.leaks(), "leaks").toEqual([]);
    await context.close();
  },
});
