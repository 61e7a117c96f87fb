// What is loaded after the first list: when it is asked for, what stands there meanwhile, and where it does not come.
import type { Locator } from "@playwright/test";

import { type AlteredSite, expect, flip, test } from "./harness/altered.ts";
import type { App } from "./harness/app.ts";
import { violations } from "./harness/rules.ts";

const PART = /\/keyturn-later-[0-9a-f]+\.wasm$/;

/** Signs in on the altered host. */
async function signIn(app: App, altered: AlteredSite, fragment = "#/personal"): Promise<void> {
  await app.page.goto(`${altered.url}/${fragment}`);
  await app.connect();
  await app.enterToken(app.gitlab.person("ann").token);
  await expect(app.sessionButton).toBeVisible();
}

/** Holds what comes later; gives what lets it through. */
function hold(altered: AlteredSite): () => void {
  let through = (): void => {};
  const held = new Promise<void>((resolve) => (through = resolve));
  altered.alter = async (sent) => {
    if (PART.test(sent.path)) await held;
  };
  return through;
}

/** Cuts the connection while what comes later is on its way. */
function cut(sent: { path: string }): void {
  if (PART.test(sent.path)) throw new Error("cut");
}

/** What a browser itself says about files that do not come. */
function meant(app: App): void {
  app.watch.allow(/integrity/, /Failed to load resource/);
}

/** How often the part was asked for. */
const asked = (app: App): number => app.watch.requests.filter((request) => PART.test(request.url())).length;

/** The search field, whatever is searched. */
const search = (app: App): Locator => app.page.getByRole("searchbox");

/** How far down the page that is. */
const top = (app: App): Promise<number> => search(app).evaluate((field) => field.getBoundingClientRect().top);

const wait = (app: App) => app.dialog("One moment");
const notLoaded = (app: App) => app.dialog("Not loaded");

test("The rest is asked for only once the first list is there, and then by itself", async ({ app, gitlab, page }) => {
  await gitlab.fault({ when: "after-commit", kind: "hold", match: { method: "GET", path: "/personal_access_tokens?" } });
  await app.open("#/personal");
  await app.connect();
  await app.enterToken(gitlab.person("ann").token);
  await expect.poll(async () => (await gitlab.requests("GET", "/personal_access_tokens?")).length).toBe(1);
  expect(asked(app), "while the list is read").toBe(0);
  await gitlab.releaseHeld();
  await app.settled();
  await expect.poll(() => asked(app), "when the list is there").toBe(1);
  await app.act("Revoke", "vscode").click();
  await expect(app.dialog("Revoke vscode?").getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await app.link("Activity").click();
  await expect(app.heading("Activity")).toBeVisible();
  expect(asked(app), "in all").toBe(1);
});

test("A dialog that is opened before the rest is there waits for it, and goes on by itself", async ({ app, altered, gitlab, page }) => {
  const through = hold(altered);
  await signIn(app, altered);
  await app.settled();
  await app.act("Revoke", "vscode").click();
  await expect(wait(app).getByRole("status")).toHaveText("The rest of this page is being loaded. It goes on by itself.");
  await expect(wait(app).getByRole("status")).toBeFocused();
  expect(await violations(page)).toEqual([]);
  through();
  const dialog = app.dialog("Revoke vscode?");
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expect(wait(app)).toHaveCount(0);
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("vscode was revoked.")).toBeVisible();
  expect(await gitlab.requests("DELETE")).toHaveLength(1);
});

