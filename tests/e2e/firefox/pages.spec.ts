// What Firefox is shown: the Overview and its files, About, the first step's failures, a tile of a portal, and all by keyboard.
import type { Frame } from "puppeteer-core";

import { expect, Keyturn, test, until } from "../harness/firefox.ts";
import { example, welcoming } from "../harness/portal.ts";
import { SERVER_FAILURES } from "../harness/told.ts";

test("The Overview reads everything, and what it shows is saved", async ({ tab, gitlab }) => {
  const keyturn = await tab.open("#/");
  await keyturn.signIn("ann");
  await keyturn.settled();
  await keyturn.all.get("region", "Reading everything you manage").get("status").says(/^(Complete|Not complete): /);
  await keyturn.all.get("region", "What ends when").isThere();
  const count = Number(/^\d+/.exec((await keyturn.all.get("search").get("status").ask((status) => status.innerText)) ?? "")?.[0]);
  await keyturn.all.get("button", "Export what is shown").press();
  const saved = await tab.save(keyturn.all.get("button", "Everything (JSON)"));
  const sheet = JSON.parse(saved.text) as { format: string; server: string; rows: unknown[] };
  expect(sheet).toMatchObject({ format: "keyturn inventory 1", server: gitlab.url });
  expect(sheet.rows).toHaveLength(count);
});

test("Row 51 · A port where nothing listens and a GitLab without CORS have each their own words", async ({ tab, gitlab, stranger }) => {
  const keyturn = await tab.open();
  const alert = keyturn.all.get("alert");
  const server = keyturn.all.get("field", "GitLab server");
  await stranger.stop();
  await gitlab.fault({ when: "after-commit", kind: "no-cors", match: { method: "*" }, times: null });
  for (const [failure, url] of [["a port where nothing listens", stranger.url], ["a GitLab without CORS", gitlab.url]] as const) {
    await server.type(url);
    await tab.page.keyboard.press("Enter");
    const { headline, step } = SERVER_FAILURES[failure].en;
    await alert.get("heading", headline).isThere();
    await alert.says(step);
    await server.hasFocus();
    expect(await server.value()).toBe(url);
    await keyturn.token.isGone();
  }
  expect((await gitlab.requests()).filter(({ credential }) => credential)).toEqual([]);
});

test("Once a server is named no other can be reached, and About finds all that protects the page", async ({ tab, stranger }) => {
  const keyturn = await tab.signIn("ann", "#/personal");
  tab.allow(/Content-Security-Policy: .* \(connect-src\) at /);
  expect(await tab.page.evaluate((url) => fetch(url, { mode: "no-cors" }).then(() => "reached", () => "refused"), stranger.url)).toBe("refused");
  expect(stranger.asked).toEqual([]);
  await keyturn.all.get("link", "About").press();
  await keyturn.all.get("heading", "About Keyturn").isThere();
  await keyturn.all.says("18 of 18 that can be measured here are active.");
  const left = await keyturn.all.ask((body) =>
    [...body.querySelectorAll<HTMLElement>("main section li:has(.badge)")].map((line) => line.innerText).filter((line) => !line.includes("Active")),
  );
  expect(left).toEqual([expect.stringMatching(/^Encryption remembered\s+Not measurable here/)]);
});

test("In a tile of a portal a button is pressed twice, with a pause between", async ({ tab, gitlab, altered, portal }) => {
  // The portal's page has no icon.
  tab.allow(/favicon\.ico/);
  altered.alter = (sent) => welcoming(portal.url, sent);
  portal.alter = (sent) => example(sent, altered.url, 1);
  await tab.page.goto(portal.url);
  const frame = (await (await tab.page.waitForSelector("#tokens"))?.contentFrame()) as Frame;
  const tile = new Keyturn(frame, gitlab, tab.keyturn.issued);
  await tile.signIn("ann");
  await tile.settled();
  const dialog = tile.dialog("Revoke image scan?");
  await tile.row("image scan").get("button", "Revoke image scan").press();
  await dialog.says("then press it twice, a second apart.");
  await dialog.get("button", "Revoke").press(2);
  await dialog.says("Nothing was done yet.");
  expect(await gitlab.requests("DELETE")).toEqual([]);
  const pressed = Date.now();
  await until(() => Date.now() - pressed, "a second is over").toBeGreaterThan(1_000);
  await dialog.get("button", "Revoke").press();
  await tile.all.says("image scan was revoked.");
  expect(await gitlab.requests("DELETE")).toHaveLength(1);
});

test("A person without a mouse signs in, finds a row and opens its details", async ({ tab, gitlab }) => {
  const { keyboard } = tab.page;
  const { all, token } = await tab.open("#/personal");
  await all.get("field", "GitLab server").isThere();
  await tab.tabTo(all.get("field", "GitLab server"));
  await keyboard.type(gitlab.url);
  await keyboard.press("Enter");
  await token.hasFocus();
  await keyboard.type(gitlab.person("ann").token);
  await keyboard.press("Enter");
  await tab.keyturn.settled();
  await keyboard.press("/");
  await keyboard.type("terraform");
  await tab.tabTo(all.get("link", "terraform state"));
  await keyboard.press("Enter");
  await all.get("details", "terraform state").isThere();
  await all.get("heading", "terraform state").hasFocus();
  await keyboard.press("Escape");
  await all.get("details", "terraform state").isGone();
  await all.get("link", "terraform state").hasFocus();
});
