// The example of tests/portal as a portal of its own origin, and a release on a host that lets it frame it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Page } from "@playwright/test";

import { type AlteredSite, deciding, expect, page as put, type Sent, test as base } from "./altered.ts";
import type { App } from "./app.ts";

export { expect };

const EXAMPLE = join(import.meta.dirname, "../../portal");
const TYPES: Record<string, string> = { html: "text/html", js: "text/javascript", css: "text/css" };

/** The two tiles. */
export const LIST = "Our project's tokens";
export const CREATE = "Create a deploy token";

/** A message of Keyturn, as the portal got it. */
export interface Message {
  keyturn: number;
  type: string;
  height?: number;
  what?: string | null;
  why?: string;
}

function strange(url: string): string {
  return url.replace("127.0.0.1", "localhost");
}

/** What the host sends where the portal's origin is in the configuration that the release was made with. */
export function welcoming(origin: string, sent: Sent): void {
  deciding({ portal_origins: [origin], isolated_origin: true }, sent);
  const policy = sent.headers["content-security-policy"];
  if (policy) sent.headers["content-security-policy"] = policy.replace("frame-ancestors 'none'", `frame-ancestors ${origin}`);
  delete sent.headers["x-frame-options"];
}

/** The example, for this Keyturn and one project. */
export function example(sent: Sent, keyturn: string, project: number): void {
  const name = new URL(sent.path, keyturn).pathname.slice(1) || "index.html";
  const text = readFileSync(join(EXAMPLE, name), "utf8");
  const own = text.replaceAll("https://keyturn.example.com", keyturn).replaceAll("projects/42", `projects/${project}`);
  put(sent, own, TYPES[name.split(".").at(-1) ?? ""]);
}

export class Portal {
  constructor(
    readonly app: App,
    readonly site: AlteredSite,
    readonly keyturn: AlteredSite,
  ) {}

  get page(): Page {
    return this.app.page;
  }

  /** Opens the example. */
  async open(): Promise<void> {
    this.site.alter = (sent) => example(sent, this.keyturn.url, 1);
    await this.page.goto(this.site.url);
  }

  /** The same host by another name: another origin. */
  get stranger(): string {
    return strange(this.site.url);
  }

  /** Opens a page with one frame, and what else stands there; other pages by their paths. */
  async frame(fragment = "", attributes = "", more = "", pages: Record<string, string> = {}): Promise<App> {
    const src = `${this.keyturn.url}/${fragment}`;
    const own = `<!doctype html><html lang="en"><title>Portal</title><body><iframe title="Keyturn" width="1200" height="700" src="${src}" ${attributes}></iframe>${more}</body></html>`;
    this.site.alter = (sent) => put(sent, pages[sent.path] ?? own);
    await this.page.goto(this.site.url);
    return this.tile("Keyturn");
  }

  /** Keyturn within a frame. */
  async tile(title: string): Promise<App> {
    const element = await this.page.getByTitle(title, { exact: true }).elementHandle();
    const frame = (await element?.contentFrame()) as Frame;
    // A frame offers what App asks of a page.
    return this.app.on(frame as unknown as Page);
  }

  /** Signs in within a frame that is open, up to its list. */
  async signIn(tile: App, who = "ann"): Promise<void> {
    await expect(tile.heading("Connect to a GitLab")).toBeVisible();
    await tile.connect();
    await tile.enterToken(tile.gitlab.person(who).token);
    await expect(tile.sessionButton).toBeVisible();
    await tile.settled();
  }

  /** What Keyturn said to the page so far. */
  messages(): Promise<Message[]> {
    return this.page.evaluate(() => (window as unknown as { messages: Message[] }).messages);
  }

  /** Says something to the first frame, as the page does. */
  async say(message: unknown): Promise<void> {
    await this.page.evaluate((message) => window.frames[0]?.postMessage(message, "*"), message);
  }

  /** Says something, and gives what is answered. */
  async ask(message: unknown): Promise<Message> {
    const answers = async (): Promise<Message[]> => (await this.messages()).filter(({ type }) => type === "done" || type === "refused");
    const before = (await answers()).length;
    await this.say(message);
    await expect.poll(async () => (await answers()).length).toBe(before + 1);
    return (await answers()).at(-1) as Message;
  }

  /** Waits until Keyturn listens. */
  async ready(): Promise<void> {
    await expect.poll(async () => (await this.messages()).filter(({ type }) => type === "ready").length, { message: "ready" }).toBeGreaterThan(0);
  }
}

/** `test` with a portal that the release knows, on a host that sends its headers. */
export const test = base.extend<{ framing: Portal }>({
  framing: async ({ app, altered, portal, context }, use) => {
    altered.alter = (sent) => welcoming(portal.url, sent);
    await context.addInitScript(() => {
      if (window.top !== window) return;
      const messages: unknown[] = [];
      Object.assign(window, { messages });
      addEventListener("message", (event) => messages.push(event.data));
    });
    await use(new Portal(app, portal, altered));
  },
  otherOrigins: async ({ altered, portal }, use) => {
    await use([altered.url, portal.url, strange(portal.url)]);
  },
});
