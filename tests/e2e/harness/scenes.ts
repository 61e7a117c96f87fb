// Every screen and dialog, each with the way to it, in either language: for photographs and for checks of the page.
import { expect, type Locator, type Page } from "@playwright/test";

import type { Gitlab } from "./gitlab.ts";
import { BULK_SCENES } from "./scenes-bulk.ts";
import { CHANGES } from "./scenes-changes.ts";
import { OVERVIEW } from "./scenes-overview.ts";
import type { Site } from "./site.ts";
import { type Language, sayer, type Sayer } from "./sayings.ts";

/** Where a scene is played. */
export class Stage {
  readonly say: Sayer;

  constructor(
    readonly page: Page,
    readonly site: Site,
    readonly gitlab: Gitlab,
    language: Language,
  ) {
    this.say = sayer(language);
  }

  button(name: string, more = ""): Locator {
    return this.page.getByRole("button", { name: this.say(name) + more, exact: true });
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** How far the reading of everything is. */
  get scan(): Locator {
    return this.page.locator("#scan");
  }

  get alert(): Locator {
    return this.page.getByRole("alert");
  }

  get token(): Locator {
    return this.page.getByLabel(this.say("Access token"), { exact: true });
  }

  async open(fragment = ""): Promise<void> {
    await this.page.goto(`${this.site.url}/${fragment}`);
    await expect(this.page.getByRole("heading", { name: this.say("Connect to a GitLab") })).toBeVisible();
  }

  async connect(server = this.gitlab.url): Promise<void> {
    await this.page.getByLabel(this.say("GitLab server")).fill(server);
    await this.button("Continue").click();
  }

  async enter(token: string): Promise<void> {
    await this.token.fill(token);
    await this.button("Sign in").click();
  }

  async signIn(who: string, fragment = "#/personal"): Promise<void> {
    await this.open(fragment);
    await this.connect();
    await this.enter(this.gitlab.person(who).token);
    await expect(this.page.getByRole("heading", { level: 1 })).not.toHaveText(this.say("Connect to a GitLab"));
  }

  async list(who: string, fragment = "#/personal"): Promise<void> {
    await this.signIn(who, fragment);
    const table = this.page.getByRole("table", { name: this.say("Tokens") });
    await expect(table).toBeVisible();
    await expect(table).not.toHaveAttribute("aria-busy", "true");
  }

  /** Waits until projects or groups are offered under a heading. */
  async offered(heading: string): Promise<void> {
    const list = this.page.getByRole("region", { name: this.say(heading), exact: true });
    await expect(list.getByRole("listitem").first()).toBeVisible();
  }

  /** Opens the dialog of a row's button. */
  async act(act: "Rotate" | "Revoke" | "Replace", name: string): Promise<void> {
    await this.page.getByRole("button", { name: `${this.say(act)} ${name}`, exact: true }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** The button in the dialog that does it. */
  async confirm(act: string): Promise<void> {
    await this.dialog.getByRole("button", { name: this.say(act), exact: true }).click();
  }
}

/** The way to a scene. */
export type Way = (stage: Stage) => Promise<void>;

const LIST = { method: "GET", path: "/personal_access_tokens?" };

export const SCENES: Record<string, Way> = {
  "connect-1-server": async (stage) => stage.open(),
  "connect-2-server-fault": async (stage) => {
    await stage.open();
    await stage.connect("https://git lab.com");
    await expect(stage.page.getByLabel(stage.say("GitLab server"))).toHaveAttribute("aria-invalid", "true");
  },
  "connect-3-server-trouble": async (stage) => {
    await stage.open();
    await stage.gitlab.fault({ when: "before-commit", kind: "200-html", times: null });
    await stage.connect();
    await expect(stage.alert).toBeVisible();
  },
  "connect-4-token": async (stage) => {
    await stage.open();
    await stage.connect();
    await expect(stage.token).toBeVisible();
  },
  "connect-5-token-fault": async (stage) => {
    await stage.open();
    await stage.connect();
    await stage.enter("gldt-abcdefghij0123456789");
    await expect(stage.token).toHaveAttribute("aria-invalid", "true");
  },
  "connect-6-token-trouble": async (stage) => {
    await stage.open();
    await stage.connect();
    await stage.enter(stage.gitlab.person("blocked").token);
    await expect(stage.alert).toBeVisible();
  },
  "connect-7-signed-out": async (stage) => {
    await stage.list("ann");
    await stage.page.getByRole("banner").getByRole("button", { name: /ann/ }).click();
    await stage.button("Sign out").click();
    await expect(stage.token).toBeVisible();
  },
  ...OVERVIEW,
  "list-1-own": async (stage) => stage.list("ann", "#/personal?state=all"),
  "list-2-loading": async (stage) => {
    await stage.signIn("ann", "#/projects");
    await stage.offered("Where you are a member");
    await stage.gitlab.fault({ when: "after-commit", kind: "hold", match: LIST });
    await stage.page.evaluate(() => (location.hash = "#/personal"));
    await expect(stage.page.getByRole("table", { name: stage.say("Tokens") })).toHaveAttribute("aria-busy", "true");
  },
  "list-3-empty": async (stage) => {
    await stage.signIn("root", `#/personal/users/${stage.gitlab.person("guest").id}/impersonation`);
    await expect(stage.page.getByRole("heading", { name: stage.say("No tokens yet") })).toBeVisible();
  },
  "list-4-nothing-matches": async (stage) => {
    await stage.signIn("ann", "#/personal?search=nowhere%20to%20be%20found&scope=api&created_after=2026-01-01");
    await expect(stage.page.getByRole("heading", { name: stage.say("No token matches") })).toBeVisible();
  },
  "list-5-failed": async (stage) => {
    await stage.gitlab.fault({ when: "before-commit", kind: "500", match: LIST, times: null });
    await stage.signIn("ann");
    await expect(stage.alert).toBeVisible();
  },
  "list-6-remarks": async (stage) => {
    await stage.list("ann");
    await stage.gitlab.fault(
      { when: "after-commit", kind: "rewrite", match: LIST, times: 1, replace: [['"name":"laptop"', '"name":["laptop"]']] },
      { when: "before-commit", kind: "200-html", match: LIST },
    );
    await stage.button("Read again").click();
    await expect(stage.page.getByText(stage.say("1 row could not be read"))).toBeVisible();
    await stage.button("Read again").click();
    await expect(stage.alert).toBeVisible();
  },
  "list-7-details": async (stage) => {
    await stage.list("ann", "#/personal?search=sign-in");
    await stage.page.getByRole("link", { name: "sign-in", exact: true }).click();
    await stage.button("Show groups and projects").click();
    await expect(stage.page.getByRole("complementary", { name: "sign-in" }).getByText("northlight").first()).toBeVisible();
  },
  "list-8-changed": async (stage) => {
    await stage.list("ann");
    await stage.act("Revoke", "laptop");
    await stage.confirm("Revoke");
    await expect(stage.dialog).toHaveCount(0);
    await expect(stage.button("Dismiss")).toBeVisible();
  },
  "list-9-read-only": async (stage) => stage.list("reader"),
  "menu-1-session": async (stage) => {
    await stage.list("root");
    await stage.page.getByRole("banner").getByRole("button", { name: /root/ }).click();
    await expect(stage.button("Sign out")).toBeVisible();
  },
  "menu-2-dates": async (stage) => {
    await stage.list("ann");
    await stage.button("Dates").click();
    await expect(stage.page.getByText(stage.say("Days are UTC days."))).toBeVisible();
  },
  "menu-3-find-user": async (stage) => {
    await stage.list("root");
    await stage.page.getByRole("combobox", { name: stage.say("Find a user") }).fill("ann");
    await expect(stage.page.getByRole("listbox").getByRole("option").first()).toBeVisible();
  },
  "menu-4-find-user-short": async (stage) => {
    await stage.list("root");
    await stage.page.getByRole("combobox", { name: stage.say("Find a user") }).fill("an");
    await expect(stage.page.getByText(stage.say("Type three letters or more."))).toBeVisible();
  },
  "create-1-admin": async (stage) => {
    await stage.list("root");
    await stage.button("New token").click();
    await expect(stage.dialog).toBeVisible();
  },
  "create-2-faults": async (stage) => {
    await stage.list("root");
    await stage.button("New token").click();
    await stage.confirm("Create token");
    await expect(stage.dialog.getByRole("alert")).toBeVisible();
  },
  "create-3-own": async (stage) => {
    await stage.list("ann");
    await stage.button("New token").click();
    await expect(stage.dialog).toBeVisible();
  },
  "create-4-impersonation": async (stage) => {
    await stage.signIn("root", `#/personal/users/${stage.gitlab.person("guest").id}/impersonation?new`);
    await expect(stage.dialog).toBeVisible();
  },
  "rotate-1": async (stage) => {
    await stage.list("ann");
    await stage.act("Rotate", "laptop");
  },
  "rotate-2-own": async (stage) => {
    await stage.list("ann", "#/personal?search=sign-in");
    await stage.act("Rotate", "sign-in");
  },
  "rotate-3-unknown": async (stage) => {
    await stage.list("ann");
    await stage.act("Rotate", "laptop");
    await stage.gitlab.fault({ when: "after-commit", kind: "502-html", match: { method: "POST" } });
    await stage.confirm("Rotate");
    await expect(stage.dialog.getByRole("heading", { name: stage.say("What is certain") })).toBeVisible();
  },
  "rotate-4-waiting": async (stage) => {
    await stage.list("ann");
    await stage.act("Rotate", "laptop");
    await stage.gitlab.fault({ when: "after-commit", kind: "hold", match: { method: "POST" } });
    await stage.confirm("Rotate");
    await expect(stage.dialog.getByRole("button", { name: stage.say("Rotating…") })).toBeVisible();
  },
  "revoke-1": async (stage) => {
    await stage.list("ann");
    await stage.act("Revoke", "laptop");
  },
  "revoke-2-own": async (stage) => {
    await stage.list("ann", "#/personal?search=sign-in");
    await stage.act("Revoke", "sign-in");
  },
  "reveal-1-masked": async (stage) => {
    await stage.list("ann");
    await stage.act("Rotate", "laptop");
    await stage.confirm("Rotate");
    await expect(stage.button("I have stored it")).toBeVisible();
  },
  "reveal-2-shown": async (stage) => {
    await stage.list("ann");
    await stage.act("Rotate", "laptop");
    await stage.confirm("Rotate");
    await stage.button("Show").click();
    await expect(stage.button("Hide")).toBeVisible();
  },
  "keys": async (stage) => {
    await stage.list("ann");
    await stage.page.keyboard.press("?");
    await expect(stage.dialog).toBeVisible();
  },
  "users-1-all": async (stage) => stage.list("root", "#/personal/all"),
  "users-2-one": async (stage) => stage.list("root", `#/personal/users/${stage.gitlab.person("ann").id}`),
  "users-3-impersonation": async (stage) => stage.list("root", `#/personal/users/9/impersonation?state=all`),
  "choice-1-project": async (stage) => {
    await stage.list("ann", "#/projects/13");
    await stage.page.evaluate(() => (location.hash = "#/projects"));
    await stage.offered("Where you are a member");
    await stage.offered("Opened in this tab");
  },
  "choice-2-found": async (stage) => {
    await stage.signIn("ann", "#/projects");
    await stage.offered("Where you are a member");
    await stage.page.getByRole("combobox", { name: stage.say("Find a project") }).fill("north");
    await expect(stage.page.getByRole("listbox").getByRole("option").first()).toBeVisible();
  },
  "choice-3-group": async (stage) => {
    await stage.signIn("root", "#/groups");
    await stage.offered("On this GitLab");
  },
  "choice-4-unknown-path": async (stage) => {
    await stage.signIn("ann", "#/projects/northlight%2Fnothing");
    await expect(stage.alert).toBeVisible();
    await stage.offered("Where you are a member");
  },
  "choice-5-moved": async (stage) => {
    await stage.signIn("ann", "#/projects/northlight%2Fwebsite");
    await expect(stage.alert).toBeVisible();
    await stage.offered("Where you are a member");
  },
  "project-1-list": async (stage) => stage.list("ann", "#/projects/1?state=all"),
  "project-2-create": async (stage) => {
    await stage.list("ann", "#/projects/1?new&name=nightly&scopes=api&access_level=40&expires_in=45");
    await expect(stage.dialog).toBeVisible();
  },
  "project-3-refused-list": async (stage) => {
    await stage.signIn("dev", "#/projects/1");
    await expect(stage.alert).toBeVisible();
  },
  "project-4-refused-creation": async (stage) => {
    await stage.list("ann", "#/projects/30?new&name=nightly&scopes=read_api");
    await stage.confirm("Create token");
    await expect(stage.dialog.getByRole("alert")).toBeVisible();
  },
  "project-5-details": async (stage) => {
    await stage.list("ann", "#/projects/1");
    await stage.page.getByRole("link", { name: "package publish", exact: true }).click();
    await expect(stage.button("Duplicate")).toBeVisible();
  },
  "project-6-bot": async (stage) => stage.list("project_bot", "#/projects/1"),
  "project-7-revoke": async (stage) => {
    await stage.list("ann", "#/projects/1");
    await stage.act("Revoke", "image scan");
  },
  "group-1-list": async (stage) => stage.list("ann", "#/groups/11?state=all"),
  "deploy-1-list": async (stage) => stage.list("ann", "#/deploy/projects/4"),
  "deploy-2-create": async (stage) => {
    await stage.list("ann", "#/deploy/projects/4?new&name=cluster&username=two%20words&expires_at=2027-01-31T12%3A30%3A00.000Z");
    await stage.confirm("Create token");
    await expect(stage.dialog.getByRole("alert")).toBeVisible();
  },
  "deploy-3-replace": async (stage) => {
    await stage.list("ann", "#/deploy/projects/4");
    await stage.act("Replace", "production cluster");
  },
  "deploy-4-reveal": async (stage) => {
    await stage.list("ann", "#/deploy/projects/4");
    await stage.act("Replace", "production cluster");
    await stage.confirm("Replace");
    await expect(stage.button("I have stored it")).toBeVisible();
  },
  "deploy-5-retire": async (stage) => {
    await stage.list("ann", "#/deploy/projects/4");
    await stage.act("Replace", "production cluster");
    await stage.confirm("Replace");
    await stage.button("Show").click();
    await stage.button("I have stored it").click();
    await expect(stage.button("Revoke the old one")).toBeVisible();
  },
  "deploy-6-unknown": async (stage) => {
    await stage.list("ann", "#/deploy/projects/4?new&name=cluster&scopes=read_registry");
    await stage.gitlab.fault({ when: "after-commit", kind: "502-html", match: { method: "POST" } });
    await stage.confirm("Create token");
    await expect(stage.dialog.getByRole("heading", { name: stage.say("What is certain") })).toBeVisible();
  },
  "deploy-7-instance": async (stage) => stage.list("root", "#/deploy/instance"),
  "accounts-1-choice": async (stage) => {
    await stage.signIn("ann", "#/groups/11/service-accounts");
    await expect(stage.page.getByRole("link", { name: "Rollout robot" })).toBeVisible();
  },
  "accounts-2-none": async (stage) => {
    await stage.signIn("ann", "#/projects/1/service-accounts");
    await expect(stage.page.getByRole("heading", { name: stage.say("No service accounts") })).toBeVisible();
  },
  "accounts-3-tokens": async (stage) =>
    stage.list("ann", `#/groups/11/service-accounts/${stage.gitlab.person("service_account").id}?state=all`),
  "sandbox": async (stage) => {
    await stage.open();
    await stage.button("Explore the sandbox").click();
    await expect(stage.page.getByRole("table", { name: stage.say("Tokens") })).not.toHaveAttribute("aria-busy", "true");
    await expect(stage.page.getByRole("complementary", { name: stage.say("Sandbox") })).toBeVisible();
  },
  ...BULK_SCENES,
  "about-1-signed-in": async (stage) => {
    await stage.signIn("ann", "#/activity");
    await stage.page.evaluate(() => (location.hash = "#/about"));
    await expect(stage.page.locator("#about-host")).toBeVisible();
  },
  "about-2-bare-host": async (stage) => {
    // As a host without headers would send it: everything that can be asked for is.
    await stage.page.route(`${stage.site.url}/`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ status: 200, headers: { "content-type": "text/html" }, body: await response.text() });
    });
    await stage.page.goto(`${stage.site.url}/#/about`);
    await expect(stage.button("Copy")).toHaveCount(8);
  },
  "unknown": async (stage) => {
    await stage.signIn("ann", "#/nowhere/else");
    await expect(stage.page.getByRole("heading", { name: stage.say("There is no such page") })).toBeVisible();
  },
  ...CHANGES,
};
