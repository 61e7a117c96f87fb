// Rows 53 to 56: what comes back from GitLab's page of consent, and what is renewed.
import { deciding } from "../harness/altered.ts";
import { Gitlab } from "../harness/gitlab.ts";
import { Scanning } from "../harness/scanning.ts";
import { CLIENT, expect, type Oauth, test } from "../harness/oauth.ts";
import { told } from "../harness/test.ts";

/** Nothing was sent to a token endpoint, and nothing of it stands in the address. */
async function nothingSent(oauth: Oauth, times = 0): Promise<void> {
  expect((await oauth.gitlab.requests("POST", "/oauth/token")).length).toBe(times);
  expect(new URL(oauth.page.url()).search).toBe("");
  await expect(oauth.app.heading("Connect to a GitLab")).toBeVisible();
}

/** The state of the sign-in that this tab has begun. */
async function begun(oauth: Oauth): Promise<string> {
  const consent = oauth.app.watch.requests.filter((request) => request.url().includes("/oauth/authorize?")).at(-1);
  return new URL(consent?.url() ?? "").searchParams.get("state") ?? "";
}

test("Row 53 · A callback that nobody here began is not used", async ({ oauth, page, altered }) => {
  await page.goto(`${altered.url}/?code=stolen&state=made-up#/personal`);
  await expect(page.getByRole("alert")).toContainText("This sign-in was not begun in this tab");
  await nothingSent(oauth);
});

test("Row 53 · A callback without a state is taken out of the address, and not used", async ({ oauth, page, altered }) => {
  await page.goto(`${altered.url}/?code=stolen#/personal`);
  await expect(page.getByRole("alert")).toContainText("This sign-in was not begun in this tab");
  await nothingSent(oauth);
});

test("Row 53 · A callback with another state is not used, and neither is the right one afterwards", async ({ oauth, page, altered }) => {
  await oauth.choose();
  await oauth.go.click();
  const state = await begun(oauth);
  await page.goto(`${altered.url}/?code=stolen&state=${state}x`);
  await expect(page.getByRole("alert")).toContainText("This answer belongs to another sign-in");
  await nothingSent(oauth);
  await page.goto(`${altered.url}/?code=stolen&state=${state}`);
  await expect(page.getByRole("alert")).toContainText("This sign-in was not begun in this tab");
  await nothingSent(oauth);
});

test("Row 53 · A callback is good for one use", async ({ oauth, app, page }) => {
  const callbacks: string[] = [];
  page.on("request", (request) => {
    if (/[?&]code=/.test(request.url()) && request.isNavigationRequest()) callbacks.push(request.url());
  });
  await oauth.signIn();
  await app.settled();
  await page.goto(callbacks[0] ?? "");
  await expect(page.getByRole("alert")).toContainText("This sign-in was not begun in this tab");
  await nothingSent(oauth, 1);
});

test("Row 53 · A callback of another issuer is not used", async ({ oauth, page, gitlab }) => {
  await gitlab.oauth({ iss: "https://evil.example" });
  await oauth.choose();
  await oauth.go.click();
  await oauth.consent("ann");
  await expect(page.getByRole("alert")).toContainText("This answer comes from another GitLab");
  await nothingSent(oauth);
});

test("Row 53 · The right issuer may name itself", async ({ oauth, app, gitlab }) => {
  await gitlab.oauth({ iss: true });
  await oauth.signIn();
  await app.settled();
});

test("Row 53 · A sign-in that took too long is not gone on with", async ({ oauth, page, altered }) => {
  await page.clock.install();
  await oauth.choose();
  await oauth.go.click();
  const state = await begun(oauth);
  await page.clock.setSystemTime(Date.now() + 11 * 60_000);
  await page.goto(`${altered.url}/?code=late&state=${state}`);
  await expect(page.getByRole("alert")).toContainText("The sign-in took too long");
  await nothingSent(oauth);
});

