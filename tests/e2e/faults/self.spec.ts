// Rows 16 to 21 of the fault matrix: the rotation of the token one is signed in with.
import type { Locator } from "@playwright/test";

import type { App } from "../harness/app.ts";
import type { Fault, Logged } from "../harness/gitlab.ts";
import { expect, type Meant, test } from "./row.ts";

const SELF = "/personal_access_tokens/self";
const LOST = "Your sign-in token was being rotated and GitLab's answer was lost.";
const FAMILY = "GitLab has revoked every token that came of it (its protection against reuse).";
/** The sign-in token is among the newest: drawn without scrolling. */
const NEWEST = "#/personal?sort=created_desc";
const KILL = "Have the lost token revoked";

/** Confirms the rotation of the token one is signed in with; its dialog. */
async function rotateSelf(app: App, meant: Meant): Promise<Locator> {
  meant.confirmed += 1;
  return app.confirm("Rotate", "sign-in");
}

/** Orders what goes wrong with it. */
function fault(kind: string, more: Partial<Fault> = {}): Fault {
  return { when: "after-commit", kind, match: { method: "POST", path: `${SELF}/rotate` }, ...more };
}

/** What came with a credential after the last change. */
async function afterTheChange(app: App): Promise<Logged[]> {
  const log = await app.gitlab.requests();
  return log.slice(log.findLastIndex((request) => request.method === "POST") + 1).filter((request) => request.credential);
}

/** The tokens of ann's that were or are the one she signed in with, oldest first: whether each is revoked. */
async function family(app: App): Promise<boolean[]> {
  return (await app.gitlab.tokensNamed("sign-in")).map((token) => token.revoked);
}

test("Row 16 · personal · the session goes on with the new value, and with it alone", async ({ app, gitlab, meant, page }) => {
  const old = gitlab.person("ann").token;
  await app.signIn("ann", NEWEST);
  await expect(app.row("sign-in")).toContainText("Signed in with");
  await app.act("Rotate", "sign-in").click();
  const dialog = app.dialog("Rotate sign-in?");
  await expect(dialog).toContainText("This is the token you are signed in with.");
  await dialog.getByLabel("90 days").check();
  const credentials: string[] = [];
  page.on("request", (request) => {
    const given = request.headers()["authorization"];
    if (given) credentials.push(`${request.method()} ${given === `Bearer ${old}` ? "old" : "new"}`);
  });
  meant.confirmed += 1;
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  const fresh = await app.reveal("sign-in").store();
  await expect(app.notice("This session now uses the new value.")).toBeVisible();
  await expect(app.row("sign-in").filter({ hasText: "Signed in with" })).not.toContainText("Revoked");
  await app.button("Read again").click();
  await app.settled();
  // Once more looked at, sent, and from then on the new value alone.
  const swapped = credentials.indexOf("POST old");
  expect(credentials.slice(0, swapped)).toEqual(["GET old"]);
  expect(new Set(credentials.slice(swapped + 1))).toEqual(new Set(["GET new"]));
  expect((await gitlab.requests("POST")).map((request) => request.path)).toEqual([`/api/v4${SELF}/rotate`]);
  expect(await family(app)).toEqual([true, false]);
  await app.signOut();
  await app.expectWiped(old, fresh);
});

test("Row 17 · personal · a repeat that GitLab took for theft ends the session, and says what died @h2", async ({ app, gitlab, meant, page }) => {
  await app.signIn("ann", NEWEST);
  meant.refused = 1;
  await gitlab.fault(fault("drop"));
  await rotateSelf(app, meant);
  await expect(page.getByText(FAMILY)).toBeVisible();
  await expect(app.table).toHaveCount(0);
  await expect(app.button(KILL)).toHaveCount(0);
  expect((await gitlab.requests("POST")).map((request) => request.executed)).toEqual([200, 401]);
  expect(await afterTheChange(app), "I7").toEqual([]);
  expect(await family(app)).toEqual([true, true]);
  await app.expectWiped(gitlab.person("ann").token);
});

test("Rows 18 and 19 · personal · a new value that was lost is named, and the kill switch ends its token", async ({ app, gitlab, meant, page }) => {
  await app.signIn("ann", NEWEST);
  await gitlab.fault(fault("truncate"));
  await rotateSelf(app, meant);
  await expect(page.getByText(LOST)).toBeVisible();
  await expect(page.getByText("The old value is not sent again by itself.")).toBeVisible();
  await expect(app.table).toHaveCount(0);
  expect(await afterTheChange(app), "I7").toEqual([]);
  expect(await family(app)).toEqual([true, false]);

  await expect(page.getByText("This sends one more rotation with the old value.")).toBeVisible();
  meant.confirmed += 1;
  meant.refused = 1;
  await app.button(KILL).click();
  await expect(page.getByText(FAMILY)).toBeVisible();
  await expect(app.button(KILL)).toHaveCount(0);
  expect((await gitlab.requests("POST")).map((request) => request.executed)).toEqual([200, 401]);
  expect(await family(app)).toEqual([true, true]);
  await app.expectWiped(gitlab.person("ann").token);
});

