// The cold start on a slow connection and a slow machine: nothing cached, everything served compressed as a host would.
import { App } from "../harness/app.ts";
import { percentile, slowDown, test } from "../harness/bench.ts";
import { Watch } from "../harness/watch.ts";

const RUNS = 5;

test("cold start", async ({ browser, gitlab, site, figures }) => {
  test.setTimeout(300_000);
  await gitlab.reset("demo");
  const taken: Record<string, number[]> = {};
  const take = (what: string, value: number): void => void (taken[what] ??= []).push(value);
  for (let run = 0; run < RUNS; run += 1) {
    const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const metrics = await slowDown(context);
    const app = new App(page, site, gitlab, new Watch(gitlab.url));

    await app.open("#/personal");
    const painted = await page.evaluate(
      () =>
        new Promise<number>((tell) => {
          new PerformanceObserver((list) => {
            const first = list.getEntriesByName("first-contentful-paint")[0];
            if (first) tell(first.startTime);
          }).observe({ type: "paint", buffered: true });
        }),
    );
    take("first paint with content", painted);
    take("first screen, ready to type", await page.evaluate(() => performance.now()));
    take("main thread until then", await metrics.busy());
    take("received until then", metrics.bytes() / 1000);

    await app.connect();
    await app.tokenField.fill(gitlab.person("ann").token);
    const begun = await page.evaluate(() => performance.now());
    await app.button("Sign in").click();
    await app.rows.first().waitFor();
    take("sign in → first rows", (await page.evaluate(() => performance.now())) - begun);
    await context.close();
  }
  for (const [what, values] of Object.entries(taken)) {
    const unit = what.startsWith("received") ? "kB" : "ms";
    figures.add(what, percentile(values, 50), unit, `median of ${RUNS}; 1.6 Mbit/s, 150 ms, processor at a quarter`);
  }
});
