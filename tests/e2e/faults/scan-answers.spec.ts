// Rows 43, 44 and 47 to 50 of the fault matrix, while everything is read: lists that change or are long, and answers that are none.
import type { App } from "../harness/app.ts";
import type { Fault } from "../harness/gitlab.ts";
import { Overview } from "../harness/overview.ts";
import { Scanning } from "../harness/scanning.ts";
import { answer, begin, expect, expectOneMissing, FAILED, LISTS, NAME, one, ONE, PARTIAL, test, total, WHOLE, WORLD } from "./scanned.ts";

/** One's own list and nothing else, of 250 tokens and the one to sign in with. */
const LONG = "scale:users=0,groups=0,projects=0,tokens=0,ann-tokens=250";
const OWN = 251;
const SECOND = { method: "GET", path: "/personal_access_tokens?*page=2" };

/** The ids of one's own tokens, oldest first. */
async function own(app: App): Promise<number[]> {
  return (await app.gitlab.tokens()).filter((token) => token.user === "ann").map((token) => token.id);
}

/** Changes rows while the second page is on its way, and reads to the end. */
async function readWhile(app: App, change: { copy?: number[]; remove?: number[] }): Promise<Scanning> {
  await app.gitlab.fault({ when: "before-commit", kind: "hold", match: SECOND });
  const scanning = await Scanning.begin(app, "ann", "#/?state=all&sort=created_asc");
  await expect.poll(async () => (await app.gitlab.requests("GET", "&page=2")).length).toBe(1);
  await app.gitlab.changeRows({
    ...(change.copy ? { copy: { tokens: change.copy } } : {}),
    ...(change.remove ? { remove: { tokens: change.remove } } : {}),
  });
  await app.gitlab.release();
  await scanning.over();
  return scanning;
}

test.describe("A long list", () => {
  test.use({ world: LONG });

  test("Row 43 · scan · a token made between two pages is read, once", async ({ app }) => {
    const [first = 0] = await own(app);
    const scanning = await readWhile(app, { copy: [first, first] });
    await expect(scanning.line).toHaveText("Complete: 1 list read");
    await expect(app.count).toHaveText(`${OWN + 2} tokens`);
  });

  test("Row 43 · scan · tokens deleted between two pages hide no other: the list is read again from its beginning", async ({ app, gitlab }) => {
    const deleted = (await own(app)).slice(10, 15);
    const scanning = await readWhile(app, { remove: deleted });
    await expect(scanning.line).toHaveText("Complete: 1 list read");
    await expect(app.count).toHaveText(`${OWN - 5} tokens`);
    const first = (await gitlab.requests("GET", "/personal_access_tokens?")).filter((request) => request.path.endsWith("&page=1"));
    expect(first).toHaveLength(2);
  });

  test("Row 44 · scan · a list without totals is read by its pages, and no percent is made up", async ({ app, gitlab }) => {
    await gitlab.reset(LONG, undefined, { max_rows_total: 100 });
    await gitlab.fault({ when: "before-commit", kind: "hold", match: { method: "GET", path: "/personal_access_tokens?*page=3" } });
    const scanning = await Scanning.begin(app, "ann", "#/?state=all");
    await expect(app.count).toHaveText(/^200 tokens/);
    expect(await scanning.region.innerText()).not.toContain("%");
    await gitlab.release();
    await scanning.over();
    await expect(app.count).toHaveText(`${OWN} tokens`);
  });

  for (const [name, headers] of [
    ["another host", (url: string) => `<${url}/api/v4/personal_access_tokens?page=2>; rel="next"`],
    ["an address without encryption", () => '<http://gitlab.example/api/v4/personal_access_tokens?page=2>; rel="next"'],
  ] as const) {
    test(`Row 49 · scan · a Link to ${name} is not followed: pages are counted on the chosen GitLab`, async ({ app, gitlab, stranger }) => {
      const match = { method: "GET", path: "/personal_access_tokens?" };
      await gitlab.fault({ when: "after-commit", kind: "rewrite", match, times: 2, headers: { link: headers(stranger.url) } });
      const scanning = await Scanning.whole(app, "ann", "#/?state=all");
      await expect(app.count).toHaveText(`${OWN} tokens`);
      await expect(scanning.line).toHaveText("Complete: 1 list read");
      expect(stranger.asked).toEqual([]);
    });
  }
});

