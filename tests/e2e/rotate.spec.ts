// Rotating and revoking tokens other than the one signed in with.
import { expect, test } from "./harness/test.ts";

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("A rotation sends the chosen end, and shows what became of the old value @h2", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  const bodies: unknown[] = [];
  page.on("request", (request) => request.method() === "POST" && bodies.push(request.postDataJSON()));
  await app.row("laptop").getByRole("button", { name: "Rotate laptop" }).click();
  const dialog = app.dialog("Rotate laptop?");
  await expect(dialog).toContainText("The old value stops working at once");
  await expect(dialog.getByLabel("Same length (365 days)")).toBeChecked();
  await dialog.getByLabel("On a day").check();
  await dialog.getByLabel("Day (UTC)").fill(inDays(3));
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  await app.reveal("laptop").store();

  expect(bodies).toEqual([{ expires_at: inDays(3) }]);
  const [old, fresh] = await gitlab.tokensNamed("laptop");
  expect(old).toMatchObject({ id: 2, revoked: true });
  expect(fresh).toMatchObject({ revoked: false, expires_at: inDays(3) });
  const rows = app.row("laptop");
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "Revoked" })).toBeVisible();
  await expect(rows.filter({ hasText: "Expiring soon" })).toBeVisible();
  await expect(rows.filter({ hasText: "Expiring soon" }).getByRole("link")).toBeFocused();
  await expect(app.notice("laptop was rotated. The old value is dead.")).toBeVisible();
});

test("A rotated row is brought into view from far away", async ({ app }) => {
  await app.signIn("ann", "#/personal?state=all");
  await app.row("deploy from home").getByRole("button", { name: "Rotate deploy from home" }).click();
  const dialog = app.dialog("Rotate deploy from home?");
  await expect(dialog).toContainText("This token has already expired. Rotating it makes a new one that works.");
  await dialog.getByLabel("365 days").check();
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  await app.reveal("deploy from home").store();
  const fresh = app.row("deploy from home").filter({ hasText: "Active" }).getByRole("link");
  await expect(fresh).toBeFocused();
  await expect(fresh).toBeInViewport();
});

test("Revoking names what ends, starts on Cancel, and marks the row @h2", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  await app.row("vscode").getByRole("button", { name: "Revoke vscode" }).click();
  const dialog = app.dialog("Revoke vscode?");
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expect(dialog).toContainText("read_registry");
  await expect(dialog).toContainText("Personal access token");
  await expect(dialog).toContainText("Whatever uses this token stops working at once.");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(app.link("vscode")).toBeFocused();
  expect(await gitlab.requests("DELETE")).toEqual([]);

  await app.row("vscode").getByRole("button", { name: "Revoke vscode" }).click();
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("vscode was revoked.")).toBeVisible();
  await expect(app.row("vscode")).toContainText("Revoked");
  await expect(app.link("vscode")).toBeFocused();
  expect(await gitlab.tokensNamed("vscode")).toMatchObject([{ revoked: true }]);
  await expect(app.row("vscode").getByRole("button", { name: "Revoke vscode. Already revoked." })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await app.row("vscode").getByRole("button", { name: "Rotate vscode. Already revoked." }).click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test.describe("With a token that can only read", () => {
  test("The session is marked, and nothing can be changed, with the reason", async ({ app, page }) => {
    await app.signIn("reader", "#/personal?state=all");
    await expect(page.getByRole("banner").getByText("Read-only")).toBeVisible();
    const reason = "The token you signed in with can only read.";
    const acts = app.rows.getByRole("button", { name: /^(Rotate|Revoke) / });
    for (const act of await acts.all()) {
      await expect(act).toHaveAttribute("aria-disabled", "true");
      await expect(act).toHaveAccessibleName(new RegExp(reason));
    }
    await acts.first().click({ force: true });
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await app.rows.first().getByRole("link").click();
    await expect(page.getByRole("complementary").getByText(reason)).toBeVisible();
    await app.button("New token").click();
    const dialog = app.dialog("New personal token");
    await expect(dialog.getByRole("radio", { name: "Here, with k8s_proxy or self_rotate" })).toBeDisabled();
    await expect(dialog).toContainText(reason);
  });
});
