// Keyturn in a portal: its look there, what the two say to each other, and who may frame it.
import { frame, page as put, withoutHeaders } from "./harness/altered.ts";
import { Form } from "./harness/form.ts";
import { CREATE, expect, LIST, test, welcoming } from "./harness/portal.ts";

const REFUSED = "Keyturn does not open inside this page";

test("The example's tiles show a project's tokens and make a deploy token", async ({ framing, page }) => {
  await framing.open();
  const [list, create] = [await framing.tile(LIST), await framing.tile(CREATE)];
  await framing.signIn(list);
  await expect(list.row("image scan")).toBeVisible();
  await framing.signIn(create);
  const form = new Form(create, "New deploy token for northlight/storefront");
  await expect(form.name).toHaveValue("registry-pull");
  await (await form.create({ name: "registry-pull" })).store();
  await expect(create.row("registry-pull")).toBeVisible();
  await page.getByRole("button", { name: "Show revoked ones, too" }).click();
  await expect(list.page.getByLabel("Status", { exact: true })).toHaveValue("all");
});

test("In a portal a slim line takes the place of header and footer", async ({ framing, context }) => {
  const tile = await framing.frame("#/projects/1");
  await framing.signIn(tile);
  const banner = tile.page.getByRole("banner");
  await expect(banner.getByRole("link", { name: "Keyturn" })).toHaveCount(0);
  await expect(banner.getByRole("combobox")).toHaveCount(0);
  await expect(banner.getByRole("button", { name: /^Theme/ })).toHaveCount(0);
  await expect(tile.page.getByRole("contentinfo")).toHaveCount(0);
  expect((await banner.boundingBox())?.height).toBeLessThan(36);
  await banner.getByRole("link", { name: "Groups" }).click();
  await expect(tile.heading("Choose a group")).toBeVisible();
  const full = banner.getByRole("link", { name: "Open in a full page" });
  await expect(full).toHaveAttribute("href", "#/groups");
  const opened = context.waitForEvent("page");
  await full.click();
  const whole = framing.app.on(await opened);
  await expect(whole.heading("Connect to a GitLab")).toBeVisible();
  expect(whole.page.url()).toBe(`${framing.keyturn.url}/#/groups`);
  await expect(whole.page.getByRole("contentinfo")).toBeVisible();
  await tile.signOut();
});

test("The frame is told how high it should be, and a dialog and what it says are in sight", async ({ framing, page }) => {
  await page.setViewportSize({ width: 1000, height: 700 });
  await framing.open();
  const tile = await framing.tile(LIST);
  await framing.signIn(tile);
  const iframe = page.getByTitle(LIST, { exact: true });
  const fits = (): Promise<number> => tile.page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  await expect.poll(fits).toBeLessThanOrEqual(0);
  const low = (await iframe.boundingBox())?.height ?? 0;
  await tile.button("New token").click();
  const form = new Form(tile, "New project token for northlight/storefront");
  await expect(form.dialog.getByRole("button", { name: "Create token" })).toBeInViewport({ ratio: 1 });
  await form.dialog.getByRole("button", { name: "Cancel" }).click();
  await expect.poll(async () => (await iframe.boundingBox())?.height).toBe(low);
  expect((await framing.messages()).every(({ height = 0 }) => height <= 2_400)).toBe(true);
});

test.describe("With many tokens", () => {
  test.use({ world: "scale:users=0,groups=0,projects=0,tokens=249" });

  test("A long list asks for a bounded height, and a dialog opens where one looks", async ({ framing, page }) => {
    await framing.open();
    const tile = await framing.tile(LIST);
    await tile.follow("#/personal?state=all&sort=name_asc");
    await framing.signIn(tile);
    const iframe = page.getByTitle(LIST, { exact: true });
    await expect.poll(async () => (await iframe.boundingBox())?.height).toBe(2_402);
    await expect.poll(() => tile.rows.count()).toBeLessThan(80);
    await page.mouse.move(640, 400);
    await page.mouse.wheel(0, 1_500);
    const revoke = tile.row("token 00035").getByRole("button", { name: /^Revoke/ });
    await expect(revoke).toBeInViewport();
    await revoke.click();
    const dialog = tile.dialog("Revoke token 00035?");
    await expect(dialog).toBeInViewport({ ratio: 1 });
  });
});

