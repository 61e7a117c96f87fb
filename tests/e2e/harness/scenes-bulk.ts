// The scenes of many tokens at once.
import { expect } from "@playwright/test";

import type { Stage, Way } from "./scenes.ts";

/** Selects these rows, and opens a dialog of the bar. */
async function plan(stage: Stage, act: string, ...names: string[]): Promise<void> {
  for (const name of names) await stage.page.getByRole("checkbox", { name: `${stage.say("Select")} ${name}`, exact: true }).check();
  if (act === "") return;
  await stage.button(act).click();
  await expect(stage.dialog).toBeVisible();
}

const DELETE = { method: "DELETE", path: "/3" };

export const BULK_SCENES: Record<string, Way> = {
  "bulk-1-selected": async (stage) => {
    await stage.list("ann");
    await plan(stage, "", "laptop", "vscode");
    // With few rows the bar stands below them; over a long list it may hide a part of any button while one scrolls.
    await stage.page.getByRole("searchbox").fill("laptop");
    await expect(stage.page.getByRole("link", { name: "vscode" })).toHaveCount(0);
    await stage.page.getByRole("region", { name: stage.say("Selected tokens") }).scrollIntoViewIfNeeded();
  },
  "bulk-2-planned": async (stage) => {
    await stage.list("ann", "#/personal?sort=created_desc");
    await plan(stage, "Rotate…", "mirror to archive", "fine-grained", "sign-in");
  },
  "bulk-3-revoke": async (stage) => {
    await stage.list("ann", "#/personal?sort=created_desc");
    await plan(stage, "Revoke…", "mirror to archive", "fine-grained", "sign-in");
  },
  "bulk-4-limit": async (stage) => {
    await stage.list("ann");
    await stage.gitlab.fault({ when: "before-commit", kind: "429", match: DELETE, times: null });
    await plan(stage, "Revoke…", "laptop", "workstation", "vscode");
    await stage.confirm("Revoke 3 tokens");
    await expect(stage.button("Go on")).toBeVisible();
  },
  "bulk-5-lost": async (stage) => {
    await stage.list("ann");
    await stage.gitlab.fault({ when: "after-commit", kind: "502-html", match: { method: "POST" } });
    await plan(stage, "Rotate…", "laptop", "workstation");
    await stage.confirm("Rotate 2 tokens");
    await expect(stage.button("Go on")).toBeVisible();
    await stage.button("Stop").click();
    await expect(stage.button("Save result as CSV")).toBeVisible();
  },
  "bulk-6-over": async (stage) => {
    await stage.list("ann");
    await plan(stage, "Revoke…", "laptop");
    await stage.confirm("Revoke 1 token");
    await expect(stage.dialog).toContainText(stage.say("All 1 done."));
  },
  "bulk-7-value-above": async (stage) => {
    await stage.list("ann");
    await stage.gitlab.fault({ when: "after-commit", kind: "hold", match: { method: "POST", path: "/3/rotate" } });
    await plan(stage, "Rotate…", "laptop", "workstation");
    await stage.confirm("Rotate 2 tokens");
    await expect(stage.button("I have stored it")).toBeVisible();
  },
  "bulk-8-activity": async (stage) => {
    await stage.list("ann");
    await plan(stage, "Revoke…", "laptop", "workstation");
    await stage.confirm("Revoke 2 tokens");
    await expect(stage.dialog).toContainText(stage.say("All 2 done."));
    await stage.button("Close").last().click();
    await stage.page.evaluate(() => (location.hash = "#/activity"));
    await expect(stage.button("Save result as CSV")).toBeVisible();
  },
};
