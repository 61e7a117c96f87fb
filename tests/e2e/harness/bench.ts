// `test` as measurements need it: a release and a GitLab, and none of the watching that would be measured along. What is
// measured goes into a file of the folder that KEYTURN_BENCH names; `cargo xtask bench` makes a table of all.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { BrowserContext } from "@playwright/test";

import { App } from "./app.ts";
import { exposeMemory } from "./oracle.ts";
import { test as base, told } from "./servers.ts";
import { CHROMIUM } from "./test.ts";
import { Watch } from "./watch.ts";

/** One figure, as xtask reads it. */
interface Figure {
  of: string;
  what: string;
  value: number;
  unit: string;
  note: string;
}

/** The figures of one measurement. */
export class Figures {
  readonly all: Figure[] = [];

  constructor(readonly of: string) {}

  add(what: string, value: number, unit: string, note = ""): void {
    this.all.push({ of: this.of, what, value: Math.round(value * 1000) / 1000, unit, note });
  }
}

interface Fixtures {
  app: App;
  figures: Figures;
}

export const test = base.extend<Fixtures>({
  launchOptions: [
    async ({ emulator }, use) => {
      const trusted = emulator.spki ? [`--ignore-certificate-errors-spki-list=${emulator.spki}`] : [];
      await use({ executablePath: told("KEYTURN_CHROME"), args: [...CHROMIUM, ...trusted] });
    },
    { scope: "worker" },
  ],
  app: async ({ page, context, site, gitlab }, use) => {
    await exposeMemory(context);
    await use(new App(page, site, gitlab, new Watch(gitlab.url)));
  },
  figures: async ({ tls }, use, { title }) => {
    const figures = new Figures(title.replace(" @h2", ""));
    await use(figures);
    const name = `${figures.of}${tls ? ", HTTP 2" : ""}.json`;
    writeFileSync(join(told("KEYTURN_BENCH"), name), JSON.stringify(figures.all, null, 2));
  },
});

/** The value below which so many of a hundred lie. */
export function percentile(values: number[], of: number): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.min(ordered.length - 1, Math.ceil((ordered.length * of) / 100) - 1)] ?? NaN;
}

/** A connection and a processor as Lighthouse slows them down for its "Slow 4G": 1.6 Mbit/s, 150 ms, a quarter of the speed. */
export async function slowDown(context: BrowserContext): Promise<Metrics> {
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await session.send("Performance.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  return {
    bytes: () => bytes,
    async busy() {
      const { metrics } = await session.send("Performance.getMetrics");
      return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN) * 1000;
    },
  };
}

/** What the browser counts by itself. */
interface Metrics {
  /** Bytes received so far, as they crossed the network. */
  bytes(): number;
  /** How long the page's main thread has worked so far, in milliseconds. */
  busy(): Promise<number>;
}
