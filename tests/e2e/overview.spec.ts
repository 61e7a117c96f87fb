// The Overview while it reads: stopped and resumed, what is missing, what stays where it is for somebody who reads.
import type { App } from "./harness/app.ts";
import type { Fault } from "./harness/gitlab.ts";
import { Scanning } from "./harness/scanning.ts";
import { expect, test } from "./harness/test.ts";

/** 41 projects with two lists each, and one's own list, which has two pages. */
const WORLD = "scale:users=0,groups=0,projects=41,tokens=0,ann-tokens=150,project-tokens=1,deploy-tokens=0";
const LISTS = 83;

/** A fault of the access tokens of a project. */
const of = (project: number, kind: string, more: Partial<Fault> = {}): Fault => ({
  when: "before-commit",
  kind,
  match: { method: "GET", path: `/projects/${project}/access_tokens` },
  times: null,
  ...more,
});

/** The ids of one's own tokens. */
async function own(app: App): Promise<number[]> {
  return (await app.gitlab.tokens()).filter((token) => token.user === "ann").map((token) => token.id);
}

/** How many tokens the access token lists of some projects have. */
async function counted(app: App, projects: number[]): Promise<number> {
  let sum = 0;
  for (const project of projects) sum += (await app.gitlab.list(`projects/${project}/access_tokens`)).length;
  return sum;
}

