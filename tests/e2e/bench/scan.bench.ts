// The scan of everything: the same world, latency and lists as benches/scan.py reads with python-gitlab.
//
// What the page must offer: a screen at `#/` that begins to read by itself, with an element `#scan` whose `data-state` is
// "going", "stopped" or "over".
import { test } from "../harness/bench.ts";
import { told } from "../harness/test.ts";
import { Unwatched } from "../harness/unwatched.ts";

const AT_ONCE = 10;

test("scan @h2", async ({ browser, gitlab, site, figures, tls }) => {
  test.setTimeout(600_000);
  // A browser opens six connections to a host over HTTP/1.1; over HTTP/2 one carries all.
  const name = tls ? "Keyturn, HTTP/2" : "Keyturn, HTTP/1.1";
  const latency = Number(told("KEYTURN_BENCH_LATENCY_MS"));
  await gitlab.reset(told("KEYTURN_BENCH_WORLD"), undefined, { latency_ms: latency });
  const page = await Unwatched.open(browser, `${site.url}/#/`);
  await page.fill("server", gitlab.url);
  await page.send("server");
  await page.fill("token", gitlab.person("ann").token);
  await gitlab.clearRequests();

  const busy = await page.busy();
  const begun = performance.now();
  await page.send("token");
  await page.until(`document.getElementById("scan")?.dataset.state === "over"`);
  const seconds = (performance.now() - begun) / 1000;
  const worked = (await page.busy()) - busy;

  const { requests, preflights, most_at_once } = await gitlab.tally();
  const times = (exchanges: number): string => ((seconds * 1000) / ((exchanges / AT_ONCE) * latency)).toFixed(2);
  figures.add(
    name,
    seconds,
    "s",
    `${requests} requests and ${preflights} preflights, ${most_at_once} at once; ${times(requests)} × the bound of the requests, ${times(requests + preflights)} × with the preflights; main thread at work for ${worked.toFixed(1)} s; signing in included`,
  );
});
