// A newer release, made of the one under test: the same page, with other files by other names.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";

/** What is put behind each kind of file without changing what it does: a comment, or a section that is passed over. */
const ADDED: Record<string, Buffer> = {
  ".js": Buffer.from("// newer\n"),
  ".css": Buffer.from("/* newer */"),
  ".wasm": Buffer.from([0, 3, 1, 0x6e, 0]),
};
const NAMED = /(?<=-)[0-9a-f]{16}(?=(_bg)?\.(js|css|wasm)$)/;

const integrity = (bytes: Buffer): string => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

/** The files of a newer release by name: all that is named by its content, `index.html`, and `boot.js`, which is another one only if asked for. */
export function newer(folder: string, { boot }: { boot: boolean }): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let page = readFileSync(join(folder, "index.html"), "utf8");
  const add = (name: string, called: string): void => {
    const before = readFileSync(join(folder, name));
    const after = Buffer.concat([before, ADDED[extname(name)] ?? Buffer.alloc(0)]);
    page = page.replaceAll(name, called).replaceAll(integrity(before), integrity(after));
    files.set(called, after);
  };
  const hashed = readdirSync(folder).filter((name) => NAMED.test(name));
  if (hashed.length !== 6) throw new Error(`a release has six files that are loaded by their hash, not ${hashed.join()}`);
  for (const name of hashed) add(name, name.replace(NAMED, (old) => old.split("").toReversed().join("")));
  if (boot) add("boot.js", "boot.js");
  return files.set("index.html", Buffer.from(page));
}

/** Puts files in place, without the compressed forms of those they replace. */
export function put(folder: string, files: Iterable<[string, Buffer]>): void {
  for (const [name, bytes] of files) {
    writeFileSync(join(folder, name), bytes);
    for (const packed of [".br", ".gz"]) rmSync(join(folder, name + packed), { force: true });
  }
}

/** Removes what is named by its content, in every form, except these. */
export function clear(folder: string, kept: { has(name: string): boolean }): void {
  const isOld = (name: string): boolean => NAMED.test(name.replace(/\.(br|gz)$/, "")) && !kept.has(name);
  for (const name of readdirSync(folder).filter(isOld)) rmSync(join(folder, name));
}
