// The Overview's one table over all kinds: cards, filters, places, and changes made from there.
import { Bulk } from "./harness/bulk.ts";
import { Form } from "./harness/form.ts";
import { type Gitlab, inDays, type Row } from "./harness/gitlab.ts";
import { Scanning } from "./harness/scanning.ts";
import { tabTo } from "./harness/tab.ts";
import { expect, test } from "./harness/test.ts";

const STOREFRONT = "#/?state=all&place=northlight%2Fstorefront";

/** How many tokens the toolbar says are shown. */
const shown = (number: number): RegExp => new RegExp(`^${number} (of|tokens?$)`);

/** One token of each of three kinds, in three places, whose names begin alike. */
async function three(gitlab: Gitlab): Promise<void> {
  const root = gitlab.person("root").token;
  const of = (name: string, scope: string): object => ({ name, scopes: [scope], expires_at: inDays(40) });
  await gitlab.api("POST", `users/${gitlab.person("ann").id}/personal_access_tokens`, root, of("trio one", "read_api"));
  await gitlab.api("POST", "projects/1/access_tokens", root, { ...of("trio two", "read_api"), access_level: 20 });
  await gitlab.api("POST", "projects/4/deploy_tokens", root, of("trio three", "read_registry"));
}

test("Each card of what to look at shows as many tokens as it counts, and pressed again all", async ({ app }) => {
  const scanning = await Scanning.whole(app, "ann", "#/?state=all");
  const all = await app.count.innerText();
  for (const name of ["Expired without a replacement", "Never expires", "Broad", "Never used", "Idle 90 days", "Safe to remove"]) {
    const card = scanning.card(name);
    const counted = await scanning.counted(card);
    expect(counted, name).toBeGreaterThan(0);
    await card.click();
    await expect(card).toHaveAttribute("aria-pressed", "true");
    await expect(app.count).toHaveText(shown(counted));
    expect(app.fragment).toContain("risk=");
    await card.click();
    await expect(card).toHaveAttribute("aria-pressed", "false");
    await expect(app.count).toHaveText(all);
  }
});

test("Cards count within the other filters, and a kind is shown alone", async ({ app, page }) => {
  const scanning = await Scanning.whole(app, "ann", "#/?state=all");
  const never = scanning.card("Never expires");
  const before = await scanning.counted(never);
  let sum = 0;
  for (const [value, kind] of [
    ["personal", "Personal access token"],
    ["project", "Project access token"],
    ["group", "Group access token"],
    ["deploy", "Deploy token"],
    ["service account", "Service account token"],
  ] as const) {
    await page.getByLabel("Kind", { exact: true }).selectOption(value);
    await expect(app.rows.first()).toContainText(kind);
    expect((await app.rows.allInnerTexts()).filter((row) => !row.includes(kind))).toEqual([]);
    sum += await scanning.counted(never);
  }
  expect(sum).toBe(before);
});

test("What a rule would have to know and nobody tells is counted on its card and named in the details", async ({ app, gitlab }) => {
  await three(gitlab);
  const scanning = await Scanning.whole(app, "ann", "#/?kind=deploy");
  const works = await app.card("Active").locator(".count").innerText();
  for (const name of ["Never used", "Idle 90 days", "Safe to remove"]) {
    await expect(scanning.card(name)).toContainText(`Not told: ${works}`);
    expect(await scanning.counted(scanning.card(name)), name).toBe(0);
  }
  for (const name of ["Never expires", "Broad", "Expired without a replacement"]) await expect(scanning.card(name)).not.toContainText("Not told");
  await app.follow("#/?kind=project");
  for (const name of ["Never used", "Idle 90 days", "Safe to remove"]) await expect(scanning.card(name)).not.toContainText("Not told");

  const untold = app.page.getByRole("region", { name: "What cannot be told" }).getByRole("listitem");
  await app.follow("#/?search=trio");
  await app.link("trio three").click();
  await expect(app.details("trio three")).toBeVisible();
  await expect(untold).toHaveText(["Never used, Idle 90 days, Safe to removeGitLab does not tell when it was last used, so nobody can say whether it is idle."]);
  await app.link("trio two").click();
  await expect(app.details("trio two")).toContainText("Scopes");
  await expect(untold).toHaveCount(0);
});

