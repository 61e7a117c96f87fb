// What tests stand on in every browser: a release on its own host, a GitLab on another, and what GitLab must never be told.
import { test as base, expect } from "@playwright/test";

import { Gitlab } from "./gitlab.ts";
import { Site } from "./site.ts";

export { expect };

/** How a project reaches GitLab. */
export interface WorkerOptions {
  tls: boolean;
}

interface WorkerFixtures extends WorkerOptions {
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
  gitlab: Gitlab;
}

export function told(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with \`cargo xtask test e2e\``);
  return value;
}

/** Nothing was asked of GitLab with a cookie, a referrer, the other header, or a secret in the address. */
export async function expectDiscreet(gitlab: Gitlab): Promise<void> {
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
}

/** Nobody was asked but those whom the test means to ask. */
export function expectNoStrangers(asked: string[], own: string[]): void {
  const origins = own.map((url) => new URL(url).origin);
  const contacted = asked.map((url) => new URL(url)).filter((url) => url.protocol !== "data:");
  const strangers = contacted.map((url) => url.origin).filter((origin) => !origins.includes(origin));
  expect(strangers, "origins that were contacted").toEqual([]);
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  tls: [false, { option: true, scope: "worker" }],
  world: ["demo", { option: true }],
  version: ["", { option: true }],
  otherOrigins: [[], { option: true }],

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
  gitlab: async ({ emulator, site, world, version }, use) => {
    emulator.onFault = () => {};
    await emulator.reset(world, version || undefined);
    site.visits.length = 0;
    await use(emulator);
  },
});
