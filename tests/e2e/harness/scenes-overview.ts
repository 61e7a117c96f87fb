// Scenes of the Overview.
import { expect } from "@playwright/test";

import type { Stage, Way } from "./scenes.ts";

/** Everything is read. */
async function overview(stage: Stage, fragment = "#/"): Promise<void> {
  await stage.list("ann", fragment);
  await expect(stage.page.locator("#scan")).toHaveAttribute("data-state", "over", { timeout: 20_000 });
  await expect(stage.page.locator(".part").first()).toBeVisible();
}

export const OVERVIEW: Record<string, Way> = {
  "overview-1-whole": async (stage) => overview(stage),
  "overview-2-week": async (stage) => {
    await overview(stage);
    await stage.page.locator("#week-1").click();
    await expect(stage.page.locator("#week-1")).toHaveAttribute("aria-pressed", "true");
  },
  "overview-3-table": async (stage) => {
    await overview(stage);
    await stage.page.getByText(stage.say("As a table")).click();
    await expect(stage.page.locator(".numbers table")).toBeVisible();
  },
  "overview-4-export": async (stage) => {
    await overview(stage);
    await stage.button("Export what is shown").click();
    await expect(stage.button("Spreadsheet (CSV)")).toBeVisible();
  },
};
