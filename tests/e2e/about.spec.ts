// About: which version this is, what protects it on this host, as the page measures it, and what is kept where.
import { createHash } from "node:crypto";
import type { Locator, Page } from "@playwright/test";

import { expect, frame, page as put, type Sent, test as base, withoutHeaders } from "./harness/altered.ts";
import type { App } from "./harness/app.ts";
import { clipboard } from "./harness/clipboard.ts";
import { tabTo } from "./harness/tab.ts";

const test = base.extend({
  otherOrigins: async ({ altered, portal, secure }, use) => {
    await use([altered.url, portal.url, secure.url]);
  },
});

const OF_PAGE = ["Policy in the page", "Locked to named servers", "Text stays text", "Checked files", "Wiped memory", "No service worker"];
const OF_HOST = [
  "An origin of its own",
  "Encrypted delivery",
  "Encryption remembered",
  "Policy from the host",
  "No foreign frames",
  "No hold from other windows",
  "Files for this origin only",
  "Types as declared",
  "No referrer",
  "Unused abilities off",
  "Never a stale page",
  "Files kept",
  "WebAssembly as such",
];

type Inside = Page | ReturnType<Page["frameLocator"]>;

/** The protections, from the top. */
const lines = (inside: Inside): Locator => inside.getByRole("region", { name: /^(What the page has wherever it lies|What the host adds)$/ }).getByRole("listitem");
const line = (inside: Inside, name: string): Locator => lines(inside).filter({ hasText: name });
const request = (inside: Inside, name: string): Locator => line(inside, name).getByText(/^Please /);

/** What is said of each, by its name. */
async function states(inside: Inside): Promise<Record<string, string>> {
  await expect(lines(inside)).toHaveCount(OF_PAGE.length + OF_HOST.length);
  const said = await lines(inside).evaluateAll((items) =>
    items.map((item) => [item.querySelector("strong")?.textContent ?? "", item.querySelector(".badge")?.textContent ?? ""]),
  );
  return Object.fromEntries(said) as Record<string, string>;
}

/** Those that are not active. */
async function left(inside: Inside): Promise<Record<string, string>> {
  return Object.fromEntries(Object.entries(await states(inside)).filter(([, state]) => state !== "Active"));
}

async function signIn(app: App, url: string): Promise<void> {
  await app.page.goto(`${url}/#/personal`);
  await app.connect();
  await app.enterToken(app.gitlab.person("ann").token);
  await app.settled();
}

async function openAbout(app: App): Promise<void> {
  await app.link("About").click();
  await expect(app.heading("About Keyturn")).toBeVisible();
}

test("On a host that sends everything, over https and with a server named, every protection is active and nobody is asked", async ({ app, page, secure }) => {
  await signIn(app, secure.url);
  await openAbout(app);
  expect(await states(page)).toEqual(Object.fromEntries([...OF_PAGE, ...OF_HOST].map((name) => [name, "Active"])));
  await expect(page.getByText("19 of 19 that can be measured here are active.")).toBeVisible();
  await expect(page.getByText(/^Please /)).toHaveCount(0);
  await expect(line(page, "Locked to named servers")).toContainText(`its own host and ${app.gitlab.url}.`);
  await expect(line(page, "Types as declared")).toContainText("Read in the host's answer: X-Content-Type-Options: nosniff");
});

test("What the page measures asks its own host for its own files, and nobody else", async ({ app, page, site }) => {
  await page.goto(`${site.url}/#/about`);
  await states(page);
  const asked = app.watch.requests.map((request) => request.url()).filter((url) => !url.startsWith("data:"));
  expect(asked.filter((url) => !url.startsWith(`${site.url}/`))).toEqual([]);
  // What is not measured over http is said to be so.
  expect(await left(page)).toEqual({ "Locked to named servers": "Partly active", "Encryption remembered": "Not measurable here" });
});

