// Answers that are lost on the way: nothing is called failed that may have been done, and what is true is found out.
import type { Locator } from "@playwright/test";

import type { App } from "./harness/app.ts";
import { expect, test } from "./harness/test.ts";

/** Confirms the creation of a token for oneself, as an administrator. */
async function create(app: App, name: string): Promise<Locator> {
  await app.signIn("root");
  await app.button("New token").click();
  const dialog = app.dialog("New personal token for @root");
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByLabel("read_user").check();
  await dialog.getByRole("button", { name: "Create token" }).click();
  return dialog;
}

async function confirm(app: App, act: "Rotate" | "Revoke", name: string): Promise<Locator> {
  await app
    .row(name)
    .getByRole("button", { name: `${act} ${name}` })
    .click();
  const dialog = app.dialog(`${act} ${name}?`);
  await dialog.getByRole("button", { name: act, exact: true }).click();
  return dialog;
}

async function expectNothingCalledFailed(dialog: Locator): Promise<void> {
  await expect(dialog).not.toContainText(/fail|error|went wrong/i);
}

test("A creation that the browser sent twice shows the value it has, and names the twin @h2", async ({
  app,
  gitlab,
}) => {
  await gitlab.fault({ when: "after-commit", kind: "drop", match: { method: "POST" } });
  await create(app, "twins");
  const value = await app.reveal("twins").store();
  expect(await gitlab.requests("POST")).toHaveLength(2);
  const [lost, kept] = await gitlab.tokensNamed("twins", "root");
  await expect(app.notice(`twins exists once more (id ${lost?.id})`)).toBeVisible();
  const self = (await gitlab.api("GET", "personal_access_tokens/self", value)) as { id: number };
  expect(self.id).toBe(kept?.id);
  await expect(app.row("twins")).toHaveCount(2);
});

test("A creation whose answers were all lost is found in the list, and a new value is one step away @h2", async ({
  app,
  gitlab,
}) => {
  await gitlab.fault({ when: "after-commit", kind: "fin", match: { method: "POST" }, times: 2 });
  const dialog = await create(app, "lost");
  await expect(dialog.getByRole("heading", { name: "It is not known what became of lost" })).toBeVisible();
  const [first, second] = await gitlab.tokensNamed("lost", "root");
  await expect(dialog).toContainText(`It was created (id ${first?.id}, ${second?.id})`);
  await expectNothingCalledFailed(dialog);
  for (const token of [first, second]) {
    await expect(dialog.getByRole("button", { name: `Get a new value of ${token?.id}` })).toBeVisible();
    await expect(dialog.getByRole("button", { name: `Revoke ${token?.id}` })).toBeVisible();
  }
  expect(await gitlab.requests("POST")).toHaveLength(2);

  await dialog.getByRole("button", { name: `Get a new value of ${first?.id}` }).click();
  await app.dialog("Rotate lost?").getByRole("button", { name: "Rotate", exact: true }).click();
  const value = await app.reveal("lost").store();
  const self = (await gitlab.api("GET", "personal_access_tokens/self", value)) as { id: number; name: string };
  expect(self.name).toBe("lost");
});

test("A creation that never reached GitLab is said not to have happened, and the form is kept", async ({
  app,
  gitlab,
}) => {
  await gitlab.fault({ when: "before-commit", kind: "drop", match: { method: "POST" }, times: null });
  const dialog = await create(app, "never made");
  await expect(dialog).toContainText("Nothing was created.");
  await expect(dialog).toContainText("try once more if you still want it");
  expect(await gitlab.tokensNamed("never made", "root")).toEqual([]);
});

test("A value that GitLab made and the answer did not bring is said to be lost, not the creation", async ({
  app,
  gitlab,
}) => {
  await gitlab.fault({ when: "after-commit", kind: "200-no-token", match: { method: "POST" } });
  const dialog = await create(app, "half an answer");
  await expect(dialog).toContainText("GitLab accepted the request, but its answer did not arrive whole");
  const [made] = await gitlab.tokensNamed("half an answer", "root");
  await expect(dialog).toContainText(`It was created (id ${made?.id})`);
  await expectNothingCalledFailed(dialog);
  await dialog.getByRole("button", { name: `Revoke ${made?.id}` }).click();
  await app.dialog("Revoke half an answer?").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("half an answer was revoked.")).toBeVisible();
});

test("An answer cut off in its middle is settled as one without its value", async ({ app, gitlab }) => {
  await gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
  const dialog = await create(app, "cut");
  await expect(dialog).toContainText("GitLab accepted the request, but its answer did not arrive whole");
  await expect(dialog).toContainText(`It was created (id ${(await gitlab.tokensNamed("cut", "root"))[0]?.id})`);
  expect(await gitlab.requests("POST")).toHaveLength(1);
});

