// Reading a list, when it fails: silent retries, words with a way on, and nothing silently left out.
import type { App } from "./harness/app.ts";
import type { Fault } from "./harness/gitlab.ts";
import { expect, test } from "./harness/stranger.ts";

/** The list of one's own tokens, in contrast to `self` and to one token. */
const LIST = { method: "GET", path: "/personal_access_tokens?" };

const fail = (kind: string, times: number | null, more: Partial<Fault> = {}): Fault => ({ when: "before-commit", kind, match: LIST, times, ...more });

/** Signs in to a GitLab where these faults wait for the list. */
async function signInWith(app: App, ...faults: Fault[]): Promise<void> {
  await app.open("#/personal");
  await app.connect();
  await app.gitlab.fault(...faults);
  await app.enterToken(app.gitlab.person("ann").token);
}

/** Signs in, and reads the list again where these faults wait for it. */
async function readAgainWith(app: App, ...faults: Fault[]): Promise<void> {
  await app.signIn("ann");
  await app.gitlab.clearRequests();
  await app.gitlab.fault(...faults);
  await app.button("Read again").click();
}

/** What is said, and that trying again then works. */
async function expectThenRetry(app: App, headline: string, step: string): Promise<void> {
  await expect(app.alert.getByRole("heading", { name: headline, exact: true })).toBeVisible();
  await expect(app.alert).toContainText(step);
  await app.gitlab.forgetFaults();
  await app.button("Try again").click();
  await app.settled();
  await expect(app.alert).toHaveCount(0);
  await expect(app.count).toHaveText("26 of 32 tokens");
}

test("Row 39 · Two faults of the server are overcome in silence @h2", async ({ app, gitlab }) => {
  await signInWith(app, fail("500", 2));
  await app.settled();
  await expect(app.alert).toHaveCount(0);
  expect(await gitlab.requests("GET", LIST.path)).toHaveLength(3);
});

test("Row 40 · Three faults of the server are said, and one can try again", async ({ app, gitlab }) => {
  await readAgainWith(app, fail("500", 3));
  await expectThenRetry(app, "GitLab has a fault of its own", "Try again in a minute; if it stays, tell its administrator.");
  expect(await gitlab.requests("GET", LIST.path)).toHaveLength(4);
});

test("Row 41 · A limit that GitLab tells is named", async ({ app, gitlab }) => {
  await readAgainWith(app, fail("429", 3));
  await expectThenRetry(app, "Too many requests", "Wait a minute, then try again.");
  expect(await gitlab.requests("GET", LIST.path)).toHaveLength(4);
});

test("Row 42 · A limit at the edge, which the page may not read, is told from a dead network", async ({ app }) => {
  await signInWith(app, fail("429-no-cors", null));
  await expectThenRetry(app, "Something answers, but not to this page", "Otherwise ask the administrator to let /api through");
});

test("Row 47 · A proxy's error page is told from a sign-in page's absence", async ({ app }) => {
  await readAgainWith(app, fail("502-html", 3, { cors: true }));
  await expectThenRetry(app, "A web page answered instead of GitLab's API", "If it is an error page, wait for the server to come back.");
});

test("Row 42 · A proxy's error page without CORS is told as something in front", async ({ app }) => {
  await signInWith(app, fail("502-html", null));
  await expectThenRetry(app, "Something answers, but not to this page", "Open the address in another tab");
});

test("Row 47 · A sign-in page with status 200 is not taken for a list", async ({ app, gitlab }) => {
  await readAgainWith(app, fail("200-html", 1));
  await expectThenRetry(app, "A web page answered instead of GitLab's API", "sign in there if asked, then try again.");
  expect(await gitlab.requests("GET", LIST.path)).toHaveLength(2);
});

test("Row 47 · An answer that breaks off is said to have broken off", async ({ app }) => {
  await readAgainWith(app, fail("truncate", 3, { when: "after-commit" }));
  await expectThenRetry(app, "The answer broke off", "Try again. If it happens often, tell the administrator of the network.");
});

test("Row 47 · Half a text of JSON is not half a list", async ({ app }) => {
  await readAgainWith(app, fail("answer", 1, { status: 200, cors: true, headers: { "content-type": "application/json" }, body: '[{"id":1,"name":"half' }));
  await expectThenRetry(app, "The answer could not be read", "Try again. If it stays like this, a proxy may alter the answers");
});

test("Row 48 · A row of another shape is left out and counted, the others are shown", async ({ app }) => {
  await readAgainWith(app, { when: "after-commit", kind: "rewrite", match: LIST, times: 1, replace: [['"name":"laptop"', '"name":["laptop"]']] });
  await app.settled();
  await expect(app.page.getByText("1 row could not be read and is left out.")).toBeVisible();
  await expect(app.row("laptop")).toHaveCount(0);
  await expect(app.row("workstation")).toHaveCount(1);
  await app.button("Read again").click();
  await expect(app.count).toHaveText("26 of 32 tokens");
  await expect(app.page.getByText("could not be read")).toHaveCount(0);
});

