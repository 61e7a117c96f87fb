// Rows 10, 11 and 58 of the fault matrix: confirmed twice, and left while the request is on its way or a value waits.
import { type Frame, mergeTests, type Page } from "@playwright/test";

import { allowing, frame, page as put, test as framed, withoutHeaders } from "../harness/altered.ts";
import type { App } from "../harness/app.ts";
import { ALL, Place } from "./kinds.ts";
import { expect, test } from "./row.ts";

/** Room enough for a dialog. */
const SIZE = 'width="1200" height="760"';

const inPortal = mergeTests(test, framed);

for (const kind of ALL) {
  test(`Row 10 · ${kind} · one confirmation sends one request, however often it is given`, async ({ app, gitlab, open, page }) => {
    const place = await open(kind);
    await place.fault({ when: "after-commit", kind: "hold" });
    await place.fault({ when: "after-commit", kind: "hold", method: "DELETE" });
    const form = await place.fill("only once");
    place.confirmed += 1;
    await form.dialog.getByRole("button", { name: "Create token", exact: true }).dblclick();
    await expect(form.dialog.getByRole("button", { name: "Creating…" })).toBeDisabled();
    await form.name.press("Enter");
    await page.keyboard.press("Escape");
    await expect(form.dialog).toBeVisible();
    await gitlab.releaseHeld();
    await place.store("only once");
    expect(await place.named("only once")).toHaveLength(1);

    await app.act("Revoke", "only once").click();
    const dialog = app.dialog("Revoke only once?");
    place.confirmed += 1;
    await dialog.getByRole("button", { name: "Revoke", exact: true }).dblclick();
    await expect(dialog.getByRole("button", { name: "Revoking…" })).toBeDisabled();
    await page.keyboard.press("Enter");
    await gitlab.releaseHeld();
    await expect(app.notice("only once was revoked.")).toBeVisible();
    expect(await gitlab.requests("DELETE")).toHaveLength(1);
  });

  test(`Row 11 · ${kind} · a reload while the request is on its way is asked about, and forgets nothing`, async ({ app, gitlab, open, page }) => {
    const place = await open(kind);
    await place.fault({ when: "after-commit", kind: "hold" });
    await place.create("left behind");
    await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
    const asked = page.waitForEvent("dialog");
    const reloading = page.reload();
    const question = await asked;
    expect(question.type()).toBe("beforeunload");
    await question.accept();
    await reloading;
    await expectFoundAgain(app, place, "left behind");
  });
}

test("Row 11 · project · what was sent just before a reload is not called undone until GitLab must have given up", async ({ app, gitlab, open, page }) => {
  await page.clock.install();
  const place = await open("project");
  await place.fault({ when: "before-commit", kind: "hang" });
  await place.create("left behind");
  await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await app.connect();
  await app.enterToken(gitlab.person(place.kind.who).token);
  await expect(app.notice("1 change is to look after. See Activity.")).toBeVisible();
  await app.follow("#/activity");
  const entry = page.getByRole("listitem").filter({ hasText: "left behind" });
  await app.button("Find out").click();
  await expect(entry).toContainText("So far nothing was created. GitLab may still be carrying it out");
  await expect(entry).toContainText("Find out again after that.");
  await expect(app.heading("To look after")).toBeVisible();
  await page.clock.fastForward("01:16");
  await app.button("Find out").click();
  await expect(entry).toContainText("Nothing was created.");
  await expect(app.heading("To look after")).toHaveCount(0);
});

test("Row 11 · project · a tab that is killed and restored finds what it sent", async ({ app, context, gitlab, open, page, site }) => {
  const place = await open("project");
  await place.fault({ when: "after-commit", kind: "hold" });
  await place.create("killed");
  await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
  // What a browser keeps of a tab that it restores: address and storage, and nothing that runs.
  const kept = await page.evaluate(() => ({ ...sessionStorage }));
  expect(JSON.stringify(kept)).toContain("killed");
  await page.close();
  const restored = await context.newPage();
  await restored.addInitScript((kept) => Object.assign(sessionStorage, kept), kept);
  await restored.goto(site.url);
  const again = app.on(restored);
  await expectFoundAgain(again, place, "killed");
});

inPortal("Row 11 · project · a portal that takes the frame away while the request is on its way finds what was sent", async ({ app, gitlab, altered, portal, page, meant }) => {
  altered.alter = (sent) => {
    withoutHeaders(sent);
    allowing(portal.url, sent);
  };
  portal.alter = (sent) => put(sent, frame(altered.url, SIZE));
  await page.goto(portal.url);
  const place = new Place(inside(app), "project");
  await gitlab.fault({ when: "after-commit", kind: "hold", match: { method: "POST" } });
  await enter(place);
  await place.create("taken away");
  await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
  await page.evaluate(() => document.querySelector("iframe")?.remove());
  await gitlab.releaseHeld();
  await page.evaluate((url) => document.body.append(Object.assign(document.createElement("iframe"), { src: `${url}/`, width: "1200", height: "760" })), altered.url);
  await expect(page.frameLocator("iframe").getByRole("heading", { name: "Connect to a GitLab" })).toBeVisible();
  await expectFoundAgain(inside(app), place, "taken away");
  meant.confirmed = place.confirmed;
});

