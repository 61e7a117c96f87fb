// Rows 36 to 38 of the fault matrix: no network, a machine that sleeps, an application that stops.
import type { Page } from "@playwright/test";

import { expectOrphans, expectSettled } from "./invariants.ts";
import { ALL } from "./kinds.ts";
import { expect, test } from "./row.ts";

for (const kind of ALL) {
  test(`Row 36 · ${kind} · nothing is sent while this machine is offline, nor afterwards by itself`, async ({ app, context, gitlab, open }) => {
    const place = await open(kind);
    const old = await place.existing();
    const form = await place.fill("offline");
    await form.ends.getByLabel("90 days").check();
    await context.setOffline(true);
    await place.confirm(form);
    await expect(form.dialog.getByRole("alert")).toContainText("This machine is offline");
    await expect(form.dialog.getByRole("alert")).toContainText("Nothing was sent.");
    await context.setOffline(false);
    await expect(form.dialog.getByRole("button", { name: "Create token", exact: true })).toBeEnabled();
    // I8, and nothing was queued.
    await expect(form.name).toHaveValue("offline");
    await expect(form.ends.getByLabel("90 days")).toBeChecked();
    expect(await form.chosen()).toEqual([place.kind.scope]);
    expect(await gitlab.requests("POST")).toEqual([]);
    await place.confirm(form);
    await place.store("offline");
    expect(await place.named("offline")).toHaveLength(1);

    const acts = place.kind.rotates ? (["Rotate", "Revoke"] as const) : (["Revoke"] as const);
    for (const act of acts) {
      await app.act(act, act === "Rotate" ? old.name : "offline").click();
      const dialog = app.dialog(`${act} ${act === "Rotate" ? old.name : "offline"}?`);
      const button = dialog.getByRole("button", { name: act, exact: true });
      await context.setOffline(true);
      place.confirmed += 1;
      await button.click();
      await expect(dialog.getByRole("alert")).toContainText("This machine is offline");
      await context.setOffline(false);
      await expect(button).toBeEnabled();
      expect(await gitlab.requests(act === "Rotate" ? "POST" : "DELETE")).toHaveLength(act === "Rotate" ? 1 : 0);
      place.confirmed += 1;
      await button.click();
      if (act === "Rotate") await place.store(old.name);
      else await expect(app.notice("offline was revoked.")).toBeVisible();
    }
    expect((await place.named("offline")).filter((row) => !row.revoked)).toEqual([]);
    // What was confirmed offline never came after all.
    expect(await gitlab.requests("POST")).toHaveLength(acts.length);
    expect(await gitlab.requests("DELETE")).toHaveLength(1);
  });

  test(`Row 37 · ${kind} · a machine that slept while the request was on its way finds out on waking`, async ({ app, gitlab, open, page }) => {
    await page.clock.install();
    const place = await open(kind);
    await place.fault({ when: "after-commit", kind: "hold" });
    const dialog = await place.create("slept over");
    await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
    await page.clock.runFor("00:21");
    await expect(dialog.getByText("Still waiting for GitLab.")).toBeVisible();
    // Asleep the clock goes on and nothing runs.
    await page.clock.setSystemTime(Date.now() + 10 * 60_000);
    await page.clock.runFor("00:06");
    await expectSettled(dialog, "slept over", "It was created (id ");
    await expectOrphans(place, dialog, (await place.named("slept over")).map((row) => row.id));
    await gitlab.release();
    await place.store("slept over");
    await expect(dialog).toBeHidden();
    await place.activity();
    await expect(app.heading("To look after")).toHaveCount(0);
  });

  test(`Row 38 · ${kind} · an application that stops right after the answer leaves the value and the journal`, async ({ app, open, page }) => {
    const place = await open(kind);
    const form = await place.fill("last words");
    await stopAfterChange(page);
    app.watch.allow(/unreachable/);
    await place.confirm(form);
    await expect(page.getByText("Keyturn has stopped by a fault of its own.")).toBeVisible();
    const reveal = app.reveal("last words");
    await expect(reveal.field).toHaveAttribute("type", "text");
    const value = await reveal.value();
    await reveal.field.selectText();
    expect(await page.evaluate(() => getSelection()?.toString()), "I3").toBe(value);
    const [made] = await place.named("last words");
    if (place.kind.rotates) {
      expect(await place.gitlab.api("GET", "personal_access_tokens/self", value)).toMatchObject({ id: made?.id, active: true });
    }
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await app.connect();
    await app.enterToken(place.gitlab.person(place.kind.who).token);
    await expect(app.notice("1 change is to look after. See Activity.")).toBeVisible();
    await app.follow("#/activity");
    const entry = page.getByRole("listitem").filter({ hasText: "last words" });
    await expect(entry).toContainText(`It was done (id ${made?.id}), but you never said that its value is stored.`);
    await expect(app.link(`Open token ${made?.id}`)).toBeVisible();
  });
}

