// `test` as these journeys need it: a release on its own host, a GitLab on another, and what is checked after each one.
import { App } from "./app.ts";
import { type Certificate, certify } from "./certificate.ts";
import { exposeMemory, leaks } from "./oracle.ts";
import { expect, expectDiscreet, expectNoStrangers, test as base, told, type WorkerOptions } from "./servers.ts";
import { Site } from "./site.ts";
import { Watch } from "./watch.ts";

export { expect, told, type WorkerOptions };

interface WorkerFixtures {
  /** The one certificate that the browser trusts beside the emulator's. */
  certificate: Certificate;
}

interface Fixtures {
  /** The same release over https, for tests that ask for it; an origin of its own. */
  secure: Site;
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

export const test = base.extend<Fixtures, WorkerFixtures>({
  certificate: [
    async ({}, use) => {
      await use(certify());
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
  watch: async ({ context, gitlab, site }, use) => {
    const watch = new Watch(gitlab.url);
    gitlab.onFault = () => watch.allowRefusals();
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

      expectNoStrangers(
        watch.requests.map((request) => request.url()),
        [site.url, gitlab.url, ...otherOrigins],
      );
      await expectDiscreet(gitlab);

      const secrets = [...Object.values(gitlab.people).map((person) => person.token), ...watch.issued];
      const found = await leaks(context.pages(), context, watch, site, [...new Set(secrets)]);
      expect(found, "leaks").toEqual([]);
    },
    { auto: true },
  ],
});
