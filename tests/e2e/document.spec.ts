// The document that holds the token: where it can connect, what it keeps, what it lets in.
import { expect, flip, page as put, test } from "./harness/altered.ts";

/** Directives of a policy that only a header can carry. */
const HEADER_ONLY = /; frame-ancestors [^;]*/;

test("From the second step on the page reaches its GitLab alone, and nothing in the page undoes that", async ({ app, gitlab, page, portal }) => {
  await app.open();
  await expect(page.locator("input[type=password]")).toHaveCount(0);
  await app.connect();
  app.watch.allow(/violation: connect-src/, /Content Security Policy/);
  app.watch.allowRefusals();
  const tries = await page.evaluate(async (elsewhere) => {
    const violation = new Promise<string>((seen) => {
      document.addEventListener("securitypolicyviolation", (event) => seen(event.effectiveDirective), { once: true });
    });
    const reaches = (): Promise<boolean> => fetch(elsewhere, { mode: "no-cors" }).then(() => true, () => false);
    const locked = await reaches();
    for (const policy of document.querySelectorAll("meta[http-equiv]")) policy.remove();
    const removed = await reaches();
    const loose = document.createElement("meta");
    loose.httpEquiv = "Content-Security-Policy";
    loose.content = "connect-src *";
    document.head.append(loose);
    const loosened = await reaches();
    navigator.sendBeacon(elsewhere, "x");
    return { locked, removed, loosened, violation: await violation };
  }, `${portal.url}/config.json`);
  expect(tries).toEqual({ locked: false, removed: false, loosened: false, violation: "connect-src" });
  expect(app.watch.requests.filter((request) => request.url().startsWith(portal.url) && request.failure() === null)).toEqual([]);
  await app.enterToken(gitlab.person("ann").token);
  await app.settled();
});

test("What the page keeps between visits is what it says: server, language, theme", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  await app.button("Theme: System").click();
  await page.getByRole("combobox", { name: "Language" }).selectOption("简体中文");
  await expect(page.getByRole("button", { name: "新建令牌" })).toBeVisible();
  const kept = await page.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage }, name: window.name }));
  expect(kept).toEqual({ local: { "keyturn.servers": gitlab.url, "keyturn.language": "zh-CN", "keyturn.theme": "light" }, session: {}, name: "" });
});

test("The policy in the page is the policy in the header, but for what only a header can say", async ({ page, site, app }) => {
  const answer = await page.goto(`${site.url}/`);
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  const inPage = await page.locator("meta[http-equiv='Content-Security-Policy']").first().getAttribute("content");
  const inHeader = answer?.headers()["content-security-policy"] ?? "";
  expect(inHeader.replace(HEADER_ONLY, "")).toBe(inPage);
  expect(inHeader).toContain("frame-ancestors 'none'");
  expect(inPage).not.toContain("unsafe-inline");
  expect(inPage).not.toContain("'unsafe-eval'");
});

test("Markup that could run something does not get in", async ({ app, page }) => {
  await app.signIn("ann");
  app.watch.allow(/violation: /, /Content Security Policy/, /TrustedHTML|TrustedScript|Trusted Type/);
  const refused = await page.evaluate(() => {
    const markup = ['<img src="x" onerror="1">', "<script>1</script>", '<a href="javascript:1">x</a>', '<iframe srcdoc="x"></iframe>', '<p style="color:red">x</p>'];
    return markup.map((text) => {
      const element = document.createElement("div");
      try {
        element.innerHTML = text;
      } catch {
        return "refused";
      }
      return element.innerHTML === "" ? "refused" : element.innerHTML;
    });
  });
  expect(new Set(refused)).toEqual(new Set(["refused"]));
});

const SCREENS = [
  "#/connect",
  "#/",
  "#/personal",
  "#/personal/all",
  "#/personal/users/3",
  "#/personal/users/3/impersonation",
  "#/projects",
  "#/projects/1",
  "#/projects/nowhere%2Fat-all",
  "#/projects/1/service-accounts",
  "#/groups",
  "#/groups/11",
  "#/deploy",
  "#/deploy/projects/4",
  "#/deploy/groups",
  "#/deploy/instance",
  "#/activity",
  "#/about",
  "#/nowhere/else",
];

