// Which browser, which projects. `cargo xtask test e2e` sets what the environment must say.
import { defineConfig, type Project } from "@playwright/test";

import type { WorkerOptions } from "./harness/test.ts";

/** Photographs are taken only when a folder for them is named. */
const photographs: Project<object, WorkerOptions>[] = process.env.KEYTURN_SCREENSHOTS
  ? [{ name: "screenshots", testMatch: "**/*.photographs.ts", use: { tls: false } }]
  : [];

/** Measurements are taken only when a folder for them is named. */
const measurements: Project<object, WorkerOptions>[] = process.env.KEYTURN_BENCH
  ? [
      { name: "bench", testMatch: "bench/*.bench.ts", use: { tls: false } },
      { name: "bench-h2", testMatch: "bench/*.bench.ts", grep: /@h2/, use: { tls: true } },
    ]
  : [];

const FIREFOX = "firefox/*.spec.ts";

export default defineConfig<object, WorkerOptions>({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  fullyParallel: true,
  // Three keep two cores busy: a page waits for its host and its GitLab a fifth of the time.
  workers: 3,
  // Where nobody watches, a test may be tried once more; it is then reported as flaky, not as passed.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  timeout: 30_000,
  expect: { timeout: 10_000 },
  use: {
    locale: "en-GB",
    // Far from UTC on purpose: days are UTC days.
    timezoneId: "America/Los_Angeles",
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    actionTimeout: 10_000,
  },
  projects: [
    { name: "h1", testIgnore: FIREFOX, use: { tls: false } },
    // The same journeys over TLS and HTTP/2, where the way to GitLab may matter.
    { name: "h2", testIgnore: FIREFOX, grep: /@h2/, use: { tls: true } },
    // A few in another browser. It is started once, and needs a moment for that.
    { name: "firefox", testMatch: FIREFOX, workers: 1, timeout: 60_000, use: { tls: false } },
    ...photographs,
    ...measurements,
  ],
});
