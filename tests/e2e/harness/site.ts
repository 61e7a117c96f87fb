// Serves a release as a static host does, with the headers that its `_headers` file asks for.
import { createReadStream, readFileSync, statSync } from "node:fs";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize, resolve } from "node:path";

import type { Certificate } from "./certificate.ts";
import { LocalServer } from "./local-server.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};
const ENCODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;

/** What the page asked its own host for. */
export interface Visit {
  path: string;
  headers: IncomingHttpHeaders;
}

/** A static host of its own origin. */
export class Site extends LocalServer {
  readonly visits: Visit[] = [];
  readonly #folder: string;
  readonly #rules: Map<string, [string, string][]>;

  private constructor(folder: string, certificate?: Certificate) {
    super(certificate);
    this.#folder = resolve(folder);
    this.#rules = rules(readHeaders(this.#folder), certificate !== undefined);
  }

  static start(folder: string, certificate?: Certificate): Promise<Site> {
    return new Site(folder, certificate).listen();
  }

  protected reply(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? "/", "http://site").pathname;
    this.visits.push({ path: request.url ?? "", headers: request.headers });
    const file = normalize(join(this.#folder, path === "/" ? "index.html" : decodeURIComponent(path)));
    for (const [name, value] of [...(this.#rules.get("/*") ?? []), ...(this.#rules.get(path) ?? [])]) {
      response.setHeader(name, value);
    }
    if (!file.startsWith(this.#folder) || !isFile(file)) {
      response.writeHead(404).end();
      return;
    }
    const accepted = String(request.headers["accept-encoding"] ?? "");
    const packed = ENCODINGS.find(([encoding, end]) => accepted.includes(encoding) && isFile(file + end));
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    response.setHeader("Vary", "Accept-Encoding");
    if (packed) response.setHeader("Content-Encoding", packed[0]);
    createReadStream(file + (packed?.[1] ?? "")).pipe(response);
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** A page built while developing has no such file; then its own policy element must do. */
function readHeaders(folder: string): string {
  const path = join(folder, "_headers");
  return isFile(path) ? readFileSync(path, "utf8") : "";
}

/** A line that begins with `/` names a path, those below it what its answers carry. */
function rules(text: string, isEncrypted: boolean): Map<string, [string, string][]> {
  const found = new Map<string, [string, string][]>();
  let headers: [string, string][] = [];
  for (const line of text.split("\n").filter((line) => line.trim() !== "")) {
    if (line.startsWith("/")) {
      headers = [];
      found.set(line.trim(), headers);
    } else {
      const [name = "", ...value] = line.trim().split(":");
      // Over plain HTTP a browser ignores it, and complains in newer versions.
      if (isEncrypted || name !== "Strict-Transport-Security") headers.push([name, value.join(":").trim()]);
    }
  }
  return found;
}
