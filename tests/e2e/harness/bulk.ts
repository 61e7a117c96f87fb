// Many tokens at once, as a person sees it.
import { readFileSync } from "node:fs";
import { expect, type Download, type Locator, type Page } from "@playwright/test";

import type { App } from "./app.ts";
import type { Gitlab } from "./gitlab.ts";

export type Work = "Rotate" | "Revoke" | "Replace";

export class Bulk {
  constructor(
    readonly app: App,
    readonly page: Page,
  ) {}

  /** The checkbox of a row. */
  box(name: string): Locator {
    return this.page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
  }

  /** The checkbox of all rows that are shown. */
  get boxOfAll(): Locator {
    return this.app.table.getByRole("checkbox", { name: "Select all shown" });
  }

  /** What acts on the selection. */
  get bar(): Locator {
    return this.page.getByRole("region", { name: "Selected tokens" });
  }

  get count(): Locator {
    return this.bar.getByRole("status");
  }

  async select(...names: string[]): Promise<void> {
    for (const name of names) await this.box(name).check();
  }

  /** The same for rows that may lie below what is drawn: each is searched for. */
  async pick(...names: string[]): Promise<void> {
    for (const name of names) {
      await this.app.search.fill(name);
      await this.select(name);
    }
    await this.app.search.fill("");
  }

  /** The names of the rows that are selected and drawn, from the top. */
  async selected(): Promise<string[]> {
    return this.app.rows.filter({ has: this.page.locator(":checked") }).getByRole("rowheader").getByRole("link").allInnerTexts();
  }

  /** Opens the dialog, which says what will happen. */
  async plan(work: Work, ...names: string[]): Promise<void> {
    await this.select(...names);
    await this.bar.getByRole("button", { name: `${work}…` }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** The dialog, whatever its title counts, also below the one of a value. */
  get dialog(): Locator {
    return this.page.getByRole("dialog", { name: /^(Rotate|Revoke|Replace) \d+ tokens?\?$/ });
  }

  button(name: string): Locator {
    return this.dialog.getByRole("button", { name, exact: true });
  }

  /** Begins what was planned. */
  async begin(work: Work, number: number): Promise<void> {
    await this.button(`${work} ${number} ${number === 1 ? "token" : "tokens"}`).click();
  }

  /** Rotates another one and, asked once more, the token one is signed in with. */
  async rotateOwnLast(other: string): Promise<void> {
    await this.begin("Rotate", 2);
    await this.app.reveal(other).store();
    await expect(this.dialog).toContainText("The last one is the token you are signed in with.");
    expect(await this.app.gitlab.requests("POST")).toHaveLength(1);
    await this.button("Rotate it, too").click();
    await this.app.reveal("sign-in").store();
    await expect(this.dialog).toContainText("All 2 done.");
  }

  /** The line of a token. */
  item(name: string): Locator {
    return this.dialog.getByRole("listitem").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** The tokens that are left out, with their reasons. */
  get leftOut(): Locator {
    return this.dialog.getByRole("region", { name: /left out$/ }).getByRole("listitem");
  }

  /** What was saved. */
  async save(what: "CSV" | "JSON", within: Locator = this.dialog): Promise<string> {
    const saving = this.page.waitForEvent("download");
    await within.getByRole("button", { name: `Save result as ${what}` }).click();
    return text(await saving);
  }

  /** When a browser's requests of a method reached GitLab, in milliseconds, in order. */
  async times(gitlab: Gitlab, method: string): Promise<number[]> {
    const log = (await gitlab.requests(method)) as unknown as { at: string }[];
    return log.map((request) => Date.parse(request.at));
  }

  async close(): Promise<void> {
    await this.button("Close").last().click();
    await expect(this.dialog).toBeHidden();
  }
}

async function text(download: Download): Promise<string> {
  return readFileSync(await download.path(), "utf8");
}
