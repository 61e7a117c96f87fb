// A server on a free port of this machine, for the life of a test.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

import type { Certificate } from "./certificate.ts";

export abstract class LocalServer {
  readonly #server: Server;
  #port = 0;

  /** With a certificate it speaks https. */
  protected constructor(protected readonly certificate?: Certificate) {
    const reply = (request: IncomingMessage, response: ServerResponse): void => this.reply(request, response);
    this.#server = certificate ? createSecureServer(certificate, reply) : createServer(reply);
  }

  /** Answers one request. */
  protected abstract reply(request: IncomingMessage, response: ServerResponse): void;

  protected async listen(): Promise<this> {
    await new Promise<void>((listening) => this.#server.listen(0, "127.0.0.1", listening));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  get url(): string {
    return `${this.certificate ? "https" : "http"}://127.0.0.1:${this.#port}`;
  }

  /** Stops listening: from now on the port refuses. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
