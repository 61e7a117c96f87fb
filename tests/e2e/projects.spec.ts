// The tokens of a project, from the list to the end of one; what GitLab refuses, and one made like another.
import type { Locator } from "@playwright/test";

import { Form } from "./harness/form.ts";
import { inDays } from "./harness/gitlab.ts";
import { expect, test } from "./harness/test.ts";

const FORM = "New project token for northlight/storefront";

/** The line below a field. */
function line(form: Form, id: string): Locator {
  return form.dialog.locator(`#${id}`);
}

test("A project's token is made, looked at, rotated and revoked @h2", async ({ app, gitlab }) => {
  await app.signIn("ann", "#/projects/1");
  await expect(app.heading("Project access tokens of northlight/storefront")).toBeVisible();
  await expect(app.page).toHaveTitle("Projects · Keyturn");
  const form = await Form.open(app, FORM);
  await expect(form.name).toBeFocused();
  await form.fill({ name: "nightly", description: "Reads for the nightly build", ends: "90 days", role: "Reporter" });
  await form.fill({ scopes: ["read_registry", "read_repository"] });
  await form.confirm();
  const reveal = app.reveal("nightly");
  expect(await reveal.value()).toMatch(/^glpat-/);
  await reveal.dialog.getByLabel("Ready for").first().selectOption("git remote");
  await expect(reveal.dialog).toContainText("/northlight/storefront.git");
  await reveal.button("Test it").click();
  await expect(reveal.dialog.getByText("It works: GitLab knows it.")).toBeVisible();
  await reveal.store();
  await expect(app.notice("nightly was created.")).toBeVisible();
  await expect(app.link("nightly")).toBeFocused();
  await expect(app.row("nightly")).toContainText("Reporter");

  const list = "/api/v4/projects/1/access_tokens";
  const wanted = { name: "nightly", scopes: ["read_registry", "read_repository"], access_level: 20 };
  expect(app.watch.sent("POST")).toEqual([
    { path: list, body: { ...wanted, description: "Reads for the nightly build", expires_at: inDays(90) } },
  ]);
  const [arrived] = await gitlab.requests("POST", "/access_tokens");
  expect([...(arrived?.body_fields ?? [])].sort()).toEqual(["access_level", "description", "expires_at", "name", "scopes"]);
  const made = (await gitlab.list("projects/1/access_tokens")).find((row) => row.name === "nightly");
  expect(made).toMatchObject({ ...wanted, expires_at: inDays(90), revoked: false });

  await app.link("nightly").click();
  const details = app.details("nightly");
  await expect(details).toContainText("Reads for the nightly build");
  await expect(details.getByRole("term").filter({ hasText: "Role" }).locator("+ dd")).toHaveText("Reporter");
  await expect(details.getByRole("term").filter({ hasText: "Project" }).locator("+ dd")).toHaveText("northlight/storefront");
  await details.getByRole("button", { name: "Rotate", exact: true }).click();
  const rotate = app.dialog("Rotate nightly?");
  await expect(rotate.getByLabel("Same length (90 days)")).toBeChecked();
  await rotate.getByLabel("30 days").check();
  await rotate.getByRole("button", { name: "Rotate", exact: true }).click();
  await app.reveal("nightly").store();
  expect(app.watch.sent("POST").at(-1)).toEqual({ path: `${list}/${made?.id}/rotate`, body: { expires_at: inDays(30) } });
  await expect(app.row("nightly")).toHaveCount(2);

  const fresh = app.row("nightly").filter({ hasText: "Active" });
  await fresh.getByRole("button", { name: "Revoke nightly" }).click();
  const revoke = app.dialog("Revoke nightly?");
  await expect(revoke).toContainText("Project access token");
  await expect(revoke).toContainText("northlight/storefront 1");
  await expect(revoke).toContainText("Reporter");
  await revoke.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("nightly was revoked.")).toBeVisible();
  await expect(app.row("nightly").filter({ hasText: "Revoked" })).toBeVisible();
  const rows = (await gitlab.list("projects/1/access_tokens")).filter((row) => row.name === "nightly");
  expect(rows).toMatchObject([{ revoked: true }, { revoked: true, expires_at: inDays(30) }]);
});

test("The list of a project is narrowed to a role and ordered by it", async ({ app, page }) => {
  await app.signIn("ann", "#/projects/1?state=all");
  await expect(app.count).toHaveText("7 tokens");
  const role = page.getByLabel("Role", { exact: true });
  await expect(role.getByRole("option")).toHaveText(["Any role", "Reporter", "Developer", "Maintainer"]);
  await role.selectOption("Reporter");
  await expect(app.count).toHaveText("3 of 7 tokens");
  for (const row of await app.rows.all()) await expect(row).toContainText("Reporter");
  expect(app.fragment).toBe("#/projects/1?state=all&role=20");
  await app.button("Remove filter Role: Reporter").click();
  await page.getByRole("columnheader", { name: "Role" }).getByRole("button").click();
  expect(app.fragment).toBe("#/projects/1?state=all&sort=role_asc");
  await expect(app.rows.first()).toContainText("Reporter");
  await expect(app.rows.last()).toContainText("Maintainer");
  await app.follow("#/projects/1?role=maintainer&state=expired");
  await expect(app.count).toHaveText("1 of 7 tokens");
  await expect(app.row("deploy")).toContainText("Expired");
});

test("An end is sent with every creation, also where nobody chose one", async ({ app }) => {
  await app.signIn("ann", "#/projects/1");
  const form = await Form.open(app, FORM);
  const reveal = await form.create({ name: "as it comes", scopes: ["read_api"] });
  await reveal.store();
  expect(app.watch.sent("POST").map(({ body }) => body)).toEqual([
    { name: "as it comes", scopes: ["read_api"], access_level: 30, expires_at: inDays(30) },
  ]);
});

