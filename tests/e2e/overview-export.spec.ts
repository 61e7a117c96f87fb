// What is shown, as files that others read, and on paper.
import ICAL from "ical.js";
import * as XLSX from "xlsx";

import { type Gitlab, inDays } from "./harness/gitlab.ts";
import { Overview } from "./harness/overview.ts";
import { expect, test } from "./harness/test.ts";

/** Names that a reader of a file may stumble over. */
const NAMES = [
  "=cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd",
  "+1, \"quoted\", and; more\\",
  "-2 \u{1f511}\u{1f469}\u200d\u{1f4bb} keys",
  "x; =HYPERLINK(1)",
  "y;\"=1+1",
  "\u202etxt.exe \u05e9\u05dc\u05d5\u05dd",
];

/** A line of the file as a spreadsheet sees it. */
type Line = Record<string, string>;

function lines(text: string): { sheet: XLSX.WorkSheet; lines: Line[] } {
  const book = XLSX.read(text, { type: "string", raw: false });
  const sheet = book.Sheets[book.SheetNames[0] ?? ""];
  if (!sheet) throw new Error("no sheet");
  // Unformatted, as typed: a spreadsheet may still take an id for a number, and a day for a day.
  const typed = XLSX.read(text, { type: "string", raw: true });
  const plain = typed.Sheets[typed.SheetNames[0] ?? ""] ?? {};
  return { sheet, lines: XLSX.utils.sheet_to_json<Line>(plain, { defval: "", raw: false }) };
}

async function hostile(gitlab: Gitlab): Promise<void> {
  for (const [number, name] of NAMES.entries()) {
    const body = { name, scopes: ["read_api"], access_level: 20, expires_at: inDays(40 + number) };
    await gitlab.api("POST", "projects/1/access_tokens", gitlab.person("root").token, body);
  }
}

/** A list that one is not allowed to see. */
async function refuse(gitlab: Gitlab): Promise<void> {
  await gitlab.fault({ when: "before-commit", kind: "answer", status: 403, body: '{"message":"403 Forbidden"}', match: { method: "GET", path: "/projects/2/access_tokens" }, times: null });
}