test("On a host without headers exactly what they carry is missing, each with the header to send, as the release names it", async ({ app, altered, page, site }) => {
  const { headers } = await fetch(site.url);
  altered.alter = withoutHeaders;
  await signIn(app, altered.url);
  await openAbout(app);
  expect(await left(page)).toEqual({
    "Encryption remembered": "Not measurable here",
    "Policy from the host": "Missing",
    // The page itself refuses.
    "No foreign frames": "Partly active",
    "No hold from other windows": "Missing",
    "Files for this origin only": "Missing",
    "Types as declared": "Missing",
    "Unused abilities off": "Missing",
    "Never a stale page": "Missing",
    "Files kept": "Missing",
    "WebAssembly as such": "Partly active",
  });
  for (const [name, header, files] of [
    ["Policy from the host", "Content-Security-Policy", "every file"],
    ["No foreign frames", "Content-Security-Policy", "every file"],
    ["No hold from other windows", "Cross-Origin-Opener-Policy", "every file"],
    ["Files for this origin only", "Cross-Origin-Resource-Policy", "every file"],
    ["Types as declared", "X-Content-Type-Options", "every file"],
    ["Unused abilities off", "Permissions-Policy", "every file"],
    ["Never a stale page", "Cache-Control", "index.html, boot.js and config.json"],
  ] as const) {
    await expect(request(page, name)).toHaveText(`Please send this header with ${files}: ${header}: ${headers.get(header)}`);
  }
  await expect(request(page, "Files kept")).toHaveText(/: Cache-Control: public, max-age=31536000, immutable$/);
  await expect(request(page, "WebAssembly as such")).toContainText(".br or .gz");
  await expect(page.getByText("9 of 18 that can be measured here are active.")).toBeVisible();
});