test("A kind that cannot be told apart there is not offered, and a link with it shows its filter", async ({ app, page }) => {
  await Scanning.whole(app, "root");
  const kind = page.getByLabel("Kind", { exact: true });
  const offered = ["Any kind", "Personal access token", "Project access token", "Group access token", "Deploy token", "Service account token"];
  await expect(kind.getByRole("option")).toHaveText(offered);
  await app.follow("#/activity");
  await app.follow("#/?kind=impersonation");
  await expect(kind).toHaveValue("impersonation");
  await expect(app.heading("No token matches")).toBeVisible();
  await app.button("Remove filter Impersonation token").click();
  await expect(kind).toHaveValue("");
  await expect(app.rows.first()).toBeVisible();
});

test("A token is found by the name of its place", async ({ app, page }) => {
  await Scanning.whole(app, "ann", "#/?state=all");
  await page.getByRole("searchbox").fill("northlight/storefront");
  await expect(app.link("image scan")).toBeVisible();
  expect((await app.rows.allInnerTexts()).filter((row) => !row.includes("northlight/storefront"))).toEqual([]);
});

test("Grouped by place, each place has a heading with its number and the way to its list", async ({ app, gitlab, page }) => {
  await Scanning.whole(app, "ann", "#/?state=all&kind=project&search=northlight%2Fsto");
  const drawn = (await app.names()).length;
  await app.button("By place").click();
  await expect(app.button("By place")).toHaveAttribute("aria-pressed", "true");
  const heading = app.table.getByRole("row").filter({ has: page.getByRole("button", { name: "Read northlight/storefront again" }) });
  const list = await gitlab.list("projects/1/access_tokens");
  await expect(heading).toContainText(`${list.length} tokens`);
  await expect(heading).toContainText("Project access token");
  await expect(app.rows).toHaveCount(drawn + (await app.table.getByRole("button", { name: /^Read .+ again$/ }).count()));
  // Only its own rows stand below it.
  const below = heading.locator("xpath=following-sibling::tr[1]");
  await expect(below).toContainText("northlight/storefront");
  await heading.getByRole("link", { name: "northlight/storefront" }).click();
  await expect(app.heading("Project access tokens of northlight/storefront")).toBeVisible();
});

test("A place is read again from its heading, and its rows stay meanwhile", async ({ app, gitlab, page }) => {
  await Scanning.whole(app, "ann", "#/?state=all&kind=project&search=northlight%2Fstorefront&group=place");
  const before = await app.count.innerText();
  const { id = 0 } = (await gitlab.list("projects/1/access_tokens"))[0] as Row;
  await gitlab.fault({ when: "before-commit", kind: "hold", match: { method: "GET", path: "/projects/1/access_tokens" } });
  const heading = app.table.getByRole("row").filter({ has: page.getByRole("button", { name: "Read northlight/storefront again" }) });
  await heading.getByRole("button", { name: "Read northlight/storefront again" }).click();
  await expect(heading).toContainText("Being read");
  await expect(app.count).toHaveText(before);
  await gitlab.changeRows({ remove: { tokens: [id] } });
  await gitlab.releaseHeld();
  await expect(heading).not.toContainText("Being read");
  // Whoever pressed it has the focus in the table: the rows wait to be asked for.
  await page.getByRole("searchbox").focus();
  await expect(app.count).not.toHaveText(before);
});

