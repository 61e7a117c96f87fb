// In a portal, nothing is ended by a button that could not be seen.
import type { Locator } from "@playwright/test";

import { Bulk } from "./harness/bulk.ts";
import type { App } from "./harness/app.ts";
import { expect, type Portal, test } from "./harness/portal.ts";

const UNSEEN = "This button works once all of it has been in plain sight for half a second.";

/** Lays something over all of the page that frames Keyturn, wherever a button moves to: pale, and deaf to the pointer. */
const cover = (portal: Portal): Promise<void> =>
  portal.page.evaluate(() => {
    const cover = document.createElement("div");
    cover.id = "cover";
    Object.assign(cover.style, { position: "fixed", inset: "0", background: "white", opacity: "0.99", pointerEvents: "none" });
    document.body.append(cover);
  });

const uncover = (portal: Portal): Promise<void> => portal.page.evaluate(() => document.getElementById("cover")?.remove());

/** What is said to be read, not only to be heard. */
const said = (tile: App): Locator => tile.page.locator("#sight:not(.visually-hidden)");

async function enter(portal: Portal): Promise<App> {
  const tile = await portal.frame("#/projects/1");
  await portal.signIn(tile);
  return tile;
}

for (const act of ["Revoke", "Rotate"] as const) {
  test(`${act} does nothing while something of the portal lies over its button, and works without`, async ({ framing }) => {
    const tile = await enter(framing);
    const place = tile.gitlab;
    await tile.act(act, "image scan").click();
    const dialog = tile.dialog(`${act} image scan?`);
    const button = dialog.getByRole("button", { name: act, exact: true });
    await expect(button).toBeVisible();
    await cover(framing);
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription(new RegExp(`^${UNSEEN}`));
    await expect(said(tile)).toContainText(UNSEEN);
    await button.click({ force: true });
    await button.press("Enter");
    await expect(button).toHaveAttribute("aria-disabled", "true");
    expect(await place.requests(act === "Revoke" ? "DELETE" : "POST")).toEqual([]);
    await uncover(framing);
    await expect(said(tile)).toHaveText("This button works now.");
    await button.click();
    if (act === "Rotate") await tile.reveal("image scan").store();
    await expect(tile.notice(`image scan was ${act.toLowerCase()}d.`)).toBeVisible();
  });
}

test("A button that is in sight at once works without a word", async ({ framing }) => {
  const tile = await enter(framing);
  await tile.act("Revoke", "image scan").click();
  const button = tile.dialog("Revoke image scan?").getByRole("button", { name: "Revoke", exact: true });
  await expect(button).toBeEnabled();
  await expect(said(tile)).toHaveCount(0);
  await button.click();
  await expect(tile.notice("image scan was revoked.")).toBeVisible();
});

test("Many are revoked only by a button that can be seen", async ({ framing }) => {
  const tile = await enter(framing);
  const bulk = new Bulk(tile, tile.page);
  await bulk.select("image scan");
  await bulk.bar.getByRole("button", { name: "Revoke…" }).click();
  const button = tile.page.getByRole("dialog").getByRole("button", { name: "Revoke 1 token" });
  await cover(framing);
  await expect(said(tile)).toContainText(UNSEEN);
  await button.click({ force: true });
  await expect(button).toBeVisible();
  expect(await tile.gitlab.requests("DELETE")).toEqual([]);
  await uncover(framing);
  await button.click();
  await expect(tile.page.getByRole("dialog").getByText("All 1 done.")).toBeVisible();
});

test("A frame that the portal makes transparent does not let anything be revoked", async ({ framing }) => {
  const tile = await enter(framing);
  await framing.page.evaluate(() => Object.assign((document.querySelector("iframe") as HTMLElement).style, { opacity: "0.02" }));
  await tile.act("Revoke", "image scan").click();
  await expect(said(tile)).toContainText(UNSEEN);
});

for (const [what, missing] of [
  ["cannot tell what lies over a button", (): void => {
    const Observer = window.IntersectionObserver;
    Object.defineProperty(window, "IntersectionObserver", {
      value: class {
        constructor(callback: IntersectionObserverCallback) {
          return new Observer(callback);
        }
      },
    });
  }],
  ["has no Intersection Observer and no Resize Observer", (): void => {
    for (const name of ["IntersectionObserver", "ResizeObserver"]) Object.defineProperty(window, name, { get: () => undefined });
  }],
] as const) {
  test(`Where the browser ${what}, a button in a portal is pressed twice, with a pause between`, async ({ framing, page }) => {
    await page.addInitScript(missing);
    const tile = await enter(framing);
    await tile.act("Revoke", "image scan").click();
    const dialog = tile.dialog("Revoke image scan?");
    const button = dialog.getByRole("button", { name: "Revoke", exact: true });
    await expect(dialog.getByText("then press it twice, a second apart.")).toBeVisible();
    await button.dblclick();
    await expect(dialog.getByText("Nothing was done yet.")).toBeVisible();
    expect(await tile.gitlab.requests("DELETE")).toEqual([]);
    const pressed = Date.now();
    await expect.poll(() => Date.now() - pressed).toBeGreaterThan(1_000);
    await button.click();
    await expect(tile.notice("image scan was revoked.")).toBeVisible();
    expect(await tile.gitlab.requests("DELETE")).toHaveLength(1);
    expect((await framing.messages()).some(({ type }) => type === "height")).toBe(true);
  });
}

test("Outside of a portal a button works at once", async ({ app }) => {
  await app.signIn("ann", "#/projects/1");
  await app.act("Revoke", "image scan").click();
  const button = app.dialog("Revoke image scan?").getByRole("button", { name: "Revoke", exact: true });
  expect(await button.getAttribute("aria-disabled")).toBeNull();
  await expect(button).toHaveAccessibleDescription("");
});

test("The kill switch waits until it can be seen", async ({ framing }) => {
  const { gitlab } = framing.app;
  const tile = await framing.frame("#/personal?state=all&sort=created_desc");
  await framing.signIn(tile);
  await gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
  await tile.confirm("Rotate", "sign-in");
  const kill = tile.button("Have the lost token revoked");
  await expect(kill).toBeVisible();
  await cover(framing);
  await expect(said(tile)).toContainText(UNSEEN);
  await kill.click({ force: true });
  expect(await gitlab.requests("POST")).toHaveLength(1);
  await uncover(framing);
  await kill.click();
  await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(2);
});