test.describe("Many lists", () => {
  test.use({ world: WORLD });

  test("With lists that are refused, that fail and that change, stopped and resumed, it ends with what there is and names what is missing", async ({ app, gitlab, page }) => {
    await page.clock.install();
    for (const project of [3, 8, 13]) {
      const body = { error: "insufficient_permissions" };
      await gitlab.fault(of(project, "answer", { status: 403, cors: true, headers: { "content-type": "application/json" }, body: JSON.stringify(body) }));
    }
    for (const project of [18, 23]) await gitlab.fault(of(project, "500"));
    const second = { method: "GET", path: "/personal_access_tokens?*page=2" };
    await gitlab.fault({ when: "before-commit", kind: "hold", match: second, times: 1 }, of(28, "hold", { times: 1 }));
    const [first = 0, ...rest] = await own(app);
    const scanning = await Scanning.begin(app, "ann", "#/?state=all");
    await expect.poll(async () => (await gitlab.requests("GET", "&page=2")).length).toBe(1);
    await gitlab.changeRows({ copy: { tokens: [first] }, remove: { tokens: rest.slice(0, 3) } });

    await scanning.button("Stop").click();
    await expect(scanning.line).toContainText("Stopped. What was not read yet is missing in the table.");
    await gitlab.releaseHeld();
    // What was under way is answered, and nothing more is asked for.
    await scanning.inTime(async () => expect((await gitlab.requests("GET")).filter((request) => request.sent === null)).toEqual([]));
    const asked = (await gitlab.requests("GET")).length;
    await page.clock.runFor(60_000);
    expect(await gitlab.requests("GET")).toHaveLength(asked);

    await scanning.button("Go on").click();
    await scanning.inTime(async () => {
      await gitlab.release();
      expect(await scanning.line.innerText()).toMatch(/^Not complete: /);
    });
    await expect(scanning.line).toHaveText(`Not complete: ${LISTS - 5} of ${LISTS} lists read whole · 3 not allowed · 2 failed`);
    await expect(scanning.missing).toHaveText("What is missing: 5 lists");
    const projects = Array.from({ length: 41 }, (_, index) => index + 1);
    const gone = [3, 8, 13, 18, 23];
    const there = (await own(app)).length + (await counted(app, projects.filter((project) => !gone.includes(project))));
    await expect(app.count).toHaveText(`${there} tokens`);

    await gitlab.forgetFaults();
    await scanning.rescan(await scanning.gap(/-00023\b.*Failed/));
    await scanning.inTime(async () => expect(await scanning.line.innerText()).toContain(`${LISTS - 4} of ${LISTS}`));
    await expect(scanning.line).toHaveText(`Not complete: ${LISTS - 4} of ${LISTS} lists read whole · 3 not allowed · 1 failed`);
    await expect(scanning.gaps.filter({ hasText: "Not allowed" })).toHaveCount(3);
    await expect(app.count).toHaveText(`${there + (await counted(app, [23]))} tokens`);
  });

  test("It says that places are being found, then how many lists are read, then that it is complete", async ({ app, gitlab }) => {
    const search = { method: "GET", path: "/projects?" };
    await gitlab.fault({ when: "before-commit", kind: "hold", match: search }, of(28, "hold", { times: 1 }));
    const scanning = await Scanning.begin(app);
    await expect(scanning.line).toHaveText(/^Finding places: 1 of 1 list read so far/);
    await expect(scanning.region.getByRole("progressbar")).toBeVisible();
    await gitlab.releaseHeld();
    await expect(scanning.line).toHaveText(new RegExp(`^${LISTS - 1} of ${LISTS} lists read · (a few seconds|about \\d+ seconds) left$`));
    await expect(scanning.button("Go on")).toBeHidden();
    await gitlab.releaseHeld();
    await expect(scanning.line).toHaveText(`Complete: ${LISTS} lists read`);
    await expect(scanning.region.getByRole("progressbar")).toBeHidden();
    for (const gone of ["Stop", "Go on"] as const) await expect(scanning.button(gone)).toBeHidden();
  });

  test("Read again, everything stays in sight until its new answer is whole, and after one that fails, which is said", async ({ app, gitlab, page }) => {
    await page.clock.install();
    const scanning = await Scanning.begin(app, "ann", "#/?state=all");
    await scanning.overInTime();
    const before = await app.count.innerText();
    await gitlab.fault(of(8, "hold", { times: 1 }));
    await scanning.button("Read everything again").click();
    await expect.poll(async () => (await gitlab.requests("GET", "/projects/8/access_tokens")).length).toBe(2);
    await expect(app.count).toHaveText(before);
    await gitlab.forgetFaults();
    await gitlab.fault(of(8, "500"));
    await gitlab.release();
    await scanning.overInTime();
    await expect(app.count).toHaveText(before);
    await scanning.button("Read everything again").click();
    await scanning.inTime(async () => expect(await scanning.line.innerText()).toMatch(/^Not complete: .* 1 failed$/));
    await expect(await scanning.gap(/-00008\b/)).toContainText("Shown is what was read before.");
    await expect(app.count).toHaveText(before);
  });

  for (const [how, read] of [
    ["has the focus in them", async (app: App) => app.rows.first().getByRole("link").first().focus()],
    ["has scrolled to them", async (app: App) => app.page.mouse.wheel(0, 400)],
  ] as const) {
    test(`Rows do not move under somebody who ${how}: what is read meanwhile waits to be asked for`, async ({ app, gitlab, page }) => {
      await gitlab.fault(of(8, "hold", { times: 1 }));
      const scanning = await Scanning.begin(app, "ann", "#/?state=all&sort=created_desc");
      await expect(scanning.line).toContainText(`${LISTS - 1} of ${LISTS} lists read`);
      await expect(app.count).toHaveText(/^\d+ tokens$/);
      await read(app);
      const total = Number(/^\d+/.exec(await app.count.innerText())?.[0]);
      const names = (await app.names()).slice(0, 10);
      const held = await counted(app, [8]);
      await gitlab.releaseHeld();
      await scanning.over();
      await expect(page.getByText(`${held} tokens more read meanwhile.`)).toBeVisible();
      await expect(app.count).toHaveText(`${total} tokens`);
      expect((await app.names()).slice(0, 10)).toEqual(names);
      await app.button("Show them").click();
      await expect(app.count).toHaveText(`${total + held} tokens`);
      await expect(app.button("Show them")).toHaveCount(0);
    });
  }

  test("Another screen does not end the reading, and the way back does not begin it anew", async ({ app, gitlab }) => {
    await gitlab.fault(of(28, "hold", { times: 1 }));
    const scanning = await Scanning.begin(app);
    await expect(scanning.line).toContainText(`${LISTS - 1} of ${LISTS} lists read`);
    await app.link("Personal tokens").click();
    await expect(app.heading("Personal access tokens")).toBeVisible();
    await app.settled();
    await gitlab.releaseHeld();
    await gitlab.clearRequests();
    await app.link("Overview").click();
    await scanning.over();
    await expect(scanning.line).toHaveText(`Complete: ${LISTS} lists read`);
    expect(await gitlab.requests("GET")).toEqual([]);
  });

  test("Signing out forgets everything that was read", async ({ app, gitlab, page }) => {
    const scanning = await Scanning.whole(app, "ann", "#/?state=all");
    await expect(app.count).toHaveText(/^\d+ tokens$/);
    const [name = ""] = await app.names();
    await app.signOut();
    expect(await page.content()).not.toContain(name);
    await app.expectWiped(gitlab.person("ann").token);
    await app.enterToken(gitlab.person("guest").token);
    await scanning.over();
    await expect(scanning.line).toHaveText("Complete: 1 list read");
    await expect(app.count).toHaveText(/^1 token$/);
  });
});