test("The link carries filters, order, grouping and the open token, and Back goes through them", async ({ app, page }) => {
  const link = "#/?search=northlight&kind=deploy&state=all&sort=name_desc&group=place";
  const scanning = await Scanning.whole(app, "ann", link);
  await expect(page.getByRole("searchbox")).toHaveValue("northlight");
  await expect(page.getByLabel("Kind", { exact: true })).toHaveValue("deploy");
  await expect(app.button("By place")).toHaveAttribute("aria-pressed", "true");
  const count = await app.count.innerText();
  await app.link("production cluster").first().click();
  expect(app.fragment).toMatch(/token=deploy-\d+/);
  await expect(app.details("production cluster")).toBeVisible();
  await scanning.card("Never expires").click();
  await expect.poll(() => app.fragment).toContain("risk=never_expires");
  const narrowed = app.fragment;
  await page.goBack();
  await expect(app.details("production cluster")).toBeHidden();
  expect(app.fragment).toBe(link);
  await expect(app.count).toHaveText(count);
  await page.goForward();
  await expect(app.details("production cluster")).toBeVisible();
  expect(app.fragment).toBe(narrowed);
  await expect(scanning.card("Never expires")).toHaveAttribute("aria-pressed", "true");
});

test("A deploy token and an access token of the same id open their own details", async ({ app, gitlab }) => {
  const own = (await gitlab.tokens()).filter((token) => token.user === "ann");
  const projects = (await gitlab.list("projects")).map((project) => project.id);
  const deploy = (await Promise.all(projects.map((id) => gitlab.list(`projects/${id}/deploy_tokens`)))).flat();
  const twin = deploy.find((row) => own.some((token) => token.id === row.id));
  const access = own.find((token) => token.id === twin?.id);
  if (!twin || !access) throw new Error("no two tokens of one id");
  await Scanning.whole(app, "ann", "#/?state=all");
  for (const [row, key, sentence] of [
    [twin, `deploy-${twin.id}`, "GitLab cannot rotate deploy tokens."],
    [access, String(access.id), "Last used"],
  ] as const) {
    await app.follow(`#/?state=all&token=${key}`);
    await expect(app.details(row.name)).toContainText(sentence);
    await expect(app.details(row.name)).toContainText(String(twin.id));
  }
  await app.follow(`#/?state=all&search=${encodeURIComponent(access.name)}&kind=personal`);
  await app.row(access.name).getByRole("link", { name: access.name, exact: true }).click();
  expect(app.fragment).toContain(`token=${access.id}`);
  expect(app.fragment).not.toContain("deploy-");
});

test("What is rotated and revoked there is changed and counted there", async ({ app, gitlab }) => {
  await Scanning.whole(app, "ann", STOREFRONT);
  const number = async (card: string): Promise<number> => Number(await app.card(card).locator(".count").innerText());
  const [active, revoked] = [await number("Active"), await number("Revoked")];
  const all = Number(/^\d+/.exec(await app.count.innerText())?.[0]);
  await app.confirm("Rotate", "image scan");
  await app.reveal("image scan").store();
  await expect(app.notice("image scan was rotated.")).toBeVisible();
  await expect(app.count).toHaveText(shown(all + 1));
  await expect(app.row("image scan").filter({ hasText: "Active" })).toHaveCount(1);
  await expect(app.row("image scan").filter({ hasText: "Revoked" })).toHaveCount(1);
  await expect(app.card("Revoked").locator(".count")).toHaveText(String(revoked + 1));
  await expect(app.card("Active").locator(".count")).toHaveText(String(active));
  await app.row("image scan").filter({ hasText: "Active" }).getByRole("button", { name: "Revoke image scan" }).click();
  await app.dialog("Revoke image scan?").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(app.notice("image scan was revoked.")).toBeVisible();
  await expect(app.card("Active").locator(".count")).toHaveText(String(active - 1));
  await expect(app.card("Revoked").locator(".count")).toHaveText(String(revoked + 2));
  const truth = (await gitlab.list("projects/1/access_tokens")).filter((row) => row.name === "image scan");
  expect(truth.map((row) => row.revoked)).toEqual([true, true]);
  expect(await gitlab.requests("POST")).toHaveLength(1);
});

