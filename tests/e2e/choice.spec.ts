// The choice of a project: by GitLab's own search, by keyboard, by link; and what of it stays in the tab.
import { App } from "./harness/app.ts";
import { Form } from "./harness/form.ts";
import { expect, test } from "./harness/test.ts";

/** What the list of projects was asked for, in order. */
async function queries(app: App): Promise<URLSearchParams[]> {
  const asked = await app.gitlab.requests("GET", "/projects?");
  return asked.map((request) => new URLSearchParams(request.path.split("?")[1]));
}

test("A project is found by GitLab as one types, and chosen with the keyboard", async ({ app, gitlab, page }) => {
  await app.arrive("ann");
  await app.link("Projects").click();
  await expect(app.heading("Choose a project")).toBeVisible();
  await expect(page).toHaveTitle("Projects · Keyturn");
  await expect(app.places("Where you are a member").first()).toBeVisible();
  await gitlab.clearRequests();

  const field = app.finder("Find a project");
  await field.pressSequentially("driv");
  await expect(app.proposals).toHaveText(["fieldwork/driver-appMaintainer"]);
  // Two letters are not enough for GitLab.
  await expect.poll(async () => (await queries(app)).map((query) => query.get("search")).sort()).toEqual(["dri", "driv"]);
  for (const query of await queries(app)) {
    expect(query.get("membership")).toBe("true");
    expect(query.get("archived")).toBe("false");
    expect(query.get("search_namespaces")).toBe("true");
  }

  await field.fill("work/w");
  await field.fill("orth");
  await expect(app.proposals.first()).toHaveText("northlight/storefrontOwner");
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", "found-places-0");
  await page.keyboard.press("ArrowDown");
  await expect(app.proposals.nth(1)).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", "found-places-1");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(app.proposals.last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(app.heading("Project access tokens of northlight/storefront")).toBeVisible();
  expect(app.fragment).toBe("#/projects/1");
});

test("Nothing found is said, Escape closes the proposals, and a mouse chooses, too", async ({ app, page }) => {
  await app.arrive("ann", "#/projects");
  const field = app.finder("Find a project");
  await field.fill("no such thing");
  await expect(app.proposals).toHaveText(["Nothing found by that name."]);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(app.proposals).toHaveCount(0);
  await expect(field).toHaveAttribute("aria-expanded", "false");
  await field.fill("loyal");
  await app.proposals.getByText("northlight/loyalty").click();
  await expect(app.heading("Project access tokens of northlight/loyalty")).toBeVisible();
});

test("An id, a path and an address lead there at once", async ({ app, gitlab }) => {
  await app.arrive("ann", "#/projects");
  for (const typed of ["13", "northlight/site", `${gitlab.url}/northlight/site/-/settings/access_tokens`, `${gitlab.url}/northlight/site.git`]) {
    await app.finder("Find a project").fill(typed);
    await app.proposals.filter({ hasText: /^Open / }).click();
    await expect(app.heading("Project access tokens of northlight/site")).toBeVisible();
    await expect.poll(() => app.fragment).toBe("#/projects/13");
    await app.link("Another project").click();
  }
});

test("What one belongs to is offered with one's role, the latest active first, nothing archived", async ({ app, gitlab }) => {
  await app.arrive("ann", "#/projects");
  const places = app.places("Where you are a member");
  await expect(places).toHaveCount(20);
  await expect(places.nth(0)).toHaveText("northlight/storefrontOwner");
  await expect(places.nth(1)).toHaveText("fieldwork/route-plannerMaintainer");
  await expect(places.getByText("gift-cards")).toHaveCount(0);
  await expect(app.page.getByText("Only the first 20 are listed. Search for others above.")).toBeVisible();
  await app.signOut();

  await gitlab.clearRequests();
  await app.enterToken(gitlab.person("root").token);
  await expect(app.places("On this GitLab").first()).toBeVisible();
  expect((await queries(app))[0]?.has("membership")).toBe(false);
});

test("Who belongs to nothing is told what to do", async ({ app, gitlab }) => {
  const token = await gitlab.tokenFor("read_user");
  app.watch.issued.add(token);
  await app.arrive(token, "#/projects");
  await expect(app.page.getByText("You are not a member of any. Type a path or an id above if you know one.")).toBeVisible();
});

test("A list of projects that cannot be read leaves the search", async ({ app, gitlab }) => {
  await app.open("#/projects");
  await app.connect();
  await gitlab.fault({ when: "before-commit", kind: "500", match: { method: "GET", path: "/projects?" }, times: 3 });
  await app.enterToken(gitlab.person("ann").token);
  await expect(app.alert).toContainText("GitLab");
  // A search that fails as well is not said to have found nothing.
  await gitlab.fault({ when: "before-commit", kind: "500", match: { method: "GET", path: "search=returns" }, times: 3 });
  await app.finder("Find a project").fill("returns");
  await expect.poll(async () => (await gitlab.requests("GET", "search=returns")).map((request) => request.sent)).toEqual([500, 500, 500]);
  await expect(app.page.getByText("Nothing found by that name.")).toHaveCount(0);
  await app.finder("Find a project").fill("storefront");
  await expect(app.proposals).toHaveText(["northlight/storefrontOwner"]);
});

