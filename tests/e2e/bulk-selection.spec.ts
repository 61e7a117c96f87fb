// Choosing many tokens: by pointer, by range, by keyboard; and what is said before anything happens to them.
import { Bulk } from "./harness/bulk.ts";
import { inDays } from "./harness/gitlab.ts";
import { expect, test } from "./harness/test.ts";

test("Rows are selected one by one, by a range, and all that are shown", async ({ app, page }) => {
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  await expect(bulk.bar).toHaveCount(0);
  await bulk.box("laptop").check();
  await expect(bulk.count).toHaveText("1 selected");
  const names = await app.names();
  const from = names.indexOf("laptop");
  await bulk.box(names[from + 3] ?? "").click({ modifiers: ["Shift"] });
  expect(await bulk.selected()).toEqual(names.slice(from, from + 4));
  // The other way, from the same beginning.
  await bulk.box(names[from + 1] ?? "").click({ modifiers: ["Shift"] });
  expect(await bulk.selected()).toEqual(names.slice(from, from + 2));
  await expect(bulk.boxOfAll).toHaveJSProperty("indeterminate", true);

  await bulk.boxOfAll.check();
  const shown = Number((await app.count.innerText()).split(" ")[0]);
  await expect(bulk.count).toHaveText(`${shown} selected`);
  await expect(bulk.boxOfAll).toHaveJSProperty("indeterminate", false);
  await bulk.boxOfAll.uncheck();
  await expect(bulk.bar).toHaveCount(0);
});

test("A selection outlives filters and sorting, and says what of it is not shown", async ({ app, page }) => {
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  await bulk.select("laptop", "vscode", "workstation");
  await app.search.fill("laptop");
  await expect(bulk.count).toHaveText("3 selected, 2 not shown");
  await expect(bulk.boxOfAll).toBeChecked();
  await app.search.fill("nothing like it");
  await expect(bulk.count).toHaveText("3 selected, 3 not shown");
  await app.search.fill("");
  // In this order the three are drawn, too.
  await page.getByRole("columnheader", { name: "Created" }).getByRole("button").click();
  await expect(bulk.count).toHaveText("3 selected");
  expect((await bulk.selected()).sort()).toEqual(["laptop", "vscode", "workstation"]);
  await bulk.bar.getByRole("button", { name: "Clear selection" }).click();
  await expect(bulk.bar).toHaveCount(0);
  await bulk.select("laptop");
  await app.follow("#/projects/1");
  await app.settled();
  await expect(bulk.bar).toHaveCount(0);
});

