// What an operator decides in config.json, and what is said where it cannot be used.
import { deciding, expect, test } from "./harness/altered.ts";

// Who signs in here sees the Overview, and GitLab refuses some of its lists.
test.beforeEach(({ app }) => app.watch.allowRefusals());

test("The servers of a deployment are offered by name, and no other can be typed", async ({ app, altered, page, gitlab }) => {
  altered.alter = (sent) => deciding({ servers: [{ url: gitlab.url, label: "Our GitLab" }, "https://other.example"], isolated_origin: true }, sent);
  await page.goto(altered.url);
  await expect(page.getByLabel("GitLab server")).toHaveCount(0);
  const servers = page.getByRole("list", { name: "Servers" }).getByRole("button");
  await expect(servers).toHaveText([`Our GitLab${gitlab.url}`, "https://other.example"]);
  await servers.first().click();
  await app.enterToken(gitlab.person("ann").token);
  await expect(app.sessionButton).toBeVisible();
});

test("A link that names a server which is not offered says so and asks nobody", async ({ app, altered, page, gitlab }) => {
  altered.alter = (sent) => deciding({ servers: [gitlab.url], isolated_origin: true }, sent);
  await page.goto(`${altered.url}/#/connect?server=https%3A%2F%2Fevil.example`);
  await expect(page.getByText("The link names https://evil.example, which this deployment does not offer.")).toBeVisible();
  expect(app.watch.requests.filter((request) => !request.url().startsWith(altered.url))).toEqual([]);
});

test("With a list of servers another one may be typed where the operator says so", async ({ altered, page, gitlab }) => {
  altered.alter = (sent) => deciding({ servers: ["https://a.example"], other_servers: true, isolated_origin: true }, sent);
  await page.goto(altered.url);
  await expect(page.getByRole("list", { name: "Servers" }).getByRole("button")).toHaveText(["https://a.example"]);
  await page.getByLabel("GitLab server").fill(gitlab.url);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByLabel("Access token", { exact: true })).toBeVisible();
});

test("Servers used before stand beside the one that was used last", async ({ app, altered, page, gitlab }) => {
  await page.addInitScript(() => localStorage.setItem("keyturn.servers", "https://one.example\nhttps://two.example"));
  await page.goto(altered.url);
  await expect(page.getByLabel("GitLab server")).toHaveValue("https://one.example");
  await expect(page.getByRole("list", { name: "Servers" }).getByRole("button")).toHaveText(["https://two.example"]);
  await app.connect(gitlab.url);
  const kept = await page.evaluate(() => localStorage.getItem("keyturn.servers"));
  expect(kept).toBe([gitlab.url, "https://one.example", "https://two.example"].join("\n"));
});

test("Language, theme, colours and help are the operator's until the person chooses", async ({ altered, page }) => {
  altered.alter = (sent) =>
    deciding({ language: "zh-CN", theme: "dark", properties: { "--accent": "rgb(1, 2, 3)" }, help: "https://wiki.example/keyturn", isolated_origin: true }, sent);
  await page.goto(altered.url);
  await expect(page.getByRole("heading", { name: "连接到 GitLab" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent"))).toBe("rgb(1, 2, 3)");
  await expect(page.getByRole("link", { name: "帮助" })).toHaveAttribute("href", "https://wiki.example/keyturn");
  await page.getByRole("combobox", { name: "语言" }).selectOption("English");
  await page.getByRole("button", { name: "Theme: Dark" }).click();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Connect to a GitLab" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Theme: System" })).toBeVisible();
});

