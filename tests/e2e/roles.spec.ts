// Roles and places decide: what each person and each bot may do, and the words for what GitLab refuses.
import { Form } from "./harness/form.ts";
import { inDays } from "./harness/gitlab.ts";
import { expect, test } from "./harness/stranger.ts";

const TOO_LOW = "Your role here is too low";

test.describe("People", () => {
  test.beforeEach(({ app }) => app.watch.allowRefusals());

  for (const [who, list, role] of [
    ["dev", "#/projects/1", "Maintainer"],
    ["guest", "#/projects/1", "Maintainer"],
    ["dev", "#/deploy/projects/1", "Maintainer"],
    ["dev", "#/projects/1/service-accounts", "Maintainer"],
    ["reader", "#/groups/11", "Owner"],
    ["dev", "#/deploy/groups/11", "Maintainer"],
    ["ann", "#/groups/13", "Owner"],
    ["ann", "#/groups/13/service-accounts", "Owner"],
  ] as const) {
    test(`${who} may not see ${list}: told so with the role ${role}, and still signed in`, async ({ app, gitlab }) => {
      await app.arrive(who, list);
      await expect(app.alert).toContainText(TOO_LOW);
      await expect(app.alert).toContainText("Your sign-in token is alive.");
      await expect(app.alert).toContainText(`GitLab wants the role ${role} in this project or group.`);
      await gitlab.clearRequests();
      await app.link("Personal tokens").click();
      await app.settled();
      await expect(app.rows.first()).toBeVisible();
      const answers = (await gitlab.requests("GET", "/personal_access_tokens?")).map((request) => request.executed);
      expect(answers).toEqual([200]);
    });
  }

  test("A role that is raised meanwhile opens the list at the next try", async ({ app, gitlab }) => {
    await app.arrive("dev", "#/projects/1");
    await expect(app.alert).toContainText(TOO_LOW);
    await gitlab.fault({
      when: "before-commit",
      kind: "answer",
      match: { method: "GET", path: "/projects/1/access_tokens" },
      status: 200,
      cors: true,
      headers: { "content-type": "application/json" },
      body: "[]",
    });
    await app.button("Try again").click();
    await expect(app.heading("No tokens yet")).toBeVisible();
    await expect(app.page.getByText("A project token acts as a bot in this project alone")).toBeVisible();
    // GitLab decides: an instance may grant more than a role says.
    await app.page.getByRole("region", { name: "Tokens" }).getByRole("button", { name: "New token" }).click();
    const form = new Form(app, "New project token for northlight/storefront");
    await form.fill({ name: "mine", scopes: ["read_api"] });
    await form.confirm();
    await expect(form.dialog.getByRole("alert")).toContainText("GitLab does not let you create it here");
    await expect(form.dialog.getByRole("alert")).toContainText("Your role is below Maintainer");
  });

  test("Who can only read sees the tokens of projects and groups, and why none can be changed", async ({ app, gitlab }) => {
    const reason = "The token you signed in with can only read.";
    await app.signIn("reader");
    for (const [list, name] of [
      ["#/projects/1", "image scan"],
      ["#/groups/12", "renovate"],
      ["#/deploy/projects/4", "production cluster"],
    ] as const) {
      await app.follow(list);
      await expect(app.row(name)).toBeVisible();
      await app.expectHeld(app.button(/^New token/), reason);
      for (const act of await app.row(name).getByRole("button").all()) await app.expectHeld(act, reason);
    }
    expect(await gitlab.requests("POST")).toEqual([]);
  });

  test("Where the top-level group forbids it, creating and rotating are refused, listing and revoking go on", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/projects/30");
    const form = await Form.open(app, "New project token for fieldwork/route-planner");
    await form.fill({ name: "kept as typed", scopes: ["read_api"] });
    await form.confirm();
    const refusal = form.dialog.getByRole("alert");
    await expect(refusal).toContainText("GitLab does not let you create it here");
    await expect(refusal).toContainText("Nothing was created.");
    await expect(refusal).toContainText("the top-level group has switched off creating such tokens");
    await expect(refusal).toContainText("GitLab's own words: “User does not have permission to create project access token”");
    await expect(form.name).toHaveValue("kept as typed");
    await app.page.keyboard.press("Escape");

    const rotate = await app.confirm("Rotate", "badge updater");
    await expect(rotate.getByRole("alert")).toContainText("GitLab does not let you rotate it");
    await expect(rotate.getByRole("alert")).toContainText("which stops rotating them, too");
    await app.page.keyboard.press("Escape");
    await app.confirm("Revoke", "badge updater");
    await expect(app.notice("badge updater was revoked.")).toBeVisible();
    expect(await gitlab.list("projects/30/access_tokens")).toMatchObject([{ name: "badge updater", revoked: true }]);
    expect(await gitlab.requests("POST")).toHaveLength(2);
  });

  test("A token with a higher role than one's own is not rotated, and nothing is changed", async ({ app, gitlab }) => {
    const root = gitlab.person("root").token;
    const body = { name: "owner's", scopes: ["read_api"], access_level: 50, expires_at: inDays(20) };
    const made = (await gitlab.api("POST", "projects/1/access_tokens", root, body)) as { token: string };
    const token = await gitlab.tokenFor("reader");
    [made.token, token].forEach((value) => app.watch.issued.add(value));
    await app.signIn(token, "#/projects/1");
    const rotate = await app.confirm("Rotate", "owner's");
    await expect(rotate.getByRole("alert")).toContainText("GitLab does not let you rotate it");
    await expect(rotate.getByRole("alert")).toContainText("below the token's own");
    await expect(rotate.getByRole("alert")).toContainText("Not eligible to rotate tokens with permissions not held by the user");
    expect((await gitlab.list("projects/1/access_tokens")).filter((row) => row.name === "owner's")).toMatchObject([{ revoked: false }]);
  });

  test("A maintainer of a group sees its deploy tokens, and is told that an owner must make them", async ({ app }) => {
    await app.signIn("ann", "#/deploy/groups/13");
    const form = await Form.open(app, "New deploy token for fieldwork");
    await form.fill({ name: "not mine to make", scopes: ["read_registry"] });
    await form.confirm();
    await expect(form.dialog.getByRole("alert")).toContainText(TOO_LOW);
    await expect(form.dialog.getByRole("alert")).toContainText("GitLab wants the role Owner");
    await expect(form.name).toHaveValue("not mine to make");
    await app.page.keyboard.press("Escape");
    const revoke = await app.confirm("Revoke", "production cluster");
    await expect(revoke.getByRole("alert")).toContainText(TOO_LOW);
  });

  test("Who is no administrator is not offered the instance, and a link there is refused", async ({ app, page }) => {
    await app.arrive("ann", "#/deploy/instance");
    await expect(app.alert).toContainText("You may not do this");
    await app.link("Deploy").click();
    await expect(page.getByRole("navigation", { name: "Deploy tokens of" }).getByRole("link")).toHaveText(["Projects", "Groups"]);
  });
});

