// Deploy tokens: of projects, groups and the instance. They have a user name, and are replaced, for they cannot be rotated.
import type { App } from "./harness/app.ts";
import { clipboard } from "./harness/clipboard.ts";
import { Form } from "./harness/form.ts";
import { inDays } from "./harness/gitlab.ts";
import { expect, test } from "./harness/test.ts";

const LIST = "projects/4/deploy_tokens";

/** Replaces a token up to the question that follows. */
async function replace(app: App, name: string): Promise<void> {
  await app.act("Replace", name).click();
  await new Form(app, `Replace ${name}?`).confirm("Replace");
  await app.reveal(name).store();
  await expect(app.dialog(`Is the new ${name} in use everywhere?`)).toBeVisible();
}

test("The deploy tokens of a project are listed with their user names", async ({ app, page }) => {
  await app.arrive("ann");
  await app.link("Deploy").click();
  await expect(app.heading("Choose a project")).toBeVisible();
  await expect(page).toHaveTitle("Deploy · Keyturn");
  const whose = page.getByRole("navigation", { name: "Deploy tokens of" });
  await expect(whose.getByRole("link")).toHaveText(["Projects", "Groups"]);
  await app.places("Where you are a member").getByRole("link", { name: "northlight/search" }).click();
  await expect(app.heading("Deploy tokens of northlight/search")).toBeVisible();
  await app.settled();
  expect(app.fragment).toBe("#/deploy/projects/4");
  await expect(page.getByRole("columnheader")).toHaveText(["", "Name", "User name", "Scopes", "Expires", "Status", "Actions"]);
  await expect(app.row("production cluster")).toContainText("cluster-prod");
  await expect(app.row("production cluster")).toContainText("Expiring soon");
  await expect(app.row("package publish")).toContainText("gitlab+deploy-token-3");
  await app.link("production cluster").click();
  const details = app.details("production cluster");
  await expect(details).toContainText("cluster-prod");
  await expect(details).toContainText("GitLab cannot rotate deploy tokens.");
  await expect(details.getByRole("heading", { name: "What it reaches" })).toHaveCount(0);
  await expect(details).not.toContainText("Last used");
});

test("A deploy token's value and user name are handed over in every text one needs next", async ({
  app,
  context,
  gitlab,
  page,
}) => {
  await app.signIn("ann", "#/deploy/projects/4");
  const paste = await clipboard(context, page);
  const form = await Form.open(app, "New deploy token for northlight/search");
  await form.fill({ name: "cluster east", username: "east.1", ends: "Never", scopes: ["read_registry", "read_repository"] });
  await expect(form.ends).toContainText("GitLab sets no limit for deploy tokens.");
  await expect(form.description).toHaveCount(0);
  await expect(form.role).toHaveCount(0);
  await form.confirm();
  const reveal = app.reveal("cluster east");
  const value = await reveal.value();
  expect(value).toMatch(/^gldt-/);
  await expect(reveal.dialog.getByText("east.1", { exact: true })).toBeVisible();
  await expect(reveal.button("Test it")).toHaveCount(0);
  await expect(reveal.dialog).toContainText("A deploy token cannot use the API, so it cannot be tested from here.");
  await reveal.button("Copy user name").click();
  await expect.poll(paste).toBe("east.1");
  // The user name alone is not the value.
  await expect(reveal.stored).toHaveAttribute("aria-disabled", "true");
  await reveal.button("Copy").click();
  await expect.poll(paste).toBe(value);

  const server = new URL(gitlab.url);
  for (const [ready, expected] of [
    ["docker login", `printf %s '${value}' | docker login REGISTRY --username 'east.1' --password-stdin`],
    ["git clone", `git clone ${server.protocol}//east.1:${value}@${server.host}/northlight/search.git`],
    [".netrc", `machine 127.0.0.1 login east.1 password ${value}`],
    ["CI/CD variables", `CI_DEPLOY_USER=east.1\nCI_DEPLOY_PASSWORD=${value}`],
  ] as const) {
    await reveal.dialog.getByRole("combobox", { name: "Ready for" }).selectOption(ready);
    await expect(reveal.dialog.getByRole("group", { name: "Ready for" })).toHaveText(
      expected.replace(value, "••••••••••••"),
    );
    await reveal.button("Copy as text").click();
    await expect.poll(paste).toBe(expected);
  }
  await reveal.stored.click();
  await expect(app.notice("cluster east was created.")).toBeVisible();
  await expect(app.link("cluster east")).toBeFocused();
  await expect(app.row("cluster east")).toContainText("Never");

  const body = { name: "cluster east", scopes: ["read_registry", "read_repository"], expires_at: null, username: "east.1" };
  expect(app.watch.sent("POST")).toEqual([{ path: `/api/v4/${LIST}`, body }]);
  const made = (await gitlab.list(LIST)).find((row) => row.name === "cluster east");
  expect(made).toMatchObject({ username: "east.1", expires_at: null, scopes: ["read_repository", "read_registry"] });
});

