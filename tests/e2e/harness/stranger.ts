// A server of the test's own that is no GitLab: it answers as the test says and remembers what it was asked.
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

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

export class Stranger {
  readonly asked: { method: string; path: string; headers: IncomingHttpHeaders }[] = [];
  answer: Answer = {};
  readonly #server: Server;
  #port = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers });
      this.#reply(response);
    });
  }

  static async start(): Promise<Stranger> {
    const stranger = new Stranger();
    await new Promise<void>((listening) => stranger.#server.listen(0, "127.0.0.1", listening));
    stranger.#port = (stranger.#server.address() as AddressInfo).port;
    return stranger;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Stops listening: from now on the port refuses. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  #reply(response: ServerResponse): void {
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