test.describe("Bots", () => {
  const REASON = "GitLab does not let a project or group token create or rotate others.";

  for (const { who, list, tab, sibling, said } of [
    { who: "project_bot", list: "#/projects/1", tab: "Project tokens", sibling: "image scan", said: "You are signed in with a project token." },
    { who: "group_bot", list: "#/groups/11", tab: "Group tokens", sibling: "sibling", said: "You are signed in with a group token." },
  ]) {
    test(`${who} sees its siblings, revokes them, and neither creates nor rotates others`, async ({ app, gitlab, page }) => {
      const root = gitlab.person("root").token;
      if (who === "group_bot") {
        const body = { name: sibling, scopes: ["read_api"], access_level: 20, expires_at: inDays(20) };
        app.watch.issued.add(((await gitlab.api("POST", "groups/11/access_tokens", root, body)) as { token: string }).token);
      }
      await app.arrive(who);
      await expect(page.getByText(said)).toBeVisible();
      await page.getByRole("main").getByRole("link", { name: tab, exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("of northlight");
      await app.settled();
      expect(app.fragment).toBe(list);
      await expect(page.getByText(said)).toBeVisible();
      await app.expectHeld(app.button(/^New token/), REASON);
      await app.expectHeld(app.act("Rotate", sibling), REASON);
      await page.keyboard.press("n");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await app.link(sibling).click();
      const details = app.details(sibling);
      await expect(details.getByRole("button", { name: "Duplicate" })).toHaveAttribute("aria-disabled", "true");
      await details.getByRole("button", { name: "Duplicate" }).click({ force: true });
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await page.keyboard.press("Escape");

      await app.confirm("Revoke", sibling);
      await expect(app.notice(`${sibling} was revoked.`)).toBeVisible();
      expect((await gitlab.list(`${list.slice(2)}/access_tokens`)).filter((row) => row.name === sibling)).toMatchObject([{ revoked: true }]);
      expect(await gitlab.requests("POST")).toHaveLength(who === "group_bot" ? 1 : 0);
    });

    test(`${who} rotates itself, and the session goes on with the new value`, async ({ app, gitlab }) => {
      await app.signIn(who, list);
      await expect(app.row("sign-in")).toContainText("Signed in with");
      await app.act("Rotate", "sign-in").click();
      const dialog = app.dialog("Rotate sign-in?");
      await expect(dialog).toContainText("This is the token you are signed in with.");
      await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
      await app.reveal("sign-in").store();
      await expect(app.notice("This session now uses the new value.")).toBeVisible();
      expect(app.watch.sent("POST").map(({ path }) => path)).toEqual(["/api/v4/personal_access_tokens/self/rotate"]);
      await app.button("Read again").click();
      await app.settled();
      await expect(app.alert).toHaveCount(0);
      expect(await gitlab.requests("GET", "/access_tokens")).not.toEqual([]);
    });
  }

  test("A project token of a maintainer makes deploy tokens: of those GitLab says nothing", async ({ app, gitlab }) => {
    await app.signIn("project_bot", "#/deploy/projects/1");
    const form = await Form.open(app, "New deploy token for northlight/storefront");
    await (await form.create({ name: "made by a bot", scopes: ["read_registry"] })).store();
    await app.confirm("Revoke", "made by a bot");
    await expect(app.notice("made by a bot was revoked.")).toBeVisible();
    expect((await gitlab.list("projects/1/deploy_tokens")).map((row) => row.name)).toEqual(["registry pull"]);
  });

  test("A token whose bot was removed cannot be revoked this way, and one is told what that means", async ({ app, gitlab }) => {
    app.watch.allowRefusals();
    await app.signIn("ann", "#/projects/1");
    const row = (await gitlab.list("projects/1/access_tokens")).find(({ name }) => name === "image scan");
    await gitlab.api("DELETE", `projects/1/members/${row?.user_id}`, gitlab.person("ann").token);
    const revoke = await app.confirm("Revoke", "image scan");
    await expect(revoke.getByRole("alert")).toContainText("The bot of this token is no member any more");
    await expect(revoke.getByRole("alert")).toContainText("It reaches nothing here any more, but it may still sign in.");
    await expect(revoke.getByRole("alert")).toContainText("Ask an administrator to revoke it by its id, or wait for its end.");
    await revoke.getByRole("button", { name: "Close", exact: true }).last().click();
    await app.button("Read again").click();
    await expect(app.row("image scan")).toHaveCount(0);
  });
});

test.describe("Places", () => {
  test("A link to a token of another project says that it is not in this list", async ({ app, gitlab }) => {
    const [other] = await gitlab.list("projects/2/access_tokens");
    await app.signIn("ann", `#/projects/1?token=${other?.id}`);
    await expect(app.details(`Token ${other?.id} is not in this list.`)).toBeVisible();
    await expect(app.page.getByRole("complementary").getByRole("button")).toHaveCount(1);
    expect(await gitlab.requests("GET", `/access_tokens/${other?.id}`)).toEqual([]);
  });

  for (const path of ["northlight%2Fwebsite", "northlight/website"]) {
    test(`A former path is not followed: ${path}`, async ({ app, gitlab, page }) => {
      app.watch.allowRefusals();
      await app.arrive("ann", `#/projects/${path}?state=all`);
      await expect(app.alert).toContainText("This path leads elsewhere now");
      await expect(app.alert).toContainText("A redirect is not followed with your token.");
      await expect(page.getByText("northlight/website", { exact: true })).toBeVisible();
      // It is asked once, and once more to find out that it is a redirect; nothing is asked of where it leads.
      const asked = (await gitlab.requests("GET", "/projects/")).map((request) => [request.path, request.executed]);
      expect(asked).toEqual(Array(2).fill(["/api/v4/projects/northlight%2Fwebsite", 301]));
      // What it was called is looked for at once, and the way goes on from there.
      await expect(app.finder("Find a project")).toHaveValue("website");
      await app.finder("Find a project").fill("site");
      await app.proposals.first().click();
      await expect(app.heading("Project access tokens of northlight/site")).toBeVisible();
      expect(app.fragment).toBe("#/projects/13?state=all");
    });
  }

  test("A redirect to another origin gets no request at all, with or without a credential", async ({ app, gitlab, stranger }) => {
    app.watch.allowRefusals();
    await app.open("#/projects/northlight%2Fsite");
    await app.connect();
    await gitlab.fault({
      when: "before-commit",
      kind: "redirect",
      match: { method: "GET", path: "/projects/northlight" },
      times: null,
      location: `${stranger.url}/api/v4/projects/13`,
    });
    await app.enterToken(gitlab.person("ann").token);
    await expect(app.alert).toContainText("This path leads elsewhere now");
    expect(stranger.asked).toEqual([]);
    await app.finder("Find a project").fill("site");
    await expect(app.proposals.first()).toBeVisible();
    expect(stranger.asked).toEqual([]);
  });

  for (const [link, choice] of [
    ["#/projects/northlight%2Fnothing", "Choose a project"],
    ["#/groups/nobody", "Choose a group"],
    ["#/deploy/projects/northlight%2Fnothing", "Choose a project"],
  ] as const) {
    test(`A path that GitLab does not know says so and offers the choice: ${link}`, async ({ app, page }) => {
      app.watch.allowRefusals();
      await app.arrive("ann", link);
      await expect(app.alert).toContainText("GitLab finds no such project or group");
      await expect(page.getByText(link.split("/").at(-1)?.replace("%2F", "/") ?? "", { exact: true })).toBeVisible();
      await expect(app.heading(choice)).toBeVisible();
      await expect(app.places("Where you are a member").first()).toBeVisible();
    });
  }

  test("An id that GitLab does not know is told in the list's place", async ({ app }) => {
    app.watch.allowRefusals();
    await app.arrive("ann", "#/projects/9999");
    await expect(app.alert).toContainText("GitLab finds no such project or group");
    await expect(app.alert).toContainText("or you may not see it");
  });
});
