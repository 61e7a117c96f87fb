// Rows 57, 61, 63 and 64 of the fault matrix: clocks that disagree, what is left after signing out, an hour in the background,
// a browser that keeps nothing.
import { inDays } from "../harness/gitlab.ts";
import { expectOrphans, expectSettled } from "./invariants.ts";
import { expect, test } from "./row.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** When the clocks of the browser's time zone (playwright.config.ts) are changed next, a day from now at the earliest. */
function nextChange(): Date {
  const zone = new Intl.DateTimeFormat("en-GB", { timeZone: "America/Los_Angeles", timeZoneName: "shortOffset" });
  const offset = (at: number): string => zone.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  let at = Math.ceil((Date.now() + DAY) / HOUR) * HOUR;
  while (offset(at) === offset(at - HOUR)) at += HOUR;
  return new Date(at);
}

for (const [side, days] of [
  ["ahead of", 1],
  ["behind", -1],
] as const) {
  test(`Row 57 · personal · a clock a day ${side} GitLab's ends nothing, and is remarked upon`, async ({ app, gitlab, page }) => {
    await page.clock.install({ time: Date.now() + days * (DAY + HOUR) });
    await app.signIn("ann", "#/personal?state=all");
    await expect(app.page.getByText(new RegExp(`This machine's clock is \\d+ (minute|hour|day)s? ${side} GitLab's`))).toBeVisible();
    const rows = await gitlab.list(`personal_access_tokens?user_id=${gitlab.person("ann").id}`);
    const ended = rows.filter((row) => !row.active && !row.revoked).length;
    await expect(app.card("Expired")).toContainText(String(ended));
    await app.card("Expired").click();
    await expect(app.count).toHaveText(new RegExp(`^${ended} of ${rows.length} tokens$`));
  });
}

test("Row 57 · project · a clock that is set forward after it was compared hides no token that was made", async ({ open, page }) => {
  await page.clock.install();
  const place = await open("project");
  // GitLab's clock is known from a token that it made.
  await place.create("before");
  await place.store("before");
  // The machine's clock alone: the page's own goes on as before.
  await page.clock.setSystemTime(Date.now() + 10 * 60_000);
  await place.fault({ when: "after-commit", kind: "502-html" });
  const dialog = await place.create("after");
  await expectSettled(dialog, "after", "It was created (id ");
  await expectOrphans(place, dialog, (await place.named("after")).map((row) => row.id));
});

test("Row 57 · personal · the day on which a token ends is a UTC day, and ends it as it begins", async ({ app, gitlab }) => {
  const { id } = gitlab.person("ann");
  for (const [name, days] of [["ends today", 0], ["ends tomorrow", 1]] as const) {
    const body = { name, scopes: ["api"], expires_at: inDays(days) };
    await gitlab.api("POST", `users/${id}/personal_access_tokens`, gitlab.person("root").token, body);
  }
  await app.signIn("ann", "#/personal?state=all");
  await app.search.fill("ends t");
  await expect(app.row("ends today")).toContainText("Expired");
  await expect(app.row("ends tomorrow")).not.toContainText("Expired");
});

test("Row 57 · personal · a change of the clocks to or from summer time alters nothing", async ({ app, gitlab, page }) => {
  const change = nextChange().getTime();
  const before = new Date(change - 60_000);
  await gitlab.setClock(before);
  await page.clock.install({ time: before });
  const { id } = gitlab.person("ann");
  const body = { name: "ends after the change", scopes: ["api"], expires_at: new Date(change + DAY).toISOString().slice(0, 10) };
  await gitlab.api("POST", `users/${id}/personal_access_tokens`, gitlab.person("root").token, body);
  await app.signIn("ann", "#/personal?state=all");
  await app.search.fill("after the change");
  const row = app.row("ends after the change");
  const said = await row.innerText();
  expect(said).not.toContain("Expired");
  await page.clock.fastForward("02:00");
  await app.button("Read again").click();
  await app.settled();
  expect(await row.innerText()).toBe(said);
  await expect(page.getByText("This machine's clock is")).toHaveCount(0);
});

