// The tokens of a group, from the choice of one to the end of one.
import { Form } from "./harness/form.ts";
import { inDays } from "./harness/gitlab.ts";
import { expect, test } from "./harness/test.ts";

test("A group is found by GitLab as one types, with one's role in it", async ({ app, gitlab, page }) => {
  await app.arrive("ann");
  await app.link("Groups").click();
  await expect(app.heading("Choose a group")).toBeVisible();
  await expect(app.places("Where you are a member")).toHaveText([
    "fieldworkMaintainer",
    "northlightOwner",
    "northlight/platformOwner",
  ]);
  await gitlab.clearRequests();
  await app.finder("Find a group").pressSequentially("pla");
  await expect(app.proposals.first()).toHaveText("northlight/platformOwner");
  // The list of groups does not tell one's role: it is asked for by what one may at least do.
  const queries = (await gitlab.requests("GET", "/groups?")).map((request) => new URLSearchParams(request.path.split("?")[1]));
  expect(queries.map((query) => [query.get("search"), query.get("min_access_level")]).sort()).toEqual([
    ["pla", "10"],
    ["pla", "40"],
    ["pla", "50"],
  ]);
  await page.keyboard.press("Enter");
  await expect(app.heading("Group access tokens of northlight/platform")).toBeVisible();
  expect(app.fragment).toBe("#/groups/12");
});

test("A group is opened by its path, however it is written, and by its id", async ({ app }) => {
  await app.signIn("ann", "#/groups/northlight%2Fplatform?state=all");
  await expect(app.heading("Group access tokens of northlight/platform")).toBeVisible();
  expect(app.fragment).toBe("#/groups/12?state=all");
  await expect(app.count).toHaveText("3 tokens");
  await app.follow("#/groups/northlight");
  await expect(app.heading("Group access tokens of northlight")).toBeVisible();
  expect(app.fragment).toBe("#/groups/11");
  await app.follow("#/groups/northlight/platform");
  await expect(app.heading("Group access tokens of northlight/platform")).toBeVisible();
  expect(app.fragment).toBe("#/groups/12");
});

test("A group's token is made, rotated and revoked @h2", async ({ app, gitlab, page }) => {
  await app.signIn("ann", "#/groups/11?state=all");
  await expect(app.count).toHaveText("4 tokens");
  await page.getByLabel("Role", { exact: true }).selectOption("Developer");
  await expect(app.count).toHaveText("2 of 4 tokens");
  await app.button("Clear filters").click();

  const form = await Form.open(app, "New group token for northlight");
  await expect(form.scope("read_virtual_registry")).toBeVisible();
  const wanted = { name: "mirror", description: "Mirrors images", scopes: ["read_registry"] };
  await form.fill({ ...wanted, role: "Planner", ends: "365 days" });
  await form.confirm();
  const reveal = app.reveal("mirror");
  await reveal.dialog.getByLabel("Ready for").first().selectOption("git remote");
  await expect(reveal.dialog).toContainText("/northlight/PROJECT.git");
  await reveal.store();
  await expect(app.row("mirror")).toContainText("Planner");
  await app.act("Rotate", "mirror").click();
  const rotate = app.dialog("Rotate mirror?");
  await rotate.getByLabel("60 days").check();
  await rotate.getByRole("button", { name: "Rotate", exact: true }).click();
  await app.reveal("mirror").store();
  const rows = (await gitlab.list("groups/11/access_tokens")).filter((row) => row.name === "mirror");
  expect(rows).toMatchObject([
    { revoked: true, access_level: 15, expires_at: inDays(365) },
    { revoked: false, access_level: 15, expires_at: inDays(60), user_id: rows[0]?.user_id },
  ]);
  const list = "/api/v4/groups/11/access_tokens";
  expect(app.watch.sent("POST")).toEqual([
    { path: list, body: { ...wanted, access_level: 15, expires_at: inDays(365) } },
    { path: `${list}/${rows[0]?.id}/rotate`, body: { expires_at: inDays(60) } },
  ]);

  await app.row("mirror").filter({ hasText: "Active" }).getByRole("button", { name: "Revoke mirror" }).click();
  const revoke = app.dialog("Revoke mirror?");
  await expect(revoke).toContainText("Group access token");
  await revoke.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("mirror was revoked.")).toBeVisible();
  expect((await gitlab.requests("DELETE")).map((request) => request.path)).toEqual([`${list}/${rows[1]?.id}`]);
});

test("One like a revoked token is made from its details", async ({ app }) => {
  await app.signIn("ann", "#/groups/11?state=revoked");
  await app.row("changelog").getByRole("link").click();
  const details = app.details("changelog");
  await expect(details).toContainText("Already revoked.");
  await details.getByRole("button", { name: "Make one like changelog" }).click();
  const form = new Form(app, "New group token for northlight");
  await expect(form.name).toHaveValue("changelog");
  await expect(form.role).toHaveValue("30");
  expect(await form.chosen()).toEqual(["api"]);
  await form.confirm();
  await app.reveal("changelog").store();
  expect(app.watch.sent("POST")[0]).toMatchObject({ path: "/api/v4/groups/11/access_tokens", body: { name: "changelog" } });
});

test("The tabs lead from one kind of token of a group to the others", async ({ app, page }) => {
  await app.signIn("ann", "#/groups/11");
  const tabs = page.getByRole("navigation", { name: "Kinds of tokens" });
  await expect(tabs.getByRole("link")).toHaveText(["Group tokens", "Deploy tokens", "Service accounts"]);
  await expect(tabs.getByRole("link", { name: "Group tokens" })).toHaveAttribute("aria-current", "page");
  await tabs.getByRole("link", { name: "Deploy tokens" }).click();
  await expect(app.heading("Deploy tokens of northlight")).toBeVisible();
  await expect(app.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Deploy" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await app.link("Another group").click();
  await expect(app.heading("Choose a group")).toBeVisible();
  expect(app.fragment).toBe("#/deploy/groups");
});
