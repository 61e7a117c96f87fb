// The service accounts of groups and projects, and their tokens.
import { Form } from "./harness/form.ts";
import { inDays } from "./harness/gitlab.ts";
import { expect, test } from "./harness/test.ts";

test("A group's service account is chosen, and its tokens are made, rotated and revoked @h2", async ({ app, gitlab, page }) => {
  const { id, username } = gitlab.person("service_account");
  await app.signIn("ann", "#/groups/11");
  await app.link("Service accounts").click();
  await expect(app.heading("Service accounts of northlight")).toBeVisible();
  await expect(page).toHaveTitle("Groups · Keyturn");
  await expect(page.getByRole("main").getByRole("listitem")).toHaveText([`Rollout robot@${username}`]);
  await app.link("Rollout robot").click();
  await expect(app.heading(`Tokens of @${username}`)).toBeVisible();
  expect(app.fragment).toBe(`#/groups/11/service-accounts/${id}`);
  await app.settled();
  await expect(app.count).toHaveText("2 of 3 tokens");

  const form = await Form.open(app, `New service account token for @${username}`);
  await expect(form.role).toHaveCount(0);
  await expect(form.username).toHaveCount(0);
  await form.fill({ name: "canary", description: "Watches the rollout", ends: "180 days", scopes: ["read_api"] });
  await form.confirm();
  await app.reveal("canary").store();
  await expect(app.link("canary")).toBeFocused();
  const folder = `/api/v4/groups/11/service_accounts/${id}/personal_access_tokens`;
  expect(app.watch.sent("POST")).toEqual([
    {
      path: folder,
      body: { name: "canary", description: "Watches the rollout", scopes: ["read_api"], expires_at: inDays(180) },
    },
  ]);
  const [made] = await gitlab.tokensNamed("canary", username);
  expect(made).toMatchObject({ scopes: ["read_api"], expires_at: inDays(180), revoked: false });

  await app.act("Rotate", "canary").click();
  const rotate = app.dialog("Rotate canary?");
  await rotate.getByLabel("30 days").check();
  await rotate.getByRole("button", { name: "Rotate", exact: true }).click();
  const value = await app.reveal("canary").store();
  expect(app.watch.sent("POST").at(-1)).toEqual({ path: `${folder}/${made?.id}/rotate`, body: { expires_at: inDays(30) } });
  expect(await gitlab.api("GET", "personal_access_tokens/self", value)).toMatchObject({ user_id: id, active: true });

  await app.row("canary").filter({ hasText: "Active" }).getByRole("button", { name: "Revoke canary" }).click();
  const revoke = app.dialog("Revoke canary?");
  await expect(revoke).toContainText("Service account token");
  await expect(revoke).toContainText(`@${username}`);
  await revoke.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("canary was revoked.")).toBeVisible();
  expect(await gitlab.tokensNamed("canary", username)).toMatchObject([{ revoked: true }, { revoked: true }]);
});

test("A project's service accounts are managed with the project", async ({ app, gitlab, page }) => {
  await app.arrive("ann", "#/projects/1/service-accounts");
  await expect(app.heading("No service accounts")).toBeVisible();
  await expect(page.getByText("They are created on GitLab's own page.")).toBeVisible();
  await expect(page).toHaveTitle("Projects · Keyturn");
  const body = { name: "Shelf robot", username: "shelf-robot" };
  const made = (await gitlab.api("POST", "projects/1/service_accounts", gitlab.person("ann").token, body)) as { id: number };
  await app.link("Project tokens").click();
  await app.settled();
  await app.link("Service accounts").click();
  await app.link("Shelf robot").click();
  await expect(app.heading("Tokens of @shelf-robot")).toBeVisible();
  await expect(app.heading("No tokens yet")).toBeVisible();
  await page.getByRole("region", { name: "Tokens" }).getByRole("button", { name: "New token" }).click();
  const form = new Form(app, "New service account token for @shelf-robot");
  await (await form.create({ name: "shelf", scopes: ["read_repository"] })).store();
  expect(app.watch.sent("POST")[0]?.path).toBe(`/api/v4/projects/1/service_accounts/${made.id}/personal_access_tokens`);
  await expect(app.row("shelf")).toBeVisible();
});

test("A link to a service account's tokens opens them, with a filter", async ({ app, gitlab }) => {
  const { id, username } = gitlab.person("service_account");
  await app.signIn("ann", `#/groups/11/service-accounts/${id}?state=revoked`);
  await expect(app.heading(`Tokens of @${username}`)).toBeVisible();
  expect(await app.names()).toEqual(["trial run"]);
  await expect(app.page.getByRole("navigation", { name: "Kinds of tokens" }).getByRole("link", { name: "Service accounts" })).toHaveAttribute(
    "aria-current",
    "page",
  );
});

test("A list of accounts that cannot be read says why, and is read again when asked", async ({ app, gitlab }) => {
  await app.open("#/groups/11/service-accounts");
  await app.connect();
  await gitlab.fault({ when: "before-commit", kind: "500", match: { method: "GET", path: "/service_accounts" }, times: 3 });
  await app.enterToken(gitlab.person("ann").token);
  await expect(app.alert).toBeVisible();
  await app.button("Try again").click();
  await expect(app.link("Rollout robot")).toBeVisible();
  await expect(app.alert).toHaveCount(0);
});

test("A subgroup has no service accounts of its own, and GitLab's refusal is shown", async ({ app }) => {
  app.watch.allowRefusals();
  await app.arrive("ann", "#/groups/12/service-accounts");
  await expect(app.alert).toContainText("GitLab wants the role Owner");
});

test.describe("GitLab 15.11", () => {
  test.use({ version: "15.11.13-ee" });

  for (const [list, reason] of [
    ["#/groups/11", "This GitLab is older than 16.1: its groups have no service accounts."],
    ["#/projects/1", "This GitLab is older than 18.0: its projects have no service accounts."],
  ] as const) {
    test(`The tab is there without a link, with its reason: ${list}`, async ({ app, page }) => {
      await app.signIn("ann", list);
      const tabs = page.getByRole("navigation", { name: "Kinds of tokens" });
      await expect(tabs.getByRole("link", { name: /^Service accounts/ })).toHaveCount(0);
      await expect(tabs).toContainText(reason);
      await expect(tabs.getByTitle(reason)).toBeVisible();
    });
  }
});
