// The one-time value: masked, handed over in three ways, and held until the person says that it is stored.
import { readFileSync } from "node:fs";

import type { App, Reveal } from "./harness/app.ts";
import { clipboard } from "./harness/clipboard.ts";
import { inMemory } from "./harness/oracle.ts";
import { expect, test } from "./harness/test.ts";

/** Rotates a token up to its new value. */
async function rotate(app: App, name: string): Promise<Reveal> {
  await app
    .row(name)
    .getByRole("button", { name: `Rotate ${name}` })
    .click();
  await app.dialog(`Rotate ${name}?`).getByRole("button", { name: "Rotate", exact: true }).click();
  const reveal = app.reveal(name);
  await expect(reveal.dialog).toBeVisible();
  return reveal;
}

test("A value is masked, and nowhere in the markup of the page", async ({ app, page }) => {
  await app.signIn("ann");
  const reveal = await rotate(app, "laptop");
  const value = await reveal.value();
  expect(value).toMatch(/^glpat-/);
  await expect(reveal.field).toHaveAttribute("type", "password");
  await expect(reveal.field).toHaveAttribute("readonly", "");
  await expect(reveal.field).toHaveAttribute("autocomplete", "off");
  expect(await page.content()).not.toContain(value);
  await reveal.button("Show").click();
  await expect(reveal.field).toHaveAttribute("type", "text");
  expect(await page.content()).not.toContain(value);
  await reveal.button("Hide").click();
  await expect(reveal.field).toHaveAttribute("type", "password");
  await reveal.stored.click();
  expect(await page.content()).not.toContain(value);
});

test("Only copying, showing or downloading arms the way out", async ({ app, page }) => {
  await app.signIn("ann");
  const reveal = await rotate(app, "laptop");
  await expect(reveal.dialog.getByText("Copy, show or download it first.")).toBeVisible();
  await expect(reveal.stored).toHaveAttribute("aria-disabled", "true");
  await reveal.stored.click({ force: true });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(reveal.dialog).toBeVisible();
  expect(await reveal.value()).toMatch(/^glpat-/);
  await reveal.button("Show").click();
  await expect(reveal.stored).not.toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  await expect(reveal.dialog).toBeVisible();
  await reveal.stored.click();
  await expect(reveal.dialog).toBeHidden();
  await expect(app.row("laptop").filter({ hasText: "Active" }).getByRole("link")).toBeFocused();
});

test("A value can be copied, alone and in a ready-made text", async ({ app, gitlab, page, context }) => {
  await app.signIn("ann");
  const paste = await clipboard(context, page);
  const reveal = await rotate(app, "laptop");
  const value = await reveal.value();
  await reveal.button("Copy").click();
  await expect(reveal.dialog.getByText("Copied. Paste it where it belongs now. It stays on the clipboard until something else is copied")).toBeVisible();
  expect(await paste()).toBe(value);
  const server = new URL(gitlab.url);
  for (const [form, expected] of [
    ["curl", `curl --header "Authorization: Bearer ${value}" ${gitlab.url}/api/v4/user`],
    ["git remote", `git remote set-url origin ${server.protocol}//oauth2:${value}@${server.host}/GROUP/PROJECT.git`],
    [".netrc", `machine 127.0.0.1 login oauth2 password ${value}`],
    ["CI/CD variable", `GITLAB_TOKEN=${value}`],
  ] as const) {
    await reveal.dialog.getByRole("combobox", { name: "Ready for" }).selectOption(form);
    await expect(reveal.dialog.getByRole("group", { name: "Ready for" })).toHaveText(
      expected.replace(value, "••••••••••••"),
    );
    await reveal.button("Copy as text").click();
    await expect.poll(paste).toBe(expected);
  }
  await reveal.stored.click();
  await expect(reveal.dialog).toBeHidden();
});

