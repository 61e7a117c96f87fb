// What older releases cannot do is said where it would be done; what they can do is done.
import type { App } from "./harness/app.ts";
import { Bulk } from "./harness/bulk.ts";
import { Form } from "./harness/form.ts";
import { inDays } from "./harness/gitlab.ts";
import { expect, test } from "./harness/test.ts";

const NO_ROTATION = "This GitLab is older than 16.0 and cannot rotate tokens.";
const DROPS = "This GitLab is older than 17.2: revoked tokens vanish from this list.";

/** The tabs of a project or group. */
function tabs(app: App) {
  return app.page.getByRole("navigation", { name: "Kinds of tokens" });
}

test.describe("GitLab 13.12", () => {
  test.use({ version: "13.12.15-ee" });
  test.beforeEach(({ app }) => app.watch.allowRefusals());

  test("A project's tokens are listed, made and revoked, and not rotated, with the reason", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/projects/1");
    await expect(app.heading("Project access tokens of northlight/storefront")).toBeVisible();
    await expect(app.page.getByText(DROPS)).toBeVisible();
    await expect(app.row("image scan")).toContainText("read_api");
    await app.expectHeld(app.act("Rotate", "image scan"), NO_ROTATION);
    await app.link("image scan").click();
    const rotate = app.details("image scan").getByRole("button", { name: "Rotate", exact: true });
    await expect(rotate).toHaveAttribute("title", NO_ROTATION);
    await app.page.keyboard.press("Escape");

    const form = await Form.open(app, "New project token for northlight/storefront");
    await expect(form.description).toHaveCount(0);
    await expect(form.role.getByRole("option")).toHaveText(["Guest", "Reporter", "Developer", "Maintainer", "Owner"]);
    const reveal = await form.create({ name: "old style", ends: "Never", role: "Maintainer", scopes: ["read_repository"] });
    await reveal.store();
    await expect(app.row("old style")).toContainText("Never");
    expect(app.watch.sent("POST")).toEqual([
      {
        path: "/api/v4/projects/1/access_tokens",
        body: { name: "old style", scopes: ["read_repository"], access_level: 40, expires_at: null },
      },
    ]);
    await app.confirm("Revoke", "old style");
    await expect(app.notice("old style was revoked.")).toBeVisible();
    await app.page.getByLabel("Status", { exact: true }).selectOption("All");
    await app.button("Read again").click();
    await expect(app.row("old style")).toHaveCount(0);
    expect((await gitlab.list("projects/1/access_tokens")).map((row) => row.name)).not.toContain("old style");
  });

  test("There are no tokens of groups, and since when there are is said", async ({ app }) => {
    await app.arrive("ann", "#/groups/11");
    await expect(app.alert).toContainText("This GitLab has no such tokens");
    await expect(app.alert).toContainText("They came with GitLab 14.7");
    await expect(tabs(app).getByRole("link")).toHaveText(["Group tokens", "Deploy tokens"]);
    await expect(tabs(app)).toContainText("This GitLab is older than 16.1: its groups have no service accounts.");
    await tabs(app).getByRole("link", { name: "Deploy tokens" }).click();
    await app.settled();
    await expect(app.row("gitlab-deploy-token")).toBeVisible();
  });

  test("Deploy tokens are made, replaced and revoked", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/deploy/projects/4");
    await expect(app.page.getByText(DROPS)).toHaveCount(0);
    const form = await Form.open(app, "New deploy token for northlight/search");
    await (await form.create({ name: "puller", ends: "30 days", scopes: ["read_repository"] })).store();
    await app.act("Replace", "puller").click();
    await new Form(app, "Replace puller?").confirm("Replace");
    await app.reveal("puller").store();
    await app.dialog("Is the new puller in use everywhere?").getByRole("button", { name: "Revoke the old one" }).click();
    await app.dialog("Revoke puller?").getByRole("button", { name: "Revoke", exact: true }).click();
    await expect(app.notice("puller was revoked.")).toBeVisible();
    expect((await gitlab.list("projects/4/deploy_tokens")).filter((row) => row.name === "puller")).toHaveLength(1);
  });

  test("A project is chosen and found by its path as on any other release", async ({ app }) => {
    await app.arrive("ann", "#/projects");
    await app.finder("Find a project").fill("storefront");
    await expect(app.proposals.first()).toHaveText("northlight/storefrontOwner");
    await app.follow("#/projects/northlight%2Fsite");
    await expect(app.heading("Project access tokens of northlight/site")).toBeVisible();
    await expect(tabs(app)).toContainText("This GitLab is older than 18.0: its projects have no service accounts.");
  });

  test("A project token sees its siblings here, too", async ({ app }) => {
    await app.signIn("project_bot", "#/projects/1");
    await expect(app.row("image scan")).toBeVisible();
    await app.expectHeld(app.act("Rotate", "image scan"), NO_ROTATION);
  });
});