test("Without the sandbox it is not offered", async ({ altered, page }) => {
  altered.alter = (sent) => deciding({ sandbox: false, isolated_origin: true }, sent);
  await page.goto(altered.url);
  await expect(page.getByRole("heading", { name: "Connect to a GitLab" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Explore the sandbox" })).toHaveCount(0);
});

test("A session ends after the operator's limit without input", async ({ app, altered, page, gitlab }) => {
  altered.alter = (sent) => deciding({ idle_minutes: 3, isolated_origin: true }, sent);
  await page.clock.install();
  await page.goto(altered.url);
  await app.connect(gitlab.url);
  await app.enterToken(gitlab.person("ann").token);
  await expect(app.sessionButton).toBeVisible();
  await page.clock.runFor(4 * 60_000);
  await expect(page.getByText("There was no input for 3 minutes.")).toBeVisible();
});

const SHARED = "Other sites may share this address, so this browser keeps nothing of Keyturn";

test("Unless the origin is its own, nothing is kept and that is said", async ({ app, altered, page, gitlab }) => {
  altered.alter = (sent) => deciding({}, sent);
  await page.goto(altered.url);
  await expect(page.getByText(SHARED)).toBeVisible();
  await page.getByRole("combobox", { name: "Language" }).selectOption("简体中文");
  await page.getByRole("combobox", { name: "语言" }).selectOption("English");
  await app.button("Theme: System").click();
  await app.connect(gitlab.url);
  await app.enterToken(gitlab.person("ann").token);
  await expect(app.sessionButton).toBeVisible();
  await app.follow("#/projects");
  const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length]);
  expect(kept).toEqual([0, 0]);
  await page.reload();
  await expect(page.getByLabel("GitLab server")).toHaveValue("");
});

test("On an origin of its own nothing is said of that", async ({ app, altered, page }) => {
  await page.goto(altered.url);
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  await expect(page.getByText(SHARED)).toHaveCount(0);
});

for (const [what, config, sentence] of [
  ["is not JSON", "{ servers: [] }", "config.json: It is not JSON: line 1, column 3. Safe settings are used."],
  ["is another page", "<!doctype html><title>Not found</title>", "config.json: It is not JSON: line 1, column 1. Safe settings are used."],
  ["names an unknown key", { server: "https://a.example", isolated_origin: true }, "server: There is no such key. It is left out."],
  ["has a number out of bounds", { idle_minutes: 500, isolated_origin: true }, "idle_minutes: It must be from 1 to 120. 15 is used."],
  ["names something that is no server", { servers: ["gitlab"], isolated_origin: true }, "servers[0]: It must begin with https://. It is left out."],
] as const) {
  test(`A config.json that ${what} is named, and everything else works`, async ({ app, altered, page, gitlab }) => {
    altered.alter = (sent) => deciding(config, sent);
    await page.goto(altered.url);
    await expect(page.getByText(sentence)).toBeVisible();
    await page.getByRole("combobox", { name: "Language" }).selectOption("简体中文");
    await expect(page.getByText("此部署有 1 项设置无法使用")).toBeVisible();
    await page.getByRole("combobox", { name: "语言" }).selectOption("English");
    await app.connect(gitlab.url);
    await app.enterToken(gitlab.person("ann").token);
    await expect(app.sessionButton).toBeVisible();
  });
}

test("A config.json that is missing leaves what is safe, and that is said", async ({ app, altered, page, gitlab }) => {
  app.watch.allow(/Failed to load resource/);
  altered.alter = (sent) => {
    if (sent.path === "/config.json") sent.status = 404;
  };
  await page.goto(altered.url);
  await expect(page.getByText("config.json: It could not be fetched. Safe settings are used.")).toBeVisible();
  await app.connect(gitlab.url);
});

test("Row 52 · A server that config.json offers and the policy of this release does not allow is said to be the operator's to mend", async ({ app, altered, page, gitlab }) => {
  app.watch.allow(/violat|Content Security Policy|connect-src/i);
  altered.alter = (sent) => {
    deciding({ servers: [gitlab.url], isolated_origin: true }, sent);
    const policy = sent.headers["content-security-policy"];
    if (policy) sent.headers["content-security-policy"] = policy.replace(/connect-src [^;]*/, "connect-src 'self' https://built-for.example");
  };
  await page.goto(altered.url);
  await page.getByRole("list", { name: "Servers" }).getByRole("button").click();
  await expect(page.getByRole("alert")).toContainText("policy");
  await expect(app.tokenField).toHaveCount(0);
});