for (const [what, alter, file] of [
  ["any hash", (body: string) => body.replaceAll(/ (data-[a-z-]+-)?integrity="[^"]*"/g, ""), undefined],
  ["the hash of its boot script", (body: string) => body.replace(/(boot\.js") integrity="[^"]*"/, "$1"), "./boot.js"],
] as const) {
  test(`A page that lost ${what} says which files are not checked, and has no fingerprint`, async ({ app, altered, page }) => {
    altered.alter = (sent: Sent) => {
      if (sent.path === "/") sent.body = Buffer.from(alter(sent.body.toString()));
    };
    await page.goto(`${altered.url}/#/about`);
    expect((await states(page))["Checked files"]).toBe(file ? "Partly active" : "Missing");
    await expect(line(page, "Checked files")).toContainText(file ? `Without a hash: ${file}.` : /Without a hash: \.\/boot\.js, \.\/keyturn-/);
    await expect(request(page, "Checked files")).toContainText("serve the files that cargo xtask dist made");
    await expect(page.getByText("This browser computes no hashes here.")).toBeVisible();
    expect(app.watch.undeclared()).toEqual([]);
  });
}

test("A policy in the page that allows more is named by its directive", async ({ altered, page }) => {
  altered.alter = (sent) => {
    withoutHeaders(sent);
    if (sent.path === "/") sent.body = Buffer.from(sent.body.toString().replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"));
  };
  await page.goto(`${altered.url}/#/about`);
  expect((await states(page))["Policy in the page"]).toBe("Partly active");
  await expect(line(page, "Policy in the page")).toContainText("Missing or stated otherwise: style-src.");
});

test("Where the origin is not declared its own, that is missing, and nothing is kept", async ({ altered, page }) => {
  altered.alter = (sent) => {
    if (sent.path === "/config.json") sent.body = Buffer.from("{}");
  };
  await page.goto(`${altered.url}/#/about`);
  expect((await states(page))["An origin of its own"]).toBe("Missing");
  await expect(request(page, "An origin of its own")).toContainText("set isolated_origin to true");
  await expect(page.getByRole("region", { name: "What is kept where" }).getByText("others may share this origin, so storage is closed")).toHaveCount(2);
});

test("What others keep under the same origin is noticed", async ({ app, page, site }) => {
  await page.addInitScript(() => localStorage.setItem("another-app", "x"));
  await page.goto(`${site.url}/#/about`);
  expect((await states(page))["An origin of its own"]).toBe("Partly active");
  await expect(line(page, "An origin of its own")).toContainText("holds 1 entry not of Keyturn");
  expect(app.watch.undeclared()).toEqual([]);
});

test("A window that another one opened, and still has a hold on, says so", async ({ app, altered, page, context }) => {
  altered.alter = (sent) => {
    withoutHeaders(sent);
    if (sent.path === "/opener") put(sent, `<!doctype html><title>Opener</title><a href="/" target="_blank" rel="opener">open</a>`);
  };
  app.watch.allow(/^console error: Failed to load resource.*404/);
  await page.goto(`${altered.url}/opener`);
  const opened = context.waitForEvent("page");
  await page.getByRole("link", { name: "open" }).click();
  const second = await opened;
  await second.getByRole("link", { name: "About" }).click();
  await states(second);
  await expect(line(second, "No hold from other windows")).toContainText("The window that opened this one still has a hold on it.");
});

test("In a sandboxed frame the page measures itself, and says what of its host it cannot measure", async ({ altered, portal, page }) => {
  altered.alter = (sent) => {
    withoutHeaders(sent);
    sent.headers["access-control-allow-origin"] = "*";
    if (sent.path === "/config.json") sent.body = Buffer.from(JSON.stringify({ portal_origins: [portal.url], isolated_origin: true }));
  };
  portal.alter = (sent) => put(sent, frame(`${altered.url}/#/about`, 'sandbox="allow-scripts"'));
  await page.goto(portal.url);
  const inside = page.frameLocator("iframe");
  const found = await states(inside);
  const unmeasured = OF_HOST.filter((name) => found[name] === "Not measurable here");
  expect(unmeasured).toEqual(OF_HOST.filter((name) => !["An origin of its own", "Encrypted delivery", "No referrer"].includes(name)));
  expect(OF_PAGE.filter((name) => found[name] !== "Active")).toEqual(["Locked to named servers"]);
  await expect(line(inside, "Types as declared")).toContainText("The page may not read its host's answers here.");
});

test("A host that does not answer again is not guessed at", async ({ app, altered, page }) => {
  app.watch.allow(/Failed to load resource/);
  let visits = 0;
  altered.alter = (sent) => {
    if (sent.path === "/" && ++visits > 1) throw new Error("cut");
  };
  await page.goto(`${altered.url}/#/about`);
  expect((await states(page))["Policy from the host"]).toBe("Not measurable here");
  altered.alter = () => {};
  await app.button("Measure again").click();
  await expect(line(page, "Policy from the host")).toContainText("Read directive by directive: all are there.");
});

test("A request to the operator is copied with the address of the page, one or all", async ({ app, altered, page, context }) => {
  altered.alter = withoutHeaders;
  await page.goto(`${altered.url}/?from=mail#/about`);
  await states(page);
  const paste = await clipboard(context, page);
  const one = line(page, "Types as declared");
  await one.getByRole("button", { name: "Copy" }).click();
  await expect(one.getByRole("status")).toHaveText("Copied.");
  expect(await paste()).toBe(`About Keyturn at ${altered.url}/\n\n- Please send this header with every file: X-Content-Type-Options: nosniff\n`);
  await app.button("Copy all 10 requests to the operator").click();
  await expect.poll(async () => (await paste()).split("\n- ").length).toBe(11);
});

test("Where the browser does not let it copy, the sentence can be taken by hand", async ({ altered, page }) => {
  altered.alter = withoutHeaders;
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined }));
  await page.goto(`${altered.url}/#/about`);
  await states(page);
  const one = line(page, "Types as declared");
  await one.getByRole("button", { name: "Copy" }).click();
  await expect(one.getByRole("status")).toHaveText("The browser does not let this page copy. Select the text instead.");
});

test("Version and commit are those of the release, and the fingerprint is computed from the hashes the page checks", async ({ page, site }) => {
  const html = await (await fetch(site.url)).text();
  const [version = "", commit] = (/<meta name="version" content="([^"]+)">/.exec(html)?.[1] ?? "").split(" ");
  const hashes = [...html.matchAll(/integrity="([^"]+)"/g)].map((found) => found[1] ?? "").sort();
  expect(hashes).toHaveLength(7);
  await page.goto(`${site.url}/#/about`);
  await expect(page.getByText(createHash("sha256").update(hashes.join("\n")).digest("hex"), { exact: true })).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: new RegExp(`^${version.replaceAll(".", "\\.")}$`) })).toBeVisible();
  await expect(page.getByRole("link", { name: "keyturn.cdx.json" })).toHaveAttribute("href", "./keyturn.cdx.json");
  expect((await fetch(`${site.url}/keyturn.cdx.json`)).status).toBe(200);
  if (commit) await expect(page.getByText(commit, { exact: true })).toBeVisible();
});