test.describe("What was opened in this tab", () => {
  test.use({
    otherOrigins: async ({ gitlab }, use) => {
      await use([gitlab.url.replace("127.0.0.1", "localhost")]);
    },
  });

  /** What this tab and this browser remember. */
  const kept = (app: App) => app.page.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage } }));

  test("Ten ids stay in the tab, the latest first, and nothing else of them anywhere", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/groups/12");
    for (let id = 1; id <= 10; id += 1) {
      await app.follow(`#/projects/${id}`);
      await expect(app.page.getByRole("heading", { level: 1 })).toContainText("of northlight/");
    }
    await app.follow("#/projects/7");
    await expect(app.heading("Project access tokens of northlight/customer-portal")).toBeVisible();
    const ids = [7, 10, 9, 8, 6, 5, 4, 3, 2, 1];
    expect(await kept(app)).toEqual({
      local: { "keyturn.servers": gitlab.url },
      session: { "keyturn.places": `${gitlab.url} ${ids.map((id) => `p${id}`).join(" ")}` },
    });
    await app.link("Another project").click();
    const opened = app.places("Opened in this tab");
    await expect(opened).toHaveCount(10);
    await expect(opened.first()).toHaveText("northlight/customer-portal");
    await expect(opened.last()).toHaveText("northlight/storefront");
    // The group was the eleventh.
    await app.follow("#/groups");
    await expect(app.places("Where you are a member").first()).toBeVisible();
    await expect(opened).toHaveCount(0);
  });

  test("A reload and another session in the tab find them, another tab does not", async ({ app, context, gitlab, site, watch }) => {
    await app.signIn("ann", "#/projects/13");
    await app.follow("#/deploy/groups/11");
    await expect(app.heading("Deploy tokens of northlight")).toBeVisible();
    await app.page.reload();
    await app.connect();
    await app.enterToken(gitlab.person("ann").token);
    await app.link("Projects").click();
    await expect(app.places("Opened in this tab")).toHaveText(["northlight/site"]);
    await app.link("Groups").click();
    await expect(app.places("Opened in this tab")).toHaveText(["northlight"]);

    const other = new App(await context.newPage(), site, gitlab, watch);
    await other.arrive("ann", "#/projects");
    await expect(other.places("Where you are a member").first()).toBeVisible();
    await expect(other.places("Opened in this tab")).toHaveCount(0);
    expect((await kept(other)).session).toEqual({});
  });

  test("Another server finds none of them", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/projects/13");
    await expect(app.heading("Project access tokens of northlight/site")).toBeVisible();
    await app.link("Another project").click();
    await expect(app.places("Opened in this tab")).toHaveText(["northlight/site"]);
    await app.page.reload();
    const server = gitlab.url.replace("127.0.0.1", "localhost");
    await app.connect(server);
    await app.enterToken(gitlab.person("ann").token);
    await expect(app.places("Where you are a member").first()).toBeVisible();
    await expect(app.places("Opened in this tab")).toHaveCount(0);
    await app.follow("#/projects/2");
    await expect(app.heading("Project access tokens of northlight/checkout")).toBeVisible();
    expect((await kept(app)).session).toEqual({ "keyturn.places": `${server} p2` });
  });

  test("What can no longer be seen is offered by its id alone", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/projects/13");
    await app.page.reload();
    await app.connect();
    app.watch.allowRefusals();
    const stranger = await gitlab.tokenFor("read_user");
    app.watch.issued.add(stranger);
    await app.enterToken(stranger);
    await app.link("Projects").click();
    await expect(app.places("Opened in this tab")).toHaveText(["Project 13"]);
  });
});

test.describe("Links", () => {
  test("A link by path becomes one by id, and keeps the form it fills in", async ({ app, gitlab, page }) => {
    await app.signIn("ann", "#/projects/northlight%2Fsite?new&name=ci&scopes=read_repository&access_level=20&expires_in=90");
    const form = new Form(app, "New project token for northlight/site");
    await expect(form.name).toHaveValue("ci");
    await expect(form.role).toHaveValue("20");
    await expect(form.ends.getByLabel("90 days")).toBeChecked();
    expect(await form.chosen()).toEqual(["read_repository"]);
    expect(app.fragment).toBe("#/projects/13?new&name=ci&scopes=read_repository&access_level=20&expires_in=90");
    expect((await gitlab.requests("GET", "/projects/northlight")).map((request) => request.path)).toEqual([
      "/api/v4/projects/northlight%2Fsite",
    ]);
    expect(await gitlab.requests("POST")).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(form.dialog).toBeHidden();
  });

  test("A path may be written as a person copies it, with filters behind it", async ({ app }) => {
    await app.signIn("ann", "#/projects/northlight/storefront?state=expired&sort=name_desc");
    await expect(app.heading("Project access tokens of northlight/storefront")).toBeVisible();
    expect(app.fragment).toBe("#/projects/1?state=expired&sort=name_desc");
    await expect(app.row("deploy")).toBeVisible();
  });

  test("Back leads to where one came from, not to the path that was looked up", async ({ app, page }) => {
    await app.signIn("ann");
    await app.follow("#/projects/northlight%2Fsite");
    await expect(app.heading("Project access tokens of northlight/site")).toBeVisible();
    await page.goBack();
    await expect(app.heading("Personal access tokens")).toBeVisible();
    await page.goForward();
    await expect(app.heading("Project access tokens of northlight/site")).toBeVisible();
    expect(app.fragment).toBe("#/projects/13");
  });

  test("A link without a project asks for one, and its form waits for the choice", async ({ app }) => {
    await app.arrive("ann", "#/projects?new&name=ci&scopes=read_api");
    await expect(app.heading("Choose a project")).toBeVisible();
    await app.places("Where you are a member").getByRole("link", { name: "northlight/checkout" }).click();
    const form = new Form(app, "New project token for northlight/checkout");
    await expect(form.name).toHaveValue("ci");
    expect(await form.chosen()).toEqual(["read_api"]);
  });
});
