// A server on a free port of this machine, for the life of a test.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export abstract class LocalServer {
  readonly #server: Server;
  #port = 0;

  protected constructor() {
    this.#server = createServer((request, response) => this.reply(request, response));
  }

  /** Answers one request. */
  protected abstract reply(request: IncomingMessage, response: ServerResponse): void;

  protected async listen(): Promise<this> {
    await new Promise<void>((listening) => this.#server.listen(0, "127.0.0.1", listening));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
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
}
