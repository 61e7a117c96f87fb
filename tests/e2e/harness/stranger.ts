// A server of the test's own that is no GitLab: it answers as the test says and remembers what it was asked.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

import { type Certificate, certify } from "./certificate.ts";
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

  static start(certificate?: Certificate): Promise<Stranger> {
    return new Stranger(certificate).listen();
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

/** `test` with a stranger whom the page may meet, and one whose certificate no browser trusts. */
export const test = base.extend<{ stranger: Stranger; untrusted: Stranger }>({
  stranger: async ({}, use) => {
    const stranger = await Stranger.start();
    await use(stranger);
    await stranger.stop();
  },
  untrusted: async ({}, use) => {
    const untrusted = await Stranger.start(certify());
    await use(untrusted);
    await untrusted.stop();
  },
  otherOrigins: async ({ stranger, untrusted, secure }, use) => {
    await use([stranger.url, untrusted.url, secure.url]);
  },
});