test("A spreadsheet opens the CSV, works nothing out, and sees every row in its order and what is missing", async ({ app, gitlab }) => {
  await hostile(gitlab);
  await refuse(gitlab);
  const overview = await Overview.of(app, "#/?sort=created_desc");
  const names = await app.names();
  const count = Number(/^\d+/.exec(await app.count.innerText())?.[0]);
  const saved = await overview.save("Spreadsheet (CSV)");
  expect(saved.name).toMatch(/^keyturn-127\.0\.0\.1-\d+-\d{4}-\d\d-\d\d\.csv$/);
  const { sheet, lines: all } = lines(saved.text);
  const formulas = Object.entries(sheet).filter(([at, cell]) => !at.startsWith("!") && (cell as XLSX.CellObject).f !== undefined);
  expect(formulas).toEqual([]);
  // Where decimals have a comma it splits elsewhere.
  for (const FS of [";", "\t"]) {
    const book = XLSX.read(saved.text, { type: "string", raw: false, FS });
    const cells = Object.entries(book.Sheets[book.SheetNames[0] ?? ""] ?? {}).filter(([at]) => !at.startsWith("!"));
    expect(cells.length).toBeGreaterThan(count);
    for (const [at, cell] of cells as [string, XLSX.CellObject][]) {
      expect(cell.f, at).toBeUndefined();
      expect(String(cell.v), at).not.toMatch(/^[\s"]*[=+@-]/);
    }
  }
  const tokens = all.filter((line) => line["token_id"] !== "");
  expect(tokens).toHaveLength(count);
  const bare = (name = ""): string => name.replace(/(^|;[\s"]*)'(?=[=+\-@])/g, "$1");
  for (const name of NAMES) expect(tokens.map((line) => bare(line["name"]))).toContain(name);
  expect(tokens.slice(0, NAMES.length).map((line) => line["name"]).filter((name) => NAMES.includes(bare(name)))).toHaveLength(NAMES.length);
  expect(names).toHaveLength(Math.min(names.length, count));
  const gaps = all.filter((line) => line["token_id"] === "");
  expect(gaps.map((line) => line["list"])).toEqual(["refused (403)"]);
  expect(gaps[0]).toMatchObject({ kind: "project", project_id: "2" });
});

test("The JSON holds what GitLab told, and only what is shown", async ({ app, gitlab }) => {
  await hostile(gitlab);
  const overview = await Overview.of(app, "#/?kind=project&search=cmd");
  await expect(app.count).toHaveText(/^2 of/);
  const saved = await overview.save("Everything (JSON)");
  interface Sheet {
    format: string;
    server: string;
    filters: Record<string, string>;
    complete: boolean;
    missing: unknown[];
    rows: { kind: string; project: number; fields: Record<string, unknown> }[];
  }
  const sheet = JSON.parse(saved.text) as Sheet;
  expect(sheet).toMatchObject({ format: "keyturn inventory 1", server: gitlab.url, complete: sheet.missing.length === 0 });
  expect(sheet.filters).toEqual({ state: "active", kind: "project", search: "cmd" });
  expect(sheet.rows.map((row) => row.fields["name"]).sort()).toEqual([NAMES[0], NAMES[1]]);
  const truth = (await gitlab.list("projects/1/access_tokens")).find((row) => row.name === NAMES[0]);
  const found = sheet.rows.find((row) => row.fields["name"] === NAMES[0]);
  expect(found).toMatchObject({ kind: "project", project: 1 });
  expect(found?.fields).toEqual(truth);
});

test("A calendar takes the ICS: an event for each end, on its day, with three reminders", async ({ app, gitlab }) => {
  await hostile(gitlab);
  const overview = await Overview.of(app, "#/?kind=project");
  const count = Number(/^\d+/.exec(await app.count.innerText())?.[0]);
  const saved = await overview.save("Calendar (ICS)");
  const calendar = new ICAL.Component(ICAL.parse(saved.text) as unknown[]);
  const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  const ending = (await gitlab.tokens()).length;
  expect(events.length).toBeGreaterThan(NAMES.length);
  expect(events.length).toBeLessThanOrEqual(Math.min(count, ending));
  expect(new Set(events.map((event) => event.uid)).size).toBe(events.length);
  expect(saved.text).not.toContain("Not complete");
  for (const [number, name] of NAMES.entries()) {
    const seen = name.replace(/[\u202e\u200d]/g, "\ufffd");
    const event = events.find((event) => event.summary === `${seen} ends (Project access token)`);
    expect(event?.startDate.toString(), name).toBe(inDays(40 + number));
    expect(event?.startDate.isDate).toBe(true);
    expect(event?.duration.toString()).toBe("P1D");
    expect(event?.description).toContain(`${gitlab.url}/`);
    expect(event?.description).toContain("/-/settings/access_tokens");
    const alarms = event?.component.getAllSubcomponents("valarm").map((alarm) => String(alarm.getFirstPropertyValue("trigger")));
    expect(alarms).toEqual(["-P14D", "-P7D", "-P1D"]);
  }
});

test("A calendar says what it may lack, and so does each of its events: they are often taken out of the file", async ({ app, gitlab }) => {
  await refuse(gitlab);
  const saved = await (await Overview.of(app)).save("Calendar (ICS)");
  const calendar = new ICAL.Component(ICAL.parse(saved.text) as unknown[]);
  const said = "Not complete: 1 list was not read whole when this was written. Ends may be missing.";
  expect(calendar.getFirstPropertyValue("x-wr-caldesc")).toBe(said);
  const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  expect(events.length).toBeGreaterThan(0);
  for (const event of events) expect(event.description).toMatch(/\nNot complete: 1 list was/);
});

test("Where nothing ends there is no calendar, and the choice says so", async ({ app, page }) => {
  const overview = await Overview.of(app);
  await page.getByRole("button", { name: /Never expires/ }).click();
  await overview.exports.click();
  const calendar = app.button("Calendar (ICS)");
  await expect(calendar).toHaveAttribute("aria-disabled", "true");
  await expect(calendar).toHaveAccessibleDescription("Nothing that is shown ends: there would be no event in it.");
  let saved = 0;
  page.on("download", () => (saved += 1));
  await calendar.click({ force: true });
  await app.button("Everything (JSON)").click();
  await expect.poll(() => saved).toBe(1);
});

test("Everything is reached by keyboard, and the focus comes back", async ({ app, page }) => {
  const overview = await Overview.of(app);
  await overview.exports.focus();
  await page.keyboard.press("Enter");
  await expect(app.button("Spreadsheet (CSV)")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(app.button("Spreadsheet (CSV)")).toBeFocused();
  const saving = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await saving).suggestedFilename()).toMatch(/\.csv$/);
  await expect(overview.exports).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(app.button("Spreadsheet (CSV)")).toBeHidden();
});

test.describe("In Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("the calendar speaks Chinese, too", async ({ app, page, gitlab, site }) => {
    app.watch.allowRefusals();
    await page.goto(`${site.url}/#/`);
    await page.getByLabel("GitLab 服务器").fill(gitlab.url);
    await page.getByRole("button", { name: "继续" }).click();
    await page.getByLabel("访问令牌", { exact: true }).fill(gitlab.person("ann").token);
    await page.getByRole("button", { name: "登录" }).click();
    await expect(page.locator("#scan")).toHaveAttribute("data-state", "over", { timeout: 20_000 });
    await page.getByRole("button", { name: "导出显示的内容" }).click();
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "日历 (ICS)" }).click();
    await (await saving).path();
    await app.watch.settle();
    expect(app.watch.downloads.at(-1)).toContain("laptop 到期");
  });
});

test("On paper there is a report of everything that is shown, and afterwards nothing of it", async ({ app, page, gitlab }) => {
  await refuse(gitlab);
  const overview = await Overview.of(app);
  const count = Number(/^\d+/.exec(await app.count.innerText())?.[0]);
  const printed = await overview.print();
  expect(printed).toMatchObject({ rows: count, held: 0 });
  for (const part of [`Tokens on ${gitlab.url}`, "lists read", "What is missing", "What ends when", "Expired without a replacement", "Filters", "Status: Active", "laptop"]) {
    expect(printed.text).toContain(part);
  }
  await expect(page.locator(".report")).toHaveCount(0);
});
