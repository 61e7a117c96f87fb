// The first step of signing in, when it fails: each cause has its own words and next step, and no token goes anywhere.
import type { Locator } from "@playwright/test";

import type { App } from "./harness/app.ts";
import { sayer, type Language } from "./harness/sayings.ts";
import { expect, type Stranger, test } from "./harness/stranger.ts";
import { INSECURE, PAGE_FAILURES, SERVER_FAILURES, type ServerFailure, TYPED } from "./harness/told.ts";

const DISCOVERY = JSON.stringify({ issuer: "https://id.example.com", scopes_supported: ["openid", "email"] });
const PAGE = "<!doctype html><title>Sign in</title><h1>Sign in to the network</h1>";

/** Makes a cause true; the address to type. */
type Arrangement = (app: App, stranger: Stranger, untrusted: Stranger) => Promise<string>;

const ARRANGEMENTS: Record<ServerFailure, Arrangement> = {
  "a port where nothing listens": async (app, stranger) => {
    app.watch.allowRefusals();
    await stranger.stop();
    return stranger.url;
  },
  "a server whose certificate is not trusted": async (app, _stranger, untrusted) => {
    app.watch.allowRefusals();
    return untrusted.url;
  },
  "JSON that the page may not read": async (app, stranger) => {
    app.watch.allowRefusals();
    stranger.answer = { body: DISCOVERY };
    return stranger.url;
  },
  "JSON of something that is no GitLab": async (_app, stranger) => {
    stranger.answer = { cors: true, body: DISCOVERY };
    return stranger.url;
  },
  "a web page with status 200": async (_app, stranger) => {
    stranger.answer = { cors: true, type: "text/html", body: PAGE };
    return stranger.url;
  },
  "a GitLab without CORS": async ({ gitlab }) => {
    await gitlab.fault({ when: "after-commit", kind: "no-cors", match: { method: "*" }, times: null });
    return gitlab.url;
  },
  "a portal that sends elsewhere to sign in": async ({ gitlab }, stranger) => {
    stranger.answer = { type: "text/html", body: PAGE };
    await gitlab.fault({ when: "before-commit", kind: "portal", match: { method: "*" }, times: null, location: `${stranger.url}/sign_in` });
    return gitlab.url;
  },
  "a portal that answers in GitLab's place": async ({ gitlab }) => {
    await gitlab.fault({ when: "before-commit", kind: "200-html", times: null });
    return gitlab.url;
  },
  "a proxy's error page": async ({ gitlab }) => {
    await gitlab.fault({ when: "before-commit", kind: "502-html", cors: true, times: null });
    return gitlab.url;
  },
};

function serverField(app: App, label: string): Locator {
  return app.page.getByLabel(label);
}

async function expectNoCredential(app: App, stranger: Stranger): Promise<void> {
  expect((await app.gitlab.requests()).filter((request) => request.credential)).toEqual([]);
  expect(stranger.asked.filter(({ headers }) => headers.authorization ?? headers["private-token"] ?? headers.cookie)).toEqual([]);
}

for (const [name, arrange] of Object.entries(ARRANGEMENTS) as [ServerFailure, Arrangement][]) {
  test(`Row 51 · The server is ${name}: said, with what to do, before any token is asked for`, async ({ app, stranger, untrusted }) => {
    await app.open();
    const address = await arrange(app, stranger, untrusted);
    await serverField(app, "GitLab server").fill(address);
    await app.page.keyboard.press("Enter");
    const { headline, step } = SERVER_FAILURES[name].en;
    await expect(app.alert.getByRole("heading", { name: headline, exact: true })).toBeVisible();
    await expect(app.alert).toContainText(step);
    await expect(serverField(app, "GitLab server")).toHaveValue(address);
    await expect(serverField(app, "GitLab server")).toBeFocused();
    await expect(serverField(app, "GitLab server")).not.toHaveAttribute("aria-invalid", "true");
    await expect(app.tokenField).toHaveCount(0);
    await expect(app.page.locator("input[type=password]")).toHaveCount(0);
    await expectNoCredential(app, stranger);
    expect(untrusted.asked).toEqual([]);
  });
}

test("What is wrong with an address as typed is said at the field, and nothing is asked", async ({ app, gitlab, stranger }) => {
  await app.open();
  const field = serverField(app, "GitLab server");
  for (const [typed, sentence] of TYPED.en) {
    await field.fill(typed);
    await app.button("Continue").click();
    await expect(app.page.getByRole("status").getByText(sentence)).toBeVisible();
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(sentence);
    await expect(field).toHaveValue(typed);
  }
  await field.press("End");
  await field.press("x");
  await expect(field).not.toHaveAttribute("aria-invalid", "true");
  expect(await gitlab.requests()).toEqual([]);
  expect(stranger.asked).toEqual([]);
});

test("A connection without encryption needs the person's word", async ({ app, gitlab }) => {
  await app.open();
  await serverField(app, "GitLab server").fill("http://gitlab.invalid");
  await app.button("Continue").click();
  await expect(app.alert).toContainText("This connection is not encrypted");
  await expect(app.button("Use http://gitlab.invalid without encryption all the same")).toBeVisible();
  await expect(app.tokenField).toHaveCount(0);
  await serverField(app, "GitLab server").fill(gitlab.url);
  await expect(app.alert).toHaveCount(0);
});

const LANGUAGES: [string, Language][] = [
  ["en-GB", "en"],
  ["zh-CN", "zh-CN"],
];

