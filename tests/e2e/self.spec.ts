// The token that one is signed in with: swapped when it is rotated, signed out when it is revoked.
import { expect, test } from "./harness/test.ts";

test("Rotating one's own token swaps the session to the new value @h2", async ({ app, gitlab, page }) => {
  const old = gitlab.person("ann").token;
  await app.signIn("ann");
  await expect(app.row("sign-in")).toContainText("Signed in with");
  await app.row("sign-in").getByRole("button", { name: "Rotate sign-in" }).click();
  const dialog = app.dialog("Rotate sign-in?");
  await expect(dialog).toContainText("This is the token you are signed in with.");
  await dialog.getByLabel("90 days").check();
  const credentials: string[] = [];
  page.on("request", (request) => {
    const given = request.headers()["authorization"];
    if (given) credentials.push(`${request.method()} ${given === `Bearer ${old}` ? "old" : "new"}`);
  });
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  const fresh = await app.reveal("sign-in").store();
  await expect(app.notice("This session now uses the new value.")).toBeVisible();
  await expect(app.row("sign-in").filter({ hasText: "Signed in with" })).not.toContainText("Revoked");

  await app.button("Read again").click();
  await app.settled();
  // Once more looked at, sent, and from then on the new value alone.
  const swapped = credentials.indexOf("POST old");
  expect(credentials.slice(0, swapped)).toEqual(["GET old"]);
  expect(new Set(credentials.slice(swapped + 1))).toEqual(new Set(["GET new"]));
  expect((await gitlab.requests("POST")).map((request) => request.path)).toEqual([
    "/api/v4/personal_access_tokens/self/rotate",
  ]);
  const answers = (await gitlab.requests()).map((request) => request.executed);
  expect(answers.every((status) => status === null || status < 400)).toBe(true);

  await app.signOut();
  await app.expectWiped(old, fresh);
});

test("Revoking one's own token signs out", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await app.row("sign-in").getByRole("button", { name: "Revoke sign-in" }).click();
  const dialog = app.dialog("Revoke sign-in?");
  await expect(dialog).toContainText("You are signed out as soon as it is revoked.");
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(
    app.page.getByText("You revoked the token you were signed in with. Sign in with another one."),
  ).toBeVisible();
  await expect(app.table).toHaveCount(0);
  await expect(app.tokenField).toBeVisible();
  expect((await gitlab.requests("DELETE")).map((request) => request.path)).toEqual([
    "/api/v4/personal_access_tokens/self",
  ]);
  await app.expectWiped(gitlab.person("ann").token);
});

test("A token that somebody else revoked ends the session with the reason", async ({ app, gitlab }) => {
  await app.signIn("ann");
  app.watch.allowRefusals();
  const self = gitlab.person("ann").token_id;
  await gitlab.api("DELETE", `personal_access_tokens/${self}`, gitlab.person("root").token);
  await app.button("Read again").click();
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  await expect(app.alert).toContainText("revoked");
  await app.expectWiped(gitlab.person("ann").token);
});

test("A swap that GitLab cannot confirm at once is said to be so", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await gitlab.fault(
    { when: "before-commit", kind: "delay", match: { method: "GET", path: "/personal_access_tokens/self" } },
    { when: "before-commit", kind: "500", match: { method: "GET", path: "/personal_access_tokens/self" }, times: 3 },
  );
  await app.row("sign-in").getByRole("button", { name: "Rotate sign-in" }).click();
  await app.dialog("Rotate sign-in?").getByRole("button", { name: "Rotate", exact: true }).click();
  await app.reveal("sign-in").store();
  await expect(app.notice("GitLab could not be asked yet whether it works.")).toBeVisible();
  await app.button("Read again").click();
  await app.settled();
  // Its end is far away, so its row may not be drawn.
  await app.search.fill("sign-in");
  await expect(app.row("sign-in").filter({ hasText: "Signed in with" })).toContainText("Active");
});
