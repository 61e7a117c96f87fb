// A page that Playwright does not watch. To listen to each request costs the browser as much again as the request itself, and a
// person's browser has no such listener; so whatever makes thousands of them is measured here.
import type { Browser, CDPSession } from "@playwright/test";

/** What came of a command. */
interface Answer {
  id?: number;
  result?: { result?: { value?: unknown }; exceptionDetails?: unknown; metrics?: { name: string; value: number }[] };
  error?: { message: string };
}

export class Unwatched {
  readonly #waiting = new Map<number, (answer: Answer) => void>();

  private constructor(
    readonly browser: CDPSession,
    readonly sessionId: string,
  ) {
    browser.on("Target.receivedMessageFromTarget", ({ sessionId, message }) => {
      const answer = JSON.parse(message) as Answer;
      if (sessionId === this.sessionId && answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
    });
  }

  /** Opens a window of its own; Playwright leaves what it has not made itself alone. */
  static async open(browser: Browser, url: string): Promise<Unwatched> {
    const session = await browser.newBrowserCDPSession();
    const { browserContextId } = await session.send("Target.createBrowserContext");
    const { targetId } = await session.send("Target.createTarget", { url, browserContextId, width: 1280, height: 800 });
    const { sessionId } = await session.send("Target.attachToTarget", { targetId, flatten: false });
    const page = new Unwatched(session, sessionId);
    await page.#send("Performance.enable");
    return page;
  }

  /** Waits until an expression is true. */
  async until(expression: string): Promise<void> {
    const look = `const look = () => ((${expression}) ? tell() : setTimeout(look, 50)); look();`;
    await this.#run(`new Promise((tell) => { ${look} })`);
  }

  /** Types a text into a field. */
  async fill(id: string, text: string): Promise<void> {
    await this.until(`document.getElementById("${id}")`);
    const change = `field.value = ${JSON.stringify(text)}; field.dispatchEvent(new Event("input", { bubbles: true }));`;
    await this.#run(`{ const field = document.getElementById("${id}"); ${change} }`);
  }

  /** Presses the button that sends a field's form. */
  async send(id: string): Promise<void> {
    await this.#run(`document.getElementById("${id}").form.requestSubmit()`);
  }

  /** How long the page's main thread has worked so far, in seconds. */
  async busy(): Promise<number> {
    const { result } = await this.#send("Performance.getMetrics");
    return result?.metrics?.find(({ name }) => name === "TaskDuration")?.value ?? NaN;
  }

  async #run(expression: string): Promise<void> {
    const { result } = await this.#send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (result?.exceptionDetails) throw new Error(JSON.stringify(result.exceptionDetails));
  }

  async #send(method: string, params: object = {}): Promise<Answer> {
    const id = this.#waiting.size + 1;
    const answer = new Promise<Answer>((tell) => this.#waiting.set(id, tell));
    const message = JSON.stringify({ id, method, params });
    await this.browser.send("Target.sendMessageToTarget", { sessionId: this.sessionId, message });
    const answered = await answer;
    if (answered.error) throw new Error(answered.error.message);
    return answered;
  }
}
