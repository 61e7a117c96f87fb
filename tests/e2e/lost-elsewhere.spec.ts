// Lost answers where other kinds of tokens live: what is certain, and what each kind lets one do about an orphan.
import type { Locator } from "@playwright/test";

import type { App } from "./harness/app.ts";
import { Form } from "./harness/form.ts";
import type { Row } from "./harness/gitlab.ts";
import { expect, test } from "./harness/test.ts";

const PROJECT = { link: "#/projects/1", title: "New project token for northlight/storefront", list: "projects/1/access_tokens" };
const DEPLOY = { link: "#/deploy/projects/4", title: "New deploy token for northlight/search", list: "projects/4/deploy_tokens" };

/** Confirms the creation of a token whose answer goes wrong. */
async function create(app: App, where: typeof PROJECT, name: string): Promise<Locator> {
  await app.signIn("ann", where.link);
  const form = await Form.open(app, where.title);
  await form.fill({ name, scopes: ["read_repository"] });
  await form.confirm();
  return form.dialog;
}

async function named(app: App, where: typeof PROJECT, name: string): Promise<Row[]> {
  return (await app.gitlab.list(where.list)).filter((row) => row.name === name);
}

test("A project token whose answer broke off is found, and a new value of it is one step away", async ({ app, gitlab }) => {
  await gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
  const dialog = await create(app, PROJECT, "cut");
  await expect(dialog).toContainText("GitLab accepted the request, but its answer did not arrive whole");
  const [made] = await named(app, PROJECT, "cut");
  await expect(dialog).toContainText(`It was created (id ${made?.id})`);
  await expect(dialog.getByRole("button", { name: `Revoke ${made?.id}` })).toBeVisible();
  await dialog.getByRole("button", { name: `Get a new value of ${made?.id}` }).click();
  await app.dialog("Rotate cut?").getByRole("button", { name: "Rotate", exact: true }).click();
  const value = await app.reveal("cut").store();
  expect(await gitlab.api("GET", "personal_access_tokens/self", value)).toMatchObject({ name: "cut", active: true });
  expect(await named(app, PROJECT, "cut")).toMatchObject([{ revoked: true }, { revoked: false }]);
});

test("Project tokens whose answers were all lost are each named, each with what can be done about it @h2", async ({ app, gitlab }) => {
  // As often as the browser tries by itself.
  await gitlab.fault({ when: "after-commit", kind: "fin", match: { method: "POST" }, times: null });
  const dialog = await create(app, PROJECT, "lost");
  await expect(dialog.getByRole("heading", { name: "It is not known what became of lost" })).toBeVisible();
  const made = await named(app, PROJECT, "lost");
  expect(made.length).toBeGreaterThan(1);
  await expect(dialog).toContainText(`It was created (id ${made.map((row) => row.id).join(", ")})`);
  for (const { id } of made) {
    await expect(dialog.getByRole("button", { name: `Get a new value of ${id}`, exact: true })).toBeVisible();
    await expect(dialog.getByRole("button", { name: `Revoke ${id}`, exact: true })).toBeVisible();
  }
  await dialog.getByRole("button", { name: `Revoke ${made[0]?.id}`, exact: true }).click();
  await app.dialog("Revoke lost?").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("lost was revoked.")).toBeVisible();
  expect((await named(app, PROJECT, "lost")).map((row) => row.revoked)).toEqual(made.map((_, place) => place === 0));
});

test("A deploy token whose answer broke off can only be revoked: its value is gone for good", async ({ app, gitlab }) => {
  await gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
  const dialog = await create(app, DEPLOY, "cut");
  await expect(dialog).toContainText("GitLab accepted the request, but its answer did not arrive whole");
  const [made] = await named(app, DEPLOY, "cut");
  await expect(dialog).toContainText(`It was created (id ${made?.id})`);
  await expect(dialog).toContainText("Its value can never be seen again. Revoke it, then create another one.");
  await expect(dialog.getByRole("button", { name: /Get a new value/ })).toHaveCount(0);
  await expect(dialog).not.toContainText(/fail|error|went wrong/i);
  await dialog.getByRole("button", { name: `Revoke ${made?.id}` }).click();
  await app.dialog("Revoke cut?").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("cut was revoked.")).toBeVisible();
  expect(await named(app, DEPLOY, "cut")).toEqual([]);
  expect(await gitlab.requests("POST")).toHaveLength(1);
});

