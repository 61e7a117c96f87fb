// The kinds of tokens, as rows of the fault matrix are played for each: who signs in, where the list is, what is in it.
import type { Locator } from "@playwright/test";

import type { App, Reveal } from "../harness/app.ts";
import { Form } from "../harness/form.ts";
import type { Fault, Gitlab, Row } from "../harness/gitlab.ts";
import { expect } from "../harness/test.ts";

/** A kind, and one place that has tokens of it. */
export interface Kind {
  who: string;
  /** The fragment of its list. */
  fragment: string;
  /** The title of the form that makes one. */
  title: string;
  /** The list in GitLab's API. */
  list: string;
  /** Where a creation is sent. */
  creates: string;
  /** Where one token is, without its id. */
  folder: string;
  /** Where it is rotated, if not there. */
  rotated?: string;
  /** A scope that its form offers. */
  scope: string;
  /** A token that works. */
  existing: string;
  rotates: boolean;
}

const KINDS = {
  personal: () => ({
    who: "root",
    fragment: "#/personal",
    title: "New personal token for @root",
    list: "personal_access_tokens?user_id=1",
    creates: "users/1/personal_access_tokens",
    folder: "personal_access_tokens",
    scope: "read_user",
    existing: "laptop",
    rotates: true,
  }),
  impersonation: () => ({
    ...at("users/3/impersonation_tokens"),
    who: "root",
    fragment: "#/personal/users/3/impersonation",
    title: "New impersonation token of @dev",
    // It is ended as an impersonation token, and rotated as the personal token that it also is.
    rotated: "personal_access_tokens",
    scope: "read_api",
    existing: "support session",
    rotates: true,
  }),
  project: () => ({
    ...at("projects/1/access_tokens"),
    who: "ann",
    fragment: "#/projects/1",
    title: "New project token for northlight/storefront",
    scope: "read_api",
    existing: "image scan",
    rotates: true,
  }),
  group: () => ({
    ...at("groups/12/access_tokens"),
    who: "ann",
    fragment: "#/groups/12",
    title: "New group token for northlight/platform",
    scope: "read_api",
    existing: "renovate",
    rotates: true,
  }),
  deploy: () => ({
    ...at("projects/4/deploy_tokens"),
    who: "ann",
    fragment: "#/deploy/projects/4",
    title: "New deploy token for northlight/search",
    scope: "read_registry",
    existing: "production cluster",
    rotates: false,
  }),
  "service account": (gitlab: Gitlab) => {
    const { id, username } = gitlab.person("service_account");
    return {
      ...at(`groups/11/service_accounts/${id}/personal_access_tokens`),
      who: "ann",
      fragment: `#/groups/11/service-accounts/${id}`,
      title: `New service account token for @${username}`,
      scope: "read_api",
      existing: "rollout",
      rotates: true,
    };
  },
} satisfies Record<string, (gitlab: Gitlab) => Kind>;

export type KindName = keyof typeof KINDS;

export const ALL = Object.keys(KINDS) as KindName[];
/** Those whose tokens GitLab rotates. */
export const ROTATING = ALL.filter((name) => name !== "deploy");

/** Where a creation, a list and a token have one address. */
function at(list: string): { list: string; creates: string; folder: string } {
  return { list, creates: list, folder: list };
}

/** The list of a kind, opened by who manages it. */
export class Place {
  /** How often a change was confirmed so far. */
  confirmed = 0;
  readonly kind: Kind;
  readonly gitlab: Gitlab;

  constructor(
    readonly app: App,
    name: KindName,
  ) {
    this.gitlab = app.gitlab;
    this.kind = KINDS[name](app.gitlab);
  }

  /** Signs in, up to the list. */
  async open(): Promise<this> {
    await this.app.signIn(this.kind.who, this.kind.fragment);
    return this;
  }

  /** Orders what goes wrong with a change of this kind: `POST` where nothing else is said. */
  async fault(fault: Omit<Fault, "match"> & { method?: string; path?: string }): Promise<void> {
    const { method = "POST", path = "/", ...rest } = fault;
    await this.gitlab.fault({ ...rest, match: { method, path } } as Fault);
  }

  /** GitLab's rows of a name, oldest first. */
  async named(name: string): Promise<Row[]> {
    return (await this.gitlab.list(this.kind.list)).filter((row) => row.name === name).sort((a, b) => a.id - b.id);
  }

  /** The row of the token that was there before. */
  async existing(): Promise<Row> {
    const [row] = await this.named(this.kind.existing);
    if (!row) throw new Error(`there is no ${this.kind.existing}`);
    return row;
  }

  /** Opens the form and fills it in. */
  async fill(name: string): Promise<Form> {
    const form = await Form.open(this.app, this.kind.title);
    await form.fill({ name, scopes: [this.kind.scope] });
    return form;
  }

  /** The same, and confirms; the dialog. */
  async create(name: string): Promise<Locator> {
    const form = await this.fill(name);
    await this.confirm(form);
    return form.dialog;
  }

  /** Confirms a form. */
  async confirm(form: Form): Promise<void> {
    this.confirmed += 1;
    await form.confirm();
  }

  /** Confirms the rotation of the token that was there before; the dialog. */
  async rotate(name = this.kind.existing): Promise<Locator> {
    this.confirmed += 1;
    return this.app.confirm("Rotate", name);
  }

  /** Confirms its end; the dialog. */
  async revoke(name = this.kind.existing): Promise<Locator> {
    this.confirmed += 1;
    return this.app.confirm("Revoke", name);
  }

  /** Confirms what a dialog offers for a token whose value was lost. */
  async takeUp(dialog: Locator, offer: "Get a new value of" | "Revoke", id: number | undefined, name: string): Promise<void> {
    await dialog.getByRole("button", { name: `${offer} ${id}`, exact: true }).click();
    const act = offer === "Revoke" ? "Revoke" : "Rotate";
    this.confirmed += 1;
    await this.app.dialog(`${act} ${name}?`).getByRole("button", { name: act, exact: true }).click();
  }

  /** Stores the one-time value, which GitLab must know as the value of a token that works; its id. */
  async store(name: string): Promise<number> {
    const reveal: Reveal = this.app.reveal(name);
    const value = await reveal.store();
    if (!this.kind.rotates) return (await this.named(name)).at(-1)?.id ?? 0;
    const self = (await this.gitlab.api("GET", "personal_access_tokens/self", value)) as { id: number; active: boolean };
    expect(self.active, "the value that was shown works").toBe(true);
    return self.id;
  }

  /** Goes to Activity by its link. */
  async activity(): Promise<void> {
    await this.app.page.getByRole("navigation").getByRole("link", { name: /^Activity/ }).click();
    await expect(this.app.heading("Activity")).toBeVisible();
  }
}