test("A dialog that was closed before the rest is there does not come with it", async ({ app, altered, page }) => {
  const through = hold(altered);
  await signIn(app, altered);
  await app.settled();
  await app.act("Revoke", "vscode").click();
  await expect(wait(app)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(wait(app)).toHaveCount(0);
  await expect(app.link("vscode")).toBeFocused();
  const arrived = page.waitForEvent("requestfinished", (request) => PART.test(request.url()));
  through();
  await arrived;
  await app.act("Rotate", "vscode").click();
  await expect(app.dialog("Rotate vscode?")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(1);
});

test("Activity that is opened before the rest is there waits for it", async ({ app, altered, page }) => {
  const through = hold(altered);
  await signIn(app, altered, "#/activity");
  await expect(page.getByRole("main").getByText("The rest of this page is being loaded.")).toBeVisible();
  through();
  await expect(app.heading("Activity")).toBeVisible();
});

test("Row 62 · One altered bit in the rest: nothing of it is started, nothing is sent, and it can be tried again", async ({ app, altered, gitlab, page }) => {
  meant(app);
  altered.alter = (sent) => {
    if (PART.test(sent.path)) flip(sent);
  };
  await signIn(app, altered);
  await app.settled();
  await app.act("Revoke", "vscode").click();
  await expect(notLoaded(app).getByRole("alert")).toContainText("Nothing of this was sent to GitLab.");
  await expect(notLoaded(app).getByRole("heading", { name: "The files of this deployment do not match" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(app.link("vscode")).toBeFocused();
  await page.getByRole("combobox", { name: "Language" }).selectOption("简体中文");
  await page.getByRole("button", { name: "撤销 vscode" }).click();
  await expect(page.getByRole("alert").getByRole("heading", { name: "此部署的文件不一致" })).toBeVisible();
  expect(await gitlab.requests("DELETE")).toEqual([]);
  altered.alter = () => {};
  await page.getByRole("button", { name: "重试" }).click();
  await expect(page.getByRole("dialog")).toContainText("read_registry");
});

test("Where a newer release took its place, the page says so and is loaded again", async ({ app, altered, page }) => {
  meant(app);
  altered.alter = (sent) => {
    if (PART.test(sent.path)) Object.assign(sent, { status: 404, headers: {}, body: Buffer.from("") });
  };
  await signIn(app, altered);
  await app.settled();
  await app.button("New token").click();
  const dialog = notLoaded(app);
  await expect(dialog.getByRole("alert")).toContainText("perhaps a newer one was put in its place");
  await expect(dialog.getByRole("alert")).toContainText("Reload the page and sign in again.");
  altered.alter = () => {};
  await dialog.getByRole("button", { name: "Reload the page" }).click();
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  await app.connect();
  await app.enterToken(app.gitlab.person("ann").token);
  await expect(page.getByRole("dialog")).toContainText("Name");
});

test("Where the connection is lost meanwhile, the rest can be tried again, also by opening the dialog once more", async ({ app, altered, page }) => {
  meant(app);
  altered.alter = cut;
  await signIn(app, altered);
  await app.settled();
  await app.link("Activity").click();
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("The connection was lost before it had arrived.");
  await app.link("Personal tokens").click();
  await app.settled();
  await app.act("Revoke", "vscode").click();
  await expect(notLoaded(app).getByRole("heading", { name: "The rest of this page could not be loaded" })).toBeVisible();
  await expect(notLoaded(app).getByRole("button", { name: "Try again" })).toBeFocused();
  await notLoaded(app).getByRole("button", { name: "Close" }).click();
  altered.alter = () => {};
  await app.act("Revoke", "vscode").click();
  await expect(app.dialog("Revoke vscode?")).toBeVisible();
});

test("The details that a link opens have their heading and the focus at once, and the rest of them a moment later", async ({ app, altered, page }) => {
  const through = hold(altered);
  await signIn(app, altered, "#/personal?state=all&token=2");
  await app.settled();
  const panel = app.details("laptop");
  await expect(app.heading("laptop")).toBeFocused();
  await expect(panel.getByRole("status")).toHaveText("The rest of this page is being loaded. It goes on by itself.");
  expect(await violations(page)).toEqual([]);
  through();
  await expect(panel).toContainText("Everything its owner may do through the API");
  await expect(app.heading("laptop")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(app.link("laptop")).toBeFocused();
});

test("Nothing on the Overview moves when the weeks come", async ({ app, altered, page }) => {
  app.watch.allowRefusals();
  const through = hold(altered);
  await signIn(app, altered, "#/");
  await expect(page.locator("#scan")).toHaveAttribute("data-state", "over");
  const before = await top(app);
  through();
  await expect(page.locator(".week").first()).toBeVisible();
  expect(await top(app)).toBe(before);
});

test("Without the rest the Overview is read, searched, ordered and narrowed; one line says what is left out, and tries again", async ({ app, altered, page }) => {
  meant(app);
  app.watch.allowRefusals();
  altered.alter = cut;
  await signIn(app, altered, "#/");
  await expect(page.locator("#scan")).toHaveAttribute("data-state", "over");
  const line = page.getByRole("status").filter({ hasText: "This part of the page could not be loaded." });
  await expect(line).toHaveCount(1);
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  const before = asked(app);
  await line.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => asked(app)).toBeGreaterThan(before);
  await expect(line).toHaveCount(1);
  await search(app).fill("laptop");
  await expect(app.link("laptop").first()).toBeVisible();
  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await expect(app.link("laptop").first()).toBeVisible();
  await app.link("laptop").first().click();
  const panel = app.details("laptop");
  await expect(panel.getByRole("alert")).toContainText("The connection was lost before it had arrived.");
  altered.alter = () => {};
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(panel).toContainText("Everything its owner may do through the API");
  await expect(page.locator(".week").first()).toBeVisible();
  await expect(line).toHaveCount(0);
});

test("The choice of a project waits for the rest, and goes on by itself", async ({ app, altered, page }) => {
  const through = hold(altered);
  await signIn(app, altered, "#/projects");
  await expect(page.getByRole("main").getByText("The rest of this page is being loaded.")).toBeVisible();
  through();
  await expect(page.getByRole("combobox", { name: "Find a project" })).toBeVisible();
});

test("An administrator's search for a user keeps its place until it is there", async ({ app, altered, page }) => {
  const through = hold(altered);
  await page.goto(`${altered.url}/#/personal`);
  await app.connect();
  await app.enterToken(app.gitlab.person("root").token);
  await app.settled();
  const before = await top(app);
  await expect(page.getByLabel("Find a user")).toBeDisabled();
  through();
  await expect(page.getByRole("combobox", { name: "Find a user" })).toBeEnabled();
  expect(await top(app)).toBe(before);
});
