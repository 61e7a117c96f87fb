// Signing in and out.
import { expect, test } from "./harness/test.ts";

test("A person names the server, then the token, and sees their tokens @h2", async ({ app, gitlab }) => {
  // What its person may not manage is refused.
  app.watch.allowRefusals();
  await app.open();
  await app.connect();
  await expect(app.page.getByText(`From now on this page can reach ${gitlab.url} and nothing else.`)).toBeVisible();
  await app.enterToken(gitlab.person("ann").token);
  await expect(app.heading("Overview")).toBeVisible();
  await app.settled();
  await expect(app.row("laptop")).toBeVisible();
  await expect(app.sessionButton).toContainText("ann");
  const protocols = new Set((await gitlab.requests("GET")).map((request) => request.protocol));
  expect(protocols).toEqual(new Set([gitlab.spki ? "HTTP/2" : "HTTP/1.1"]));
});

/** No token of anybody's, but of its form. */
const PASTED = "glpat-aB3dEfGhIjKlMnOpQrSt";

test("A token that is pasted as the server's name is told, and asked of nobody", async ({ app, page }) => {
  await app.open();
  for (const text of [PASTED, `https://${PASTED}/`, "glpat-b9dPXyDk1aBcDeFgHiJkLm86MQp1OjEKdToxCw.01.120a1b2c3", "ghp_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789"]) {
    const before = app.watch.requests.length;
    await page.getByLabel("GitLab server").fill(text);
    await page.getByLabel("GitLab server").press("Enter");
    await expect(page.getByText("This looks like a token, not a server. It was not sent anywhere; the next step asks for it.")).toBeVisible();
    expect(app.watch.requests.slice(before).map((request) => request.url())).toEqual([]);
  }
});

test("A token that is pasted where one searches goes neither into the address nor to GitLab", async ({ app, gitlab, page }) => {
  const said = "This looks like a token. It does not belong here, and it was not sent anywhere.";
  await app.arrive("root", `#/personal?state=all&search=${PASTED}`);
  await expect(app.count).toHaveText(said);
  expect(page.url()).toMatch(/#\/personal\?state=all$/);
  await app.link("All users").click();
  await app.settled();
  await app.search.fill(PASTED);
  await expect(app.count).toHaveText(said);
  await expect(app.rows).toHaveCount(0);
  await page.goto(`${page.url().split("#")[0]}#/projects`);
  await app.finder("Find a project").fill(PASTED);
  await expect(app.proposals).toHaveText([said]);
  await page.goto(`${page.url().split("#")[0]}#/groups/${PASTED}`);
  await app.finder("Find a group").fill(PASTED);
  await expect(app.proposals).toHaveText([said]);
  expect(page.url()).not.toContain(PASTED);
  expect((await gitlab.requests("GET")).filter((request) => request.path.includes(PASTED))).toEqual([]);
});

test("A password manager is told the server's whole address", async ({ app, gitlab, page }) => {
  await app.open();
  await app.connect();
  await expect(page.locator("input[autocomplete=username]")).toHaveValue(gitlab.url);
});
