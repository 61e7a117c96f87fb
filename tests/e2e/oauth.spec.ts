// Signing in on GitLab's own page, and what such a session can and cannot do.
import { deciding } from "./harness/altered.ts";
import { expect, test } from "./harness/oauth.ts";

test("One signs in on GitLab's page and comes back to the very screen one left @h2", async ({ app, oauth, page, altered, gitlab }) => {
  await oauth.signIn("ann", "#/personal?state=all&search=lap&sort=name_desc");
  await app.settled();
  expect(page.url()).toBe(`${altered.url}/#/personal?state=all&search=lap&sort=name_desc`);
  expect(await page.evaluate(() => [history.state, location.search, sessionStorage.getItem("keyturn.sign-in")])).toEqual([null, "", null]);
  await app.sessionButton.click();
  await expect(page.getByText("Granted on GitLab's page (OAuth)")).toBeVisible();
  const consent = app.watch.requests.find((request) => request.url().includes("/oauth/authorize?"));
  const asked = new URL(consent?.url() ?? "").searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({ response_type: "code", scope: "api", code_challenge_method: "S256", redirect_uri: `${altered.url}/` });
  expect(asked.get("state")?.length).toBeGreaterThanOrEqual(43);
  const [exchange] = await gitlab.requests("POST", "/oauth/token");
  expect(exchange?.header_names).not.toContain("authorization");
  expect((await gitlab.requests("OPTIONS", "/oauth/token")).length).toBe(0);
});

test("What is asked of a token itself is not asked in such a session @h2", async ({ app, oauth, gitlab }) => {
  await oauth.signIn("ann");
  await app.settled();
  await app.row("laptop").getByRole("button", { name: "Rotate laptop" }).click();
  await app.dialog("Rotate laptop?").getByRole("button", { name: "Rotate", exact: true }).click();
  const reveal = app.reveal("laptop");
  await reveal.button("Copy").click();
  await reveal.stored.click();
  await expect(reveal.dialog).toBeHidden();
  const log = await gitlab.requests();
  expect(log.filter((entry) => entry.path.includes("personal_access_tokens/self"))).toEqual([]);
});

test("Whoever wants to look only is granted no more", async ({ app, oauth, page, gitlab }) => {
  await oauth.choose();
  await page.getByRole("checkbox", { name: "Look only" }).check();
  await oauth.go.click();
  await expect(page.getByText("read_api").first()).toBeVisible();
  await oauth.consent("ann");
  await app.settled();
  await expect(app.sessionButton).toContainText("Read-only");
  await expect(app.row("laptop").getByRole("button", { name: "Rotate laptop" })).toHaveAttribute("aria-disabled", "true");
  await app.sessionButton.click();
  await expect(page.getByText("This session may look only.").first()).toBeVisible();
  const { tokens } = await gitlab.oauth();
  expect(tokens.map((token) => token.scopes)).toEqual([["read_api"]]);
});

test("Signing out gives back what was granted, and wipes it @h2", async ({ app, oauth }) => {
  await oauth.signIn();
  await app.settled();
  expect(await oauth.live()).toBe(1);
  await app.signOut();
  await expect.poll(() => oauth.live()).toBe(0);
  await app.expectWiped(...app.watch.issued);
});

test("If GitLab cannot be told at sign-out, it is said with the way to end it there", async ({ app, oauth, page, gitlab }) => {
  await oauth.signIn();
  await app.settled();
  await gitlab.fault({ when: "before-commit", kind: "drop", match: { method: "POST", path: "/oauth/revoke" }, times: null });
  await app.signOut();
  await expect(page.getByText("GitLab could not be told.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Applications you allowed" })).toHaveAttribute("href", `${gitlab.url}/-/profile/applications`);
});

test("Reloading the page gives back what was granted", async ({ app, oauth, page }) => {
  await oauth.signIn();
  await app.settled();
  await page.reload();
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  await expect.poll(() => oauth.live()).toBe(0);
});

test("An access token that is about to end is renewed before it is used", async ({ app, oauth, page, gitlab }) => {
  await page.clock.install();
  await oauth.signIn();
  await app.settled();
  const later = Date.now() + 119.5 * 60_000;
  await page.clock.setSystemTime(later);
  await gitlab.setClock(new Date(later));
  await app.button("Read again").click();
  await app.settled();
  expect((await gitlab.requests("POST", "/oauth/token")).length).toBe(2);
  expect(await oauth.live()).toBe(1);
  expect((await gitlab.requests()).filter((entry) => entry.sent === 401)).toEqual([]);
});

test("What somebody took back on GitLab locks the session and keeps what was read", async ({ app, oauth, page, gitlab }) => {
  app.watch.allowRefusals();
  await oauth.signIn();
  await app.settled();
  const { tokens } = await gitlab.oauth();
  await gitlab.oauth({ revoke: tokens.map((token) => token.id) });
  await app.button("Read again").click();
  await expect(page.getByRole("button", { name: "Sign in again" })).toBeVisible();
  await expect(app.row("laptop")).toBeVisible();
});

test("Without an origin of its own, or where it is not registered, a deployment does not offer it", async ({ app, oauth, altered, page, gitlab }) => {
  altered.alter = (sent) => deciding({ servers: [{ url: gitlab.url, label: "Our GitLab", client_id: "keyturn" }] }, sent);
  await page.goto(altered.url);
  await page.getByRole("button", { name: /^Our GitLab/ }).click();
  await expect(app.tokenField).toBeVisible();
  await expect(oauth.go).toHaveCount(0);
});

test("The consent comes back in Chinese where one left in Chinese", async ({ app, oauth, page }) => {
  await oauth.choose();
  await page.getByRole("combobox", { name: "Language" }).selectOption("简体中文");
  await app.button("使用 GitLab 登录").click();
  await oauth.consent("ann", "Cancel");
  await expect(page.getByRole("alert")).toContainText("GitLab 没有授权");
});
