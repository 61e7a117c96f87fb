// The reading of everything as a person sees it: how far it is, what is missing, what can be done about it.
import { expect, type Locator, type Page } from "@playwright/test";

import type { App } from "./app.ts";

export class Scanning {
  readonly page: Page;

  constructor(readonly app: App) {
    this.page = app.page;
  }

  /** Signs in to the Overview. Some lists may be refused. */
  static async begin(app: App, who = "ann", fragment = "#/"): Promise<Scanning> {
    app.watch.allowRefusals();
    await app.arrive(who, fragment);
    return new Scanning(app);
  }

  /** The same, and waits until everything is read as far as it can be. */
  static async whole(app: App, who = "ann", fragment = "#/"): Promise<Scanning> {
    const scanning = await Scanning.begin(app, who, fragment);
    await scanning.over();
    return scanning;
  }

  get region(): Locator {
    return this.page.getByRole("region", { name: "Reading everything you manage", exact: true });
  }

  /** How far it is, in a sentence. */
  get line(): Locator {
    return this.region.getByRole("status");
  }

  button(name: "Stop" | "Go on" | "Read everything again"): Locator {
    return this.region.getByRole("button", { name, exact: true });
  }

  /** Waits until nothing more happens by itself. */
  async over(): Promise<void> {
    await expect(this.line).toHaveText(OVER, { timeout: 20_000 });
  }

  /** The same by the page's own clock, which runs on meanwhile. */
  async overInTime(): Promise<void> {
    await this.inTime(async () => expect(await this.line.innerText()).toMatch(OVER));
  }

  /** Lets the page's clock run on until this is so. */
  async inTime(isSo: () => Promise<void>): Promise<void> {
    const step = async (): Promise<void> => {
      await this.page.clock.runFor(1000);
      await isSo();
    };
    await expect(step).toPass({ intervals: [20] });
  }

  /** What says how many lists are missing; it opens them. */
  get missing(): Locator {
    return this.region.getByText(/^What is missing: \d+ lists?$/);
  }

  /** What says how many lists this GitLab does not offer; it opens them. */
  get absent(): Locator {
    return this.region.getByText(/^\d+ lists? not offered by this GitLab$/);
  }

  /** The lists that are not whole, or not offered, whichever is open. */
  get gaps(): Locator {
    return this.region.getByRole("listitem");
  }

  /** Opens what is missing, and gives the list of this name. */
  async gap(name: string | RegExp): Promise<Locator> {
    if (!(await this.gaps.first().isVisible())) await this.missing.click();
    const gap = this.gaps.filter({ hasText: name });
    await expect(gap).toBeVisible();
    return gap;
  }

  /** Reads a list again from its gap. */
  async rescan(gap: Locator): Promise<void> {
    await gap.getByRole("button", { name: /^Read .+ again$/ }).click();
  }

  /** A card of what to look at. */
  card(name: string): Locator {
    return this.page.getByRole("group", { name: "What to look at" }).getByRole("button", { name: new RegExp(`^${name}`) });
  }

  /** The number on a card. */
  async counted(card: Locator): Promise<number> {
    return Number(await card.locator(".count").innerText());
  }
}

const OVER = /^(Complete|Not complete): /;