test("The form tells what a role allows, and warns of api", async ({ app, gitlab }) => {
  await app.signIn("ann", "#/projects/1");
  const form = await Form.open(app, FORM);
  await expect(form.role).toHaveValue("30");
  await expect(form.role.getByRole("option")).toHaveText([
    "Guest",
    "Planner",
    "Reporter",
    "Security Manager",
    "Developer",
    "Maintainer",
    "Owner",
  ]);
  await form.fill({ role: "Guest", scopes: ["api"] });
  await expect(form.role).toHaveAccessibleDescription(/Sees what guests see.*A role above your own is refused\./);
  await expect(form.dialog).toContainText("If the tool only reads, read_api is enough.");
  // Scopes that only a person's token can have are not offered.
  await expect(form.scope("sudo")).toHaveCount(0);
  await expect(form.scope("read_user")).toHaveCount(0);
  await form.confirm();
  await expect(form.dialog.getByRole("alert")).toContainText("Give it a name.");
  expect(await gitlab.requests("POST")).toEqual([]);
});

test("An end that GitLab refuses is told at the end", async ({ app, gitlab }) => {
  await app.signIn("ann", "#/projects/1");
  const words = `Expiration date must be before ${inDays(20)}`;
  const body = JSON.stringify({ message: `400 Bad request - ${words}` });
  const headers = { "content-type": "application/json" };
  const match = { method: "POST", path: "/access_tokens" };
  await gitlab.fault({ when: "before-commit", kind: "answer", match, status: 400, cors: true, headers, body });
  const form = await Form.open(app, FORM);
  await form.fill({ name: "too long", ends: "60 days", scopes: ["read_api"] });
  await form.confirm();
  await form.expectRefused(form.ends, words);
  await expect(form.name).toHaveValue("too long");
  await form.ends.getByLabel("On a day").check();
  await form.dialog.getByLabel("Day (UTC)").fill(inDays(10));
  await form.confirm();
  await app.reveal("too long").store();
  expect(app.watch.sent("POST").map(({ body }) => (body as { expires_at: string }).expires_at)).toEqual([inDays(60), inDays(10)]);
});

test("Scopes that GitLab refuses are told at the scopes", async ({ app }) => {
  app.watch.allowRefusals();
  await app.signIn("ann", "#/projects/1?new&name=mighty&scopes=read_api%2Csudo");
  const form = new Form(app, FORM);
  await expect(form.scope("sudo")).toBeChecked();
  await form.confirm();
  await form.expectRefused(form.scopes, "does not have a valid value");
  await form.scope("sudo").uncheck();
  await form.confirm();
  await app.reveal("mighty").store();
});

test("A role above one's own is refused at the role", async ({ app, gitlab }) => {
  app.watch.allowRefusals();
  const token = await gitlab.tokenFor("reader");
  app.watch.issued.add(token);
  await app.signIn(token, "#/projects/1");
  const form = await Form.open(app, FORM);
  await form.fill({ name: "above", role: "Owner", scopes: ["read_api"] });
  await form.confirm();
  await form.expectRefused(
    line(form, "token-role-hint"),
    "Access level of the token contains permissions not held by the creating user",
  );
  await expect(form.role).toHaveAttribute("aria-invalid", "true");
  await expect(form.role).toHaveValue("50");
  await form.fill({ role: "Maintainer" });
  await form.confirm();
  await app.reveal("above").store();
});

test("A working token is duplicated: everything but its value", async ({ app, gitlab }) => {
  await app.signIn("ann", "#/projects/1?token=159");
  await app.details("package publish").getByRole("button", { name: "Duplicate" }).click();
  const form = new Form(app, FORM);
  await expect(form.name).toHaveValue("package publish");
  await expect(form.role).toHaveValue("30");
  await expect(form.ends.getByRole("radio", { checked: true })).toHaveCount(1);
  expect(await form.chosen()).toEqual(["read_repository"]);
  expect(await gitlab.requests("POST")).toEqual([]);
  await form.fill({ name: "package publish 2" });
  await form.confirm();
  await app.reveal("package publish 2").store();
  const rows = await gitlab.list("projects/1/access_tokens");
  expect(rows.filter((row) => row.name.startsWith("package publish"))).toMatchObject([
    { revoked: false, access_level: 30, scopes: ["read_repository"] },
    { revoked: false, access_level: 30, scopes: ["read_repository"] },
  ]);
});

test("One like an expired token is made from its row, as long-lived as it was", async ({ app }) => {
  await app.signIn("ann", "#/projects/1?state=expired");
  // A working one is rotated instead.
  await expect(app.row("deploy").getByRole("button")).toHaveCount(3);
  await app.row("deploy").getByRole("button", { name: "Make one like deploy" }).click();
  const form = new Form(app, FORM);
  await expect(form.name).toHaveValue("deploy");
  await expect(form.role).toHaveValue("40");
  await expect(form.ends.getByRole("radio", { checked: true })).toHaveCount(1);
  expect(await form.chosen()).toEqual(["read_repository"]);
  await form.confirm();
  await app.reveal("deploy").store();
  const [sent] = app.watch.sent("POST");
  expect(sent?.path).toBe("/api/v4/projects/1/access_tokens");
  expect(sent?.body).toMatchObject({ name: "deploy", access_level: 40, scopes: ["read_repository"] });
  await expect(app.link("deploy").last()).toBeFocused();
});
