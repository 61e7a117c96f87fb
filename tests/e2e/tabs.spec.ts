// Two tabs of one browser: no change is made twice, no dead value is used again, and what one changes the other sees.
import { App } from "./harness/app.ts";
import { Form } from "./harness/form.ts";
import { expect, test } from "./harness/test.ts";

/** A second tab of the same browser, signed in as somebody. */
async function another(app: App, who: string, fragment = ""): Promise<App> {
  const tab = new App(await app.page.context().newPage(), app.site, app.gitlab, app.watch);
  await tab.signIn(who, fragment);
  return tab;
}

test("A token that one tab creates is not created by another at the same time", async ({ app, gitlab }) => {
  await app.signIn("ann", "#/projects/1");
  const tab = await another(app, "ann", "#/projects/1");
  const forms = [];
  for (const one of [app, tab]) {
    await one.page.bringToFront();
    const form = await Form.open(one, "New project token for northlight/storefront");
    await form.fill({ name: "once", scopes: ["read_api"] });
    forms.push(form);
  }
  await gitlab.fault({ when: "after-commit", kind: "hold", match: { method: "POST" } });
  await app.page.bringToFront();
  await forms[0]?.confirm();
  await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
  await tab.page.bringToFront();
  await forms[1]?.confirm();
  await expect(forms[1]?.dialog ?? tab.alert).toContainText("Another tab of this browser is doing this right now.");
  await gitlab.releaseHeld();
  await app.page.bringToFront();
  await app.reveal("once").store();
  expect(await gitlab.requests("POST")).toHaveLength(1);
  await tab.page.bringToFront();
  await expect(forms[1]?.name ?? tab.alert).toHaveValue("once");
  await forms[1]?.dialog.getByRole("button", { name: "Cancel" }).click();
  // The other tab has read its list again.
  await expect(tab.row("once")).toHaveCount(1);
});

test("A tab whose token another one rotated does not use its old value again", async ({ app, gitlab }) => {
  await app.signIn("ann");
  const tab = await another(app, "ann");
  await app.page.bringToFront();
  await app.confirm("Rotate", "sign-in");
  await app.reveal("sign-in").store();
  await tab.page.bringToFront();
  await expect(tab.page.getByText("Another tab of this browser rotated or revoked the token")).toBeVisible();
  const answers = (await gitlab.requests()).map((request) => request.executed);
  expect(answers.filter((status) => status === 401)).toEqual([]);
  const fresh = (await gitlab.tokensNamed("sign-in")).at(-1);
  expect(fresh).toMatchObject({ revoked: false });
});
