// Creating tokens: as an administrator for anybody, for others as far as GitLab allows it.
import type { App } from "./harness/app.ts";
import { expect, test } from "./harness/test.ts";

/** Goes to another person's list, as an administrator does. */
async function findUser(app: App, typed: string, label: string): Promise<void> {
  const field = app.page.getByRole("combobox", { name: "Find a user" });
  await field.fill(typed);
  await app.page.getByRole("option", { name: label }).click();
}

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

test("An administrator finds a user, creates a token for them, and the new row has the focus @h2", async ({
  app,
  gitlab,
}) => {
  await app.signIn("root");
  await findUser(app, "dev", "@dev");
  await expect(app.heading("Personal access tokens of @dev")).toBeVisible();
  await app.settled();
  await app.button("New token").click();
  const dialog = app.dialog("New personal token for @dev");
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await dialog.getByRole("textbox", { name: "Name" }).fill("ci deploy");
  await dialog.getByRole("textbox", { name: "Description" }).fill("Used by the deploy job");
  await dialog.getByLabel("On a day").check();
  await dialog.getByLabel("Day (UTC)").fill(tomorrow());
  await dialog.getByLabel("read_api").check();
  await dialog.getByRole("button", { name: "Create token" }).click();

  const reveal = app.reveal("ci deploy");
  expect(await reveal.value()).toMatch(/^glpat-/);
  expect(await reveal.store()).toBe([...app.watch.issued][0]);
  await expect(app.notice("ci deploy was created.")).toBeVisible();
  await expect(app.link("ci deploy")).toBeFocused();
  await expect(app.row("ci deploy")).toContainText("Expiring soon");

  const [made] = await gitlab.tokensNamed("ci deploy", "dev");
  expect(made).toMatchObject({ user: "dev", scopes: ["read_api"], expires_at: tomorrow(), revoked: false });
  const sent = await gitlab.requests("POST");
  expect(sent.map((request) => request.path)).toEqual([
    `/api/v4/users/${gitlab.person("dev").id}/personal_access_tokens`,
  ]);
  expect(sent[0]?.body_fields).toContain("expires_at");
});

test("The form says what is missing, and sends nothing before it is whole", async ({ app, gitlab }) => {
  await app.signIn("root");
  await app.button("New token").click();
  const dialog = app.dialog("New personal token for @root");
  await dialog.getByRole("button", { name: "Create token" }).click();
  const faults = dialog.getByRole("alert");
  await expect(faults).toBeFocused();
  await expect(faults).toContainText("Give it a name.");
  await expect(faults).toContainText("Choose at least one scope.");
  await dialog.getByRole("textbox", { name: "Name" }).fill("whole");
  await dialog.getByLabel("read_user").check();
  await dialog.getByLabel("On a day").check();
  await dialog.getByLabel("Day (UTC)").fill(new Date().toISOString().slice(0, 10));
  await dialog.getByRole("button", { name: "Create token" }).click();
  await expect(faults).toContainText("The end must be tomorrow (UTC) or later");
  await dialog.getByLabel("Day (UTC)").fill("2099-01-01");
  await dialog.getByRole("button", { name: "Create token" }).click();
  await expect(faults).toContainText("The end may be");
  expect(await gitlab.requests("POST")).toEqual([]);
  await dialog.getByLabel("60 days").check();
  await dialog.getByRole("button", { name: "Create token" }).click();
  await app.reveal("whole").store();
});

test("A form filled in by a link waits for the person's word", async ({ app, gitlab, page }) => {
  await app.signIn(
    "root",
    `#/personal/users/3?new&name=runbook&description=From%20the%20wiki&scopes=read_repository&expires_in=90`,
  );
  const dialog = app.dialog("New personal token for @dev");
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("runbook");
  await expect(dialog.getByRole("textbox", { name: "Description" })).toHaveValue("From the wiki");
  await expect(dialog.getByLabel("90 days")).toBeChecked();
  await expect(dialog.getByLabel("read_repository")).toBeChecked();
  expect(await gitlab.requests("POST")).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await app.button("New token").click();
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("");
});

test("Who is no administrator is shown the way to GitLab's own form, filled in", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await app.button("New token").click();
  const dialog = app.dialog("New personal token");
  await expect(dialog).toContainText(
    "GitLab lets only administrators create ordinary personal tokens through its API.",
  );
  await dialog.getByRole("textbox", { name: "Name" }).fill("ci & co");
  await dialog.getByRole("textbox", { name: "Description" }).fill("for CI");
  await dialog.getByLabel("read_api").check();
  const link = dialog.getByRole("link", { name: "Open GitLab's form" });
  await expect(link).toHaveAttribute(
    "href",
    `${gitlab.url}/-/user_settings/personal_access_tokens?name=ci%20%26%20co&description=for%20CI&scopes=read_api`,
  );
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await expect(link).toHaveAttribute("target", "_blank");
});

test("Who is no administrator creates here what GitLab's API allows", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await app.button("New token").click();
  const dialog = app.dialog("New personal token");
  await dialog.getByRole("textbox", { name: "Name" }).fill("rotates itself");
  await dialog.getByRole("radio", { name: "Here, with k8s_proxy or self_rotate" }).check();
  await dialog.getByLabel("self_rotate", { exact: false }).last().check();
  await dialog.getByRole("button", { name: "Create token" }).click();
  await app.reveal("rotates itself").store();
  await expect(app.link("rotates itself")).toBeFocused();
  expect((await gitlab.requests("POST"))[0]?.path).toBe("/api/v4/user/personal_access_tokens");
});