test("Row 45 · A single 401 is a question: the session stays and asks who it is", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await gitlab.clearRequests();
  await gitlab.fault(fail("401", 1));
  await app.button("Read again").click();
  await expect(app.alert).toContainText("Your sign-in token is alive");
  await expect(app.row("laptop")).toBeVisible();
  expect((await gitlab.requests("GET")).map((request) => request.path.split("?")[0])).toEqual([
    "/api/v4/personal_access_tokens",
    "/api/v4/personal_access_tokens/self",
  ]);
  await app.button("Try again").click();
  await app.settled();
  await expect(app.alert).toHaveCount(0);
});

test("Row 46 · A sign-in token revoked meanwhile locks the page, and takes neither a waiting value nor what was read away", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  // The list is read again after a rotation: that reading must not be the one that learns of the revocation.
  const again = page.waitForResponse((response) => response.url().includes("/personal_access_tokens?"));
  await app.row("laptop").getByRole("button", { name: "Rotate laptop" }).click();
  await app.dialog("Rotate laptop?").getByRole("button", { name: "Rotate", exact: true }).click();
  const reveal = app.reveal("laptop");
  const value = await reveal.value();
  await again;
  app.watch.allowRefusals();
  const { token_id } = gitlab.person("ann");
  await gitlab.api("DELETE", `personal_access_tokens/${token_id}`, gitlab.person("root").token);
  await reveal.button("Test it").click();
  await expect(reveal.dialog).toBeVisible();
  expect(await reveal.store()).toBe(value);
  await app.button("Read again").click();
  const told = app.alert.filter({ hasText: "Sign in with another token." });
  await expect(told.getByRole("heading", { name: "This token was revoked" })).toBeVisible();
  await expect(page.getByText("Nothing is sent any more. What you see is as it was read last, and may be out of date.")).toBeVisible();
  // The list stands where the rotated token is; the first of all is drawn again at its top.
  await page.evaluate(() => scrollTo(0, 0));
  await expect(app.row("vscode")).toBeVisible();
  await app.expectHeld(app.act("Revoke", "vscode"), "The token you signed in with does not work any more.");
  await app.button("Sign in again").click();
  await expect(app.tokenField).toBeVisible();
  await expect(app.table).toHaveCount(0);
  expect(await page.content()).not.toContain("workstation");
  await app.expectWiped(gitlab.person("ann").token, value);
});

test("Row 50 · A redirect to another origin is not followed, and that origin sees nothing", async ({ app, gitlab, stranger }) => {
  await app.signIn("ann");
  await gitlab.fault(fail("redirect", 3, { location: `${stranger.url}/api/v4/personal_access_tokens` }));
  await app.button("Read again").click();
  await expect(app.alert).toBeVisible();
  await expect(app.row("laptop")).toBeVisible();
  expect(stranger.asked).toEqual([]);
});

test("Without a network the list stays, and is read again when there is one", async ({ app, context }) => {
  await app.signIn("ann");
  await app.rest();
  await context.setOffline(true);
  await app.button("Read again").click();
  await expect(app.alert.getByRole("heading", { name: "This machine is offline" })).toBeVisible();
  await expect(app.page.getByText("What you see is what was last known.")).toBeVisible();
  await expect(app.row("laptop")).toBeVisible();
  await context.setOffline(false);
  await app.button("Try again").click();
  await app.settled();
  await expect(app.alert).toHaveCount(0);
});

test.describe("With 250 tokens", () => {
  test.use({ world: "scale:users=0,groups=0,projects=0,tokens=249" });

  test("Row 49 · A Link to another host is not followed: pages are counted on the chosen GitLab", async ({ app, gitlab, stranger }) => {
    const link = `<${stranger.url}/api/v4/personal_access_tokens?page=2>; rel="next"`;
    await app.open("#/personal?state=all");
    await app.connect();
    await gitlab.fault({ when: "after-commit", kind: "rewrite", match: LIST, times: null, headers: { link } });
    await app.enterToken(gitlab.person("ann").token);
    await expect(app.count).toHaveText("250 tokens");
    expect(stranger.asked).toEqual([]);
  });

  test("Row 44 · Totals that are left out do not end a list early", async ({ app, gitlab }) => {
    await app.open("#/personal?state=all");
    await app.connect();
    await gitlab.fault({
      when: "after-commit",
      kind: "rewrite",
      match: LIST,
      times: null,
      headers: { "x-total": null, "x-total-pages": null },
    });
    await app.enterToken(gitlab.person("ann").token);
    await expect(app.count).toHaveText("250 tokens");
  });
});

test.describe("In Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("A list that was not read says so in Chinese, and can be read again", async ({ app, page, site, gitlab }) => {
    await page.goto(`${site.url}/#/personal`);
    await page.getByLabel("GitLab 服务器").fill(gitlab.url);
    await page.getByRole("button", { name: "继续" }).click();
    await page.getByLabel("访问令牌", { exact: true }).fill(gitlab.person("ann").token);
    await gitlab.fault(fail("500", null));
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await expect(app.alert.getByRole("heading", { name: "GitLab 自身出错" })).toBeVisible();
    await expect(app.alert).toContainText("请一分钟后重试");
    await gitlab.forgetFaults();
    await page.getByRole("button", { name: "重试" }).click();
    await expect(page.getByRole("table", { name: "令牌" })).toBeVisible();
  });
});