test("A deploy token ends at a minute of one's own", async ({ app, gitlab }) => {
  await app.signIn("ann", "#/deploy/projects/4");
  const form = await Form.open(app, "New deploy token for northlight/search");
  await form.fill({ name: "short", ends: "On a day", scopes: ["read_repository"] });
  const end = form.dialog.getByLabel("Day and time (UTC)");
  await end.fill(`${inDays(-1)}T10:00`);
  await form.confirm();
  await expect(form.dialog.getByRole("alert")).toBeVisible();
  expect(await gitlab.requests("POST")).toEqual([]);
  await end.fill(`${inDays(2)}T10:30`);
  await form.confirm();
  await app.reveal("short").store();
  const expires_at = `${inDays(2)}T10:30:00.000Z`;
  expect(app.watch.sent("POST").map(({ body }) => body)).toEqual([{ name: "short", scopes: ["read_repository"], expires_at }]);
  const [made] = (await gitlab.list(LIST)).filter((row) => row.name === "short");
  expect(made).toMatchObject({ expires_at, username: `gitlab+deploy-token-${made?.id}` });
  await expect(app.row("short")).toContainText(`gitlab+deploy-token-${made?.id}`);
});

test("A user name that GitLab does not take is told at its field, before and after it was sent", async ({ app, gitlab }) => {
  await app.signIn("ann", "#/deploy/projects/4");
  const form = await Form.open(app, "New deploy token for northlight/search");
  await form.fill({ name: "named", username: "two words", scopes: ["read_registry"] });
  await form.confirm();
  await expect(form.dialog.getByRole("alert")).toContainText("The user name may have letters, digits, _ - + and . only");
  await expect(form.username).toHaveAttribute("aria-invalid", "true");
  expect(await gitlab.requests("POST")).toEqual([]);

  await gitlab.fault({
    when: "before-commit",
    kind: "answer",
    match: { method: "POST", path: "/deploy_tokens" },
    status: 400,
    cors: true,
    headers: { "content-type": "application/json" },
    body: '{"message":"Username has already been taken"}',
  });
  await form.fill({ username: "words" });
  await form.confirm();
  await form.expectRefused(form.dialog.locator("#token-username-hint"), "Username has already been taken");
  await expect(form.username).toHaveValue("words");
  await form.confirm();
  await app.reveal("named").store();
});

test("A deploy token is replaced by its twin, and both work until one says so @h2", async ({ app, gitlab }) => {
  await app.signIn("ann", "#/deploy/projects/4");
  await expect(app.row("production cluster").getByRole("button")).toHaveCount(2);
  await expect(app.row("production cluster").getByRole("button", { name: /^Rotate/ })).toHaveCount(0);
  const [old] = await gitlab.list(LIST);
  await app.act("Replace", "production cluster").click();
  const form = new Form(app, "Replace production cluster?");
  await expect(form.dialog).toContainText("The old one works on until you revoke it: nothing stops in between.");
  await expect(form.name).toHaveValue("production cluster");
  await expect(form.username).toHaveValue("cluster-prod");
  await expect(form.ends.getByLabel("On a day")).toBeChecked();
  await expect(form.dialog.getByLabel("Day and time (UTC)")).toHaveValue(`${inDays(12)}T00:00`);
  expect(await form.chosen()).toEqual(["read_repository", "read_registry"]);
  await form.confirm("Replace");
  await app.reveal("production cluster").store();

  const question = app.dialog("Is the new production cluster in use everywhere?");
  const twin = (await gitlab.list(LIST)).at(-1);
  await expect(question).toContainText(`The old one (id ${old?.id}) still works beside the new one (id ${twin?.id}).`);
  await expect(question.getByRole("button", { name: "Not yet, keep both" })).toBeFocused();
  expect(await gitlab.requests("DELETE")).toEqual([]);
  expect(app.watch.sent("POST")).toEqual([
    {
      path: `/api/v4/${LIST}`,
      body: {
        name: "production cluster",
        scopes: ["read_repository", "read_registry"],
        expires_at: `${inDays(12)}T00:00:00.000Z`,
        username: "cluster-prod",
      },
    },
  ]);
  await question.getByRole("button", { name: "Revoke the old one" }).click();
  const revoke = app.dialog("Revoke production cluster?");
  await expect(revoke).toContainText("Deploy token");
  await expect(revoke).toContainText("cluster-prod");
  await revoke.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("production cluster was revoked.")).toBeVisible();
  expect((await gitlab.requests("DELETE")).map((request) => request.path)).toEqual([`/api/v4/${LIST}/${old?.id}`]);
  expect((await gitlab.list(LIST)).map((row) => row.id)).toEqual([3, twin?.id]);
  await expect(app.row("production cluster")).toHaveCount(2);
  await app.button("Read again").click();
  await expect(app.row("production cluster")).toHaveCount(1);
  await app.page.getByLabel("Status", { exact: true }).selectOption("All");
  await expect(app.count).toHaveText("2 tokens");
});

