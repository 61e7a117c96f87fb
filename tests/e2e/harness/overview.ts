// The Overview as a person sees it: its weeks, its files, what is printed of it.
import { readFileSync } from "node:fs";

import { expect, type Locator, type Page } from "@playwright/test";

import type { App } from "./app.ts";

/** A file that was saved. */
export interface Saved {
  name: string;
  text: string;
}

/** What is on paper. */
export interface Printed {
  text: string;
  rows: number;
  /** What could be pressed, were it on a screen. */
  held: number;
}

export class Overview {
  readonly page: Page;

  constructor(readonly app: App) {
    this.page = app.page;
  }

  /** Signs in to it, and waits until everything is read. Some lists are not allowed. */
  static async of(app: App, fragment = "#/", who = "ann"): Promise<Overview> {
    app.watch.allowRefusals();
    await app.signIn(who, fragment);
    await expect(app.page.locator("#scan")).toHaveAttribute("data-state", "over", { timeout: 20_000 });
    const overview = new Overview(app);
    // They come with the rest of the page.
    await expect(overview.weeks).toHaveCount(53);
    return overview;
  }

  get chart(): Locator {
    return this.page.getByRole("region", { name: "What ends when" });
  }

  get weeks(): Locator {
    return this.chart.getByRole("toolbar").getByRole("button");
  }

  /** What each week is called, from the first. */
  async names(): Promise<string[]> {
    return this.weeks.evaluateAll((weeks) => weeks.map((week) => week.getAttribute("aria-label") ?? ""));
  }

  /** How many end in each week. */
  async numbers(): Promise<number[]> {
    return (await this.names()).map((name) => Number(/: (\d+) ends?\b/.exec(name)?.[1] ?? 0));
  }

  /** The weeks, counted anew, say this. */
  async expectNumbers(numbers: number[]): Promise<void> {
    await expect.poll(() => this.numbers()).toEqual(numbers);
  }

  get exports(): Locator {
    return this.app.button("Export what is shown");
  }

  /** Opens the choice of a file, and saves one. */
  async save(name: string): Promise<Saved> {
    await this.exports.click();
    const saving = this.page.waitForEvent("download");
    await this.app.button(name).click();
    const download = await saving;
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  }

  /** Prints the page. */
  async print(): Promise<Printed> {
    // The part of the page that prints comes with the choice.
    await this.exports.click();
    await expect(this.app.button("Print a report")).toBeVisible();
    await this.page.keyboard.press("Escape");
    await this.page.evaluate(() => {
      addEventListener("beforeprint", () => {
        const report = document.querySelector("body > .report");
        const rows = report?.querySelectorAll(".rows > tbody > tr").length;
        Object.assign(window, { printed: { text: report?.textContent, rows, held: report?.querySelectorAll("button, a, input").length } });
      });
    });
    const paper = await this.page.pdf();
    expect(paper.length).toBeGreaterThan(10_000);
    return this.page.evaluate(() => (window as unknown as { printed: Printed }).printed);
  }
}
