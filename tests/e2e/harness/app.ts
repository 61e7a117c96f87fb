// Keyturn as a person sees it: by role, label and text.
import { expect, type Locator, type Page } from "@playwright/test";

import type { Gitlab } from "./gitlab.ts";
import { inMemory } from "./oracle.ts";
import type { Site } from "./site.ts";
import type { Watch } from "./watch.ts";

export class App {
  constructor(
    readonly page: Page,
    readonly site: Site,
    readonly gitlab: Gitlab,
    readonly watch: Watch,
  ) {}

  /** The same on another page. */
  on(page: Page): App {
    return new App(page, this.site, this.gitlab, this.watch);
  }

  /** Loads the page at a fragment such as `#/personal?state=all`. */
  async open(fragment = ""): Promise<void> {
    await this.page.goto(`${this.site.url}/${fragment}`);
    await expect(this.heading("Connect to a GitLab")).toBeVisible();
  }

  /** The first step. */
  async connect(server = this.gitlab.url): Promise<void> {
    await this.page.getByLabel("GitLab server").fill(server);
    await this.button("Continue").click();
    await expect(this.tokenField).toBeVisible();
  }

  /** Both steps, as one of the people of the world or with any token, up to a list. */
  async signIn(who: string, fragment = "#/personal"): Promise<void> {
    await this.arrive(who, fragment);
    await this.settled();
  }

  /** The same, to wherever the link leads. */
  async arrive(who: string, fragment = "#/personal"): Promise<void> {
    await this.open(fragment);
    await this.connect();
    await this.enterToken(this.gitlab.people[who]?.token ?? who);
    await expect(this.sessionButton).toBeVisible();
  }

  /** Goes to a fragment as a link does. */
  async follow(fragment: string): Promise<void> {
    await this.page.evaluate((fragment) => (location.hash = fragment), fragment);
  }

  /** The second step. */
  async enterToken(token: string): Promise<void> {
    await this.tokenField.fill(token);
    await this.button("Sign in").click();
  }

  /** Waits until the list is read. */
  async settled(): Promise<void> {
    await expect(this.table).toBeVisible();
    await expect(this.table).not.toHaveAttribute("aria-busy", "true");
  }

  /** Waits until the rest of the page is there, which is loaded after the first list. */
  async rest(): Promise<void> {
    const rest = (): boolean[] =>
      this.watch.requests
        .filter((request) => /\/keyturn-later-[0-9a-f]+\.wasm$/.test(request.url()))
        .map((request) => request.timing().responseEnd >= 0);
    await expect.poll(() => rest().length > 0 && rest().every(Boolean), { message: "the rest of the page" }).toBe(true);
  }

  async signOut(): Promise<void> {
    await this.sessionButton.click();
    await this.button("Sign out").click();
    await expect(this.heading("Connect to a GitLab")).toBeVisible();
  }

  /** Nothing of these secrets is left in the memory of the page. */
  async expectWiped(...secrets: string[]): Promise<void> {
    await expect.poll(() => inMemory(this.page, secrets), { message: "secrets in memory" }).toEqual([]);
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { name, exact: typeof name === "string" });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  link(name: string): Locator {
    return this.page.getByRole("link", { name, exact: true });
  }

  get tokenField(): Locator {
    return this.page.getByLabel("Access token", { exact: true });
  }

  /** Opens what the session is. */
  get sessionButton(): Locator {
    return this.page
      .getByRole("banner")
      .getByRole("button", { name: new RegExp(`· ${new URL(this.gitlab.url).hostname}`) });
  }

  get table(): Locator {
    return this.page.getByRole("table", { name: "Tokens" });
  }

  /** All rows that are drawn, without the headings. */
  get rows(): Locator {
    return this.table.getByRole("row").filter({ has: this.page.getByRole("rowheader") });
  }

  /** The rows of a name. */
  row(name: string): Locator {
    return this.rows.filter({ has: this.link(name) });
  }

  /** The names of the rows that are drawn, from the top. */
  async names(): Promise<string[]> {
    return this.rows.getByRole("rowheader").getByRole("link").allInnerTexts();
  }

  get search(): Locator {
    return this.page.getByRole("searchbox", { name: "Search name, description, scope or id" });
  }

  /** How many tokens the toolbar says are shown. */
  get count(): Locator {
    return this.page.getByRole("search").getByRole("status");
  }

  /** A card above the table. */
  card(name: string): Locator {
    return this.page
      .getByRole("group", { name: "Tokens by status" })
      .getByRole("button", { name: new RegExp(`^${name}`) });
  }

  /** The button of a row, by what it does. */
  act(act: string, name: string): Locator {
    return this.row(name).getByRole("button", { name: `${act} ${name}` });
  }

  /** Opens the dialog of a row's button and confirms it. */
  async confirm(act: "Rotate" | "Revoke", name: string): Promise<Locator> {
    await this.act(act, name).click();
    const dialog = this.dialog(`${act} ${name}?`);
    await dialog.getByRole("button", { name: act, exact: true }).click();
    return dialog;
  }

  /** A field that finds as one types. */
  finder(name: string): Locator {
    return this.page.getByRole("combobox", { name, exact: true });
  }

  /** What a field that finds proposes. */
  get proposals(): Locator {
    return this.page.getByRole("listbox").getByRole("option");
  }

  /** The links of a list of projects or groups. */
  places(heading: string): Locator {
    return this.page.getByRole("region", { name: heading, exact: true }).getByRole("listitem");
  }

  /** A button that is there and cannot be used, with its reason. */
  async expectHeld(button: Locator, reason: string | RegExp): Promise<void> {
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleName(reason instanceof RegExp ? reason : new RegExp(escaped(reason)));
    await button.click({ force: true });
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
  }

  /** The fragment of the address. */
  get fragment(): string {
    return new URL(this.page.url()).hash;
  }

  /** The panel beside the list. */
  details(name: string): Locator {
    return this.page.getByRole("complementary", { name, exact: true });
  }

  dialog(name: string): Locator {
    return this.page.getByRole("dialog", { name, exact: true });
  }

  /** The dialog of a one-time value. */
  reveal(name: string): Reveal {
    return new Reveal(this, this.dialog(`Store the value of ${name}`));
  }

  /** What is said above the list. */
  notice(text: string | RegExp): Locator {
    return this.page.getByRole("main").getByRole("status").getByText(text);
  }

  /** What went wrong. */
  get alert(): Locator {
    return this.page.getByRole("alert");
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** A one-time value that waits to be stored. */
export class Reveal {
  constructor(
    readonly app: App,
    readonly dialog: Locator,
  ) {}

  get field(): Locator {
    return this.dialog.getByLabel("Value", { exact: true });
  }

  button(name: string): Locator {
    return this.dialog.getByRole("button", { name, exact: true });
  }

  get stored(): Locator {
    return this.button("I have stored it");
  }

  /** The value, from the field it stands in. */
  async value(): Promise<string> {
    await expect(this.dialog).toBeVisible();
    const value = await this.field.inputValue();
    // One of the sandbox never crosses the network, where the others are noticed.
    this.app.watch.issued.add(value);
    return value;
  }

  /** Shows the value, says that it is stored, and gives it. */
  async store(): Promise<string> {
    const value = await this.value();
    await this.button("Show").click();
    await this.stored.click();
    await expect(this.dialog).toBeHidden();
    return value;
  }
}