test.describe("GitLab 16.11", () => {
  test.use({ version: "16.11.10-ee" });
  test.beforeEach(({ app }) => app.watch.allowRefusals());

  test("A group's tokens are rotated and an end is compulsory; there is no description and no Planner", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/groups/11");
    await expect(app.page.getByText(DROPS)).toBeVisible();
    const form = await Form.open(app, "New group token for northlight");
    await expect(form.description).toHaveCount(0);
    await expect(form.role.getByRole("option")).toHaveText(["Guest", "Reporter", "Developer", "Maintainer", "Owner"]);
    await expect(form.ends.getByLabel("Never")).toHaveCount(0);
    await (await form.create({ name: "scanner", role: "Guest", scopes: ["read_api"] })).store();
    await app.act("Rotate", "scanner").click();
    const rotate = app.dialog("Rotate scanner?");
    await rotate.getByLabel("90 days").check();
    await rotate.getByRole("button", { name: "Rotate", exact: true }).click();
    await app.reveal("scanner").store();
    const [made, turned] = app.watch.sent("POST");
    expect(made?.body).toEqual({ name: "scanner", scopes: ["read_api"], access_level: 10, expires_at: inDays(30) });
    expect(turned?.body).toEqual({ expires_at: inDays(90) });
    expect(await gitlab.list("groups/11/access_tokens")).toContainEqual(
      expect.objectContaining({ name: "scanner", access_level: 10, expires_at: inDays(90) }),
    );
  });

  test("A revoked token is gone from the list with its bot", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/projects/1?state=all");
    await app.confirm("Revoke", "image scan");
    await expect(app.notice("image scan was revoked.")).toBeVisible();
    await app.button("Read again").click();
    await expect(app.row("image scan")).toHaveCount(0);
    expect((await gitlab.list("projects/1/access_tokens")).map((row) => row.name)).not.toContain("image scan");
  });

  test("A group's service accounts cannot be listed yet, and since when they can is said", async ({ app }) => {
    await app.signIn("ann", "#/groups/11");
    await tabs(app).getByRole("link", { name: "Service accounts" }).click();
    await expect(app.alert).toContainText("This GitLab has no such tokens");
    await expect(app.alert).toContainText("They came with GitLab 17.8");
  });

  test("A project has no service accounts, and the tab says since when", async ({ app, page }) => {
    await app.signIn("ann", "#/projects/1");
    await expect(tabs(app).getByRole("link")).toHaveText(["Project tokens", "Deploy tokens"]);
    await expect(tabs(app)).toContainText("This GitLab is older than 18.0: its projects have no service accounts.");
    await expect(page.getByTitle("its projects have no service accounts")).toHaveText(/^Service accounts/);
  });
});

