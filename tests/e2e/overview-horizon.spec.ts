// What ends when: the weeks as bars, as a table and by keyboard; a pressed one narrows the table.
import { Overview } from "./harness/overview.ts";
import { violations } from "./harness/rules.ts";
import { expect, test } from "./harness/test.ts";

/** The number of rows that the toolbar says are shown. */
const shown = (number: number): RegExp => new RegExp(`^${number}( of| tokens?$)`);

test("A week that is pressed shows only what ends in it; the other weeks stay, and a second press takes it back", async ({ app, gitlab }) => {
  const overview = await Overview.of(app);
  const before = await overview.numbers();
  expect(before).toHaveLength(53);
  const week = before.findIndex((number) => number > 1);
  const all = await app.count.innerText();
  await overview.weeks.nth(week).click();
  await expect(app.count).toHaveText(shown(before[week] ?? 0));
  await expect(overview.weeks.nth(week)).toHaveAttribute("aria-pressed", "true");
  expect(app.fragment).toMatch(/expires_after=\d{4}-\d\d-\d\d&expires_before=\d{4}-\d\d-\d\d/);
  await overview.expectNumbers(before);
  // What is shown is what truly ends then.
  const [after = "", until = ""] = ["expires_after", "expires_before"].map((name) => new URLSearchParams(app.fragment.split("?")[1]).get(name) ?? "");
  const names = new Set((await gitlab.tokens()).filter((token) => (token.expires_at ?? "") >= after && (token.expires_at ?? "") < until).map((token) => token.name));
  for (const name of await app.names()) expect(names).toContain(name);
  await overview.weeks.nth(week).click();
  await expect(app.count).toHaveText(all);
  expect(app.fragment).not.toContain("expires");
});

test("The weeks count what the other filters leave", async ({ app, page }) => {
  const overview = await Overview.of(app);
  const before = await overview.numbers();
  await page.getByLabel("Kind", { exact: true }).selectOption("deploy");
  const sum = (numbers: number[]): number => numbers.reduce((sum, number) => sum + number, 0);
  await expect.poll(async () => sum(await overview.numbers())).toBeLessThan(sum(before));
  for (const name of await overview.names()) expect(name).toMatch(/nothing ends$|: \d+ ends? \(\d+ deploy tokens?\)/);
  await expect(overview.chart.getByRole("listitem").filter({ hasText: "personal" })).toHaveCount(0);
});

test("A day on which many end is named, marked and pressed by itself", async ({ app }) => {
  const overview = await Overview.of(app);
  const day = overview.chart.getByRole("button", { name: /^\d+ end on / }).first();
  // The weeks are counted a moment after the rows.
  await day.click();
  await expect(async () => expect(await app.count.innerText()).toMatch(shown(Number(/^\d+/.exec(await day.innerText())?.[0])))).toPass();
  const said = await day.innerText();
  const many = Number(/^\d+/.exec(said)?.[0]);
  await expect(day).toHaveAttribute("aria-pressed", "true");
  const on = said.replace(/^\d+ end on /, "");
  expect((await overview.names()).filter((name) => name.includes(`${many} of them on ${on}`))).toHaveLength(1);
});

test("By keyboard the chart is one stop; arrows go from week to week, Enter and Space press", async ({ app, page }) => {
  const overview = await Overview.of(app);
  const numbers = await overview.numbers();
  await expect(overview.chart.locator(".week[tabindex='0']")).toHaveCount(1);
  await app.page.getByRole("group", { name: "What to look at" }).getByRole("button").last().focus();
  await page.keyboard.press("Tab");
  await expect(overview.weeks.nth(0)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(overview.weeks.nth(1)).toBeFocused();
  await expect(overview.chart.getByText(/ to .*: /)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(app.count).toHaveText(shown(numbers[1] ?? 0));
  await expect(overview.weeks.nth(1)).toBeFocused();
  await page.keyboard.press("Space");
  await expect(overview.weeks.nth(1)).toHaveAttribute("aria-pressed", "false");
  await page.keyboard.press("End");
  await expect(overview.weeks.nth(52)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(overview.weeks.nth(52)).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await expect(overview.weeks.nth(0)).toBeFocused();
  // The stop stays where one was.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(overview.weeks.nth(1)).toBeFocused();
});

test("The table says the same numbers, and its weeks can be pressed, too", async ({ app, page }) => {
  const overview = await Overview.of(app);
  const numbers = await overview.numbers();
  await overview.chart.getByText("As a table").click();
  const rows = overview.chart.getByRole("table").getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(rows).toHaveCount(55);
  const cells = await rows.evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent))));
  expect(cells.slice(0, 53).map((row) => row.at(-1))).toEqual(numbers);
  for (const row of cells) expect(row.slice(0, -1).reduce((sum, number) => sum + number, 0)).toBe(row.at(-1));
  const week = numbers.findIndex((number) => number > 0);
  const press = rows.nth(week).getByRole("button");
  await press.click();
  await expect(app.count).toHaveText(shown(numbers[week] ?? 0));
  await expect(press).toHaveAttribute("aria-pressed", "true");
  await expect(overview.weeks.nth(week)).toHaveAttribute("aria-pressed", "true");
});

test("The chart keeps the rules in both looks, and scrolls by itself on a narrow screen", async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const overview = await Overview.of(app);
  await overview.weeks.nth(1).click();
  await overview.chart.getByText("As a table").click();
  expect(await violations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect(await violations(page, true)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await wide()).toBe(0);
  await overview.weeks.nth(0).focus();
  await page.keyboard.press("End");
  await expect(overview.weeks.nth(52)).toBeInViewport();
  expect(await wide()).toBe(0);
});

test("Each bar stands out from the page at 3 to 1 in either look", async ({ app, page }) => {
  const overview = await Overview.of(app);
  await expect(overview.chart.locator(".part").first()).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const ratios = await overview.chart.locator(".swatch").evaluateAll((swatches) => {
      const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const light = (colour: string): number => {
        if (!paint) return 0;
        paint.fillStyle = colour;
        paint.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0] = [...paint.getImageData(0, 0, 1, 1).data].map((part) => {
          const share = part / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const page = light(getComputedStyle(document.documentElement).backgroundColor);
      return swatches.map((swatch) => {
        const bar = light(getComputedStyle(swatch).borderTopColor);
        return (Math.max(bar, page) + 0.05) / (Math.min(bar, page) + 0.05);
      });
    });
    expect(ratios.length).toBeGreaterThan(3);
    for (const ratio of ratios) expect(ratio).toBeGreaterThanOrEqual(3);
  }
});