test("A portal sets theme and language, and the browser does not keep them", async ({ framing, page }) => {
  await framing.open();
  const tile = await framing.tile(LIST);
  await framing.signIn(tile);
  await page.getByLabel("Theme").selectOption("dark");
  await expect(tile.page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByLabel("Language").selectOption("简体中文");
  await expect(tile.page.getByRole("button", { name: "新建令牌" })).toBeVisible();
  const kept = await tile.page.evaluate(() => Object.keys(localStorage));
  expect(kept).toEqual(["keyturn.servers"]);
});

test("A portal leads to another screen, and not while something waits for the person", async ({ framing }) => {
  const tile = await framing.frame("#/projects/1");
  await framing.signIn(tile);
  const go = (to: string) => framing.ask({ keyturn: 1, type: "navigate", to });
  expect(await go("#/activity")).toEqual({ keyturn: 1, type: "done", what: "navigate" });
  await expect(tile.heading("Activity")).toBeVisible();
  expect(await go("#/nowhere")).toEqual({ keyturn: 1, type: "refused", what: "navigate", why: "value" });
  await go("#/projects/1?new&name=from-a-link&scopes=read_api");
  const form = new Form(tile, "New project token for northlight/storefront");
  await expect(form.name).toHaveValue("from-a-link");
  const busy = { keyturn: 1, type: "refused", what: "navigate", why: "busy" };
  expect(await go("#/activity"), "while a dialog is open").toEqual(busy);
  expect(await framing.ask({ keyturn: 1, type: "language", language: "zh-CN" })).toMatchObject({ why: "busy" });
  await expect(form.name).toHaveValue("from-a-link");
  await framing.app.gitlab.fault({ when: "after-commit", kind: "hold", match: { method: "POST" } });
  await form.dialog.getByRole("button", { name: "Create token" }).click();
  await expect.poll(async () => (await tile.gitlab.requests("POST")).length).toBe(1);
  expect(await go("#/activity"), "while a change is under way").toEqual(busy);
  await tile.gitlab.releaseHeld();
  const reveal = tile.reveal("from-a-link");
  const value = await reveal.value();
  expect(await go("#/activity"), "while a value waits").toEqual(busy);
  await expect(reveal.field).toHaveValue(value);
  await reveal.store();
  expect(await go("#/activity")).toMatchObject({ type: "done" });
});

test("Nothing that Keyturn says to a portal holds more than its own words", async ({ framing }) => {
  const tile = await framing.frame("#/projects/1");
  await framing.signIn(tile);
  const form = await Form.open(tile, "New project token for northlight/storefront");
  await (await form.create({ name: "quiet", scopes: ["read_api"] })).store();
  await framing.ask({ keyturn: 1, type: "navigate", to: "#/groups" });
  for (const { keyturn, type, ...rest } of await framing.messages()) {
    expect(keyturn).toBe(1);
    expect(["ready", "height", "done"]).toContain(type);
    expect(Object.values(rest).every((value) => typeof value === "number" || value === "navigate")).toBe(true);
  }
});

test("A portal's own page is kept only if it lies on the portal's origin", async ({ framing, portal }) => {
  await framing.frame();
  await framing.ready();
  const tell = (url: string) => framing.ask({ keyturn: 1, type: "portal", url });
  expect(await tell(`${portal.url}/team?x=1`)).toMatchObject({ type: "done", what: "portal" });
  for (const url of ["https://evil.example/", `${portal.url}.evil.example/`, `${portal.url}@evil.example/`, "javascript:alert(1)"]) {
    expect(await tell(url), url).toMatchObject({ type: "refused", why: "value" });
  }
});

/** A page that says something over and over to the first frame of the page around it. */
const talker = (...messages: object[]): string =>
  `<!doctype html><title>Talker</title><script>setInterval(() => { for (const message of ${JSON.stringify(messages)}) parent.frames[0].postMessage(message, "*"); window.times = (window.times ?? 0) + 1; }, 20)</script>`;

const DARK = { keyturn: 1, type: "theme", theme: "dark" };

test("Messages that are malformed leave everything as it is, and are answered", async ({ framing }) => {
  const tile = await framing.frame("#/projects/1");
  await framing.signIn(tile);
  await framing.ready();
  for (const message of [
    null,
    "theme",
    7,
    [DARK],
    { type: "theme", theme: "dark" },
    { ...DARK, keyturn: 2 },
    { ...DARK, more: 1 },
    { keyturn: 1, type: "revoke", id: 1 },
    { keyturn: 1, type: "theme", theme: { name: "dark" } },
    { keyturn: 1 },
  ]) {
    await framing.say(message);
  }
  // What cannot be written as JSON is not even answered.
  await framing.page.evaluate((dark) => {
    const circle: Record<string, unknown> = { ...dark };
    circle["self"] = circle;
    window.frames[0]?.postMessage(circle, "*");
    window.frames[0]?.postMessage({ ...dark, keyturn: 1n }, "*");
  }, DARK);
  expect(await framing.ask({ keyturn: 1, type: "language", language: "en" }), "others are heard").toMatchObject({ type: "done" });
  await expect(tile.page.locator("html")).toHaveAttribute("data-theme", "system");
  await expect(tile.heading("Project access tokens of northlight/storefront")).toBeVisible();
  expect((await framing.messages()).filter(({ type }) => type === "refused").map(({ what, why }) => `${what} ${why}`)).toEqual([
    "null version",
    "theme malformed",
    "null malformed",
    "theme malformed",
    "null malformed",
  ]);
});

for (const whose of ["a page of another origin", "another page of its own origin"]) {
  test(`Messages of ${whose} beside the frame are not heard`, async ({ framing, page, portal }) => {
    const from = whose.endsWith("own origin") ? portal.url : framing.stranger;
    const tile = await framing.frame("#/projects/1", "", `<iframe title="Talker" src="${from}/talker"></iframe>`, {
      "/talker": talker(DARK, { keyturn: 1, type: "navigate", to: "#/activity" }),
    });
    await framing.signIn(tile);
    await framing.ready();
    const talking = page.frames().find((frame) => frame.url() === `${from}/talker`);
    const times = (): Promise<number | undefined> => (talking as NonNullable<typeof talking>).evaluate(() => (window as unknown as { times?: number }).times);
    const before = (await times()) ?? 0;
    await expect.poll(times).toBeGreaterThan(before + 2);
    expect(await framing.ask({ keyturn: 1, type: "language", language: "en" })).toMatchObject({ type: "done" });
    await expect(tile.page.locator("html")).toHaveAttribute("data-theme", "system");
    await expect(tile.heading("Project access tokens of northlight/storefront")).toBeVisible();
    const answers = (await framing.messages()).filter(({ type }) => type === "done" || type === "refused");
    expect(answers).toHaveLength(1);
  });
}

test("Another page that opened the portal's page cannot speak for it", async ({ framing, context, page }) => {
  // A window that holds the portal's page can name its frames.
  await framing.frame("#/projects/1", "", "", {
    "/opener": `<!doctype html><title>Opener</title><script>const opened = open("${framing.site.url}/"); setInterval(() => { if (opened.length === 0) return; opened.frames[0].postMessage(${JSON.stringify(DARK)}, "*"); window.times = (window.times ?? 0) + 1; }, 20)</script>`,
  });
  const opened = context.waitForEvent("page");
  await page.goto(`${framing.stranger}/opener`);
  const held = framing.app.on(await opened);
  const inside = held.page.frameLocator("iframe");
  await expect(inside.getByRole("heading", { name: "Connect to a GitLab" })).toBeVisible();
  const heard = (): Promise<string[]> => held.page.evaluate(() => (window as unknown as { messages: { type: string }[] }).messages.map(({ type }) => type));
  await expect.poll(heard).toContain("ready");
  const times = (): Promise<number> => page.evaluate(() => (window as unknown as { times: number }).times);
  const before = await times();
  await expect.poll(times).toBeGreaterThan(before + 2);
  await expect(inside.locator("html")).toHaveAttribute("data-theme", "system");
  expect((await heard()).filter((type) => type !== "ready" && type !== "height")).toEqual([]);
});

for (const hasHeaders of [true, false]) {
  test(`A portal inside a foreign page is refused, ${hasHeaders ? "by the browser where the host sends its headers" : "by Keyturn where it does not"}`, async ({ app, altered, portal, page, framing }) => {
    altered.alter = (sent) => {
      welcoming(portal.url, sent);
      if (!hasHeaders) withoutHeaders(sent);
    };
    portal.alter = (sent) => put(sent, sent.path === "/portal" ? frame(altered.url) : `<!doctype html><iframe src="${portal.url}/portal"></iframe>`);
    if (hasHeaders) app.watch.allow(/frame-ancestors|Framing/, /Failed to load resource/);
    await page.goto(framing.stranger);
    const within = page.frameLocator("iframe").frameLocator("iframe");
    if (hasHeaders) {
      await expect(page.frameLocator("iframe").locator("iframe")).toBeVisible();
      await expect.poll(() => app.watch.requests.some((request) => request.url() === `${altered.url}/`)).toBe(true);
      await expect(within.getByRole("heading", { name: REFUSED })).toHaveCount(0);
    } else {
      await expect(within.getByRole("heading", { name: REFUSED })).toBeVisible();
    }
    await expect(within.getByRole("heading", { name: "Connect to a GitLab" })).toHaveCount(0);
    expect(app.watch.requests.filter((request) => request.url().endsWith(".wasm"))).toEqual([]);
  });
}

test("With its headers, a page that is not the portal is refused by the browser", async ({ app, altered, portal, page }) => {
  altered.alter = (sent) => welcoming("https://portal.example", sent);
  portal.alter = (sent) => put(sent, frame(altered.url));
  app.watch.allow(/frame-ancestors|Framing/, /Failed to load resource/);
  await page.goto(portal.url);
  await expect.poll(() => app.watch.requests.some((request) => request.url() === `${altered.url}/`)).toBe(true);
  await expect(page.frameLocator("iframe").getByRole("heading")).toHaveCount(0);
  expect(app.watch.requests.filter((request) => /\.(js|wasm)$/.test(request.url()))).toEqual([]);
});

test("A browser that does not list the pages around this one gets a refusal", async ({ altered, portal, page }) => {
  altered.alter = (sent) => {
    welcoming(portal.url, sent);
    // The property itself cannot be taken away; the script that asks for it can be another one, where nothing checks that script.
    if (sent.path === "/") sent.body = Buffer.from(sent.body.toString().replace(/(<script[^>]*?) integrity="[^"]*"/g, "$1"));
    if (sent.path === "/boot.js") sent.body = Buffer.from(sent.body.toString().replace("location.ancestorOrigins", "location.noSuchList"));
  };
  portal.alter = (sent) => put(sent, frame(altered.url));
  await page.goto(portal.url);
  await expect(page.frameLocator("iframe").getByRole("heading", { name: REFUSED })).toBeVisible();
  await expect(page.frameLocator("iframe").getByRole("link", { name: /^Open in a new tab/ })).toBeVisible();
});

for (const sandbox of ["allow-scripts", "allow-scripts allow-forms", "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"]) {
  test(`Row 60 · In a frame with the sandbox ${sandbox} tokens are made and revoked`, async ({ framing, altered, portal }) => {
    altered.alter = (sent) => {
      welcoming(portal.url, sent);
      // A frame without an origin of its own may load only what everybody may.
      sent.headers["access-control-allow-origin"] = "*";
      sent.headers["cross-origin-resource-policy"] = "cross-origin";
    };
    const tile = await framing.frame("#/projects/1", `sandbox="${sandbox}"`);
    await framing.signIn(tile);
    const form = await Form.open(tile, "New project token for northlight/storefront");
    await (await form.create({ name: "in a box", scopes: ["read_api"] })).store();
    await tile.confirm("Revoke", "in a box");
    await expect(tile.notice("in a box was revoked.")).toBeVisible();
    expect(await framing.ask({ keyturn: 1, type: "theme", theme: "dark" })).toMatchObject({ type: "done" });
  });
}