test("Row 53 · Who declines is led back and may try again", async ({ oauth, app, page }) => {
  await oauth.choose("#/personal?state=all");
  await page.getByRole("checkbox", { name: "Look only" }).check();
  await oauth.go.click();
  await oauth.consent("ann", "Cancel");
  await expect(page.getByRole("alert")).toContainText("GitLab granted nothing");
  await expect(page.locator("#coming"), "where one reads on").toBeFocused();
  await expect(page.getByRole("checkbox", { name: "Look only" }), "no more is asked for than before").toBeChecked();
  expect(page.url()).toContain("#/personal?state=all");
  await nothingSent(oauth);
  await oauth.go.click();
  await oauth.consent("ann");
  await app.settled();
});

test.describe("with a second GitLab", () => {
  test("Row 53 · A code goes to the GitLab that was asked, whoever leads back", async ({ oauth, page, altered, gitlab, tls }) => {
    const other = await Gitlab.start(told("KEYTURN_EMULATOR"), tls);
    try {
      await oauth.register([{ url: other.url, label: "Other", client_id: CLIENT }]);
      await oauth.choose();
      await oauth.go.click();
      const state = await begun(oauth);
      // The other one leads back with a code of its own and this one's state.
      oauth.app.watch.allowRefusals();
      await page.goto(`${altered.url}/?code=of-the-other&state=${state}`);
      await expect(page.getByRole("alert")).toContainText("GitLab did not go on with this sign-in");
      expect((await gitlab.requests("POST", "/oauth/token")).length).toBe(1);
      expect((await other.requests("POST", "/oauth/token")).length).toBe(0);
    } finally {
      other.stop();
    }
  });
});

test("Row 54 · If the answer to the code is lost, one signs in again and nothing loops @h2", async ({ oauth, app, page, gitlab }) => {
  await oauth.choose("#/personal?state=all");
  await gitlab.fault({ when: "after-commit", kind: "drop", match: { method: "POST", path: "/oauth/token" }, times: null });
  await oauth.go.click();
  await oauth.consent("ann");
  await expect(page.getByRole("alert")).toBeVisible();
  const sent = (await gitlab.requests("POST", "/oauth/token")).length;
  expect(sent).toBeLessThanOrEqual(2);
  await gitlab.forgetFaults();
  await oauth.go.click();
  await oauth.consent("ann");
  await app.settled();
  expect(page.url()).toContain("#/personal?state=all");
});

test("Row 54 · If the browser sends the code twice, the refusal of the second is explained", async ({ oauth, page, gitlab }) => {
  await oauth.choose();
  await gitlab.fault({ when: "after-commit", kind: "drop", match: { method: "POST", path: "/oauth/token" }, times: 1 });
  await oauth.go.click();
  await oauth.consent("ann");
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(oauth.go).toBeVisible();
});

test("Row 55 · If the answer to a renewal is lost, the access token serves until it ends, then one signs in and is where one was", async ({ oauth, app, page, gitlab }) => {
  await page.clock.install();
  await oauth.signIn("ann", "#/personal?state=all&search=lap");
  await app.settled();
  const almost = Date.now() + 119.5 * 60_000;
  await page.clock.setSystemTime(almost);
  await gitlab.setClock(new Date(almost));
  // Lost before GitLab did anything: the access token still works.
  await gitlab.fault({ when: "before-commit", kind: "drop", match: { method: "POST", path: "/oauth/token" }, times: null });
  await app.button("Read again").click();
  await app.settled();
  const tried = (await gitlab.requests("POST", "/oauth/token")).length;
  await app.button("Read again").click();
  await app.settled();
  expect((await gitlab.requests("POST", "/oauth/token")).length, "the refresh token is not sent again").toBe(tried);
  await gitlab.forgetFaults();
  const over = Date.now() + 121 * 60_000;
  await page.clock.setSystemTime(over);
  await gitlab.setClock(new Date(over));
  await app.button("Read again").click();
  await expect(app.button("Sign in again")).toBeVisible();
  await expect(app.row("laptop")).toBeVisible();
  await app.button("Sign in again").click();
  await oauth.go.click();
  await oauth.consent("ann");
  await app.settled();
  expect(page.url()).toContain("#/personal?state=all&search=lap");
});