test("What is kept is listed by its key, as it is now", async ({ app, page, gitlab }) => {
  const kept = page.getByRole("region", { name: "What is kept where" });
  await page.goto(`${app.site.url}/#/about`);
  await expect(kept.getByText("Nothing now.")).toHaveCount(2);
  await page.getByRole("combobox", { name: "Language" }).selectOption("简体中文");
  await page.getByRole("combobox", { name: "语言" }).selectOption("English");
  await expect(kept.getByRole("listitem")).toHaveText(["keyturn.language · the language you chose"]);
  await app.link("Connect to a GitLab").click();
  await app.connect();
  app.watch.allowRefusals();
  await app.enterToken(gitlab.person("ann").token);
  await expect(app.sessionButton).toBeVisible();
  await app.follow("#/projects/13");
  await app.settled();
  await openAbout(app);
  await expect(kept.getByRole("listitem")).toHaveText([
    "keyturn.servers · the addresses of the servers you used last",
    "keyturn.language · the language you chose",
    "keyturn.places · the projects and groups you opened, by id",
  ]);
  const keys = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].sort());
  expect(keys).toEqual(["keyturn.language", "keyturn.places", "keyturn.servers"]);
});

test("About opens without signing in, by keyboard, and is left again the same way; a session goes on behind it", async ({ app, page, gitlab }) => {
  // What its person may not manage is refused.
  app.watch.allowRefusals();
  await app.open();
  await tabTo(page, app.link("About"));
  await page.keyboard.press("Enter");
  await expect(app.heading("About Keyturn")).toBeVisible();
  await expect(page).toHaveTitle("About · Keyturn");
  await states(page);
  await tabTo(page, app.link("Connect to a GitLab"));
  await page.keyboard.press("Enter");
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  await app.connect();
  // The server that was named stays named.
  await openAbout(app);
  await app.link("Connect to a GitLab").click();
  await app.enterToken(gitlab.person("ann").token);
  await expect(app.sessionButton).toBeVisible();
  await openAbout(app);
  await expect(app.link("Connect to a GitLab")).toHaveCount(0);
  await tabTo(page, app.button("Measure again"));
  await page.keyboard.press("Enter");
  await states(page);
  await page.goBack();
  await expect(app.heading("Overview")).toBeVisible();
});

test("Every protection has its words in both languages", async ({ altered, page }) => {
  altered.alter = withoutHeaders;
  await page.goto(`${altered.url}/#/about`);
  const english = await states(page);
  await page.getByRole("combobox", { name: "Language" }).selectOption("简体中文");
  await expect(page.getByRole("heading", { name: "关于 Keyturn" })).toBeVisible();
  const items = page.getByRole("region", { name: /^(页面无论位于何处都具备的|由主机提供的)$/ }).getByRole("listitem");
  await expect(items).toHaveCount(Object.keys(english).length);
  for (const item of await items.all()) {
    for (const sentence of await item.locator("p, strong, .badge").allInnerTexts()) expect(sentence).toMatch(/\p{Script=Han}/u);
  }
  await expect(items.filter({ hasText: "类型以声明为准" })).toContainText("请随每个文件发送此标头：X-Content-Type-Options: nosniff");
  await expect(page.getByText("此处可测量的 18 项中有 8 项已生效。")).toBeVisible();
});
