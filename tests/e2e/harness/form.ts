// The form that makes a token, of whatever kind.
import { expect, type Locator } from "@playwright/test";

import type { App, Reveal } from "./app.ts";

/** What is typed and chosen; what is left out stays as it is. */
export interface Filling {
  name?: string;
  description?: string;
  username?: string;
  role?: string;
  ends?: string;
  scopes?: string[];
}

export class Form {
  readonly dialog: Locator;

  constructor(
    readonly app: App,
    title: string,
  ) {
    this.dialog = app.dialog(title);
  }

  /** Opens it by the button above the list. */
  static async open(app: App, title: string): Promise<Form> {
    await app.button("New token").click();
    const form = new Form(app, title);
    await expect(form.dialog).toBeVisible();
    return form;
  }

  get name(): Locator {
    return this.dialog.getByLabel("Name", { exact: true });
  }

  get description(): Locator {
    return this.dialog.getByLabel("Description (optional)");
  }

  get username(): Locator {
    return this.dialog.getByLabel("User name (optional)");
  }

  get role(): Locator {
    return this.dialog.getByLabel("Role", { exact: true });
  }

  /** The choice of an end, with what is said about it. */
  get ends(): Locator {
    return this.dialog.getByRole("group", { name: "Ends", exact: true });
  }

  /** The choice of scopes. */
  get scopes(): Locator {
    return this.dialog.getByRole("group", { name: "Scopes", exact: true });
  }

  scope(name: string): Locator {
    return this.scopes.getByRole("checkbox", { name: new RegExp(`^${name}\\s*[A-Z]`) });
  }

  /** The scopes that are chosen, from the top. */
  async chosen(): Promise<string[]> {
    const boxes = await this.scopes.getByRole("checkbox", { checked: true }).all();
    return Promise.all(boxes.map(async (box) => (await box.getAttribute("value")) ?? ""));
  }

  async fill({ name, description, username, role, ends, scopes = [] }: Filling): Promise<void> {
    if (name !== undefined) await this.name.fill(name);
    if (description !== undefined) await this.description.fill(description);
    if (username !== undefined) await this.username.fill(username);
    if (ends !== undefined) await this.ends.getByLabel(ends, { exact: true }).check();
    if (role !== undefined) await this.role.selectOption(role);
    for (const scope of scopes) await this.scope(scope).check();
  }

  /** Confirms, by the button of this label. */
  async confirm(label = "Create token"): Promise<void> {
    await this.dialog.getByRole("button", { name: label, exact: true }).click();
  }

  /** Fills in, confirms, and waits for the value. */
  async create(filling: Filling & { name: string }): Promise<Reveal> {
    await this.fill(filling);
    await this.confirm();
    const reveal = this.app.reveal(filling.name);
    await expect(reveal.dialog).toBeVisible();
    return reveal;
  }

  /** GitLab refused a value: its words stand with the field, and nothing typed is gone. */
  async expectRefused(field: Locator, words: string): Promise<void> {
    await expect(this.dialog.getByRole("alert")).toContainText("GitLab did not accept it");
    await expect(field).toContainText(`GitLab's own words: “${words}”`);
  }
}