test("Row 55 · The time of a change that waits for a renewal counts from when it is sent", async ({ oauth, app, page, gitlab }) => {
  await page.clock.install();
  await oauth.signIn("ann", "#/projects/1?state=all");
  await app.settled();
  const almost = Date.now() + 118 * 60_000;
  await page.clock.setSystemTime(almost);
  await gitlab.setClock(new Date(almost));
  const hold = { when: "before-commit", kind: "hold", times: 1 } as const;
  await gitlab.fault({ ...hold, match: { method: "POST", path: "/oauth/token" } });
  await gitlab.fault({ ...hold, match: { method: "DELETE", path: "/access_tokens/" } });
  const dialog = await app.confirm("Revoke", "image scan");
  await expect.poll(async () => (await gitlab.requests("POST", "/oauth/token")).length, { message: "renewing" }).toBe(2);
  await page.clock.fastForward("00:50");
  expect(await gitlab.requests("DELETE")).toEqual([]);
  await gitlab.release();
  await expect.poll(async () => (await gitlab.requests("DELETE")).length, { message: "sent" }).toBe(1);
  // 80 seconds after the word, 30 after it was sent: GitLab may well be at it.
  await page.clock.fastForward("00:30");
  await expect(dialog.getByText("Still waiting for GitLab. It was sent once and is not sent again.")).toBeVisible();
  await page.clock.fastForward("00:46");
  await expect(dialog).toContainText("It is not revoked: the token is as it was.");
  await gitlab.release();
  await expect(app.notice("image scan was revoked.")).toBeVisible();
});

test("Row 56 · Five refusals at once lead to one renewal @h2", async ({ oauth, app, page, gitlab }) => {
  app.watch.allowRefusals();
  await oauth.signIn("ann", "#/activity");
  await expect(app.heading("Activity")).toBeVisible();
  const before = (await gitlab.requests("POST", "/oauth/token")).length;
  await gitlab.fault({ when: "before-commit", kind: "hold", match: { method: "GET", path: "_tokens" }, times: 5 });
  await app.follow("#/");
  await expect.poll(async () => (await gitlab.requests("GET", "_tokens")).length, { message: "held" }).toBeGreaterThanOrEqual(5);
  // GitLab's clock runs ahead of this machine's: the page thinks that its token still lives.
  await gitlab.setClock(new Date(Date.now() + 121 * 60_000));
  expect(await gitlab.release()).toBe(5);
  const scanning = new Scanning(app);
  await scanning.over();
  const refused = (await gitlab.requests("GET")).filter((entry) => entry.sent === 401);
  expect(refused.length).toBeGreaterThanOrEqual(5);
  expect((await gitlab.requests("POST", "/oauth/token")).length).toBe(before + 1);
  await expect(app.button("Sign in again")).toHaveCount(0);
  await expect(page.getByText("Not allowed")).toHaveCount(0);
});

test("Row 56 · A 401 for a role that is too low is no reason to renew", async ({ oauth, app, page, gitlab }) => {
  app.watch.allowRefusals();
  const [group] = (await gitlab.list("groups?search=northlight")) as { id: number }[];
  await oauth.choose(`#/groups/${group?.id}`);
  await oauth.go.click();
  await oauth.consent("dev");
  await expect(page.getByText("Your role here is too low").first()).toBeVisible();
  expect((await gitlab.requests("GET", "/access_tokens")).filter((entry) => entry.sent === 401).length).toBeGreaterThan(0);
  expect((await gitlab.requests("POST", "/oauth/token")).length).toBe(1);
});

test("Rows 53 to 56 · No sign-in is offered to a GitLab that this deployment is not registered at", async ({ oauth, altered, page, gitlab }) => {
  altered.alter = (sent) => deciding({ servers: [gitlab.url], isolated_origin: true }, sent);
  await page.goto(altered.url);
  await page.getByRole("list", { name: "Servers" }).getByRole("button").click();
  await expect(oauth.app.tokenField).toBeVisible();
  await expect(oauth.go).toHaveCount(0);
});