test("Whoever is not ready keeps both, and revokes the old one later", async ({ app, gitlab, page }) => {
  await app.signIn("ann", "#/deploy/projects/4");
  await replace(app, "package publish");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(app.row("package publish")).toHaveCount(2);
  await expect(app.link("package publish").last()).toBeFocused();
  const rows = (await gitlab.list(LIST)).filter((row) => row.name === "package publish");
  // A name that GitLab made up holds the token's own id, so it is not handed on.
  expect(rows.map((row) => row.username)).toEqual(rows.map((row) => `gitlab+deploy-token-${row.id}`));
  expect(await gitlab.requests("DELETE")).toEqual([]);
  await app.row("package publish").first().getByRole("button", { name: "Revoke package publish" }).click();
  await app.dialog("Revoke package publish?").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("package publish was revoked.")).toBeVisible();
});

test("A replacement that is left alone changes nothing", async ({ app, gitlab, page }) => {
  await app.signIn("ann", "#/deploy/projects/4");
  await app.act("Replace", "production cluster").click();
  await expect(app.dialog("Replace production cluster?")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(app.link("production cluster")).toBeFocused();
  expect(await gitlab.requests("POST")).toEqual([]);
});

test("A group's deploy tokens are made and revoked by its owner", async ({ app, gitlab }) => {
  await app.signIn("ann", "#/deploy/groups/12");
  await expect(app.heading("Deploy tokens of northlight/platform")).toBeVisible();
  const form = await Form.open(app, "New deploy token for northlight/platform");
  const reveal = await form.create({ name: "mirror", ends: "60 days", scopes: ["read_package_registry"] });
  await reveal.dialog.getByLabel("Ready for").first().selectOption("git clone");
  await expect(reveal.dialog).toContainText("/northlight/platform/PROJECT.git");
  await reveal.store();
  expect(app.watch.sent("POST")).toEqual([
    {
      path: "/api/v4/groups/12/deploy_tokens",
      body: { name: "mirror", scopes: ["read_package_registry"], expires_at: `${inDays(60)}T00:00:00.000Z` },
    },
  ]);
  await app.confirm("Revoke", "mirror");
  await expect(app.notice("mirror was revoked.")).toBeVisible();
  expect((await gitlab.list("groups/12/deploy_tokens")).map((row) => row.name)).not.toContain("mirror");
});

test("An administrator sees every deploy token of the instance, and changes none there", async ({ app, gitlab, page }) => {
  await app.arrive("root", "#/deploy");
  await page.getByRole("navigation", { name: "Deploy tokens of" }).getByRole("link", { name: "Instance" }).click();
  await expect(app.heading("Deploy tokens of the instance")).toBeVisible();
  await app.settled();
  await page.getByLabel("Status", { exact: true }).selectOption("All");
  await expect(app.count).toHaveText("25 tokens");
  const reason = "does not tell which project or group a token belongs to";
  await app.expectHeld(app.button(/^New token/), new RegExp(reason));
  for (const act of await app.rows.first().getByRole("button").all()) await app.expectHeld(act, new RegExp(reason));
  await app.row("registry pull").first().getByRole("link").click();
  await expect(app.details("registry pull")).toContainText(reason);
  expect((await gitlab.requests("GET", "/deploy_tokens")).map((request) => request.path)).toEqual([
    "/api/v4/deploy_tokens?per_page=100&page=1",
  ]);
});

test("A deploy token that ended today still counts as working, and says that it ended", async ({ app, gitlab, page }) => {
  const [row] = await gitlab.list(LIST);
  const end = new Date(row?.expires_at ?? "").getTime();
  const setClocks = async (hours: number): Promise<void> => {
    const now = new Date(end + hours * 3_600_000);
    await gitlab.setClock(now);
    await page.clock.setFixedTime(now);
  };
  await setClocks(15);
  await app.signIn("ann", "#/deploy/projects/4");
  // GitLab compares days where it lists, and instants where somebody signs in.
  await expect(app.row("production cluster")).toContainText("Expiring soon");
  await expect(app.row("production cluster")).toContainText("ended today");
  await expect(app.row("production cluster").getByRole("button", { name: /^Make one like/ })).toHaveCount(0);
  await setClocks(24);
  await page.reload();
  await app.connect();
  await app.enterToken(gitlab.person("ann").token);
  await page.getByLabel("Status", { exact: true }).selectOption("Expired");
  await expect(app.row("production cluster")).toContainText("Expired");
  await expect(app.row("production cluster")).toContainText("1 day ago");
});