test("A deploy token that the browser made twice shows one value, and names the twin @h2", async ({ app, gitlab }) => {
  await gitlab.fault({ when: "after-commit", kind: "drop", match: { method: "POST" } });
  await create(app, DEPLOY, "twins");
  await app.reveal("twins").store();
  const [lost] = await named(app, DEPLOY, "twins");
  await expect(app.notice(`twins exists once more (id ${lost?.id})`)).toBeVisible();
  await expect(app.row("twins")).toHaveCount(2);
});

test("A deploy token that was never made is said not to be, and the form is kept", async ({ app, gitlab }) => {
  await gitlab.fault({ when: "before-commit", kind: "drop", match: { method: "POST" }, times: null });
  const dialog = await create(app, DEPLOY, "never made");
  await expect(dialog).toContainText("Nothing was created.");
  expect(await named(app, DEPLOY, "never made")).toEqual([]);
});

test("A lost replacement leaves the old token at work, and asks about neither", async ({ app, gitlab }) => {
  await app.signIn("ann", DEPLOY.link);
  await gitlab.fault({ when: "after-commit", kind: "502-html", match: { method: "POST" } });
  await app.act("Replace", "production cluster").click();
  const form = new Form(app, "Replace production cluster?");
  await form.confirm("Replace");
  await expect(form.dialog.getByRole("heading", { name: "It is not known what became of production cluster" })).toBeVisible();
  const [old, twin] = await named(app, DEPLOY, "production cluster");
  await expect(form.dialog).toContainText(`It was created (id ${twin?.id})`);
  await expect(form.dialog.getByRole("button", { name: /Get a new value/ })).toHaveCount(0);
  await expect(form.dialog.getByRole("button", { name: `Revoke ${old?.id}`, exact: true })).toHaveCount(0);
  await form.dialog.getByRole("button", { name: `Revoke ${twin?.id}` }).click();
  await app.dialog("Revoke production cluster?").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("production cluster was revoked.")).toBeVisible();
  await expect(app.page.getByRole("dialog")).toHaveCount(0);
  expect((await named(app, DEPLOY, "production cluster")).map((row) => row.id)).toEqual([old?.id]);
});

test("A deploy token whose end was not answered is looked up: it has no row any more, so it is revoked", async ({ app, gitlab }) => {
  await app.signIn("ann", DEPLOY.link);
  await gitlab.fault({ when: "after-commit", kind: "502-html", match: { method: "DELETE" } });
  const dialog = await app.confirm("Revoke", "package publish");
  await expect(dialog).toContainText("It is revoked.");
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(app.row("package publish")).toHaveCount(0);
  expect(await gitlab.requests("DELETE")).toHaveLength(1);
});

test("A project token's rotation whose answer was lost offers a new value @h2", async ({ app, gitlab }) => {
  await app.signIn("ann", PROJECT.link);
  await gitlab.fault({ when: "after-commit", kind: "drop", match: { method: "POST", path: "/rotate" } });
  const dialog = await app.confirm("Rotate", "image scan");
  await expect(dialog.getByRole("heading", { name: "It is not known what became of image scan" })).toBeVisible();
  const fresh = (await named(app, PROJECT, "image scan")).find((row) => !row.revoked);
  await expect(dialog).toContainText(`The old value is dead. In its place stands id ${fresh?.id}`);
  await dialog.getByRole("button", { name: `Get a new value of ${fresh?.id}` }).click();
  await app.dialog("Rotate image scan?").getByRole("button", { name: "Rotate", exact: true }).click();
  await app.reveal("image scan").store();
});

test("A service account's token whose answer broke off is found in its own list", async ({ app, gitlab }) => {
  const { id, username } = gitlab.person("service_account");
  await app.signIn("ann", `#/groups/11/service-accounts/${id}`);
  await gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
  const form = await Form.open(app, `New service account token for @${username}`);
  await form.fill({ name: "robot", scopes: ["read_api"] });
  await form.confirm();
  await expect(form.dialog.getByRole("heading", { name: "It is not known what became of robot" })).toBeVisible();
  const [made] = await gitlab.tokensNamed("robot", username);
  await expect(form.dialog).toContainText(`It was created (id ${made?.id})`);
  await form.dialog.getByRole("button", { name: `Revoke ${made?.id}` }).click();
  await app.dialog("Revoke robot?").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("robot was revoked.")).toBeVisible();
});
