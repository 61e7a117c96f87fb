// The sandbox: a GitLab in the page's memory, fetched only when it is asked for.
import { Form } from "./harness/form.ts";
import { expect, test } from "./harness/test.ts";

test("The sandbox is fetched when it is opened, works, and is forgotten by a reload", async ({
  app,
  gitlab,
  page,
  site,
}) => {
  await app.open("#/personal");
  const fetched = () => site.visits.filter((visit) => visit.path.includes("sandbox"));
  expect(fetched()).toEqual([]);
  await app.button("Explore the sandbox").click();
  await expect(page.getByRole("complementary", { name: "Sandbox" })).toContainText("Nothing here is real");
  await app.settled();
  expect(fetched().length).toBeGreaterThan(0);
  await expect(page.getByRole("banner").getByRole("button", { name: "root · gitlab.sandbox" })).toBeVisible();

  await app.row("laptop").getByRole("button", { name: "Rotate laptop" }).click();
  await app.dialog("Rotate laptop?").getByRole("button", { name: "Rotate", exact: true }).click();
  const reveal = app.reveal("laptop");
  expect(await reveal.value()).toMatch(/^glpat-/);
  await reveal.store();
  await expect(app.notice("laptop was rotated.")).toBeVisible();
  await app.button("New token").click();
  const dialog = app.dialog("New personal token for @root");
  await dialog.getByRole("textbox", { name: "Name" }).fill("played with");
  await dialog.getByLabel("read_user").check();
  await dialog.getByRole("button", { name: "Create token" }).click();
  await app.reveal("played with").store();
  await expect(app.row("played with")).toBeVisible();
  expect(await gitlab.requests()).toEqual([]);

  await page.reload();
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  await app.button("Explore the sandbox").click();
  await app.settled();
  await expect(app.row("played with")).toHaveCount(0);
  await expect(app.row("laptop")).toHaveCount(1);
});

test("Projects, groups and deploy tokens are there to play with", async ({ app, gitlab, page }) => {
  await app.open("#/personal");
  await app.button("Explore the sandbox").click();
  await app.settled();
  await app.link("Projects").click();
  await app.finder("Find a project").fill("storefront");
  await app.proposals.first().click();
  await expect(app.heading("Project access tokens of northlight/storefront")).toBeVisible();
  const form = await Form.open(app, "New project token for northlight/storefront");
  await (await form.create({ name: "played with", scopes: ["read_api"] })).store();
  await expect(app.link("played with")).toBeFocused();
  await app.follow("#/projects/northlight%2Fwebsite");
  await expect(app.alert).toContainText("This path leads elsewhere now");
  await app.follow("#/deploy/projects/northlight%2Fsearch");
  await expect(app.heading("Deploy tokens of northlight/search")).toBeVisible();
  await app.act("Replace", "production cluster").click();
  await new Form(app, "Replace production cluster?").confirm("Replace");
  const reveal = app.reveal("production cluster");
  await expect(reveal.dialog).toContainText("cluster-prod");
  await reveal.store();
  await app.button("Not yet, keep both").click();
  await expect(app.row("production cluster")).toHaveCount(2);
  await app.follow("#/groups/11/service-accounts");
  await app.link("Rollout robot").click();
  await app.settled();
  await expect(app.row("rollout")).toBeVisible();
  expect(await gitlab.requests()).toEqual([]);
  expect(await page.evaluate(() => sessionStorage.getItem("keyturn.places"))).toMatch(/^\S*gitlab\.sandbox\S* g11 p4 p1$/);
});

test("Once the sandbox is open, the page can reach no GitLab at all", async ({ app, gitlab, page }) => {
  await app.open("#/personal");
  await app.button("Explore the sandbox").click();
  await app.settled();
  app.watch.allow(/violation: connect-src/, /violates the following Content Security Policy/, /Fetch API cannot load/);
  const reached = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    `${gitlab.url}/api/v4/version`,
  );
  expect(reached).toBe(false);
  expect(await gitlab.requests()).toEqual([]);
});

test("Where the sandbox is missing, it says so", async ({ app, page }) => {
  await page.route(/sandbox.*\.wasm/, (route) => route.fulfill({ status: 404, body: "" }));
  app.watch.allow(/Failed to load resource/, /integrity/);
  await app.open();
  await app.button("Explore the sandbox").click();
  await expect(app.alert).toContainText("The sandbox could not be loaded");
});