test.describe("Service accounts", () => {
  test.use({ world: "scale:users=0,groups=4,projects=8,tokens=0,accounts=1" });

  const plain = { status: 403, cors: true, headers: { "content-type": "application/json" }, body: '{"message":"403 Forbidden"}' };
  const absent = { ...plain, status: 404, body: '{"error":"404 Not Found"}' };

  test("Where they are offered their tokens are read, too", async ({ app }) => {
    const scanning = await Scanning.whole(app, "ann", "#/?state=all&kind=service%20account");
    await expect(scanning.line).toHaveText(/^Complete: /);
    await expect(scanning.missing).toBeHidden();
    await expect(app.rows.first()).toContainText("Service account token");
  });

  for (const [why, answer, reason] of [
    ["a plan without them", plain, "GitLab answered 403, as it does where its licence or the plan of the group does not include this."],
    ["a release that does not know them", absent, "GitLab answered 404, as it does where its release knows no such list."],
  ] as const) {
    test(`Where they are absent by ${why}, nothing is missing, and which lists these are can be looked up`, async ({ app, gitlab }) => {
      await gitlab.fault({ when: "before-commit", kind: "answer", match: { method: "GET", path: "/service_accounts" }, times: null, ...answer });
      const scanning = await Scanning.whole(app);
      await expect(scanning.line).toHaveText(/^Complete: /);
      await expect(scanning.missing).toBeHidden();
      await scanning.absent.click();
      await expect(scanning.gaps).toHaveCount(Number.parseInt(await scanning.absent.innerText(), 10));
      const asked = await gitlab.requests("GET", "/service_accounts");
      await expect(scanning.gaps.filter({ hasText: reason })).toHaveCount(asked.length);
      await expect(scanning.gaps.filter({ hasText: "It was not asked for" })).toHaveCount((await scanning.gaps.count()) - asked.length);
      await expect(scanning.gaps.first()).toContainText(/Service accounts \S+ · Not offered/);
      await expect(app.alert).toHaveCount(0);
      // Their plan may have changed since.
      await gitlab.forgetFaults();
      const first = await scanning.gaps.first().getByRole("strong").innerText();
      await scanning.rescan(scanning.gaps.first());
      await expect(scanning.gaps.filter({ hasText: first })).toHaveCount(0);
    });
  }

  test.describe("Before GitLab 16.1", () => {
    test.use({ version: "15.11.13-ee" });

    test("They are not even asked for, and nothing is missing", async ({ app, gitlab }) => {
      const scanning = await Scanning.whole(app);
      await expect(scanning.line).toHaveText(/^Complete: /);
      await expect(scanning.missing).toBeHidden();
      expect(await gitlab.requests("GET", "service_accounts")).toEqual([]);
    });
  });
});

test.describe("An administrator", () => {
  test.use({ world: "scale:users=3,groups=4,projects=6,tokens=2,project-tokens=2,group-tokens=1,deploy-tokens=0" });

  test("Finds where each bot's token lives: with its place, its kind and its role, each once, and whose the others are", async ({ app, gitlab, page }) => {
    const scanning = await Scanning.whole(app, "root", "#/?state=all");
    const widen = scanning.region.getByRole("button", { name: "Find where each bot's token lives" });
    const hint = page.getByText("Bots' tokens count as personal ones until");
    await expect(hint).toBeVisible();
    const unmarked = page.getByText("What counts as personal here may be an impersonation token, or a service account's");
    await expect(unmarked).toBeVisible();
    const all = await app.count.innerText();
    expect(await gitlab.requests("GET", "/access_tokens")).toEqual([]);

    await widen.click();
    await expect(hint).toBeHidden();
    await expect(unmarked).toBeVisible();
    await expect(widen).toBeHidden();
    await scanning.over();
    await expect(scanning.line).toHaveText(/^Complete: /);
    await expect(scanning.missing).toBeHidden();
    await expect(app.count).toHaveText(all);
    const root = gitlab.person("root").token;
    let living = 0;
    for (const kind of ["project", "group"] as const) {
      const places = (await gitlab.api("GET", `${kind}s?per_page=100`, root)) as { id: number; path_with_namespace?: string; full_path?: string }[];
      for (const { id, path_with_namespace, full_path } of places) {
        const path = path_with_namespace ?? full_path ?? "";
        const tokens = await gitlab.list(`${kind}s/${id}/access_tokens`);
        living += tokens.length;
        await app.follow(`#/?state=all&kind=${kind}&search=${encodeURIComponent(path)}`);
        for (const { name } of tokens) await expect(app.row(name).filter({ hasText: path }).first()).toBeVisible();
      }
    }
    expect(living).toBeGreaterThan(6);
    await app.follow("#/?state=all&kind=project");
    await expect(app.rows.first()).toContainText(/Project access token.*(Guest|Reporter|Developer|Maintainer|Owner)/);
    await app.follow("#/?state=all&kind=personal&search=ann");
    await expect(app.count).toHaveText(/^[1-9]\d* of /);
    await expect(app.rows.first()).toContainText("Personal access token");
    await app.follow("#/?state=all&kind=personal");
    await expect(app.count).not.toHaveText("0 of");
    await expect(app.row("sign-in").first()).toBeVisible();
    await expect(page.getByText(/^User \d+$/)).toHaveCount(0);

    // The way back does not offer it again, and asks nothing anew.
    await gitlab.clearRequests();
    await app.link("Projects").click();
    await app.link("Overview").click();
    await expect(scanning.line).toHaveText(/^Complete: /);
    await expect(widen).toBeHidden();
    expect(await gitlab.requests("GET", "/users?")).toEqual([]);
  });
});
