// Everything by keyboard.
import { Form } from "./harness/form.ts";
import { inDays } from "./harness/gitlab.ts";
import { Scanning } from "./harness/scanning.ts";
import { tabTo } from "./harness/tab.ts";
import { expect, test } from "./harness/test.ts";

test("A person without a mouse signs in, filters, looks, rotates and stores", async ({ app, gitlab, page }) => {
  const { keyboard } = page;
  await app.open("#/personal");
  await keyboard.press("Tab");
  await expect(app.link("Skip to content")).toBeFocused();
  await tabTo(page, page.getByLabel("GitLab server"));
  await keyboard.type(gitlab.url);
  await keyboard.press("Enter");
  await expect(app.tokenField).toBeFocused();
  await keyboard.type(gitlab.person("ann").token);
  await keyboard.press("Enter");
  await app.settled();

  await keyboard.press("/");
  await expect(app.search).toBeFocused();
  await keyboard.type("terraform");
  await expect(app.count).toHaveText("1 of 32 tokens");
  await tabTo(page, app.link("terraform state"));
  await keyboard.press("Enter");
  const details = app.details("terraform state");
  await expect(app.heading("terraform state")).toBeFocused();
  await tabTo(page, details.getByRole("button", { name: "Rotate", exact: true }));
  await keyboard.press("Enter");
  const dialog = app.dialog("Rotate terraform state?");
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByRole("button", { name: "Rotate", exact: true }));
  await keyboard.press("Enter");

  const reveal = app.reveal("terraform state");
  await expect(app.heading("Store the value of terraform state")).toBeFocused();
  await keyboard.press("Escape");
  await expect(reveal.dialog).toBeVisible();
  await tabTo(page, reveal.button("Show"));
  await keyboard.press("Space");
  await expect(reveal.field).toHaveAttribute("type", "text");
  await tabTo(page, reveal.stored);
  await keyboard.press("Enter");
  await expect(reveal.dialog).toBeHidden();
  await expect(app.row("terraform state").filter({ hasText: "Active" }).getByRole("link")).toBeFocused();
  expect(await gitlab.tokensNamed("terraform state")).toHaveLength(2);
});

test("A person without a mouse finds a project, makes a token for it, and stores its value", async ({ app, gitlab, page }) => {
  const { keyboard } = page;
  await app.open("#/personal");
  await expect(page.getByLabel("GitLab server")).toBeVisible();
  await tabTo(page, page.getByLabel("GitLab server"));
  await keyboard.type(gitlab.url);
  await keyboard.press("Enter");
  await expect(app.tokenField).toBeFocused();
  await keyboard.type(gitlab.person("ann").token);
  await keyboard.press("Enter");
  await app.settled();
  await keyboard.press("/");
  await tabTo(page, app.link("Projects"), "Shift+Tab");
  await keyboard.press("Enter");
  await expect(app.heading("Choose a project")).toBeVisible();
  await tabTo(page, app.finder("Find a project"));
  await keyboard.type("storefront");
  await expect(app.proposals.first()).toHaveAttribute("aria-selected", "true");
  await keyboard.press("Enter");
  await expect(app.heading("Project access tokens of northlight/storefront")).toBeVisible();
  await app.settled();

  await keyboard.press("n");
  const form = new Form(app, "New project token for northlight/storefront");
  await expect(form.name).toBeFocused();
  await keyboard.type("by hand");
  await tabTo(page, form.description);
  await keyboard.type("Without a mouse");
  await tabTo(page, form.ends.getByLabel("30 days"));
  await keyboard.press("ArrowDown");
  await expect(form.ends.getByLabel("60 days")).toBeChecked();
  await tabTo(page, form.role);
  await keyboard.press("ArrowUp");
  await expect(form.role).not.toHaveValue("30");
  await keyboard.type("Rep");
  await expect(form.role).toHaveValue("20");
  await tabTo(page, form.scope("read_repository"));
  await keyboard.press("Space");
  await tabTo(page, form.dialog.getByRole("button", { name: "Create token" }));
  await keyboard.press("Enter");

  const reveal = app.reveal("by hand");
  await expect(app.heading("Store the value of by hand")).toBeFocused();
  await reveal.value();
  await tabTo(page, reveal.button("Show"));
  await keyboard.press("Space");
  await tabTo(page, reveal.stored);
  await keyboard.press("Enter");
  await expect(reveal.dialog).toBeHidden();
  await expect(app.link("by hand")).toBeFocused();
  const wanted = { name: "by hand", scopes: ["read_repository"], access_level: 20, expires_at: inDays(60) };
  expect(app.watch.sent("POST").map(({ body }) => body)).toEqual([{ ...wanted, description: "Without a mouse" }]);
  expect(await gitlab.list("projects/1/access_tokens")).toContainEqual(expect.objectContaining(wanted));
});

