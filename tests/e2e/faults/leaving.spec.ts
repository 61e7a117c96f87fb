// Rows 10 and 11 of the fault matrix: confirmed twice, and left while the request is on its way.
import type { App } from "../harness/app.ts";
import { ALL, type Place } from "./kinds.ts";
import { expect, test } from "./row.ts";

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