test("Row 19 · personal · the kill switch itself can be lost, and is offered again", async ({ app, gitlab, meant, page }) => {
  await app.signIn("ann", NEWEST);
  meant.refused = 2;
  await gitlab.fault(fault("502-html", { times: 2 }));
  await rotateSelf(app, meant);
  await expect(page.getByText(LOST)).toBeVisible();
  meant.confirmed += 1;
  await app.button(KILL).click();
  await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(2);
  await expect(page.getByText(LOST)).toBeVisible();
  meant.confirmed += 1;
  await app.button(KILL).click();
  await expect(page.getByText(FAMILY)).toBeVisible();
  expect(await family(app)).toEqual([true, true]);
});

test("Row 19 · personal · where nothing was rotated the kill switch rotates, and shows the new value", async ({ app, gitlab, meant, page }) => {
  await app.signIn("ann", NEWEST);
  await gitlab.fault(fault("502-html", { when: "before-commit" }));
  await rotateSelf(app, meant);
  await expect(page.getByText(LOST)).toBeVisible();
  expect(await family(app)).toEqual([false]);
  meant.confirmed += 1;
  await app.button(KILL).click();
  const value = await app.reveal("sign-in").store();
  await expect(page.getByText("GitLab's answer came after all, and the new value with it.")).toBeVisible();
  expect(await family(app)).toEqual([true, false]);
  await app.enterToken(value);
  await app.settled();
});

test("Row 18 · personal · a lost new value is found on Activity with another token, and ended there", async ({ app, gitlab, meant, page }) => {
  const other = await gitlab.tokenFor("ann");
  app.watch.issued.add(other);
  await app.signIn("ann", NEWEST);
  // Its end is far away, so its row may not be drawn.
  await app.search.fill("sign-in");
  await gitlab.fault(fault("truncate"));
  await rotateSelf(app, meant);
  await expect(page.getByText(LOST)).toBeVisible();
  await app.enterToken(other);
  await expect(app.sessionButton).toBeVisible();
  await app.follow("#/activity");
  await app.button("Find out").click();
  const [, fresh] = await gitlab.tokensNamed("sign-in");
  await expect(page.getByRole("main")).toContainText(`In its place stands id ${fresh?.id}`);
  await app.link(`Open token ${fresh?.id}`).click();
  meant.confirmed += 1;
  await app.details("sign-in").getByRole("button", { name: "Revoke", exact: true }).click();
  await app.dialog("Revoke sign-in?").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("sign-in was revoked.")).toBeVisible();
  expect(await family(app)).toEqual([true, true]);
});

test("Row 20 · personal · a swap that GitLab cannot confirm at once is kept and said to be so", async ({ app, gitlab, meant }) => {
  await app.signIn("ann", NEWEST);
  const look = { method: "GET", path: SELF };
  await gitlab.fault(
    // The look before the rotation.
    { when: "before-commit", kind: "delay", match: look },
    { when: "before-commit", kind: "drop", match: look, times: null },
  );
  await rotateSelf(app, meant);
  await app.reveal("sign-in").store();
  await expect(app.notice("GitLab could not be asked yet whether it works.")).toBeVisible();
  await gitlab.forgetFaults();
  await app.button("Read again").click();
  await app.settled();
  // Its end is far away, so its row may not be drawn.
  await app.search.fill("sign-in");
  await expect(app.row("sign-in").filter({ hasText: "Signed in with" })).toContainText("Active");
});

test("Row 21 · personal · late refusals of the old value are let pass", async ({ app, gitlab, meant, page }) => {
  await app.signIn("ann", NEWEST);
  meant.refused = 1;
  // A read with the old value that arrives after the rotation: it is held before GitLab looks at it.
  await gitlab.fault({ when: "before-commit", kind: "hold", match: { method: "GET", path: "/personal_access_tokens?" } });
  await app.button("Read again").click();
  await expect.poll(async () => (await gitlab.requests("GET", "/personal_access_tokens?")).length).toBeGreaterThan(1);
  await rotateSelf(app, meant);
  const reveal = app.reveal("sign-in");
  await expect(reveal.dialog).toBeVisible();
  await gitlab.releaseHeld();
  await expect.poll(async () => (await gitlab.requests()).filter((request) => request.executed === 401).length).toBe(1);
  await reveal.store();
  await expect(app.notice("This session now uses the new value.")).toBeVisible();
  await app.button("Read again").click();
  await app.settled();
  await expect(app.sessionButton).toBeVisible();
  await expect(page.getByText("You are signed out")).toHaveCount(0);
});

test("Row 21 · personal · reads wait while their credential is being rotated, and go out with the new value", async ({ app, gitlab, meant, page }) => {
  const old = gitlab.person("ann").token;
  await app.signIn("ann", NEWEST);
  await gitlab.fault(fault("hold"));
  await rotateSelf(app, meant);
  await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
  const { sequence } = (await gitlab.requests("POST"))[0] ?? { sequence: 0 };
  // Another list is asked for while the answer is on its way.
  await page.evaluate(() => (location.hash = "#/projects/1"));
  await gitlab.releaseHeld();
  await app.reveal("sign-in").store();
  await expect(app.notice("This session now uses the new value.")).toBeVisible();
  const later = (await gitlab.requests()).filter((request) => request.sequence > sequence && request.credential);
  expect(later.every((request) => request.executed === 200)).toBe(true);
  await app.expectWiped(old);
});