test.describe("A very long list", () => {
  test.use({ world: "scale:users=0,groups=0,projects=0,tokens=0,ann-tokens=10050" });

  test("Row 44 · scan · more than 10,000 tokens are read to the last, though GitLab does not count them", async ({ app }) => {
    const scanning = await Scanning.whole(app, "ann", "#/?state=all");
    await expect(scanning.line).toHaveText("Complete: 1 list read");
    await expect(app.count).toHaveText("10051 tokens");
  });
});

test.describe("Many lists", () => {
  test.use({ world: WORLD });

  test("Row 44 · scan · where GitLab counts no further, what was read counts, and why there is no more is said", async ({ app, gitlab }) => {
    await gitlab.reset("scale:users=0,groups=101,projects=0,tokens=0,group-tokens=0,deploy-tokens=0");
    const refusal =
      "Offset pagination has a maximum allowed offset of 50000 for requests that return objects of type Group. " +
      "Remaining records can be retrieved using keyset pagination.";
    const headers = { "content-type": "application/json" };
    const cap: Fault = {
      when: "before-commit",
      kind: "answer",
      match: { method: "GET", path: "/groups?*page=2" },
      times: null,
      status: 405,
      cors: true,
      headers,
      body: JSON.stringify({ error: refusal }),
    };
    await gitlab.fault(cap);
    const scanning = await Scanning.whole(app);
    const gap = await scanning.gap("Groups you maintain");
    await expect(gap).toContainText("GitLab counts no further than 50,000 rows in such a list. What follows is missing.");
    await expect(gap).toContainText("Read in part");
    expect(await total(app)).toBeGreaterThan(0);
  });

  for (const [name, fault, ...reason] of [
    ["a sign-in page with status 200", one("200-html", { times: 3 }), "A web page answered instead of GitLab's API"],
    ["an error page of a proxy", one("502-html", { cors: true, times: 3 }), "A web page answered instead of GitLab's API"],
    ["nothing at all", answer(200, ""), "The answer could not be read"],
    ["half a text of JSON", one("half-json", { when: "after-commit", times: 3 }), "The answer could not be read"],
    ["an answer that breaks off", one("truncate", { when: "after-commit", times: 3 }), "The answer broke off"],
    ["something that is no list", answer(200, '{"id":1}'), "The answer could not be read"],
  ] as const) {
    test(`Row 47 · scan · ${name} in the place of a list is named, and the other lists are read`, async ({ app }) => {
      const scanning = await begin(app, fault);
      await scanning.overInTime();
      await expectOneMissing(scanning, FAILED, ...reason);
    });
  }

  for (const [status, body] of [
    [404, '{"error":"404 Not Found"}'],
    [405, '{"error":"405 Not Allowed"}'],
  ] as const) {
    test(`Row 47 · scan · a ${status} as of a GitLab without such lists, in the place of one of them, is one gap: the others are read`, async ({ app }) => {
      const scanning = await begin(app, answer(status, body));
      await scanning.overInTime();
      const reason = `The answer was ${status}, as if there were no such list, but this GitLab has lists of the kind.`;
      await expectOneMissing(scanning, FAILED.replace("failed", "not allowed"), "Not allowed", reason);
    });
  }

  test("Row 47 · scan · a mark before the text of JSON changes nothing", async ({ app, gitlab }) => {
    const list = await gitlab.list("projects/8/access_tokens");
    const scanning = await begin(app, answer(200, `\ufeff${JSON.stringify(list)}`));
    await scanning.overInTime();
    await expect(scanning.line).toHaveText(WHOLE);
    await app.page.getByRole("searchbox").fill("00008");
    expect(await app.names()).toEqual(expect.arrayContaining(list.filter((row) => row.active).map((row) => row.name)));
  });

  test("Row 48 · scan · a row of another shape is left out and counted: its list is not whole, its other rows and all other lists are read", async ({ app, gitlab }) => {
    const [odd, other] = await gitlab.list("projects/8/access_tokens");
    const replace = [[`"id":${odd?.id},`, '"id":"odd",']];
    const scanning = await begin(app, one("rewrite", { when: "after-commit", replace }));
    await scanning.overInTime();
    await expect(app.page.getByText("1 row could not be read and is left out.")).toBeVisible();
    await app.follow("#/?state=all&search=00008");
    await expect(app.link(other?.name ?? "")).toBeVisible();
    await expect(app.link(odd?.name ?? "")).toHaveCount(0);
    await expect(scanning.line).toHaveText(PARTIAL);
    const gap = await scanning.gap(NAME);
    await expect(gap).toContainText("Read in part");
    await expect(gap).toContainText("1 row could not be read and is left out.");
    await scanning.rescan(gap);
    await scanning.inTime(async () => expect(await scanning.line.innerText()).toBe(WHOLE));
  });

  test("Row 48 · scan · a project of another shape hides its tokens: every file and the report say that they are not complete", async ({ app, gitlab }) => {
    const replace = [['"id":8,', '"id":"odd",']];
    await gitlab.fault({ when: "after-commit", kind: "rewrite", match: { method: "GET", path: "/projects?" }, times: null, replace });
    const overview = await Overview.of(app);
    const scanning = new Scanning(app);
    await expect(scanning.line).toHaveText(`Not complete: ${LISTS - 2} of ${LISTS - 2} lists read whole · 1 search for places failed, so more may be missing`);
    const said = "1 row could not be read and is left out.";
    await expect(await scanning.gap("Your projects")).toContainText(said);
    const csv = await overview.save("Spreadsheet (CSV)");
    expect(csv.text).toMatch(/^,,,search for projects,.*,partial \(1 unreadable\)$/m);
    const json = JSON.parse((await overview.save("Everything (JSON)")).text) as object;
    expect(json).toMatchObject({ complete: false, missing: [{ kind: "search for projects", state: "partial", odd_rows: 1 }] });
    expect((await overview.print()).text).toContain(said);
  });

  test("Row 48 · scan · a scope and a role that nobody knows are shown as they are", async ({ app, gitlab }) => {
    const [first] = await gitlab.list("projects/8/access_tokens");
    const replace = [
      [`"${first?.scopes[0]}"`, '"read_minds"'],
      [`"access_level":${first?.access_level}`, '"access_level":37'],
    ];
    const scanning = await begin(app, one("rewrite", { when: "after-commit", replace }));
    await scanning.overInTime();
    await expect(scanning.line).toHaveText(WHOLE);
    await app.follow("#/?state=all&search=read_minds");
    await expect(app.rows.first()).toContainText("read_minds");
    await expect(app.rows.first()).toContainText("37");
    await expect(app.page.getByText("could not be read")).toHaveCount(0);
  });

  for (const status of [301, 302]) {
    test(`Row 50 · scan · a ${status} to another origin is not followed, and that origin sees nothing`, async ({ app, gitlab, stranger }) => {
      const headers = { location: `${stranger.url}/api/v4/projects/8/access_tokens` };
      const scanning = await begin(app, one("answer", { status, cors: true, headers, body: "", times: null }));
      await scanning.overInTime();
      expect((await gitlab.requests("GET", ONE)).length).toBeGreaterThan(0);
      expect(stranger.asked).toEqual([]);
      await scanning.gap(NAME);
      await expectOneMissing(scanning, FAILED);
      expect(stranger.asked).toEqual([]);
    });
  }

  test("Row 49 · scan · a Link of the list of projects to another host is not followed: it goes on by the highest id", async ({ app, gitlab, stranger }) => {
    const link = `<${stranger.url}/api/v4/projects?id_after=1>; rel="next"`;
    await gitlab.fault({ when: "after-commit", kind: "rewrite", match: { method: "GET", path: "/projects?" }, times: null, headers: { link } });
    const scanning = await Scanning.whole(app);
    await expect(scanning.line).toHaveText(`Complete: ${LISTS} lists read`);
    expect(stranger.asked).toEqual([]);
  });
});
