// A server of the test's own that is no GitLab: it answers as the test says and remembers what it was asked.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

import { LocalServer } from "./local-server.ts";
import { expect, test as base } from "./test.ts";

export { expect };

/** How a stranger answers. */
export interface Answer {
  status?: number;
  type?: string;
  cors?: boolean;
  headers?: Record<string, string>;
  body?: string;
}

export class Stranger extends LocalServer {
  readonly asked: { method: string; path: string; headers: IncomingHttpHeaders }[] = [];
  answer: Answer = {};

  static start(): Promise<Stranger> {
    return new Stranger().listen();
  }

  protected reply(request: IncomingMessage, response: ServerResponse): void {
    this.asked.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers });
    const { status = 200, type = "application/json", cors = false, headers = {}, body = "" } = this.answer;
    if (cors) {
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.setHeader("Access-Control-Allow-Headers", "*");
    }
    response.writeHead(status, { "Content-Type": type, ...headers }).end(body);
  }
}

/** `test` with a stranger whom the page may meet. */
export const test = base.extend<{ stranger: Stranger }>({
  stranger: async ({}, use) => {
    const stranger = await Stranger.start();
    await use(stranger);
    await stranger.stop();
  },
  otherOrigins: async ({ stranger }, use) => {
    await use([stranger.url]);
  },
});
