// Everything a page does that must not happen unseen: console, errors, violations, requests, downloads, answers.
import { readFileSync } from "node:fs";
import type { BrowserContext, ConsoleMessage, Page, Request, Response } from "@playwright/test";

/** What was seen since the test began. */
export class Watch {
  readonly consoleTexts: string[] = [];
  readonly surprises: string[] = [];
  readonly requests: Request[] = [];
  downloads: string[] = [];
  /** Values that GitLab issued while the test ran. */
  readonly issued = new Set<string>();
  readonly #allowed: RegExp[] = [];
  readonly #pending: Promise<void>[] = [];
  readonly #gitlab: string;

  constructor(gitlab: string) {
    this.#gitlab = gitlab;
  }

  /** Declares a console message, page error or violation that belongs to the test. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  /** The browser itself notes refused and broken requests on the console; here they are meant to happen. */
  allowRefusals(): void {
    this.allow(
      /^console error: Failed to load resource/,
      /^console error: Access to fetch at .* blocked by CORS policy/,
    );
  }

  /** What was sent to GitLab by a method: path and body, in order. */
  sent(method: string): { path: string; body: unknown }[] {
    const own = this.requests.filter((request) => request.method() === method && request.url().startsWith(this.#gitlab));
    return own.map((request) => ({ path: new URL(request.url()).pathname, body: request.postDataJSON() as unknown }));
  }

  /** A form for OAuth's own endpoints of GitLab: what renews and what ends a grant has to name it. */
  isOauthForm(request: Request): boolean {
    const isForm = request.headers()["content-type"] === "application/x-www-form-urlencoded";
    return isForm && ["/oauth/token", "/oauth/revoke"].some((path) => request.url() === this.#gitlab + path);
  }

  /** What was downloaded so far was meant to hold a value. */
  async declareDownload(): Promise<void> {
    await this.settle();
    this.downloads = [];
  }

  async follow(context: BrowserContext): Promise<void> {
    await context.exposeBinding("reportViolation", (_source, text: string) => this.#surprise(`violation: ${text}`));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        const report = (window as unknown as { reportViolation(text: string): void }).reportViolation;
        report(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on("console", (message) => this.#hear(message));
    context.on("weberror", (error) => this.#surprise(`page error: ${error.error().message}`));
    context.on("request", (request) => this.requests.push(request));
    context.on("response", (response) => this.#pending.push(this.#read(response)));
    context.on("page", (page) => this.#followPage(page));
  }

  /** Waits until what was seen is also read. */
  async settle(): Promise<void> {
    await Promise.all(this.#pending);
  }

  /** Surprises that nobody declared. Asked at the end, for declarations may come late. */
  undeclared(): string[] {
    return this.surprises.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
  }

  #followPage(page: Page): void {
    page.on("download", (download) => {
      const read = async (): Promise<void> => {
        this.downloads.push(readFileSync(await download.path(), "utf8"));
      };
      this.#pending.push(read());
    });
  }

  #hear(message: ConsoleMessage): void {
    const text = message.text();
    this.consoleTexts.push(`${text} ${message.location().url}`);
    if (message.type() === "error" || message.type() === "warning") {
      this.#surprise(`console ${message.type()}: ${text}`);
    }
  }

  #surprise(text: string): void {
    this.surprises.push(text);
  }

  async #read(response: Response): Promise<void> {
    if (!response.url().startsWith(this.#gitlab) || response.request().method() !== "POST") return;
    const body = (await response.json().catch(() => null)) as Record<string, unknown> | null;
    for (const value of [body?.token, body?.access_token, body?.refresh_token]) {
      if (typeof value === "string") this.issued.add(value);
    }
  }
}