inPortal("Row 58 · project · a portal that leads the frame elsewhere while a value waits leaves its name", async ({ app, altered, portal, page, meant }) => {
  // In the end it opens at the Overview, where some lists are refused.
  app.watch.allowRefusals();
  altered.alter = (sent) => {
    withoutHeaders(sent);
    allowing(portal.url, sent);
  };
  portal.alter = (sent) => put(sent, sent.path === "/elsewhere" ? "<!doctype html><title>Elsewhere</title><p>Elsewhere" : frame(altered.url, SIZE));
  await page.goto(portal.url);
  const place = new Place(inside(app), "project");
  await enter(place);
  await place.create("left behind");
  const reveal = place.app.reveal("left behind");
  await reveal.value();
  const lead = (url: string): Promise<void> => page.evaluate((url) => document.querySelector("iframe")?.setAttribute("src", url), url);
  const asked = page.waitForEvent("dialog");
  const leading = lead(`${portal.url}/elsewhere`);
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.accept();
  await leading;
  await expect(page.frameLocator("iframe").getByText("Elsewhere")).toBeVisible();
  await lead(`${altered.url}/`);
  await expect(page.frameLocator("iframe").getByRole("heading", { name: "Connect to a GitLab" })).toBeVisible();
  await expectUnstored(inside(app), place, "left behind");
  meant.confirmed = place.confirmed;
});

test("Row 58 · project · Back, reload and close are asked about while a value waits; if forced, its name is found", async ({ app, open, page, site }) => {
  // Something to go back to.
  await page.goto(`${site.url}/config.json`);
  const place = await open("project");
  await place.create("asked about");
  const reveal = app.reveal("asked about");
  const value = await reveal.value();
  const held = async (leave: () => Promise<unknown>): Promise<void> => {
    const asked = page.waitForEvent("dialog");
    const leaving = leave().catch(() => "held");
    const question = await asked;
    expect(question.type()).toBe("beforeunload");
    await question.dismiss();
    await leaving;
    await expect(reveal.field, "I3").toHaveValue(value);
  };
  await held(() => page.close({ runBeforeUnload: true }));
  await held(() => page.evaluate(() => history.go(1 - history.length)));
  await held(() => page.reload({ timeout: 2_000 }));
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expectUnstored(app, place, "asked about");
});

/** Keyturn within the page that frames it. */
function inside(app: App): App {
  const frame = app.page.frames().at(-1) as Frame;
  // A frame offers what App asks of a page.
  return app.on(frame as unknown as Page);
}

/** Signs in and opens the list, where the page is open already. */
async function enter({ app, kind }: Place): Promise<void> {
  await app.connect();
  await app.enterToken(app.gitlab.person(kind.who).token);
  await expect(app.sessionButton).toBeVisible();
  await app.follow(kind.fragment);
  await app.settled();
}

/** After signing in again: a value that nobody said to have stored is named, and its token one click away. */
async function expectUnstored(app: App, place: Place, name: string): Promise<void> {
  await app.connect();
  await app.enterToken(app.gitlab.person(place.kind.who).token);
  await expect(app.notice("1 change is to look after. See Activity.")).toBeVisible();
  await app.follow("#/activity");
  const [made] = await place.named(name);
  await expect(app.page.getByRole("listitem").filter({ hasText: name })).toContainText(
    `It was done (id ${made?.id}), but you never said that its value is stored.`,
  );
  await expect(app.link(`Open token ${made?.id}`)).toBeVisible();
}

/** After signing in again: what was sent is named, its outcome found out, and its token one click from its end. */
async function expectFoundAgain(app: App, place: Place, name: string): Promise<void> {
  await app.connect();
  await app.enterToken(app.gitlab.person(place.kind.who).token);
  await expect(app.sessionButton).toBeVisible();
  await expect(app.notice("1 change is to look after. See Activity.")).toBeVisible();
  await app.follow("#/activity");
  const main = app.page.getByRole("main");
  await expect(app.heading("To look after")).toBeVisible();
  await expect(main.getByRole("listitem").filter({ hasText: name })).toContainText(
    "It was sent, and no answer was seen: nobody knows yet what became of it.",
  );
  await app.button("Find out").click();
  const [made] = await place.named(name);
  await expect(main).toContainText(`It was created (id ${made?.id})`);
  await app.link(`Open token ${made?.id}`).click();
  place.confirmed += 1;
  await app.details(name).getByRole("button", { name: "Revoke", exact: true }).click();
  await app.dialog(`Revoke ${name}?`).getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice(`${name} was revoked.`)).toBeVisible();
  expect((await place.named(name)).filter((row) => !row.revoked)).toEqual([]);
}