test("Row 36 · project · a rotation that was sent before the network went is not called unsent, and is found", async ({ open, page }) => {
  const place = await open("project");
  const old = await place.existing();
  await place.fault({ when: "after-commit", kind: "drop", times: null, delay_ms: 1_000 });
  const dialog = await place.rotate();
  // GitLab has done it, and its answer is on its way.
  await expect.poll(async () => (await place.named(old.name)).length).toBe(2);
  const seems = (online: boolean): Promise<void> =>
    page.evaluate((online) => void Object.defineProperty(navigator, "onLine", { get: () => online, configurable: true }), online);
  await seems(false);
  // The browser sends it once more, and the list is asked for a few times.
  await expect(dialog.getByRole("heading", { name: `It is not known what became of ${old.name}` })).toBeVisible({ timeout: 20_000 });
  await expect(dialog).not.toContainText("Nothing was sent");
  await seems(true);
  await dialog.getByRole("button", { name: "Read the list again" }).click();
  await expect(dialog).toContainText(/In its place stands? ids? \d+/);
});

test("Row 37 · project · a machine that fell asleep right after sending finds out on waking", async ({ gitlab, open, page }) => {
  await page.clock.install();
  const place = await open("project");
  await place.fault({ when: "after-commit", kind: "hold" });
  const dialog = await place.create("slept over");
  await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
  await page.clock.setSystemTime(Date.now() + 10 * 60_000);
  await page.clock.runFor("00:06");
  await expectSettled(dialog, "slept over", "It was created (id ");
  await gitlab.release();
  await place.store("slept over");
});

test("Row 37 · project · a machine that slept finds that nothing was done", async ({ gitlab, open, page }) => {
  await page.clock.install();
  const place = await open("project");
  await place.fault({ when: "before-commit", kind: "hang" });
  const dialog = await place.create("never arrived");
  await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
  await page.clock.runFor("00:21");
  await expect(dialog.getByText("Still waiting for GitLab.")).toBeVisible();
  await page.clock.setSystemTime(Date.now() + 10 * 60_000);
  await page.clock.runFor("00:06");
  await expectSettled(dialog, "never arrived", "Nothing was created.");
  expect(await place.named("never arrived")).toEqual([]);
  // The answer is still out: it is not offered to send the same again.
  await expect(dialog.getByRole("button", { name: "Try again" })).toHaveCount(0);
});

/** The first read after the answer to a change meets what a fault in WebAssembly throws. */
async function stopAfterChange(page: Page): Promise<void> {
  await page.evaluate(() => {
    const fetch = window.fetch.bind(window);
    let isAnswered = false;
    window.fetch = (input: RequestInfo | URL, init?: RequestInit) => {
      if (isAnswered) throw new WebAssembly.RuntimeError("unreachable");
      return fetch(input, init).then((answer) => {
        isAnswered ||= init?.method === "POST";
        return answer;
      });
    };
  });
}
