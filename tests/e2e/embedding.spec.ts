// Keyturn inside other pages, and in browsers that withhold half of the platform.
import { allowing, deciding, expect, frame, page as put, type Sent, test, withoutHeaders } from "./harness/altered.ts";
import type { App } from "./harness/app.ts";

/** As a host that lets other origins load its files. */
function open(sent: Sent): void {
  withoutHeaders(sent);
  sent.headers["access-control-allow-origin"] = "*";
}

const refusal = (app: App) => app.page.frameLocator("iframe").getByRole("alert");
const connect = (app: App) => app.page.frameLocator("iframe").getByRole("heading", { name: "Connect to a GitLab" });

test("A page of another origin that frames it gets a refusal and nothing else", async ({ app, altered, portal, page }) => {
  altered.alter = withoutHeaders;
  portal.alter = (sent) => put(sent, frame(altered.url));
  await page.goto(portal.url);
  await expect(refusal(app).getByRole("heading", { name: "Keyturn does not open inside this page" })).toBeVisible();
  await expect(refusal(app).getByRole("link", { name: /^Open in a new tab/ })).toHaveAttribute("rel", "noopener noreferrer");
  await expect(connect(app)).toHaveCount(0);
  await expect(page.frameLocator("iframe").getByRole("textbox")).toHaveCount(0);
  expect(app.watch.requests.filter((request) => request.url().endsWith(".wasm"))).toEqual([]);
});

test("Where the host sends its headers, the browser itself refuses the frame", async ({ app, altered, portal, page }) => {
  portal.alter = (sent) => put(sent, frame(altered.url));
  app.watch.allow(/frame-ancestors|X-Frame-Options|Refused to display|Framing/, /Failed to load resource/);
  await page.goto(portal.url);
  await expect(connect(app)).toHaveCount(0);
  await expect(refusal(app)).toHaveCount(0);
  expect(app.watch.requests.filter((request) => /\.(js|wasm)$/.test(request.url()))).toEqual([]);
});

test("A portal that the configuration names may frame it", async ({ app, altered, portal, page, gitlab }) => {
  altered.alter = (sent) => {
    withoutHeaders(sent);
    allowing(portal.url, sent);
  };
  portal.alter = (sent) => put(sent, frame(altered.url));
  await page.goto(portal.url);
  await expect(connect(app)).toBeVisible();
  const inside = page.frameLocator("iframe");
  await inside.getByLabel("GitLab server").fill(gitlab.url);
  await inside.getByRole("button", { name: "Continue" }).click();
  await expect(inside.getByLabel("Access token", { exact: true })).toBeVisible();
});

test("Row 60 · In a sandboxed frame without storage it works from memory", async ({ app, altered, portal, page, gitlab }) => {
  // What its person may not manage is refused.
  app.watch.allowRefusals();
  altered.alter = (sent) => {
    open(sent);
    allowing(portal.url, sent);
  };
  portal.alter = (sent) => put(sent, frame(altered.url, 'sandbox="allow-scripts allow-forms"'));
  await page.goto(portal.url);
  await expect(connect(app)).toBeVisible();
  const inside = page.frameLocator("iframe");
  await inside.getByLabel("GitLab server").fill(gitlab.url);
  await inside.getByRole("button", { name: "Continue" }).click();
  await inside.getByLabel("Access token", { exact: true }).fill(gitlab.person("ann").token);
  await inside.getByRole("button", { name: "Sign in" }).click();
  await expect(inside.getByRole("table", { name: "Tokens" })).toBeVisible();
  await inside.getByRole("link", { name: "Personal tokens" }).click();
  await expect(inside.getByRole("button", { name: "New token" })).toBeVisible();
});

test("Row 60 · In a sandboxed frame that may not load its files, a standing sentence says what to do", async ({ app, altered, portal, page }) => {
  altered.alter = withoutHeaders;
  portal.alter = (sent) => put(sent, frame(altered.url, 'sandbox="allow-scripts"'));
  app.watch.allow(/CORS policy/, /Subresource Integrity/, /Failed to load resource/, /net::ERR/);
  await page.goto(portal.url);
  await expect(page.frameLocator("iframe").getByText("This takes longer than it should.")).toBeVisible({ timeout: 15_000 });
});

test("Row 64 · Where storage is full or closed, everything works and nothing is remembered", async ({ app, page }) => {
  await page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException("closed", "SecurityError");
    };
    for (const name of ["getItem", "setItem", "removeItem"] as const) Storage.prototype[name] = refuse;
  });
  await app.signIn("ann");
  await app.button("Theme: System").click();
  await expect(app.button("Theme: Light")).toBeVisible();
  await page.getByRole("combobox", { name: "Language" }).selectOption("简体中文");
  await expect(page.getByRole("button", { name: "新建令牌" })).toBeVisible();
  await page.reload();
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
});

test("Row 59 · Where half of the platform is missing, signing in, rotating and taking the value still work", async ({ app, page }) => {
  await page.addInitScript(() => {
    const take = (target: object, name: string): void => {
      Object.defineProperty(target, name, { get: () => undefined, configurable: true });
    };
    for (const name of ["clipboard", "serviceWorker", "locks", "storage", "sendBeacon"]) take(Navigator.prototype, name);
    for (const name of ["navigation", "BroadcastChannel", "IntersectionObserver", "ResizeObserver"]) take(window, name);
  });
  await app.signIn("ann");
  await app.row("laptop").getByRole("button", { name: "Rotate laptop" }).click();
  await app.dialog("Rotate laptop?").getByRole("button", { name: "Rotate", exact: true }).click();
  const reveal = app.reveal("laptop");
  await reveal.button("Copy").click();
  await expect(reveal.dialog).toContainText("The browser does not let this page copy.");
  await reveal.stored.click();
  await expect(reveal.dialog).toBeHidden();
});

test("Row 60 · A page that may not even look at its storage works", async ({ app, page }) => {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      });
    }
  });
  await app.signIn("ann");
  await app.signOut();
  // What is kept cannot be searched here, for there is nothing that keeps.
  await page.goto("about:blank");
});

test("A portal named by a text instead of a list is not named", async ({ app, altered, portal, page }) => {
  altered.alter = (sent) => {
    withoutHeaders(sent);
    deciding({ portal_origins: `${portal.url}0` }, sent);
  };
  portal.alter = (sent) => put(sent, frame(altered.url));
  await page.goto(portal.url);
  await expect(refusal(app).getByRole("heading", { name: "Keyturn does not open inside this page" })).toBeVisible();
});
