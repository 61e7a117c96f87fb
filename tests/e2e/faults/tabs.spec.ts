// Rows 10, 16 and 22 of the fault matrix, as far as they are about two tabs of one browser: no change is made twice, no dead
// value is used again, and what one tab changes the other sees.
import type { App } from "../harness/app.ts";
import type { Form } from "../harness/form.ts";
import { Place } from "./kinds.ts";
import { expect, test } from "./row.ts";

/** The sign-in token is among the newest: drawn without scrolling. */
const NEWEST = "#/personal?sort=created_desc";

/** A second tab of the same browser, at the start; `hears` whether the browser lets the tabs talk to each other. */
async function another(app: App, hears = true): Promise<App> {
  const page = await app.page.context().newPage();
  if (!hears) await page.addInitScript(() => Object.defineProperty(window, "BroadcastChannel", { value: undefined }));
  return app.on(page);
}

test("Row 10 · project · what one tab creates is not created by another at the same time", async ({ app, gitlab, open }) => {
  const place = await open("project");
  const form = await place.fill("once");
  const tab = await another(app);
  const elsewhere: Form = await (await new Place(tab, "project").open()).fill("once");
  await place.fault({ when: "after-commit", kind: "hold" });
  await app.page.bringToFront();
  await place.confirm(form);
  await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
  await tab.page.bringToFront();
  await elsewhere.confirm();
  await expect(elsewhere.dialog).toContainText("Another tab of this browser is doing this right now. Nothing was sent from here.");
  await gitlab.releaseHeld();
  await app.page.bringToFront();
  await place.store("once");
  expect(await place.named("once")).toHaveLength(1);
  await tab.page.bringToFront();
  await expect(elsewhere.name).toHaveValue("once");
  await elsewhere.dialog.getByRole("button", { name: "Cancel" }).click();
  // The other tab has read its list again.
  await expect(tab.row("once")).toHaveCount(1);
});

test("Row 16 · personal · a tab whose token another one rotated does not use its old value again", async ({ app, gitlab, meant }) => {
  await app.signIn("ann", NEWEST);
  const tab = await another(app);
  await tab.signIn("ann", NEWEST);
  await app.page.bringToFront();
  meant.confirmed = 1;
  await app.confirm("Rotate", "sign-in");
  await app.reveal("sign-in").store();
  await tab.page.bringToFront();
  await expect(tab.page.getByText("Another tab of this browser rotated or revoked the token")).toBeVisible();
  await expect(tab.table).toHaveCount(0);
  await tab.expectWiped(gitlab.person("ann").token);
  expect((await gitlab.tokensNamed("sign-in")).map((token) => token.revoked)).toEqual([true, false]);
});

test("Row 22 · personal · a tab that did not hear of it looks before it rotates, and sends nothing with the dead value", async ({ app, gitlab, meant }) => {
  await app.signIn("ann", NEWEST);
  const tab = await another(app, false);
  await tab.signIn("ann");
  await app.page.bringToFront();
  meant.confirmed = 1;
  await app.confirm("Rotate", "sign-in");
  await app.reveal("sign-in").store();

  await tab.page.bringToFront();
  await expect(tab.table).toBeVisible();
  app.watch.allowRefusals();
  // The look alone.
  meant.refused = 1;
  await tab.confirm("Rotate", "laptop");
  await expect(tab.alert.first()).toContainText("revoked");
  // What was read stays, and nothing can be changed any more.
  await expect(tab.button("Sign in again")).toBeVisible();
  await expect(tab.page.getByText("Nothing is sent any more.")).toBeVisible();
  expect(await gitlab.requests("POST")).toHaveLength(1);
  expect(await gitlab.tokensNamed("laptop")).toMatchObject([{ revoked: false }]);
  // GitLab has not taken it for theft.
  expect((await gitlab.tokensNamed("sign-in")).map((token) => token.revoked)).toEqual([true, false]);
  await app.page.bringToFront();
  await app.button("Read again").click();
  await app.settled();
});
