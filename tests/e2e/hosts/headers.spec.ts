// What real web servers send, file by file, when they are set up by the files that come with a release.
import { readdirSync, readFileSync } from "node:fs";
import { request, type IncomingHttpHeaders } from "node:http";
import { extname, join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import { BELOW, expect, type Host, type HostName, test } from "../harness/hosts.ts";

const FOREVER = "public, max-age=31536000, immutable";
const TYPES: Record<string, RegExp> = {
  ".html": /^text\/html\b/,
  ".js": /^text\/javascript\b/,
  ".css": /^text\/css\b/,
  ".json": /^application\/json$/,
  ".svg": /^image\/svg\+xml$/,
  ".wasm": /^application\/wasm$/,
  ".webmanifest": /^application\/manifest\+json$/,
};
const UNPACK = { br: brotliDecompressSync, gzip: gunzipSync } as const;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Asks as no browser would: nothing is unpacked, kept or followed. */
function ask(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((answered, failed) => {
    const asked = request(url, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => answered({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
    });
    asked.on("error", failed);
    asked.end();
  });
}

/** The headers of every answer, as the release itself lists them for another kind of host. */
function promised(host: Host): [string, string][] {
  const [, first = ""] = readFileSync(join(host.site, "_headers"), "utf8").split(/^\/.*\n/m);
  return first.trim().split("\n").map((line) => {
    const [name = "", ...value] = line.trim().split(": ");
    return [name.toLowerCase(), value.join(": ")];
  });
}

/** Every file that the page or its browser asks for. */
function files(host: Host): string[] {
  const found = readdirSync(host.site).filter((name) => extname(name) in TYPES);
  expect(new Set(found.map((name) => extname(name)))).toEqual(new Set(Object.keys(TYPES)));
  return found;
}

const isHashed = (name: string): boolean => /-[0-9a-f]{16}(_bg)?\./.test(name);

function expectHeaders(answer: Answer, headers: [string, string][], of: string): void {
  expect(headers.length, "headers that are promised").toBeGreaterThan(5);
  for (const [name, value] of headers) expect(answer.headers[name], `${name} of ${of}`).toBe(value);
}

for (const name of ["nginx", "Apache", "Caddy"] satisfies HostName[]) {
  test.describe(name, () => {
    test.use({ hostName: name });

    test(`${name} sends every file with every header, its type and its caching, also below a folder`, async ({ host }) => {
      const headers = promised(host);
      for (const root of ["", BELOW]) {
        for (const file of ["", ...files(host)]) {
          const answer = await ask(`${host.url}${root}/${file}`);
          const of = `${root}/${file}`;
          expect(answer.status, of).toBe(200);
          expectHeaders(answer, headers, of);
          expect(answer.headers["content-type"], of).toMatch(TYPES[extname(file || "index.html")] ?? /^$/);
          expect(answer.headers["cache-control"], of).toBe(isHashed(file) ? FOREVER : "no-cache");
          if (!file.endsWith(".json")) expect(answer.headers.vary, of).toBe("Accept-Encoding");
          expect(answer.body.equals(readFileSync(join(host.site, file || "index.html"))), of).toBe(true);
        }
      }
    });

    test(`${name} sends the smallest form that is taken, and says that there are several`, async ({ host }) => {
      for (const [accepted, encoding] of [["gzip, deflate, br", "br"], ["gzip", "gzip"]] as const) {
        // nginx has no brotli of its own.
        if (encoding === "br" && name === "nginx" && !process.env.KEYTURN_NGINX_BROTLI && !process.env.CI) continue;
        for (const root of ["", BELOW]) {
          for (const file of ["", ...files(host)].filter((file) => !file.endsWith(".json"))) {
            const answer = await ask(`${host.url}${root}/${file}`, { "accept-encoding": accepted });
            const of = `${encoding} of ${root}/${file}`;
            expect(answer.headers["content-encoding"], of).toBe(encoding);
            expect(answer.headers.vary, of).toBe("Accept-Encoding");
            expect(answer.headers["content-type"], of).toMatch(TYPES[extname(file || "index.html")] ?? /^$/);
            expect(answer.headers["cache-control"], of).toBe(isHashed(file) ? FOREVER : "no-cache");
            const original = readFileSync(join(host.site, file || "index.html"));
            expect(UNPACK[encoding](answer.body).equals(original), of).toBe(true);
            expect(answer.body.equals(readFileSync(join(host.site, `${file || "index.html"}.${encoding === "br" ? "br" : "gz"}`))), of).toBe(true);
          }
        }
      }
    });

    test(`${name} says that a file is missing with every header, and nobody keeps that`, async ({ host }) => {
      const headers = promised(host);
      for (const path of ["/keyturn-0123456789abcdef_bg.wasm", "/nothing", `${BELOW}/keyturn-0123456789abcdef.js`]) {
        const answer = await ask(host.url + path, { "accept-encoding": "gzip, br" });
        expect(answer.status, path).toBe(404);
        expectHeaders(answer, headers, path);
        expect(answer.headers["cache-control"], path).toBe("no-cache");
      }
    });

    test(`${name} does not send a file again that has not changed`, async ({ host }) => {
      for (const file of ["", "boot.js", "config.json"]) {
        const first = await ask(`${host.url}/${file}`, { "accept-encoding": "br" });
        const second = await ask(`${host.url}/${file}`, { "accept-encoding": "br", "if-none-match": String(first.headers.etag) });
        expect([second.status, second.headers["cache-control"]], file).toEqual([304, "no-cache"]);
      }
    });
  });
}
