// The scan of everything: the same world, latency and lists as benches/scan.py reads with python-gitlab.
//
// What the page must offer: a screen at `#/` that begins to read by itself, with an element `#scan` whose `data-state` is
// "going", "stopped" or "over".
import { test } from "../harness/bench.ts";
import { told } from "../harness/test.ts";

const AT_ONCE = 10;

test("scan @h2", async ({ app, gitlab, page, context, figures, tls }) => {
  test.setTimeout(600_000);
  // A browser opens six connections to a host over HTTP/1.1; over HTTP/2 one carries all.
  const name = tls ? "Keyturn, HTTP/2" : "Keyturn, HTTP/1.1";
  const latency = Number(told("KEYTURN_BENCH_LATENCY_MS"));
  await gitlab.reset(told("KEYTURN_BENCH_WORLD"), undefined, { latency_ms: latency });
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  await app.open("#/");
  await app.connect();
  await app.tokenField.fill(gitlab.person("ann").token);
  await gitlab.clearRequests();

  const begun = performance.now();
  await app.button("Sign in").click();
  await app.sessionButton.waitFor();
  const scan = page.locator("#scan");
  await scan.waitFor({ state: "attached", timeout: 5_000 }).catch(() => undefined);
  if ((await scan.count()) === 0) {
    figures.missing(name, "this release has no Overview that reads everything");
    return;
  }
  const isOver = (): boolean => document.querySelector<HTMLElement>("#scan")?.dataset.state === "over";
  await page.waitForFunction(isOver, undefined, { timeout: 590_000, polling: 50 });
  const seconds = (performance.now() - begun) / 1000;

  const { metrics } = await session.send("Performance.getMetrics");
  const busy = metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN;

  const { requests, preflights, most_at_once } = await gitlab.tally();
  const times = (exchanges: number): string => ((seconds * 1000) / ((exchanges / AT_ONCE) * latency)).toFixed(2);
  figures.add(
    name,
    seconds,
    "s",
    `${requests} requests and ${preflights} preflights, ${most_at_once} at once; ${times(requests)} × the bound of the requests, ${times(requests + preflights)} × with the preflights; main thread at work for ${busy.toFixed(1)} s; signing in included`,
  );
});