test("A rotation whose answer was lost is never called failed, and offers a new value @h2", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await gitlab.fault({ when: "after-commit", kind: "drop", match: { method: "POST", path: "/rotate" } });
  const dialog = await confirm(app, "Rotate", "laptop");
  await expect(dialog.getByRole("heading", { name: "It is not known what became of laptop" })).toBeVisible();
  const [, fresh] = await gitlab.tokensNamed("laptop");
  await expect(dialog).toContainText(`The old value is dead. In its place stands id ${fresh?.id}`);
  await expectNothingCalledFailed(dialog);
  await dialog.getByRole("button", { name: `Get a new value of ${fresh?.id}` }).click();
  await app.dialog("Rotate laptop?").getByRole("button", { name: "Rotate", exact: true }).click();
  const value = await app.reveal("laptop").store();
  expect(await gitlab.api("GET", "personal_access_tokens/self", value)).toMatchObject({ name: "laptop", active: true });
});

test("A rotation that never reached GitLab is said not to have happened @h2", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await gitlab.fault({ when: "before-commit", kind: "drop", match: { method: "POST", path: "/rotate" }, times: null });
  const dialog = await confirm(app, "Rotate", "laptop");
  await expect(dialog).toContainText("It was not rotated: the old value still works.");
  expect(await gitlab.tokensNamed("laptop")).toMatchObject([{ id: 2, revoked: false }]);
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(dialog).toBeHidden();
  await expect(app.link("laptop")).toBeFocused();
});

test("A revocation behind a broken proxy is looked up: it is revoked", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await gitlab.fault({ when: "after-commit", kind: "502-html", match: { method: "DELETE" } });
  const dialog = await confirm(app, "Revoke", "laptop");
  await expect(dialog).toContainText("It is revoked.");
  await expectNothingCalledFailed(dialog);
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  expect(await gitlab.requests("DELETE")).toHaveLength(1);
});

test("A revocation that a broken proxy kept back is looked up: it is not revoked", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await gitlab.fault({ when: "before-commit", kind: "502-html", match: { method: "DELETE" } });
  const dialog = await confirm(app, "Revoke", "laptop");
  await expect(dialog).toContainText("It is not revoked: it still works.");
});

test("Where the list cannot be read either, nothing is claimed until it can", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await gitlab.fault(
    { when: "after-commit", kind: "502-html", match: { method: "DELETE" } },
    { when: "before-commit", kind: "500", match: { method: "GET", path: "/personal_access_tokens?" }, times: 3 },
  );
  const dialog = await confirm(app, "Revoke", "laptop");
  await expect(dialog).toContainText("The list could not be read either, so nothing is certain yet.");
  await dialog.getByRole("button", { name: "Read the list again" }).click();
  await expect(dialog).toContainText("It is revoked.");
  expect(await gitlab.requests("DELETE")).toHaveLength(1);
});

test("Losing the answer to one's own rotation signs out, and the old value is not sent again @h2", async ({
  app,
  gitlab,
  page,
}) => {
  await app.signIn("ann");
  await gitlab.fault({ when: "after-commit", kind: "drop", match: { method: "POST", path: "/self/rotate" } });
  await app.row("sign-in").getByRole("button", { name: "Rotate sign-in" }).click();
  await app.dialog("Rotate sign-in?").getByRole("button", { name: "Rotate", exact: true }).click();
  await expect(page.getByText("Your sign-in token was being rotated and GitLab's answer was lost.")).toBeVisible();
  await expect(app.table).toHaveCount(0);
  const log = await gitlab.requests();
  const last = log.findLastIndex((request) => request.method === "POST");
  expect(log.slice(last + 1).filter((request) => request.credential)).toEqual([]);
  await app.expectWiped(gitlab.person("ann").token);
});

test("A rate limit is no doubt: nothing was done, and nothing is sent again by itself", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await gitlab.fault({ when: "before-commit", kind: "429", match: { method: "DELETE" } });
  const dialog = await confirm(app, "Revoke", "laptop");
  await expect(dialog.getByRole("alert")).toBeVisible();
  await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("laptop was revoked.")).toBeVisible();
  expect(await gitlab.requests("DELETE")).toHaveLength(2);
});

test("A slow answer is waited for, and the person is told", async ({ app, gitlab, page }) => {
  await page.clock.install();
  await app.signIn("ann");
  await gitlab.fault({ when: "after-commit", kind: "hold", match: { method: "POST" } });
  const dialog = await confirm(app, "Rotate", "laptop");
  await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
  await page.clock.fastForward("00:21");
  await expect(dialog.getByText("Still waiting for GitLab.")).toBeVisible();
  await gitlab.release();
  await app.reveal("laptop").store();
  expect(await gitlab.requests("POST")).toHaveLength(1);
});
