// Rows 27 to 30 of the fault matrix: a token's end whose answer goes wrong, and ends while a value waits.
import type { Page } from "@playwright/test";

import { expectNotYet, expectSettled } from "./invariants.ts";
import { ALL, type Place } from "./kinds.ts";
import { expect, test } from "./row.ts";

for (const [number, kind] of ALL.entries()) {
  test(`Row 27 · ${kind} · a token's end that the browser sent twice is never called undone @h2`, async ({ app, open, gitlab }) => {
    const place = await open(kind);
    const old = await place.existing();
    await place.fault({ when: "after-commit", kind: "drop", method: "DELETE" });
    const dialog = await place.revoke();
    if (place.kind.rotates) {
      // This GitLab ends an ended token once more, and says yes.
      await expect(app.notice(`${old.name} was revoked.`)).toBeVisible();
      await expect(dialog).toBeHidden();
    } else {
      await expectSettled(dialog, old.name, "It is revoked.");
      await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    }
    expect(await gitlab.requests("DELETE")).toHaveLength(2);
    expect((await place.named(old.name)).filter((row) => !row.revoked)).toEqual([]);
    await expect(app.row(old.name).filter({ hasNotText: "Revoked" })).toHaveCount(0);
  });

  // To the page both say the same: the kinds take turns.
  const status = number % 2 === 0 ? 400 : 404;
  test(`Row 27 · ${kind} · a token's end whose repeat is refused with ${status} is looked up: it is revoked`, async ({ app, open, gitlab }) => {
    const place = await open(kind);
    const old = await place.existing();
    const message = status === 400 ? "400 Bad request - Token already revoked" : "404 Not Found";
    const refusal = { status, cors: true, headers: { "content-type": "application/json" }, body: JSON.stringify({ message }) };
    await place.fault({ when: "after-commit", kind: "drop", method: "DELETE" });
    await place.fault({ when: "before-commit", kind: "answer", method: "DELETE", ...refusal });
    const dialog = await place.revoke();
    await expectSettled(dialog, old.name, "It is revoked.");
    expect((await gitlab.requests("DELETE")).map((request) => request.sent)).toEqual([null, status]);
    await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    expect((await place.named(old.name)).filter((row) => !row.revoked)).toEqual([]);
    await expect(app.row(old.name).filter({ hasNotText: "Revoked" })).toHaveCount(0);
  });

  test(`Row 28 · ${kind} · a token's end that GitLab had no time for is looked up: it is not revoked, for good once GitLab must have given up`, async ({ open, gitlab, page }) => {
    await page.clock.install();
    const place = await open(kind);
    const old = await place.existing();
    await place.fault({ when: "before-commit", kind: "answer", method: "DELETE", status: 503, cors: true, body: "" });
    const dialog = await place.revoke();
    await expectNotYet(dialog, old.name, "So far it is not revoked: the token is as it was.");
    await page.clock.fastForward("01:16");
    await expectSettled(dialog, old.name, "It is not revoked: the token is as it was.");
    expect(await gitlab.requests("DELETE")).toHaveLength(1);
    expect(await place.named(old.name)).toEqual([old]);
  });
}

test("Row 27 · personal · where the list cannot be read either, nothing is claimed until it can", async ({ open, gitlab }) => {
  const place = await open("personal");
  await place.fault({ when: "after-commit", kind: "502-html", method: "DELETE" });
  await place.fault({ when: "before-commit", kind: "500", method: "GET", path: "/personal_access_tokens?", times: 3 });
  const dialog = await place.revoke();
  await expectSettled(dialog, "laptop", "The list could not be read either, so nothing is certain yet.");
  await expect(dialog).not.toContainText("revoked");
  await dialog.getByRole("button", { name: "Read the list again" }).click();
  await expectSettled(dialog, "laptop", "It is revoked.");
  expect(await gitlab.requests("DELETE")).toHaveLength(1);
});