test("Row 59 · Where the browser does not let it copy, the value is selected instead", async ({ app, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator.clipboard, "writeText", {
      value: () => Promise.reject(new DOMException("", "NotAllowedError")),
    });
  });
  await app.signIn("ann");
  const reveal = await rotate(app, "laptop");
  const value = await reveal.value();
  await reveal.button("Copy").click();
  await expect(reveal.dialog.getByText("The browser does not let this page copy.")).toBeVisible();
  const selected = (): Promise<string> =>
    reveal.field.evaluate((field: HTMLInputElement) =>
      field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0),
    );
  expect(await selected()).toBe(value);
  await reveal.field.evaluate((field: HTMLInputElement) => field.setSelectionRange(0, 0));
  expect(await selected()).toBe("");
  await reveal.button("Copy as text").click();
  await expect.poll(selected).toBe(value);
  await reveal.stored.click();
});

test("A value can be downloaded", async ({ app, page }) => {
  await app.signIn("ann");
  const reveal = await rotate(app, "laptop");
  const value = await reveal.value();
  const downloading = page.waitForEvent("download");
  await reveal.button("Download").click();
  const download = await downloading;
  await app.watch.declareDownload();
  expect(readFileSync(await download.path(), "utf8")).toBe(value);
  expect(download.suggestedFilename()).not.toContain("laptop");
  await expect(reveal.dialog.getByText("Downloaded. Move the file to a safe place.")).toBeVisible();
  await reveal.stored.click();
});

test("The value can be tested before it is stored", async ({ app }) => {
  await app.signIn("ann");
  const reveal = await rotate(app, "terraform state");
  await reveal.button("Test it").click();
  await expect(reveal.dialog.getByText("It works: GitLab knows it.")).toBeVisible();
  await reveal.store();
});

test("Row 58 · Back, links and a reload are held while a value waits", async ({ app, page }) => {
  await app.signIn("ann");
  await app.card("Expired").click();
  await page.evaluate(() => (location.hash = "#/personal?state=all"));
  await app.settled();
  const reveal = await rotate(app, "laptop");
  const hash = new URL(page.url()).hash;
  await page.evaluate(() => history.back());
  await expect(reveal.dialog.getByText("A value is still waiting here.")).toBeVisible();
  expect(new URL(page.url()).hash).toBe(hash);

  const asked = page.waitForEvent("dialog");
  const reloading = page.reload({ timeout: 3_000 }).catch(() => "held");
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await reloading;
  expect(await reveal.value()).toMatch(/^glpat-/);
  await reveal.store();
  await page.goBack();
  await expect(reveal.dialog).toBeHidden();
  expect(new URL(page.url()).hash).not.toBe(hash);
});

test("Several values wait one behind the other, even one that was given up", async ({ app, gitlab, page }) => {
  await page.clock.install();
  await app.signIn("ann");
  await gitlab.fault({ when: "after-commit", kind: "hold", match: { method: "POST" } });
  await app.row("laptop").getByRole("button", { name: "Rotate laptop" }).click();
  const dialog = app.dialog("Rotate laptop?");
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
  await page.clock.fastForward("00:21");
  await expect(dialog.getByText("Still waiting for GitLab.")).toBeVisible();
  await page.clock.fastForward("00:56");
  await expect(dialog).toContainText("The old value is dead. In its place stands id");
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();

  const second = await rotate(app, "workstation");
  const value = await second.value();
  await gitlab.release();
  await expect(second.dialog).toContainText("1 of 2");
  await expect(second.field).toHaveValue(value);
  await second.store();
  const late = await app.reveal("laptop").store();
  expect(await gitlab.api("GET", "personal_access_tokens/self", late)).toMatchObject({ name: "laptop", active: true });
  await app.expectWiped(value, late);
});

test("A value that waits outlasts the session that made it", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  const reveal = await rotate(app, "laptop");
  const value = await reveal.value();
  const self = gitlab.person("ann").token_id;
  await gitlab.api("DELETE", `personal_access_tokens/${self}`, gitlab.person("root").token);
  await reveal.button("Test it").click();
  await expect(reveal.dialog.getByText("It works: GitLab knows it.")).toBeVisible();
  expect(await inMemory(page, [value])).toEqual([value]);
  await reveal.store();
  await app.expectWiped(value);
});
