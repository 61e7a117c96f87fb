// Replace: another token beside the old one, watched until the old one may go; left, and found again.
import type { App } from "./harness/app.ts";
import { Form } from "./harness/form.ts";
import { type Gitlab, inDays, type Row } from "./harness/gitlab.ts";
import { expect, test } from "./harness/test.ts";

const LIST = "projects/1/access_tokens";
const QUESTION = "Is the new runner in use everywhere?";

/** A project token that was used two hours ago. */
async function runner(gitlab: Gitlab): Promise<Row> {
  const body = { name: "runner", scopes: ["read_api", "read_repository"], access_level: 20, expires_at: inDays(60) };
  const made = (await gitlab.api("POST", LIST, gitlab.person("root").token, body)) as Row & { token: string };
  await gitlab.api("GET", "personal_access_tokens/self", made.token);
  await gitlab.setClock(new Date(Date.now() + 2 * 3_600_000));
  return made;
}

/** Makes the twin and stores its value. */
async function replace(app: App): Promise<string> {
  await app.link("runner").click();
  await app.details("runner").getByRole("button", { name: "Replace", exact: true }).click();
  const form = new Form(app, "Replace runner?");
  await expect(form.dialog).toContainText("The new token acts as a new bot user.");
  await form.confirm("Replace");
  return app.reveal("runner").store();
}

test("A project token's twin has its values, and is watched until the old one may go", async ({ app, gitlab }) => {
  const old = await runner(gitlab);
  await app.signIn("ann", "#/projects/1");
  const value = await replace(app);
  const dialog = app.dialog(QUESTION);
  await expect(dialog).toContainText("The new one has not been used yet.");
  const [, twin] = (await gitlab.list(LIST)).filter((row) => row.name === "runner");
  expect(twin).toMatchObject({ scopes: old.scopes, access_level: 20, revoked: false, expires_at: old.expires_at });
  await expect(dialog).toContainText(`The old one (id ${old.id}) still works beside the new one (id ${twin?.id})`);

  await gitlab.api("GET", "personal_access_tokens/self", value);
  await dialog.getByRole("button", { name: "Look again" }).click();
  await expect(dialog).toContainText("The new one is in use, and the old one has been quiet since.");
  await dialog.getByRole("button", { name: "Revoke the old one" }).click();
  await app.dialog("Revoke runner?").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("runner was revoked.")).toBeVisible();
  expect(await gitlab.requests("POST")).toHaveLength(2);
  expect((await gitlab.requests("DELETE")).map((request) => request.path)).toEqual([`/api/v4/${LIST}/${old.id}`]);

  await app.follow("#/activity");
  await expect(app.heading("Done in this session")).toBeVisible();
  await expect(app.heading("To look after")).toHaveCount(0);
});

test("A replacement that was left is found again after a reload, with how both are used", async ({ app, gitlab }) => {
  const old = await runner(gitlab);
  await app.signIn("ann", "#/projects/1");
  await replace(app);
  await app.dialog(QUESTION).getByRole("button", { name: "Not yet, keep both" }).click();
  await app.page.reload();
  await app.connect();
  await app.enterToken(gitlab.person("ann").token);
  await expect(app.notice("1 change is to look after.")).toBeVisible();
  await app.follow("#/activity");
  const entry = app.page.getByRole("listitem").filter({ hasText: "Replace project token" });
  await expect(entry).toContainText(`The old one (id ${old.id}) still works`);
  await entry.getByRole("link", { name: /Open token/ }).first().click();
  await app.settled();
  await app.button("Go on").click();
  await expect(app.dialog(QUESTION)).toContainText("The new one has not been used yet.");
});

test("A replacement is over once the old token was revoked elsewhere", async ({ app, gitlab }) => {
  const old = await runner(gitlab);
  await app.signIn("ann", "#/projects/1");
  await replace(app);
  await app.dialog(QUESTION).getByRole("button", { name: "Not yet, keep both" }).click();
  await expect(app.button("Go on")).toBeVisible();
  await gitlab.api("DELETE", `${LIST}/${old.id}`, gitlab.person("root").token);
  await app.button("Read again").click();
  await app.settled();
  await expect(app.button("Go on")).toHaveCount(0);
  await app.follow("#/activity");
  await expect(app.heading("To look after")).toHaveCount(0);
});

test("An own personal token is replaced in GitLab's form only, and the button says so", async ({ app }) => {
  await app.signIn("ann");
  await app.link("laptop").click();
  const button = app.details("laptop").getByRole("button", { name: "Replace", exact: true });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAttribute("title", /only administrators create ordinary personal tokens/);
});

test("A replacement whose new token is revoked is over, and its old token is not put up for revoking", async ({ app, gitlab }) => {
  await runner(gitlab);
  await app.signIn("ann", "#/projects/1");
  await replace(app);
  await app.dialog(QUESTION).getByRole("button", { name: "Not yet, keep both" }).click();
  const [, twin] = (await gitlab.list(LIST)).filter((row) => row.name === "runner");
  const row = app.rows.filter({ has: app.page.locator(`#token-${twin?.id}`) });
  await row.getByRole("button", { name: "Revoke runner" }).click();
  const dialog = app.dialog("Revoke runner?");
  await expect(dialog).toContainText(String(twin?.id));
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("runner was revoked.")).toBeVisible();
  await expect(app.button("Go on")).toHaveCount(0);
  await app.follow("#/activity");
  await expect(app.heading("To look after")).toHaveCount(0);
});

test("A replacement whose answer was lost goes on with the new value of its twin", async ({ app, gitlab }) => {
  const old = await runner(gitlab);
  await app.signIn("ann", "#/projects/1");
  await gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
  await app.link("runner").click();
  await app.details("runner").getByRole("button", { name: "Replace", exact: true }).click();
  const form = new Form(app, "Replace runner?");
  await form.confirm("Replace");
  await form.dialog.getByRole("button", { name: /^Get a new value of/ }).click();
  await app.dialog("Rotate runner?").getByRole("button", { name: "Rotate", exact: true }).click();
  await app.reveal("runner").store();
  await expect(app.dialog(QUESTION)).toContainText(`The old one (id ${old.id}) still works`);
  await app.dialog(QUESTION).getByRole("button", { name: "Not yet, keep both" }).click();
  await expect(app.button("Go on")).toHaveCount(1);
});
