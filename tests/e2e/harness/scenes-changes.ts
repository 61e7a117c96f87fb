// Scenes of changes that are open: a replacement, a lost answer, a lost sign-in token, and where they are found again.
import { expect } from "@playwright/test";

import type { Way } from "./scenes.ts";

/** A creation whose answer was cut off, settled. */
const lost: Way = async (stage) => {
  await stage.list("ann", "#/projects/1?new&name=nightly&scopes=read_api");
  await stage.gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
  await stage.confirm("Create token");
  await expect(stage.dialog.getByRole("heading", { name: stage.say("What is certain") })).toBeVisible();
};

export const CHANGES: Record<string, Way> = {
  "change-1-replaced": async (stage) => {
    await stage.list("ann", "#/projects/1");
    const names = await stage.page.getByRole("rowheader").getByRole("link").allInnerTexts();
    await stage.page.getByRole("link", { name: names[0] ?? "", exact: true }).click();
    await stage.button("Replace").last().click();
    await stage.confirm("Replace");
    await stage.button("Show").click();
    await stage.button("I have stored it").click();
    await expect(stage.button("Look again")).toBeVisible();
  },
  "change-2-lost": async (stage) => {
    await lost(stage);
    await stage.dialog.getByText(stage.say("Without Keyturn")).click();
  },
  "change-3-activity": async (stage) => {
    await lost(stage);
    await stage.dialog.getByRole("button", { name: stage.say("Close") }).last().click();
    await stage.page.getByRole("link", { name: new RegExp(stage.say("Activity")) }).click();
    await expect(stage.page.getByRole("heading", { name: stage.say("To look after") })).toBeVisible();
    await stage.page.getByText(stage.say("Without Keyturn")).click();
  },
  "change-4-lost-self": async (stage) => {
    await stage.list("ann", "#/personal?search=sign-in");
    await stage.gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
    await stage.act("Rotate", "sign-in");
    await stage.confirm("Rotate");
    await expect(stage.button("Have the lost token revoked")).toBeVisible();
  },
};
