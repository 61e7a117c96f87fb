// `test` as these journeys need it: a release on its own host, a GitLab on another, and what is checked after each one.
import { test as base, expect } from "@playwright/test";

import { App } from "./app.ts";
import { type Certificate, certify } from "./certificate.ts";
import { Gitlab } from "./gitlab.ts";
import { exposeMemory, leaks } from "./oracle.ts";
import { Site } from "./site.ts";
import { Watch } from "./watch.ts";

export { expect };

/** How a project reaches GitLab. */
export interface WorkerOptions {
  tls: boolean;
}

interface WorkerFixtures extends WorkerOptions {
  /** The one certificate that the browser trusts beside the emulator's. */
  certificate: Certificate;
  site: Site;
  emulator: Gitlab;
}

interface Fixtures {
  /** The world of this test; see docs/EMULATOR.md. */
  world: string;
  /** The release GitLab imitates; the newest known if empty. */
  version: string;
  /** Origins beside Keyturn's own and GitLab's that this test means to contact. */
  otherOrigins: string[];
  /** The same release over https, for tests that ask for it; an origin of its own. */
  secure: Site;
  gitlab: Gitlab;
  watch: Watch;
  app: App;
  afterwards: undefined;
}

export const CHROMIUM = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

export function told(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with \`cargo xtask test e2e\``);
  return value;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  tls: [false, { option: true, scope: "worker" }],
  world: ["demo", { option: true }],
  version: ["", { option: true }],
  otherOrigins: [[], { option: true }],

  certificate: [
    async ({}, use) => {
      await use(certify());
    },
    { scope: "worker" },
  ],
  site: [
    async ({}, use) => {
      const site = await Site.start(told("KEYTURN_DIST"));
      await use(site);
      await site.stop();
    },
    { scope: "worker" },
  ],
  emulator: [
    async ({ tls }, use) => {
      const emulator = await Gitlab.start(told("KEYTURN_EMULATOR"), tls);
      await use(emulator);
      emulator.stop();
    },
    { scope: "worker" },
  ],
  launchOptions: [
    async ({ emulator, certificate }, use) => {
      const trusted = [certificate.spki, ...(emulator.spki ? [emulator.spki] : [])].join(",");
      await use({ executablePath: told("KEYTURN_CHROME"), args: [...CHROMIUM, `--ignore-certificate-errors-spki-list=${trusted}`] });
    },
    { scope: "worker" },
  ],

  secure: async ({ certificate }, use) => {
    const secure = await Site.start(told("KEYTURN_DIST"), certificate);
    await use(secure);
    await secure.stop();
  },
  gitlab: async ({ emulator, world, version }, use) => {
    emulator.onFault = () => {};
    await emulator.reset(world, version || undefined);
    await use(emulator);
  },
  watch: async ({ context, gitlab, site }, use) => {
    const watch = new Watch(gitlab.url);
    gitlab.onFault = () => watch.allowRefusals();
    site.visits.length = 0;
    // A cookie that the browser would gladly send along.
    await context.addCookies([{ name: "planted", value: "cookie", url: site.url, httpOnly: true }]);
    await exposeMemory(context);
    await watch.follow(context);
    await use(watch);
  },
  app: async ({ page, site, gitlab, watch }, use) => {
    await use(new App(page, site, gitlab, watch));
  },

  afterwards: [
    async ({ context, site, gitlab, watch, otherOrigins }, use) => {
      await use(undefined);
      await watch.settle();
      expect(watch.undeclared(), "on the console, as page errors, as violations of the policy").toEqual([]);

      const own = [site.url, gitlab.url, ...otherOrigins].map((url) => new URL(url).origin);
      const contacted = watch.requests
        .map((request) => new URL(request.url()))
        .filter((url) => url.protocol !== "data:");
      const strangers = contacted.map((url) => url.origin).filter((origin) => !own.includes(origin));
      expect(strangers, "origins that were contacted").toEqual([]);

      // What the browser itself sends when it goes to GitLab's own page is no request of Keyturn's.
      const log = (await gitlab.requests()).filter((entry) => !entry.path.startsWith("/oauth/authorize"));
      const named = (name: string): string[] =>
        log.filter((entry) => entry.header_names.includes(name)).map((entry) => entry.path);
      expect(
        log.filter((entry) => entry.has_cookie),
        "requests with a cookie",
      ).toEqual([]);
      expect(named("referer"), "requests with a referrer").toEqual([]);
      expect(named("private-token"), "requests with the other header").toEqual([]);
      expect(
        log.filter((entry) => entry.secret_in_url),
        "requests with a secret in their address",
      ).toEqual([]);

      const secrets = [...Object.values(gitlab.people).map((person) => person.token), ...watch.issued];
      const found = await leaks(context.pages(), context, watch, site, [...new Set(secrets)]);
      expect(found, "leaks").toEqual([]);
    },
    { auto: true },
  ],
});
