// The rules of accessibility that a machine can check, run inside the page.
import axe, { type RunOptions } from "axe-core";
import { expect, type Frame, type Page } from "@playwright/test";

const ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** What breaks a rule in a page or a frame, as sentences; of all rules, or of those that colours can break. */
export async function violations(page: Page | Frame, ofColours = false): Promise<string[]> {
  // What is run in the page sees one document.
  expect("frames" in page ? page.frames() : [page]).toHaveLength(1);
  // The rules are half a megabyte to read: once for each page, not for each look at it.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const options: RunOptions = {
    runOnly: ofColours ? { type: "rule", values: OF_COLOURS } : { type: "tag", values: ALL },
    // The markup of every element that keeps the rules would be most of the work.
    resultTypes: ["violations"],
  };
  const broken = await page.evaluate(async (options) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, options);
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) }));
  }, options);
  return broken.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`));
}
