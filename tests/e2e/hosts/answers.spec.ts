// Hosts that do not know WebAssembly, and hosts that answer with the page where a file is missing.
import { type AlteredSite, expect, test } from "../harness/altered.ts";
import type { App } from "../harness/app.ts";

async function signIn(app: App, altered: AlteredSite): Promise<void> {
  await app.page.goto(`${altered.url}/#/personal`);
  await app.connect();
  await app.enterToken(app.gitlab.person("ann").token);
  await app.settled();
}

/** The host has its page and not this file, and sends the page in its place. */
async function missing(altered: AlteredSite, original: string, pattern: RegExp): Promise<void> {
  const index = Buffer.from(await (await fetch(`${original}/`)).arrayBuffer());
  altered.alter = (sent) => {
    if (pattern.test(sent.path)) Object.assign(sent, { body: index, headers: { ...sent.headers, "content-type": "text/html" } });
  };
}

for (const type of ["application/octet-stream", "text/plain", ""]) {
  test(`A host that sends WebAssembly as ${type || "nothing known"} serves all of it`, async ({ app, altered, page }) => {
    altered.alter = (sent) => {
      if (sent.path.endsWith(".wasm")) sent.headers["content-type"] = type;
    };
    await signIn(app, altered);
    await app.act("Revoke", "vscode").click();
    await app.dialog("Revoke vscode?").getByRole("button", { name: "Cancel" }).click();
    await page.reload();
    await app.button("Explore the sandbox").click();
    await expect(page.getByRole("banner").getByRole("button", { name: "root · gitlab.sandbox" })).toBeVisible();
  });
}

test("A host that sends scripts as plain text: nothing runs, and the page says in the end what to do", async ({ app, altered, page }) => {
  altered.alter = (sent) => {
    if (sent.path.endsWith(".js")) sent.headers["content-type"] = "text/plain";
  };
  app.watch.allow(/MIME type/);
  await page.goto(`${altered.url}/`);
  await expect(page.getByText("This takes longer than it should.")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole("textbox")).toHaveCount(0);
});

for (const [file, pattern] of [
  ["glue", /^\/keyturn-[0-9a-f]+\.js$/],
  ["WebAssembly", /^\/keyturn-[0-9a-f]+_bg\.wasm$/],
  ["style sheet", /^\/keyturn-[0-9a-f]+\.css$/],
] as const) {
  const expectMismatch = async (app: App, altered: AlteredSite): Promise<void> => {
    app.watch.allow(/integrity/, /MIME type/, /Failed to load resource/);
    await app.page.goto(`${altered.url}/`);
    await expect(app.alert.getByRole("heading", { name: "The files of this deployment do not match" })).toBeVisible();
    await expect(app.alert.getByRole("heading", { name: "此部署的文件不一致" })).toBeVisible();
    await expect(app.page.getByRole("textbox")).toHaveCount(0);
  };

  test(`Row 62 · A host that sends its page in the place of the ${file}: the files do not match`, async ({ app, altered, site }) => {
    await missing(altered, site.url, pattern);
    await expectMismatch(app, altered);
  });

  test(`Row 62 · A host without the ${file}: the files do not match`, async ({ app, altered }) => {
    altered.alter = (sent) => {
      if (pattern.test(sent.path)) Object.assign(sent, { status: 404, headers: {}, body: Buffer.from("") });
    };
    await expectMismatch(app, altered);
  });

  test(`Where the connection ends before the ${file} has arrived, the page could not be loaded`, async ({ app, altered, page }) => {
    altered.alter = (sent) => {
      if (pattern.test(sent.path)) throw new Error("cut");
    };
    app.watch.allow(/Failed to load resource/);
    await page.goto(`${altered.url}/`);
    await expect(app.alert.getByRole("heading", { name: "Keyturn could not be loaded" })).toBeVisible();
    await expect(app.alert.getByRole("heading", { name: "无法载入 Keyturn" })).toBeVisible();
    await expect(page.getByRole("textbox")).toHaveCount(0);
  });
}

test("Row 62 · A host that sends its page in the place of the rest: the files do not match, and nothing is sent", async ({ app, altered, gitlab, site }) => {
  await missing(altered, site.url, /^\/keyturn-later-/);
  app.watch.allow(/integrity/);
  await signIn(app, altered);
  await app.act("Revoke", "vscode").click();
  await expect(app.dialog("Not loaded").getByRole("heading", { name: "The files of this deployment do not match" })).toBeVisible();
  expect(await gitlab.requests("DELETE")).toEqual([]);
});

test("Row 62 · A host that sends its page in the place of the sandbox: it is not started, and signing in still works", async ({ app, altered, page, site }) => {
  await missing(altered, site.url, /^\/sandbox-/);
  app.watch.allow(/integrity/, /MIME type/, /Failed to load resource/);
  await page.goto(`${altered.url}/`);
  await app.button("Explore the sandbox").click();
  await expect(app.alert).toContainText("The sandbox could not be loaded");
  await app.connect();
  await app.enterToken(app.gitlab.person("ann").token);
  await expect(app.sessionButton).toBeVisible();
});
