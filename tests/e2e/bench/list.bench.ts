// 100,000 tokens in the table of the Overview: reading them, typing in the search, ordering, scrolling, and what they weigh.
import type { Page } from "@playwright/test";

import { percentile, test } from "../harness/bench.ts";

const WORLD = "scale:users=0,groups=0,projects=100,tokens=1,project-tokens=1000,deploy-tokens=0";
const WORDS = ["registry", "nightly exp", "production", "read_api", "terraform st"];

/** Times from an event to the frame that shows what came of it, as the page itself sees them. */
interface Watching {
  times: number[];
  /** The longest task that began after `since`. */
  longest: number;
  since: number;
}

/** Starts to time every keystroke and click in the page, to the end of the frame that follows its handlers. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watching: Watching = { times: [], longest: 0, since: 0 };
    Object.defineProperty(globalThis, "watching", { value: watching });
    let pressed = 0;
    const afterPaint = (begun: number): void => {
      requestAnimationFrame(() => {
        // A message is handled after the frame was drawn.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => watching.times.push(performance.now() - begun);
        port2.postMessage(null);
      });
    };
    // An input event has no time of the key itself.
    addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
    addEventListener("input", () => afterPaint(pressed), true);
    addEventListener("click", (event) => afterPaint(event.timeStamp), true);
    new PerformanceObserver((list) => {
      // Entries may come late.
      const tasks = list.getEntries().filter((task) => task.startTime >= watching.since);
      watching.longest = Math.max(watching.longest, ...tasks.map((task) => task.duration));
    }).observe({ type: "longtask" });
  });
}

/** The times since it was asked last, once so many are there. */
async function times(page: Page, wanted: number): Promise<number[]> {
  const there = (wanted: number): boolean =>
    (globalThis as unknown as { watching: Watching }).watching.times.length >= wanted;
  await page.waitForFunction(there, wanted, { timeout: 60_000 });
  return page.evaluate(() => (globalThis as unknown as { watching: Watching }).watching.times.splice(0));
}

test("table of 100,000", async ({ app, gitlab, page, context, figures }) => {
  test.setTimeout(900_000);
  await gitlab.reset(WORLD);
  await app.open("#/?state=all");
  await app.connect();
  const begun = performance.now();
  await app.enterToken(gitlab.person("ann").token);
  const isOver = (): boolean => document.querySelector<HTMLElement>("#scan")?.dataset.state === "over";
  await page.waitForFunction(isOver, undefined, { timeout: 600_000, polling: 50 });
  await app.settled();
  const { requests } = await gitlab.tally();
  const rows = await app.count.innerText();
  figures.add("reading them", (performance.now() - begun) / 1000, "s", `${rows}, ${requests} requests, no latency`);

  await watch(page);
  const search = page.locator("#search");
  await search.click();
  await times(page, 1);
  const keys: number[] = [];
  for (const word of WORDS) {
    for (const letter of word) {
      await page.keyboard.press(letter === " " ? "Space" : letter);
      keys.push(...(await times(page, 1)));
    }
    await search.fill("");
    await times(page, 1);
  }
  figures.add("keystroke in the search → frame, median", percentile(keys, 50), "ms", `${keys.length} keystrokes`);
  figures.add("keystroke in the search → frame, p95", percentile(keys, 95), "ms", `longest ${Math.round(Math.max(...keys))} ms`);

  const sorts: { heading: string; time: number }[] = [];
  const headings = app.table.locator("button.sort:visible");
  for (let turn = 0; turn < 15; turn += 1) {
    const heading = headings.nth(turn % (await headings.count()));
    await heading.click();
    for (const time of await times(page, 1)) sorts.push({ heading: await heading.innerText(), time });
  }
  const slowest = sorts.reduce((most, sort) => (sort.time > most.time ? sort : most));
  const sorted = sorts.map(({ time }) => time);
  figures.add("click on a heading → frame, median", percentile(sorted, 50), "ms", `${sorts.length} clicks`);
  figures.add("click on a heading → frame, longest", slowest.time, "ms", `on ${slowest.heading}`);

  await page.evaluate(() => {
    const { watching } = globalThis as unknown as { watching: Watching };
    [watching.longest, watching.since] = [0, performance.now()];
  });
  await page.mouse.move(640, 600);
  for (let turn = 0; turn < 60; turn += 1) {
    await page.mouse.wheel(0, turn % 10 === 9 ? 500_000 : 1_500);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  // The browser tells of long tasks a little later.
  await page.evaluate(() => new Promise((tell) => requestIdleCallback(tell)));
  const longest = await page.evaluate(() => (globalThis as unknown as { watching: Watching }).watching.longest);
  figures.add("longest task while scrolling", longest, "ms", "0: none above 50 ms, which is what browsers tell");

  const session = await context.newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const heap = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? NaN;
  const wasm = await page.evaluate(() => {
    const memories = (globalThis as unknown as { memoriesUnderTest: WebAssembly.Memory[] }).memoriesUnderTest;
    return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  });
  figures.add("memory of the module", wasm / 1e6, "MB", "WebAssembly memory as it has grown; it never shrinks");
  figures.add("memory of JavaScript", heap / 1e6, "MB", "after collecting garbage");
});
