// Files of two releases on one host, and files that came to harm on it, behind a real nginx.
import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { App } from "../harness/app.ts";
import { expect, type Host, test } from "../harness/hosts.ts";
import { clear, newer, put } from "../harness/release.ts";

const SANDBOX = "root · gitlab.sandbox";

/** What the browser itself says over plain HTTP, and of files that are not the promised ones. */
test.beforeEach(({ app }) => app.watch.allow(/Strict-Transport-Security/));
const meant = (app: App): void => app.watch.allow(/integrity/, /MIME type/, /Failed to load resource/, /Fetch API cannot load/);

const connect = (app: App) => app.heading("Connect to a GitLab");
const mismatch = (app: App) => app.alert.getByRole("heading", { name: "The files of this deployment do not match" });

async function signIn(app: App): Promise<void> {
  await app.connect();
  await app.enterToken(app.gitlab.person("ann").token);
  await app.settled();
}

/** Alters one bit of a file in each form that the host may send. */
function damage(host: Host, pattern: RegExp): void {
  const forms = readdirSync(host.site).filter((name) => pattern.test(name));
  expect(forms, "the file, and what brotli and gzip made of it").toHaveLength(3);
  for (const name of forms) {
    const bytes = readFileSync(join(host.site, name));
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(join(host.site, name), bytes);
  }
}

test("Row 62 · An old index.html with the files of a newer release: the files do not match, and the new page helps", async ({ app, host, page }) => {
  meant(app);
  const release = newer(host.site, { boot: false });
  const index = [...release].filter(([name]) => name === "index.html");
  put(host.site, [...release].filter(([name]) => name !== "index.html"));
  clear(host.site, release);
  await page.goto(`${host.url}/`);
  await expect(mismatch(app)).toBeVisible();
  await expect(app.alert.getByRole("heading", { name: "此部署的文件不一致" })).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  put(host.site, index);
  await app.button(/^Reload/).click();
  await expect(connect(app)).toBeVisible();
  await signIn(app);
});

test("Row 62 · An old index.html with a newer boot script: nothing runs, and the page says in the end what to do", async ({ app, host, page }) => {
  meant(app);
  const release = newer(host.site, { boot: true });
  put(host.site, [...release].filter(([name]) => name === "boot.js"));
  await page.goto(`${host.url}/`);
  await expect(page.getByText("This takes longer than it should.")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole("textbox")).toHaveCount(0);
});

test("Row 62 · A page that is open goes on with its own files while a newer release is put beside them", async ({ app, host, page }) => {
  await page.goto(`${host.url}/#/personal`);
  await expect(connect(app)).toBeVisible();
  const release = newer(host.site, { boot: true });
  put(host.site, release);
  await signIn(app);
  await app.act("Revoke", "vscode").click();
  await app.dialog("Revoke vscode?").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("vscode was revoked.")).toBeVisible();
  const asked = (): string[] => app.watch.requests.map((request) => new URL(request.url()).pathname.slice(1));
  expect(asked().filter((name) => name.endsWith(".wasm") && release.has(name)), "of the newer release").toEqual([]);
  await page.reload();
  await expect(connect(app)).toBeVisible();
  await expect.poll(() => asked().filter((name) => name.endsWith(".wasm") && release.has(name))).toHaveLength(1);
});

test("Row 62 · A page that is open opens its own sandbox while a newer release is put beside it", async ({ app, host, page }) => {
  await page.goto(`${host.url}/`);
  await expect(connect(app)).toBeVisible();
  put(host.site, newer(host.site, { boot: true }));
  await app.button("Explore the sandbox").click();
  await expect(page.getByRole("banner").getByRole("button", { name: SANDBOX })).toBeVisible();
});

test("Row 62 · Where the host cannot tell a new page from the old one, reloading still gets the new one", async ({ app, host, page }) => {
  meant(app);
  // As in an image whose files are all of one time: same time and length are the same page to a web server.
  const index = join(host.site, "index.html");
  const alike = (): void => utimesSync(index, 1, 1);
  put(host.site, [["index.html", readFileSync(index)]]);
  alike();
  await page.goto(`${host.url}/#/personal`);
  await expect(connect(app)).toBeVisible();
  const release = newer(host.site, { boot: false });
  put(host.site, release);
  clear(host.site, release);
  alike();
  await signIn(app);
  await app.act("Revoke", "vscode").click();
  await expect(app.dialog("Not loaded").getByRole("alert")).toContainText("perhaps a newer one was put in its place");
  await app.dialog("Not loaded").getByRole("button", { name: "Reload the page" }).click();
  await expect(connect(app)).toBeVisible();
  await signIn(app);
  await app.act("Revoke", "vscode").click();
  await expect(app.dialog("Revoke vscode?")).toBeVisible();
});

for (const [file, pattern] of [
  ["glue", /^keyturn-[0-9a-f]{16}\.js/],
  ["WebAssembly", /^keyturn-[0-9a-f]{16}_bg\.wasm/],
  ["style sheet", /^keyturn-[0-9a-f]{16}\.css/],
] as const) {
  test(`Row 62 · One altered bit in the ${file} on disk, as it is sent compressed: nothing is started`, async ({ app, host, page }) => {
    meant(app);
    damage(host, pattern);
    await page.goto(`${host.url}/`);
    await expect(mismatch(app)).toBeVisible();
    await expect(page.getByRole("textbox")).toHaveCount(0);
  });
}

test("Row 62 · One altered bit in the rest on disk, as it is sent compressed: nothing of it is started", async ({ app, host, gitlab, page }) => {
  meant(app);
  damage(host, /^keyturn-later-/);
  await page.goto(`${host.url}/#/personal`);
  await signIn(app);
  await app.act("Revoke", "vscode").click();
  await expect(app.dialog("Not loaded").getByRole("heading", { name: "The files of this deployment do not match" })).toBeVisible();
  expect(await gitlab.requests("DELETE")).toEqual([]);
});

for (const [file, pattern] of [
  ["glue", /^sandbox-[0-9a-f]{16}\.js/],
  ["WebAssembly", /^sandbox-[0-9a-f]{16}_bg\.wasm/],
] as const) {
  test(`Row 62 · One altered bit in the sandbox's ${file} on disk, as it is sent compressed: it is not started`, async ({ app, host, page }) => {
    meant(app);
    damage(host, pattern);
    await page.goto(`${host.url}/`);
    await app.button("Explore the sandbox").click();
    await expect(app.alert).toContainText("The sandbox could not be loaded");
  });
}