for (const [locale, language] of LANGUAGES) {
  test.describe(`In ${language}`, () => {
    test.use({ locale });
    const say = sayer(language);

    test("Row 52 · This deployment's own policy allows no other server", async ({ app, page, site, gitlab, stranger }) => {
      await page.route(`${site.url}/`, async (route) => {
        const response = await route.fetch();
        const headers = response.headers();
        const policy = headers["content-security-policy"]?.replace(/connect-src [^;]*/, "connect-src 'self'") ?? "connect-src 'self'";
        for (const name of ["content-encoding", "content-length"]) delete headers[name];
        await route.fulfill({ status: 200, headers: { ...headers, "content-security-policy": policy }, body: await response.text() });
      });
      app.watch.allow(/violation: connect-src/, /Content Security Policy/);
      await page.goto(site.url);
      const field = serverField(app, say("GitLab server"));
      await field.fill(gitlab.url);
      await app.button(say("Continue")).click();
      const { headline, step } = PAGE_FAILURES.policy[language];
      await expect(app.alert.getByRole("heading", { name: headline, exact: true })).toBeVisible();
      await expect(app.alert).toContainText(step);
      await expect(field).toHaveValue(gitlab.url);
      expect(await gitlab.requests()).toEqual([]);
      await expectNoCredential(app, stranger);
    });

    test("Row 52 · A page that came by https asks no server without encryption but this machine's own", async ({ app, page, secure, gitlab }) => {
      await page.goto(secure.url);
      const field = serverField(app, say("GitLab server"));
      await field.fill("http://gitlab.invalid");
      await app.button(say("Continue")).click();
      await expect(field).toHaveAccessibleDescription(INSECURE[language]);
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toHaveValue("http://gitlab.invalid");
      await expect(app.alert).toHaveCount(0);
      await field.fill(gitlab.url);
      await app.button(say("Continue")).click();
      await expect(serverField(app, say("Access token"))).toBeFocused();
    });

    test("Row 52 · Nor does it ask one that its operator offers", async ({ app, page, secure }) => {
      const config = JSON.stringify({ servers: ["http://gitlab.invalid"], isolated_origin: true });
      await page.route(`${secure.url}/config.json`, (route) => route.fulfill({ body: config }));
      await page.goto(secure.url);
      await app.button("http://gitlab.invalid").click();
      await expect(app.alert).toContainText(INSECURE[language]);
      await expect(page.locator("input")).toHaveCount(0);
    });

    test("Row 52 · Where the browser keeps a page from private networks it is said, and once it is allowed one goes on", async ({ app, browser, page, site, context, gitlab }) => {
      app.watch.allowRefusals();
      // A page that came from no network of its own counts as a public one; this machine is a private one to it.
      await page.route(`${site.url}/`, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ headers: { "content-type": "text/html" }, body: await response.text() });
      });
      await page.goto(site.url);
      const { targetInfo } = await (await context.newCDPSession(page)).send("Target.getTargetInfo");
      const session = await browser.newBrowserCDPSession();
      const allow = (setting: "denied" | "granted") =>
        session.send("Browser.setPermission", {
          permission: { name: "loopback-network" },
          setting,
          origin: site.url,
          browserContextId: targetInfo.browserContextId,
        });
      await allow("denied");
      await serverField(app, say("GitLab server")).fill(gitlab.url);
      await app.button(say("Continue")).click();
      const { headline, step } = PAGE_FAILURES.network[language];
      await expect(app.alert.getByRole("heading", { name: headline, exact: true })).toBeVisible();
      await expect(app.alert).toContainText(step);
      expect(await gitlab.requests()).toEqual([]);
      await allow("granted");
      await app.button(say("Continue")).click();
      await expect(serverField(app, say("Access token"))).toBeFocused();
    });

    test("Without a network it says so, and goes on when there is one again", async ({ app, page, site, context, gitlab }) => {
      await page.goto(site.url);
      const field = serverField(app, say("GitLab server"));
      await expect(field).toBeVisible();
      await context.setOffline(true);
      await field.fill(gitlab.url);
      await app.button(say("Continue")).click();
      const { headline, step } = PAGE_FAILURES.offline[language];
      await expect(app.alert.getByRole("heading", { name: headline, exact: true })).toBeVisible();
      await expect(app.alert).toContainText(step);
      expect(await gitlab.requests()).toEqual([]);
      await context.setOffline(false);
      await app.button(say("Continue")).click();
      await expect(serverField(app, say("Access token"))).toBeFocused();
    });
  });
}

test("A GitLab that hides its discovery document is known by how it refuses @h2", async ({ app, gitlab }) => {
  await app.open();
  await gitlab.fault({ when: "before-commit", kind: "answer", match: { path: "openid-configuration" }, status: 404, cors: true, body: "{}" });
  await app.connect();
  expect((await gitlab.requests("GET")).map((request) => request.path)).toEqual(["/.well-known/openid-configuration", "/api/v4/version"]);
});

test.describe("In Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("Row 51 · Every failure of the first step has its Chinese words", async ({ app, page, stranger, untrusted, gitlab, site }) => {
    await page.goto(site.url);
    const field = serverField(app, "GitLab 服务器");
    const goOn = page.getByRole("button", { name: "继续" });
    for (const [typed, sentence] of TYPED.zh) {
      await field.fill(typed);
      await goOn.click();
      await expect(field).toHaveAccessibleDescription(sentence);
    }
    // The port that refuses comes last: it is the stranger's own. The certificate comes before it, for it has the same words.
    for (const name of Object.keys(ARRANGEMENTS).reverse() as ServerFailure[]) {
      await gitlab.forgetFaults();
      await field.fill(await ARRANGEMENTS[name](app, stranger, untrusted));
      await goOn.click();
      await expect(app.alert.getByRole("heading", { name: SERVER_FAILURES[name].zh.headline, exact: true })).toBeVisible();
      await expect(app.alert).toContainText(SERVER_FAILURES[name].zh.step);
    }
    await expectNoCredential(app, stranger);
  });
});
