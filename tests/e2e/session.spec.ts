// How a session ends, and what is left of it.
import { expect, test } from "./harness/test.ts";

test("Row 61 · Signing out wipes the token and the lists @h2", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  await app.signOut();
  await expect(page.getByText("The token and all lists were wiped from this page.")).toBeVisible();
  await expect(app.tokenField).toHaveValue("");
  await expect(app.table).toHaveCount(0);
  expect(await page.content()).not.toContain("workstation");
  await app.expectWiped(gitlab.person("ann").token);
  await gitlab.clearRequests();
  await page.goBack();
  await page.goForward().catch(() => null);
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  expect((await gitlab.requests()).filter((request) => request.credential)).toEqual([]);
});

test("A token that GitLab refuses is not kept", async ({ app, gitlab }) => {
  app.watch.allowRefusals();
  await app.open();
  await app.connect();
  const { token } = gitlab.person("expired");
  await app.enterToken(token);
  await expect(app.alert).toContainText("expired");
  await app.expectWiped(token);
});

test("A lost sign-in token is wiped once one signs in with another", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
  await app.search.fill("sign-in");
  await app.confirm("Rotate", "sign-in");
  await expect(app.button("Have the lost token revoked")).toBeVisible();
  await app.enterToken(gitlab.person("root").token);
  await expect(app.sessionButton).toBeVisible();
  await app.expectWiped(gitlab.person("ann").token);
});

test("A token that somebody else revoked locks the session with the reason, and the way back to it", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  app.watch.allowRefusals();
  const self = gitlab.person("ann").token_id;
  await gitlab.api("DELETE", `personal_access_tokens/${self}`, gitlab.person("root").token);
  await app.button("Read again").click();
  await expect(app.alert).toContainText("revoked");
  await expect(page.getByText("Nothing is sent any more.")).toBeVisible();
  await app.expectWiped(gitlab.person("ann").token);
  await app.button("Sign in again").click();
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  await app.expectWiped(gitlab.person("ann").token);
});

test("What is remembered is the server alone", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  const kept = await page.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage } }));
  expect(kept).toEqual({ local: { "keyturn.servers": gitlab.url }, session: {} });
});

test("Row 63 · Fifteen minutes without input end the session, but not while a value waits", async ({ app, gitlab, page }) => {
  await page.clock.install();
  await app.signIn("ann");
  await page.clock.fastForward("14:30");
  await page.mouse.move(300, 300);
  await page.clock.fastForward("14:30");
  await expect(app.table).toBeVisible();

  await app.row("laptop").getByRole("button", { name: "Rotate laptop" }).click();
  await app.dialog("Rotate laptop?").getByRole("button", { name: "Rotate", exact: true }).click();
  const reveal = app.reveal("laptop");
  const value = await reveal.value();
  await page.clock.fastForward("20:00");
  await expect(reveal.dialog).toBeVisible();
  await expect(reveal.field).toHaveValue(value);
  await reveal.store();
  await expect(app.table).toBeVisible();
  await page.clock.fastForward("16:00");
  await expect(page.getByText("There was no input for 15 minutes.")).toBeVisible();
  await app.expectWiped(gitlab.person("ann").token, value);
});

test("A session ends after eight hours, whatever is done in it", async ({ app, page }) => {
  await page.clock.install();
  await app.signIn("ann");
  for (let minutes = 0; minutes < 8 * 60 - 10; minutes += 10) {
    await page.clock.fastForward("10:00");
    await page.mouse.move(300, 300 + (minutes % 20));
  }
  await expect(app.table).toBeVisible();
  await page.clock.fastForward("10:30");
  await expect(page.getByText("A session lasts 8 hours at most.")).toBeVisible();
});

test("Once a server is named, the page can reach no other", async ({ app, site, page, gitlab }) => {
  await app.signIn("ann");
  app.watch.allow(/violation: connect-src/, /violates the following Content Security Policy/, /Fetch API cannot load/);
  app.watch.allowRefusals();
  const reached = (url: string) =>
    page.evaluate(
      (url) =>
        fetch(url, { mode: "no-cors" }).then(
          () => true,
          () => false,
        ),
      url,
    );
  expect(await reached(`${gitlab.url}/api/v4/version`)).toBe(true);
  expect(await reached(site.url.replace("127.0.0.1", "localhost"))).toBe(false);
  await app.signOut();
  await expect(app.button("Another server")).toBeVisible();
  await app.button("Another server").click();
  await expect(page.getByLabel("GitLab server")).toBeVisible();
});
