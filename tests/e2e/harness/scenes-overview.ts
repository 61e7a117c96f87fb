// Scenes of the Overview.
import { expect } from "@playwright/test";

import type { Fault } from "./gitlab.ts";
import type { Stage, Way } from "./scenes.ts";

/** Everything is read. */
async function overview(stage: Stage, fragment = "#/"): Promise<void> {
  await stage.list("ann", fragment);
  await expect(stage.scan).toHaveAttribute("data-state", "over", { timeout: 20_000 });
  await expect(stage.page.locator(".part").first()).toBeVisible();
}

/** All of 87 lists are read but two of one project, which are held. */
async function going(stage: Stage): Promise<void> {
  await stage.gitlab.fault({ when: "before-commit", kind: "hold", match: { method: "GET", path: "/projects/20/" }, times: null });
  await stage.list("ann", "#/");
  await expect(stage.scan).toHaveAttribute("data-state", "going");
  await expect(stage.scan.getByRole("status")).toContainText(/\b85\b/, { timeout: 20_000 });
}

/** A fault of the access tokens of a project. */
const of = (project: number, more: Record<string, unknown>): Fault => ({
  when: "before-commit",
  kind: "answer",
  match: { method: "GET", path: `/projects/${project}/access_tokens` },
  times: null,
  cors: true,
  headers: { "content-type": "application/json" },
  ...more,
});

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
  "overview-5-going": going,
  "overview-6-stopped": async (stage) => {
    await going(stage);
    await stage.button("Stop").click();
    await expect(stage.scan).toHaveAttribute("data-state", "stopped");
    await expect(stage.button("Go on")).toBeVisible();
  },
  "overview-7-gaps": async (stage) => {
    await stage.gitlab.fault(
      of(2, { status: 403, body: '{"error":"insufficient_permissions"}' }),
      of(5, { status: 200, body: "[" }),
    );
    await overview(stage);
    await stage.scan.locator("summary").first().click();
    await expect(stage.scan.getByRole("listitem")).toHaveCount(2);
  },
  "overview-8-grouped": async (stage) => {
    await overview(stage, "#/?state=all&kind=project&group=place");
    await expect(stage.page.locator(".group-heading").first()).toBeVisible();
  },
};