test("Row 9 · personal · a rate limit leaves a token's end to the person, and nothing is sent again by itself", async ({ app, open, page }) => {
  await page.clock.install();
  const place = await open("personal");
  await place.fault({ when: "before-commit", kind: "429", method: "DELETE" });
  const dialog = await place.revoke();
  await expect(dialog.getByRole("alert")).toContainText("Too many requests");
  await page.clock.fastForward("05:00");
  expect(await place.named("laptop")).toMatchObject([{ revoked: false }]);
  place.confirmed += 1;
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("laptop was revoked.")).toBeVisible();
});

/** Rotates a token whose answer stays away until the person has closed the dialog. */
async function leaveHeld(page: Page, place: Place): Promise<void> {
  await place.fault({ when: "after-commit", kind: "hold", path: "/rotate" });
  const dialog = await place.rotate();
  await expect.poll(async () => (await place.gitlab.requests("POST", "/rotate")).length).toBe(1);
  await page.clock.fastForward("00:21");
  await expect(dialog.getByText("Still waiting for GitLab.")).toBeVisible();
  await page.clock.fastForward("00:56");
  await expectSettled(dialog, place.kind.existing, "The old value is dead. In its place stands id ");
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
}

test("Row 29 · project · another token's end leaves a value that waits as it is", async ({ app, gitlab, open, page }) => {
  await page.clock.install();
  const place = await open("project");
  await leaveHeld(page, place);
  await place.fault({ when: "before-commit", kind: "hold", method: "DELETE" });
  await place.revoke("docs publish");
  await expect.poll(async () => (await gitlab.requests("DELETE")).length).toBe(1);
  // Both answers come now: a value, and the end of another token.
  await gitlab.releaseHeld();
  const reveal = app.reveal(place.kind.existing);
  await expect(app.notice("docs publish was revoked.")).toBeAttached();
  await expect(reveal.dialog).toBeVisible();
  const [, fresh] = await place.named(place.kind.existing);
  expect(await place.store(place.kind.existing), "I3").toBe(fresh?.id);
  expect(await place.named("docs publish")).toMatchObject([{ revoked: true }]);
});

test("Row 30 · personal · revoking one's own token signs out, and the token is not used again", async ({ app, gitlab, meant, page }) => {
  // The newest are drawn without scrolling.
  await app.signIn("ann", "#/personal?sort=created_desc");
  meant.confirmed = 1;
  await app.act("Revoke", "sign-in").click();
  const dialog = app.dialog("Revoke sign-in?");
  await expect(dialog).toContainText("You are signed out as soon as it is revoked.");
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(page.getByText("You revoked the token you were signed in with. Sign in with another one.")).toBeVisible();
  await expect(app.table).toHaveCount(0);
  await expect(app.tokenField).toBeVisible();
  const sent = await gitlab.requests("DELETE");
  expect(sent.map((request) => request.path)).toEqual(["/api/v4/personal_access_tokens/self"]);
  const later = (await gitlab.requests()).filter((request) => request.credential && request.sequence > (sent[0]?.sequence ?? 0));
  expect(later, "I7").toEqual([]);
  expect(await gitlab.tokensNamed("sign-in")).toMatchObject([{ revoked: true }]);
  await app.expectWiped(gitlab.person("ann").token);
});

test("Row 30 · personal · a value that waits outlasts the end of one's own token", async ({ app, gitlab, meant, open, page }) => {
  await page.clock.install();
  const place = await open("personal");
  await leaveHeld(page, place);
  await place.fault({ when: "before-commit", kind: "hold", method: "DELETE" });
  await app.search.fill("sign-in");
  await place.revoke("sign-in");
  await expect.poll(async () => (await gitlab.requests("DELETE")).length).toBe(1);
  await gitlab.releaseHeld();
  const reveal = app.reveal("laptop");
  await expect(reveal.dialog).toBeVisible();
  await expect(app.table).toHaveCount(0);
  await expect(page.getByText("You revoked the token you were signed in with.")).toBeAttached();
  const value = await reveal.value();
  expect(await gitlab.api("GET", "personal_access_tokens/self", value)).toMatchObject({ name: "laptop", active: true });
  await reveal.store();
  meant.refused = 1;
  await app.expectWiped(value, gitlab.person("root").token);
});