test("Every screen is drawn while Trusted Types are enforced, and on each hostile markup is refused", async ({ app, page }) => {
  app.watch.allowRefusals();
  await app.signIn("root");
  const visit = async (screen: string): Promise<void> => {
    await app.follow(screen);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("main").getByText("The rest of this page is being loaded.")).toHaveCount(0);
  };
  for (const screen of SCREENS) await visit(screen);
  // Nothing that the screens themselves do is against the policy; what follows is.
  expect(app.watch.undeclared()).toEqual([]);
  app.watch.allow(/violation: require-trusted-types-for/, /TrustedHTML|TrustedScript|Trusted Type/);
  for (const screen of SCREENS) {
    await visit(screen);
    const tried = await page.evaluate(() => {
      const refused = (run: () => void): boolean => {
        try {
          run();
          return false;
        } catch (error) {
          return error instanceof TypeError;
        }
      };
      const main = document.querySelector("main");
      const before = main?.childNodes.length;
      const tries = [
        refused(() => main?.insertAdjacentHTML("beforeend", '<img src="x" onerror="document.title = 1">')),
        refused(() => (document.createElement("script").src = "https://elsewhere.invalid/x.js")),
        refused(() => (document.createElement("script").textContent = "1")),
        refused(() => void Reflect.apply(Range.prototype.createContextualFragment, document.createRange(), ["<b>x</b>"])),
      ];
      return { tries, isUnchanged: main?.childNodes.length === before };
    });
    expect(tried, screen).toEqual({ tries: [true, true, true, true], isUnchanged: true });
  }
});

test("A service worker that was planted is gone, and did not serve the page", async ({ app, altered, page, context }) => {
  altered.alter = (sent) => {
    if (sent.path === "/plant.html") put(sent, "<!doctype html><title>Plant</title>");
    if (sent.path === "/worker.js") put(sent, "addEventListener('activate', (event) => event.waitUntil(clients.claim()));", "text/javascript");
  };
  // The page that plants it has no icon.
  app.watch.allow(/^console error: Failed to load resource.*404/);
  await page.goto(`${altered.url}/plant.html`);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("worker.js");
    await navigator.serviceWorker.ready;
  });
  await page.goto(`${altered.url}/`);
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  expect(context.pages()).toHaveLength(1);
});

for (const [file, pattern] of [
  ["glue", /^\/keyturn-[0-9a-f]+\.js$/],
  ["WebAssembly", /^\/keyturn-[0-9a-f]+_bg\.wasm$/],
  ["style sheet", /^\/keyturn-[0-9a-f]+\.css$/],
] as const) {
  test(`Row 62 · One altered bit in the ${file}: the files do not match, and nothing is started`, async ({ app, altered, page }) => {
    altered.alter = (sent) => {
      if (pattern.test(sent.path)) flip(sent);
    };
    app.watch.allow(/integrity/, /Failed to load resource/, /net::ERR/);
    await page.goto(`${altered.url}/`);
    await expect(app.alert.getByRole("heading", { name: "The files of this deployment do not match" })).toBeVisible();
    await expect(app.alert.getByRole("heading", { name: "此部署的文件不一致" })).toBeVisible();
    await expect(app.heading("Connect to a GitLab")).toHaveCount(0);
    await expect(page.getByRole("textbox")).toHaveCount(0);
    // The right files are there again: reloading helps.
    altered.alter = () => {};
    await app.button(/^Reload/).click();
    await expect(app.heading("Connect to a GitLab")).toBeVisible();
  });
}

test("Row 62 · One altered bit in the boot script: it does not run, and the page says in the end what to do", async ({ app, altered, page }) => {
  altered.alter = (sent) => {
    if (sent.path === "/boot.js") flip(sent);
  };
  app.watch.allow(/integrity/);
  await page.goto(`${altered.url}/`);
  await expect(page.getByText("This takes longer than it should.")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole("textbox")).toHaveCount(0);
});

test("Row 62 · One altered bit in the sandbox: it is not started, and signing in still works", async ({ app, altered, page, gitlab }) => {
  altered.alter = (sent) => {
    if (/^\/sandbox-.*\.wasm$/.test(sent.path)) flip(sent);
  };
  app.watch.allow(/integrity/, /Failed to load resource/);
  await page.goto(`${altered.url}/`);
  await app.button("Explore the sandbox").click();
  await expect(app.alert).toContainText("The sandbox could not be loaded");
  await app.connect();
  await app.enterToken(gitlab.person("ann").token);
  await app.settled();
});

test("A whole session contacts Keyturn's own host and the chosen GitLab, and nobody else", async ({ app, gitlab, site }) => {
  await app.signIn("root");
  await app.row("laptop").getByRole("link").click();
  await expect(app.details("laptop")).toBeVisible();
  await app.link("All users").click();
  await app.settled();
  await app.signOut();
  const origins = new Set(app.watch.requests.map((request) => new URL(request.url())).filter((url) => url.protocol !== "data:").map((url) => url.origin));
  expect(origins).toEqual(new Set([site.url, gitlab.url]));
});