test("Everything about a selection can be done by keyboard", async ({ app, page }) => {
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  const { keyboard } = page;
  const names = await app.names();
  await keyboard.press("ArrowDown");
  await keyboard.press("x");
  await expect(bulk.count).toHaveText("1 selected");
  await keyboard.press("Space");
  await expect(bulk.bar).toHaveCount(0);
  await keyboard.press("Space");
  await keyboard.press("Shift+ArrowDown");
  await keyboard.press("Shift+ArrowDown");
  await keyboard.press("Shift+ArrowDown");
  expect(await bulk.selected()).toEqual(names.slice(0, 4));
  await keyboard.press("Shift+ArrowUp");
  expect(await bulk.selected()).toEqual(names.slice(0, 3));
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await keyboard.press("Shift+Space");
  expect(await bulk.selected()).toEqual(names.slice(0, 6));
  // Arrow keys go on from a checkbox, too.
  await bulk.box(names[1] ?? "").focus();
  await keyboard.press("Space");
  await expect(bulk.count).toHaveText("5 selected");
  await keyboard.press("ArrowDown");
  await expect(app.link(names[2] ?? "")).toBeFocused();

  await keyboard.press("Control+a");
  await expect(bulk.count).toHaveText(/^\d+ selected$/);
  await expect(bulk.boxOfAll).toBeChecked();
  await keyboard.press("Enter");
  await expect(page.getByRole("complementary")).toBeVisible();
  await keyboard.press("Escape");
  await expect(page.getByRole("complementary")).toHaveCount(0);
  await expect(bulk.boxOfAll).toBeChecked();
  await keyboard.press("Escape");
  await expect(bulk.bar).toHaveCount(0);

  await keyboard.press("x");
  await keyboard.press("b");
  await expect(bulk.bar.getByRole("button", { name: "Rotate…" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(bulk.button("Cancel")).toBeFocused();
  await keyboard.press("Escape");
  await expect(bulk.dialog).toHaveCount(0);
  await expect(bulk.bar.getByRole("button", { name: "Rotate…" })).toBeFocused();
  await keyboard.press("?");
  await expect(app.dialog("Keys")).toContainText("Extend the selection");
});

test("What will happen to each is said before, with the exact end", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  await bulk.plan("Rotate", "laptop", "vscode");
  await expect(bulk.dialog.getByRole("status")).toHaveText("2 tokens will be rotated.");
  await expect(bulk.item("laptop")).toContainText("New value: ends");
  await expect(bulk.item("laptop")).toContainText("00:00 UTC");
  await bulk.dialog.getByLabel("Each lives as long as it did").uncheck();
  await bulk.dialog.getByLabel("On a day").check();
  await bulk.dialog.getByLabel("Day (UTC)").fill(inDays(3));
  const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" }).formatToParts(new Date(inDays(3)));
  for (const part of day.filter(({ type }) => type !== "literal")) await expect(bulk.item("vscode")).toContainText(part.value);
  await bulk.dialog.getByLabel("Day (UTC)").fill(inDays(0));
  await expect(bulk.leftOut).toHaveCount(2);
  await expect(bulk.leftOut.first()).toContainText("The end must be tomorrow (UTC) or later");
  await expect(bulk.button("Rotate 0 tokens")).toBeDisabled();
  await bulk.button("Cancel").click();
  expect(await gitlab.requests("POST")).toEqual([]);
  await expect(bulk.count).toHaveText("2 selected");
});

test("What is left out is listed with its reason", async ({ app, page }) => {
  await app.signIn("ann", "#/personal?state=all");
  const bulk = new Bulk(app, page);
  await bulk.pick("old laptop", "vscode", "lost phone", "sign-in");
  await bulk.plan("Revoke");
  await expect(bulk.dialog.getByRole("status")).toHaveText("2 tokens will be revoked, 2 tokens are left out.");
  await expect(bulk.leftOut.filter({ hasText: "lost phone" })).toContainText("Already revoked.");
  await expect(bulk.leftOut.filter({ hasText: "sign-in" })).toContainText("You are signed in with it.");
  await expect(bulk.button("Cancel")).toBeFocused();
  await expect(bulk.dialog).toContainText("This cannot be undone.");
  await bulk.button("Cancel").click();
  const replace = bulk.bar.getByRole("button", { name: /^Replace…/ });
  await app.expectHeld(replace, "GitLab lets only administrators create ordinary personal tokens");
  // An expired one is rotated, a revoked one is not.
  await bulk.bar.getByRole("button", { name: "Rotate…" }).click();
  await expect(bulk.dialog.getByRole("status")).toHaveText("2 tokens will be rotated, 2 tokens are left out.");
  await expect(bulk.item("old laptop")).toContainText("New value: ends");
});

test("Deploy tokens are not offered what GitLab cannot do to them", async ({ app, page }) => {
  await app.signIn("ann", "#/deploy/projects/4");
  const bulk = new Bulk(app, page);
  await bulk.boxOfAll.check();
  await expect(bulk.bar.getByRole("button", { name: "Rotate…" })).toHaveCount(0);
  await expect(bulk.bar.getByRole("button", { name: "Replace…" })).toBeVisible();
});

test("Where nothing can be changed there is nothing to select", async ({ app, page }) => {
  await app.signIn("reader", "#/personal?state=all");
  await expect(page.getByRole("checkbox")).toHaveCount(0);
});

test("On a narrow screen rows are selected and acted on", async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  await bulk.box("laptop").check();
  await expect(bulk.bar).toBeInViewport();
  await bulk.bar.getByRole("button", { name: "Select all shown" }).click();
  await expect(bulk.count).toHaveText(/^\d\d selected$/);
  await bulk.bar.getByRole("button", { name: "Rotate…" }).click();
  await expect(bulk.dialog).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
