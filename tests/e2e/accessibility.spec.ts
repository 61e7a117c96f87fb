// What machines can check of accessibility, on every screen and dialog: rules, narrow screens, magnification.
import type { Page } from "@playwright/test";

import { violations } from "./harness/rules.ts";
import { SCENES, Stage } from "./harness/scenes.ts";
import { expect, test } from "./harness/test.ts";

/** By how much the page is wider than the screen. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

for (const [name, way] of Object.entries(SCENES)) {
  test(`The scene ${name} keeps the rules in light and dark, and fits a narrow and a magnified screen`, async ({ app, page, site, gitlab }) => {
    app.watch.allowRefusals();
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await way(new Stage(page, site, gitlab, "en"));
    expect.soft(await violations(page), "in light").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    expect.soft(await violations(page, true), "in dark").toEqual([]);
    // 1280 by 800 at 200 %.
    await page.setViewportSize({ width: 640, height: 400 });
    expect.soft(await overflow(page), "sideways at 200 %").toBe(0);
    await page.setViewportSize({ width: 320, height: 640 });
    expect.soft(await overflow(page), "sideways at 320 pixels").toBe(0);
    expect.soft(await violations(page), "at 320 pixels").toEqual([]);
    await gitlab.release();
  });
}

test("In forced colours, states and buttons can still be told apart", async ({ app, page, site, gitlab }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await new Stage(page, site, gitlab, "en").list("ann", "#/personal?state=all");
  for (const status of ["Active", "Expired", "Revoked"]) await expect(app.rows.getByText(status, { exact: true }).first()).toBeVisible();
  await app.search.press("Tab");
  const seen = await page.getByLabel("Status", { exact: true }).evaluate((field) => {
    const style = getComputedStyle(field);
    return { focused: field === document.activeElement, outline: style.outlineStyle, width: parseFloat(style.outlineWidth), border: style.borderStyle };
  });
  expect(seen).toMatchObject({ focused: true, border: "solid" });
  expect(seen.outline).not.toBe("none");
  expect(seen.width).toBeGreaterThanOrEqual(1);
});

test("Where less motion is wanted, nothing moves for longer than an instant", async ({ app, page, site, gitlab }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const stage = new Stage(page, site, gitlab, "en");
  await SCENES["list-2-loading"]?.(stage);
  const moving = (): Promise<number> =>
    page.evaluate(() => document.getAnimations().filter((animation) => Number(animation.effect?.getComputedTiming().activeDuration ?? 0) > 10).length);
  expect(await moving()).toBe(0);
  await gitlab.releaseHeld();
  await app.settled();
  await stage.act("Rotate", "laptop");
  expect(await moving()).toBe(0);
});

test("A page of the wrong files says so in a way everybody can read", async ({ app, page, site }) => {
  await page.route(/\.wasm$/, (route) => route.fulfill({ status: 404, body: "" }));
  app.watch.allow(/integrity/, /Failed to load resource/);
  await page.goto(site.url);
  await expect(app.alert).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("A rule that is broken is named, with where, in either look", async ({ app, page }) => {
  await app.open();
  await page.evaluate(() => {
    const image = document.createElement("img");
    image.id = "without-words";
    const pale = document.createElement("p");
    pale.id = "pale";
    pale.textContent = "Hardly to be read";
    pale.style.color = "rgb(150 150 150)";
    pale.style.backgroundColor = "rgb(200 200 200)";
    document.querySelector("main")?.append(image, pale);
  });
  const broken = (of: RegExp) => expect.arrayContaining([expect.stringMatching(of)]) as unknown;
  expect(await violations(page)).toEqual(broken(/^image-alt: #without-words: ./));
  expect(await violations(page)).toEqual(broken(/^color-contrast: #pale: ./));
  expect(await violations(page, true)).toEqual([expect.stringMatching(/^color-contrast: #pale: ./)]);
});
