// The scan of everything: the same world, latency and lists as benches/scan.py reads with python-gitlab.
//
// What the page must offer: a screen at `#/` that begins to read by itself, with an element `#scan` whose `data-state` is
// "going", "stopped" or "over".
import { test } from "../harness/bench.ts";
import { told } from "../harness/test.ts";

const AT_ONCE = 10;

test("scan", async ({ app, gitlab, page, figures }) => {
  test.setTimeout(600_000);
  const latency = Number(told("KEYTURN_BENCH_LATENCY_MS"));
  await gitlab.reset(told("KEYTURN_BENCH_WORLD"), undefined, { latency_ms: latency });
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
    figures.missing("Keyturn", "this release has no Overview that reads everything");
    return;
  }
  const isOver = (): boolean => document.querySelector<HTMLElement>("#scan")?.dataset.state === "over";
  await page.waitForFunction(isOver, undefined, { timeout: 590_000, polling: 50 });
  const seconds = (performance.now() - begun) / 1000;

  const { requests, preflights, most_at_once } = await gitlab.tally();
  const bound = ((requests / AT_ONCE) * latency) / 1000;
  figures.add(
    "Keyturn",
    seconds,
    "s",
    `${requests} requests and ${preflights} preflights, ${most_at_once} at once; ${(seconds / bound).toFixed(1)} × the bound; signing in included`,
  );
});