test("Row 61 · project · after signing out nothing secret comes back by Back, the browser's memory, a form or print", async ({ app, gitlab, open, page }) => {
  const place = await open("project");
  await place.create("made before");
  const value = await place.app.reveal("made before").value();
  await place.store("made before");
  const { token } = gitlab.person("ann");
  await app.signOut();
  const expectNothing = async (): Promise<void> => {
    await expect(app.heading("Connect to a GitLab")).toBeVisible();
    await expect(app.table).toHaveCount(0);
    const shown = await page.evaluate(() => document.documentElement.outerHTML + [...document.querySelectorAll("input")].map((field) => field.value).join());
    for (const secret of [value, token, "made before", "image scan"]) expect(shown).not.toContain(secret);
  };
  await expectNothing();
  await page.emulateMedia({ media: "print" });
  expect((await page.pdf()).byteLength).toBeGreaterThan(0);
  await expectNothing();
  await page.emulateMedia({ media: null });
  await app.expectWiped(token, value);
  const asked = (await gitlab.requests()).length;
  await page.goBack();
  await page.goForward();
  await expectNothing();
  // Another document, and back: what was typed is not restored either.
  await app.connect();
  await app.tokenField.fill("typed-and-not-sent");
  await page.goto(`${app.site.url}/config.json`);
  await page.goBack();
  await expectNothing();
  expect(await page.evaluate(() => [...document.querySelectorAll("input")].map((field) => field.value).join())).not.toContain("typed");
  expect((await gitlab.requests()).slice(asked).filter((request) => request.credential)).toEqual([]);
});

test("Row 61 · personal · a page that comes back from the browser's memory does not continue its session", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await expect(page.getByText("The page came back from the browser's memory, so its session was not continued.")).toBeVisible();
  await expect(app.table).toHaveCount(0);
  await app.expectWiped(gitlab.person("ann").token);
});

test("Row 63 · personal · the first movement after an hour asleep does not continue the session", async ({ app, page }) => {
  await page.clock.install();
  await app.signIn("ann");
  await page.clock.setSystemTime(Date.now() + 3_600_000);
  await page.mouse.move(300, 300);
  await page.mouse.move(310, 300);
  await page.clock.runFor("00:11");
  await expect(page.getByText("There was no input for 15 minutes.")).toBeVisible();
});

test("Row 63 · personal · an hour asleep ends the session on waking, and not while a value waits", async ({ app, gitlab, page, meant }) => {
  await page.clock.install();
  await app.signIn("ann");
  meant.confirmed = 1;
  await app.confirm("Rotate", "laptop");
  const reveal = app.reveal("laptop");
  const value = await reveal.value();
  await page.clock.setSystemTime(Date.now() + 3_600_000);
  await page.clock.runFor("00:11");
  await expect(reveal.field, "I3").toHaveValue(value);
  await reveal.store();
  await expect(app.table).toBeVisible();
  await page.clock.setSystemTime(Date.now() + 2 * 3_600_000);
  await page.clock.runFor("00:11");
  await expect(page.getByText("There was no input for 15 minutes.")).toBeVisible();
  await expect(app.table).toHaveCount(0);
  await app.expectWiped(gitlab.person("ann").token, value);
});

test("Row 64 · project · where storage is full the journal is in memory only, which is said once", async ({ app, gitlab, open, page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const place = await open("project");
  const said = app.notice("This browser does not let the page keep anything: a reload forgets what is open.");
  await place.create("first");
  await place.store("first");
  await expect(said).toHaveCount(1);
  await place.fault({ when: "after-commit", kind: "502-html" });
  const dialog = await place.create("second");
  await expect(dialog).toContainText("It was created (id ");
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(said).toHaveCount(1);
  await place.activity();
  const entry = page.getByRole("listitem").filter({ hasText: "second" });
  await expect(entry).toContainText("It was created (id ");
  const [made] = await place.named("second");
  await expect(app.link(`Open token ${made?.id}`)).toBeVisible();
  expect(await gitlab.requests("POST")).toHaveLength(2);
});