test("What an administrator rotates of somebody's stands there beside the old one", async ({ app, gitlab }) => {
  await three(gitlab);
  await Scanning.whole(app, "root", "#/?state=all&search=trio+one");
  await expect(app.row("trio one")).toHaveCount(1);
  await gitlab.clearRequests();
  await app.confirm("Rotate", "trio one");
  await app.reveal("trio one").store();
  await expect(app.row("trio one")).toHaveCount(2);
  await expect(app.row("trio one").filter({ hasText: "Revoked" })).toHaveCount(1);
  await expect(app.row("trio one").filter({ hasText: "Active" })).toHaveCount(1);
  expect(await gitlab.requests("POST")).toHaveLength(1);
});

test("What is known of ended tokens stays while everything is read anew, and what changed elsewhere waits for who reads", async ({ app, gitlab, page }) => {
  const scanning = await Scanning.whole(app, "ann", "#/?state=all&kind=personal");
  const card = scanning.card("Expired without a replacement");
  const before = await scanning.counted(card);
  expect(before).toBeGreaterThan(0);
  await app.row("laptop").getByRole("link").first().focus();
  const [laptop] = await gitlab.tokensNamed("laptop");
  await gitlab.api("DELETE", `personal_access_tokens/${laptop?.id}`, gitlab.person("root").token);
  await gitlab.fault({ when: "after-commit", kind: "hold", match: { method: "GET", path: "/projects/1/access_tokens" }, times: 1 });
  await page.evaluate(() => [...document.querySelectorAll("button")].find((button) => button.textContent === "Read everything again")?.click());
  await expect(page.getByText("Some have changed meanwhile.")).toBeVisible();
  expect(await scanning.counted(card)).toBe(before);
  await expect(app.row("laptop")).not.toContainText("Revoked");
  await app.button("Show them").click();
  await expect(app.row("laptop")).toContainText("Revoked");
  expect(await scanning.counted(card)).toBe(before);
  await gitlab.releaseHeld();
  await scanning.over();
  expect(await scanning.counted(card)).toBe(before);
});

test("What is replaced there stands there beside the old one, and is counted", async ({ app, gitlab }) => {
  await Scanning.whole(app, "ann", "#/?kind=deploy&place=northlight%2Fsearch");
  await app.act("Replace", "production cluster").click();
  await new Form(app, "Replace production cluster?").confirm("Replace");
  await app.reveal("production cluster").store();
  await app.button("Not yet, keep both").click();
  await expect(app.row("production cluster")).toHaveCount(2);
  const truth = (await gitlab.list("projects/4/deploy_tokens")).filter((row) => row.name === "production cluster");
  expect(truth).toHaveLength(2);
});

test("Tokens of several kinds and places are revoked in one go", async ({ app, gitlab, page }) => {
  await three(gitlab);
  await Scanning.whole(app, "ann", "#/?state=all&search=trio");
  await gitlab.clearRequests();
  const bulk = new Bulk(app, page);
  await bulk.plan("Revoke", "trio one", "trio two", "trio three");
  await bulk.begin("Revoke", 3);
  await expect(bulk.dialog).toContainText("All 3 done.");
  await bulk.close();
  await expect(app.rows.filter({ hasText: "Revoked" })).toHaveCount(3);
  await expect(app.card("Revoked").locator(".count")).toHaveText("3");
  const paths = (await gitlab.requests("DELETE")).map((request) => request.path.replace(/\d+$/, ""));
  expect(paths.sort()).toEqual(["/api/v4/personal_access_tokens/", "/api/v4/projects/1/access_tokens/", "/api/v4/projects/4/deploy_tokens/"]);
});

