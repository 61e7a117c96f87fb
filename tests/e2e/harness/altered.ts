// The release on a host that alters it: other headers, other bytes, pages beside it.
import type { IncomingMessage, ServerResponse } from "node:http";

import { LocalServer } from "./local-server.ts";
import type { Site } from "./site.ts";
import { expect, test as base } from "./test.ts";

export { expect };

/** What the host would send. */
export interface Sent {
  path: string;
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export class AlteredSite extends LocalServer {
  /** Changes what is sent, in place; may take its time. What it throws cuts the connection. */
  alter: (sent: Sent) => void | Promise<void> = () => {};
  readonly #original: string;

  private constructor(original: string) {
    super();
    this.#original = original;
  }

  static start(original: string): Promise<AlteredSite> {
    return new AlteredSite(original).listen();
  }

  protected reply(request: IncomingMessage, response: ServerResponse): void {
    const send = async (): Promise<void> => {
      const path = request.url ?? "/";
      const answer = await fetch(this.#original + path, { headers: { "accept-encoding": "identity" } });
      const headers = Object.fromEntries(answer.headers);
      for (const name of ["connection", "date", "keep-alive", "transfer-encoding", "content-encoding", "content-length"]) delete headers[name];
      const sent = { path, status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) };
      await this.alter(sent);
      response.writeHead(sent.status, sent.headers).end(sent.body);
    };
    send().catch(() => response.destroy());
  }
}

/** A page of the test's own in the place of a file. */
export function page(sent: Sent, body: string, type = "text/html"): void {
  Object.assign(sent, { status: 200, headers: { "content-type": type }, body: Buffer.from(body) });
}

/** A page that frames another one. */
export function frame(url: string, more = ""): string {
  return `<!doctype html><html lang="en"><title>Portal</title><iframe title="Keyturn" src="${url}/" ${more}></iframe></html>`;
}

/** Headers that say what a page is and may, not what it holds. */
const PROTECTING = [
  "content-security-policy",
  "x-frame-options",
  "cross-origin-resource-policy",
  "cross-origin-opener-policy",
  "x-content-type-options",
  "referrer-policy",
  "permissions-policy",
  "cache-control",
];

/** As a host without headers of its own would send it. */
export function withoutHeaders(sent: Sent): void {
  for (const name of PROTECTING) delete sent.headers[name];
}

/** What the operator decided: an object, or a text of any kind. */
export function deciding(config: object | string, sent: Sent): void {
  if (sent.path === "/config.json") sent.body = Buffer.from(typeof config === "string" ? config : JSON.stringify(config));
}

/** Names the portal in the configuration. */
export function allowing(origin: string, sent: Sent): void {
  deciding({ portal_origins: [origin], isolated_origin: true }, sent);
}

/** A bit of the file is another one. */
export function flip(sent: Sent): void {
  const middle = Math.floor(sent.body.length / 2);
  sent.body[middle] = (sent.body[middle] ?? 0) ^ 1;
}

/** The fixture of such a host, for one test. */
export const serving = async ({ site }: { site: Site }, use: (altered: AlteredSite) => Promise<void>): Promise<void> => {
  const altered = await AlteredSite.start(site.url);
  await use(altered);
  await altered.stop();
};

/** `test` with the altered host, and with one more that may frame it. */
export const test = base.extend<{ altered: AlteredSite; portal: AlteredSite }>({
  altered: serving,
  portal: serving,
  otherOrigins: async ({ altered, portal }, use) => {
    await use([altered.url, portal.url]);
  },
});
