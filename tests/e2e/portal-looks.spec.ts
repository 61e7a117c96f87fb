// The look of Keyturn in a portal: what machines can check of it, and what a keyboard reaches.
import type { Locator } from "@playwright/test";

import { clipboard } from "./harness/clipboard.ts";
import { Form } from "./harness/form.ts";
import { CREATE, expect, LIST, test } from "./harness/portal.ts";
import { violations } from "./harness/rules.ts";

for (const width of [1280, 320]) {
  test(`In a portal ${width} pixels wide the tiles keep the rules in light and dark`, async ({ framing, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await framing.open();
    const [list, create] = [await framing.tile(LIST), await framing.tile(CREATE)];
    expect.soft(await violations(list.page), "before signing in").toEqual([]);
    await framing.signIn(list);
    await framing.signIn(create);
    await expect(new Form(create, "New deploy token for northlight/storefront").name).toHaveValue("registry-pull");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      expect.soft(await violations(list.page), `list, ${colorScheme}`).toEqual([]);
      expect.soft(await violations(create.page), `form, ${colorScheme}`).toEqual([]);
    }
    const sideways = (): number => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect.soft(await list.page.evaluate(sideways)).toBe(0);
    expect.soft(await create.page.evaluate(sideways)).toBe(0);
  });
}

test("By keyboard alone a portal's person reaches the line, the list and the button that ends a token", async ({ framing, page }) => {
  const tile = await framing.frame("#/projects/1");
  await framing.signIn(tile);
  await tile.rest();
  await tile.link("Skip to content").focus();
  const names: string[] = [];
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press("Tab");
    names.push(await tile.page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? ""));
  }
  expect(names).toEqual(["Overview", "Personal tokens", "Projects", "Groups", "Deploy", "Activity", expect.stringMatching(/^ann · /), "Open in a full page"]);
  await tile.act("Revoke", "image scan").focus();
  await page.keyboard.press("Enter");
  const dialog = tile.dialog("Revoke image scan?");
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  const revoke = dialog.getByRole("button", { name: "Revoke", exact: true });
  await expect(revoke).toBeFocused();
  await expect(revoke).toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(tile.notice("image scan was revoked.")).toBeVisible();
});

for (const allow of ["clipboard-write", ""]) {
  test(`Row 59 · In a frame with allow="${allow}" a new value is ${allow ? "copied" : "selected to be copied by hand"}`, async ({ framing, context, page }) => {
    await clipboard(context, page);
    if (!allow) framing.app.watch.allow(/Permissions policy violation: The Clipboard API/);
    const tile = await framing.frame("#/projects/1", `allow="${allow}"`);
    await framing.signIn(tile);
    const form = await Form.open(tile, "New project token for northlight/storefront");
    const reveal = await form.create({ name: "handed over", scopes: ["read_api"] });
    await reveal.button("Copy").click();
    await expect(reveal.dialog).toContainText(allow ? "Copied." : "The browser does not let this page copy.");
    await reveal.stored.click();
    await expect(reveal.dialog).toBeHidden();
  });
}

test("A value that waits in a frame is asked about before the portal's page is left", async ({ framing, page }) => {
  const tile = await framing.frame("#/projects/1");
  await framing.signIn(tile);
  const form = await Form.open(tile, "New project token for northlight/storefront");
  const reveal = await form.create({ name: "not yet stored", scopes: ["read_api"] });
  const value = await reveal.value();
  const asked = page.waitForEvent("dialog");
  const leaving = page.reload({ timeout: 2_000 }).catch(() => "held");
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await leaving;
  await expect(reveal.field).toHaveValue(value);
  await reveal.store();
});

for (const width of [320, 480, 1280]) {
  test(`In a frame that reaches beyond a screen of ${width} px, what opens stands where one looks`, async ({ framing, page }) => {
    await page.setViewportSize({ width, height: 640 });
    await framing.open();
    const tile = await framing.tile(LIST);
    await framing.signIn(tile);
    const end = async (what: Locator): Promise<number> => {
      const box = await what.boundingBox();
      return box ? box.y + box.height : Number.POSITIVE_INFINITY;
    };
    await tile.sessionButton.click();
    await expect.poll(() => end(tile.button("Sign out")), { message: "the end of the menu" }).toBeLessThan(640);
    await page.keyboard.press("Escape");
    await tile.page.getByRole("checkbox").first().check();
    await expect.poll(() => end(tile.page.locator(".selection")), { message: "the end of the bar" }).toBeLessThan(640);
  });
}
