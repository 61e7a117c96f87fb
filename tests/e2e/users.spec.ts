// What an administrator sees: the tokens of all users, of one user, and impersonation tokens.
import { expect, test } from "./harness/test.ts";

test("The list of all users is filtered and ordered by GitLab", async ({ app, gitlab, page }) => {
  await app.signIn("root");
  await gitlab.clearRequests();
  await app.link("All users").click();
  await expect(app.heading("Personal access tokens of all users")).toBeVisible();
  await app.settled();
  const queries = async () =>
    (await gitlab.requests("GET", "/personal_access_tokens?")).map(
      (request) => new URLSearchParams(request.path.split("?")[1]),
    );
  await expect(app.table).toBeVisible();
  for (const query of await queries()) {
    expect(query.has("user_id")).toBe(false);
    expect(query.get("state")).toBe("active");
  }

  await gitlab.clearRequests();
  await app.card("Revoked").click();
  await app.search.fill("glab");
  // Two requests may be under way at once and arrive in any order: what counts is that the last wish was sent.
  const searched = async (text: string) => (await queries()).find((query) => query.get("search") === text);
  await expect.poll(async () => (await searched("glab"))?.get("revoked")).toBe("true");
  await app.settled();
  await expect(app.rows.first()).toContainText("glab");
  await expect(app.rows.first()).toContainText("Revoked");

  await gitlab.clearRequests();
  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await expect.poll(async () => (await queries()).some((query) => query.get("sort") === "name_asc")).toBe(true);
  await app.settled();
  // Typing every letter by hand asks once for each; the last answer is the one that stays.
  await app.search.press("End");
  await app.search.pressSequentially(" on the");
  await expect.poll(async () => (await searched("glab on the"))?.get("sort")).toBe("name_asc");
});

test("From the list of all users one goes on to one user and back", async ({ app, page }) => {
  await app.signIn("root", "#/personal/all");
  await app.search.fill("pairing");
  await app.settled();
  await app.rows
    .filter({ has: page.getByRole("link", { name: "3", exact: true }) })
    .getByRole("link", { name: "3", exact: true })
    .click();
  await expect(app.heading("Personal access tokens of @dev")).toBeVisible();
  await app.settled();
  await expect(app.row("pairing session")).toBeVisible();
  await page.goBack();
  await expect(app.heading("Personal access tokens of all users")).toBeVisible();
  await expect(app.search).toHaveValue("pairing");
  await app.link("Mine").click();
  await expect(app.heading("Personal access tokens")).toBeVisible();
});

test("A user is found by keyboard alone", async ({ app, page }) => {
  await app.signIn("root");
  const field = page.getByRole("combobox", { name: "Find a user" });
  await field.focus();
  await page.keyboard.type("tan");
  await expect(field).toHaveAttribute("aria-expanded", "true");
  const options = page.getByRole("listbox", { name: "Find a user" }).getByRole("option");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  const name = /@\S+/.exec(await options.first().innerText())?.[0] ?? "";
  await page.keyboard.press("Enter");
  await expect(app.heading(`Personal access tokens of ${name}`)).toBeVisible();
});

test("Impersonation tokens are listed, created, rotated and revoked @h2", async ({ app, gitlab, page }) => {
  await app.signIn("root", "#/personal/users/3");
  await app.link("Impersonation").click();
  await expect(app.heading("Impersonation tokens of @dev")).toBeVisible();
  await expect(app.row("support session")).toBeVisible();

  await app.button("New token").click();
  const dialog = app.dialog("New impersonation token of @dev");
  await expect(dialog).toContainText("Whoever has this token acts as @dev in everything.");
  await dialog.getByRole("textbox", { name: "Name" }).fill("look into a complaint");
  await dialog.getByLabel("read_api").check();
  await dialog.getByRole("button", { name: "Create token" }).click();
  await app.reveal("look into a complaint").store();
  await expect(app.link("look into a complaint")).toBeFocused();

  await app.row("support session").getByRole("button", { name: "Rotate support session" }).click();
  await app.dialog("Rotate support session?").getByRole("button", { name: "Rotate", exact: true }).click();
  await app.reveal("support session").store();
  await expect(app.row("support session")).toHaveCount(2);

  await app.row("look into a complaint").getByRole("button", { name: "Revoke look into a complaint" }).click();
  const revoke = app.dialog("Revoke look into a complaint?");
  await expect(revoke).toContainText("Impersonation token");
  await revoke.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("look into a complaint was revoked.")).toBeVisible();

  expect(await gitlab.tokensNamed("look into a complaint", "dev")).toMatchObject([
    { revoked: true, impersonation: true },
  ]);
  expect(await gitlab.tokensNamed("support session", "dev")).toMatchObject([
    { revoked: true },
    { revoked: false, impersonation: true },
  ]);
  await page.reload();
});

test("Who is no administrator is offered no other users", async ({ app, page }) => {
  await app.signIn("ann");
  await expect(page.getByRole("combobox", { name: "Find a user" })).toHaveCount(0);
  await expect(app.link("All users")).toHaveCount(0);
});

test.describe("Of many tokens", () => {
  test.use({ world: "scale:users=5,groups=0,projects=0,tokens=120" });

  test("Reading on leaves none out, though some that were read are gone since", async ({ app, gitlab }) => {
    await app.signIn("root", "#/personal/all?state=all&sort=created_asc");
    await expect(app.page.getByText("Only the first 500 tokens are shown.")).toBeVisible();
    const all = await gitlab.tokens();
    await gitlab.changeRows({ remove: { tokens: all.filter((token) => token.user !== "root").slice(20, 23).map(({ id }) => id) } });
    await app.button("Read on").click();
    await app.settled();
    // Ten pages as they are now, and the three that are gone, which stay in sight until the list is read again.
    await expect(app.count).toHaveText("1003 tokens");
  });
});