test("Keys lead from row to row, into the details, to a new token and to the list of keys", async ({ app, page }) => {
  const { keyboard } = page;
  await app.signIn("ann");
  const names = await app.names();
  await keyboard.press("ArrowDown");
  await expect(app.rows.nth(0).getByRole("link")).toBeFocused();
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowUp");
  await expect(app.rows.nth(1).getByRole("link")).toBeFocused();
  const name = names[1] ?? "";
  await keyboard.press("Enter");
  await expect(app.details(name)).toBeVisible();
  await keyboard.press("Escape");
  await expect(app.details(name)).toBeHidden();
  await expect(app.link(name)).toBeFocused();

  await keyboard.press("?");
  await expect(app.dialog("Keys")).toBeVisible();
  await keyboard.press("n");
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await keyboard.press("Escape");
  await expect(app.dialog("Keys")).toBeHidden();
  await keyboard.press("n");
  const create = app.dialog("New personal token");
  await expect(create).toBeVisible();
  await keyboard.press("Escape");
  await expect(create).toBeHidden();
  await expect(app.button("New token")).toBeFocused();
});

test("Arrow keys go on through rows that were not drawn yet", async ({ app, page }) => {
  await app.signIn("ann", "#/personal?state=all");
  const focusedRow = () => page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex"));
  // The heading is row 1.
  for (let row = 2; row < 34; row += 1) {
    await page.keyboard.press("ArrowDown");
    await expect.poll(focusedRow, { intervals: [10, 20, 50, 100] }).toBe(String(row));
  }
  await expect(app.link("legacy without an end")).toBeFocused();
  await expect(app.link("legacy without an end")).toBeInViewport();
});

test("The list of keys names what works on the screen, and gives the focus back to what had it", async ({ app, page }) => {
  await Scanning.whole(app, "ann", "#/?state=all");
  for (const focused of [app.rows.nth(1).getByRole("link").first(), app.button("Export what is shown"), app.link("Projects")]) {
    await focused.focus();
    await page.keyboard.press("?");
    await expect(app.dialog("Keys")).toContainText("Go from row to row");
    await expect(app.dialog("Keys")).not.toContainText("New token");
    await page.keyboard.press("Escape");
    await expect(app.dialog("Keys")).toBeHidden();
    await expect(focused).toBeFocused();
  }
  await app.link("Personal tokens").click();
  await expect(app.button("New token")).toBeVisible();
  await app.settled();
  await page.keyboard.press("?");
  await expect(app.dialog("Keys")).toContainText("New token");
});

test.describe("A long list", () => {
  test.use({ world: "scale:users=0,groups=0,projects=1,tokens=0,ann-tokens=300,project-tokens=0,deploy-tokens=0" });

  test("Home, End, the keys for pages and the arrows go on from the row one is at, drawn or not", async ({ app, page }) => {
    await app.signIn("ann", "#/personal?state=all");
    const all = Number.parseInt(await app.count.innerText(), 10);
    expect(all).toBeGreaterThan(290);
    const { keyboard } = page;
    // The heading is row 1.
    const at = async (row: number): Promise<void> => {
      const index = () => page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex"));
      await expect.poll(index, { intervals: [10, 20, 50, 100] }).toBe(String(row + 1));
      await expect(page.locator(":focus")).toBeInViewport();
    };
    // Without a row they move the page.
    await keyboard.press("End");
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(1000);
    await keyboard.press("ArrowDown");
    await at(1);
    await keyboard.press("End");
    await at(all);
    await keyboard.press("ArrowUp");
    await at(all - 1);
    await keyboard.press("PageUp");
    await at(all - 11);
    await keyboard.press("Home");
    await at(1);
    await keyboard.press("PageDown");
    await at(11);
    await keyboard.press("Tab");
    await expect(page.locator(":focus")).toHaveRole("button");
    await keyboard.press("ArrowDown");
    await at(12);
    // It is scrolled out of the table, and the focus is lost.
    await page.mouse.move(400, 400);
    await page.mouse.wheel(0, 8000);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
    await keyboard.press("ArrowDown");
    await at(13);
    await keyboard.press("Shift+End");
    await at(all);
    await expect(page.getByRole("region", { name: "Tokens" }).getByText(`${all - 12} selected`)).toBeVisible();
  });
});