test.describe("GitLab 16.9", () => {
  test.use({ version: "16.9.11-ee" });

  test("The token one signed in with is rotated by its id, with the warning, and the session goes on with the new value", async ({ app, gitlab, page }) => {
    const old = gitlab.person("ann").token;
    const { id } = (await gitlab.api("GET", "personal_access_tokens/self", old)) as { id: number };
    await app.signIn("ann", "#/personal?sort=created_desc");
    await app.act("Rotate", "sign-in").click();
    const dialog = app.dialog("Rotate sign-in?");
    await expect(dialog).toContainText("This is the token you are signed in with.");
    await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
    const fresh = await app.reveal("sign-in").store();
    await expect(app.notice("This session now uses the new value.")).toBeVisible();
    await app.button("Read again").click();
    await app.settled();
    await expect(app.row("sign-in").filter({ hasText: "Signed in with" })).not.toContainText("Revoked");
    await expect(page.getByText("Someone revoked or rotated it")).toHaveCount(0);
    expect((await gitlab.requests("POST")).map((request) => request.path)).toEqual([`/api/v4/personal_access_tokens/${id}/rotate`]);
    await app.signOut();
    await app.expectWiped(old, fresh);
  });

  test("In bulk it is the last, and asked about once more", async ({ app, page }) => {
    await app.signIn("ann");
    const bulk = new Bulk(app, page);
    await bulk.pick("sign-in", "laptop");
    await bulk.plan("Rotate");
    await bulk.dialog.getByLabel("Also the token I am signed in with, last").check();
    await bulk.rotateOwnLast("laptop");
    await bulk.close();
    await app.button("Read again").click();
    await app.settled();
    await app.search.fill("sign-in");
    await expect(app.row("sign-in").filter({ hasText: "Signed in with" })).not.toContainText("Revoked");
  });

  test("A lost answer to it ends the session, and the kill switch works by its id, too", async ({ app, gitlab, page }) => {
    app.watch.allowRefusals();
    await app.signIn("ann", "#/personal?sort=created_desc");
    await gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
    await app.confirm("Rotate", "sign-in");
    await expect(page.getByText("Your sign-in token was being rotated and GitLab's answer was lost.")).toBeVisible();
    await app.button("Have the lost token revoked").click();
    await expect(page.getByText("GitLab has revoked every token that came of it")).toBeVisible();
    expect((await gitlab.requests("POST")).map((request) => request.executed)).toEqual([200, 401]);
    expect((await gitlab.tokensNamed("sign-in")).map((token) => token.revoked)).toEqual([true, true]);
  });
});

test.describe("GitLab 15.11", () => {
  test.use({ version: "15.11.13-ee" });

  test("Tokens of groups are made without an end and revoked, and not rotated, with the reason", async ({ app }) => {
    await app.signIn("ann", "#/groups/12");
    await app.expectHeld(app.act("Rotate", "deploy"), NO_ROTATION);
    const form = await Form.open(app, "New group token for northlight/platform");
    await (await form.create({ name: "endless", ends: "Never", role: "Reporter", scopes: ["read_api"] })).store();
    expect(app.watch.sent("POST").map(({ body }) => body)).toEqual([
      { name: "endless", scopes: ["read_api"], access_level: 20, expires_at: null },
    ]);
    await expect(app.row("endless")).toContainText("Never");
    await app.confirm("Revoke", "endless");
    await expect(app.notice("endless was revoked.")).toBeVisible();
  });

  test("An orphan of a lost creation can only be revoked", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/projects/1");
    const form = await Form.open(app, "New project token for northlight/storefront");
    await gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
    await form.fill({ name: "cut", scopes: ["read_api"] });
    await form.confirm();
    await expect(form.dialog.getByRole("heading", { name: "What is certain" })).toBeVisible();
    await expect(form.dialog.getByRole("button", { name: /^Revoke \d+$/ })).toBeVisible();
    await expect(form.dialog.getByRole("button", { name: /Get a new value/ })).toHaveCount(0);
  });
});

test.describe("GitLab 17.11", () => {
  test.use({ version: "17.11.7-ee" });

  test("Descriptions and the role Planner are there, revoked tokens stay", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/projects/1?state=all");
    await expect(app.page.getByText(DROPS)).toHaveCount(0);
    const form = await Form.open(app, "New project token for northlight/storefront");
    await expect(form.role.getByRole("option")).toHaveText(["Guest", "Planner", "Reporter", "Developer", "Maintainer", "Owner"]);
    const filling = { name: "board", description: "Moves cards", role: "Planner", scopes: ["read_api"] };
    await (await form.create(filling)).store();
    await app.confirm("Revoke", "board");
    await expect(app.notice("board was revoked.")).toBeVisible();
    await app.button("Read again").click();
    await app.settled();
    await app.search.fill("moves cards");
    await expect(app.row("board")).toContainText("Revoked");
    expect(await gitlab.list("projects/1/access_tokens")).toContainEqual(
      expect.objectContaining({ name: "board", access_level: 15, revoked: true }),
    );
  });

  test("A group's service accounts have tokens here, a project has none", async ({ app }) => {
    await app.signIn("ann", "#/groups/11");
    await tabs(app).getByRole("link", { name: "Service accounts" }).click();
    await app.link("Rollout robot").click();
    await app.settled();
    await expect(app.row("rollout")).toBeVisible();
    await app.follow("#/projects/1");
    await expect(tabs(app).getByRole("link")).toHaveText(["Project tokens", "Deploy tokens"]);
  });
});