test("By keyboard one comes from the line of the reading over cards and weeks to the table, and opens a token", async ({ app, page }) => {
  const scanning = await Scanning.whole(app);
  await scanning.button("Read everything again").focus();
  const order = [
    app.button("Export what is shown"),
    app.card("Active"),
    app.card("Revoked"),
    scanning.card("Expired without a replacement"),
    scanning.card("Safe to remove"),
    page.getByRole("region", { name: "What ends when" }).getByRole("toolbar").getByRole("button").first(),
    page.getByRole("searchbox"),
    page.getByLabel("Kind", { exact: true }),
    app.button("By place"),
    app.rows.first().getByRole("rowheader").getByRole("link"),
  ];
  for (const target of order) await tabTo(page, target);
  const name = await app.rows.first().getByRole("rowheader").getByRole("link").innerText();
  await page.keyboard.press("ArrowDown");
  await expect(app.rows.nth(1).getByRole("rowheader").getByRole("link")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(app.details(name)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(app.details(name)).toBeHidden();
  await expect(app.rows.first().getByRole("rowheader").getByRole("link")).toBeFocused();
});

test.describe("At 320 pixels", () => {
  test.use({ world: "scale:users=0,groups=3,projects=40,tokens=0,ann-tokens=20,project-tokens=2,deploy-tokens=1" });

  test("Names and places stand whole in their rows, however long, and the keys and the wheel still reach every row", async ({ app, gitlab, page }) => {
    const root = gitlab.person("root").token;
    for (const [at, name] of [`${"a-name-without-a-blank".repeat(11)}-end`, `${"A name of many words ".repeat(12)}end`].entries()) {
      const body = { name, scopes: ["read_api"], access_level: 20, expires_at: inDays(2 + at) };
      await gitlab.api("POST", `projects/${at + 1}/access_tokens`, root, body);
    }
    await Scanning.whole(app);
    await page.setViewportSize({ width: 320, height: 640 });
    await expect(app.row(`${"a-name-without-a-blank".repeat(11)}-end`)).toBeVisible();
    // What is cut is larger inside than outside; what is shown in part is covered by its row.
    const cut = (): Promise<string[]> =>
      app.table.locator("tbody tr:not(.spacer)").locator(".name > a, .place > a").evaluateAll((links) =>
        links.filter((link) => link.scrollWidth > link.clientWidth || link.getBoundingClientRect().bottom > (link.closest("tr")?.getBoundingClientRect().bottom ?? 0)).map((link) => link.textContent ?? ""),
      );
    expect(await cut()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);

    const all = Number.parseInt(await app.count.innerText(), 10);
    const index = (): Promise<string | null | undefined> => page.evaluate(() => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex"));
    await page.keyboard.press("ArrowDown");
    await expect.poll(index).toBe("2");
    await page.keyboard.press("End");
    await expect.poll(index).toBe(String(all + 1));
    await expect(page.locator(":focus")).toBeInViewport();
    expect(await cut()).toEqual([]);
    for (let row = all; row > all - 12; row -= 1) {
      await page.keyboard.press("ArrowUp");
      await expect.poll(index).toBe(String(row));
      await expect(page.locator(":focus")).toBeInViewport();
    }
    await page.keyboard.press("Home");
    await expect.poll(index).toBe("2");
    // Down all of it: every row comes by, and nothing stays empty.
    const seen = new Set<string>();
    await page.mouse.move(160, 300);
    const look = (): Promise<{ rows: string[]; isEmpty: boolean }> =>
      app.table.evaluate((table) => {
        const isOnScreen = (row: Element): boolean => row.getBoundingClientRect().bottom > 0 && row.getBoundingClientRect().top < innerHeight && row.clientHeight > 0;
        const rows = [...table.querySelectorAll("tr[aria-rowindex]")].filter(isOnScreen).map((row) => row.getAttribute("aria-rowindex") ?? "");
        return { rows, isEmpty: [...table.querySelectorAll(".spacer")].some(isOnScreen) };
      });
    for (;;) {
      await expect.poll(async () => (await look()).isEmpty, { intervals: [20] }).toBe(false);
      for (const row of (await look()).rows) seen.add(row);
      if (seen.has(String(all + 1))) break;
      const before = await page.evaluate(() => scrollY);
      await page.mouse.wheel(0, 300);
      // Towards the end the page may shrink to what is there.
      const goesOn = async (): Promise<boolean> => (await page.evaluate(() => scrollY)) > before || (await look()).rows.includes(String(all + 1));
      await expect.poll(goesOn, { message: "there is more to come" }).toBe(true);
    }
    // The heading, which is hidden here, is row 1.
    expect([...seen].filter((row) => row !== "1")).toHaveLength(all);
  });
});
