// Signing in on GitLab's own page: a deployment that is registered there, and the page of consent.
import type { Page } from "@playwright/test";

import { type AlteredSite, deciding, expect, test as base } from "./altered.ts";
import type { App } from "./app.ts";
import type { Gitlab } from "./gitlab.ts";

export { expect };

export const CLIENT = "keyturn";

/** One deployment as an application of one GitLab. */
export class Oauth {
  constructor(
    readonly app: App,
    readonly site: AlteredSite,
    readonly gitlab: Gitlab,
  ) {}

  get page(): Page {
    return this.app.page;
  }

  /** Registers the deployment there, and offers that server in it. */
  async register(more: object[] = [], scopes = ["api", "read_api"]): Promise<void> {
    await this.gitlab.oauth({ applications: [{ client_id: CLIENT, redirect_uris: [`${this.site.url}/`], scopes }] });
    // Longer than an access token lives without input.
    const servers = [{ url: this.gitlab.url, label: "Our GitLab", client_id: CLIENT }, ...more];
    this.site.alter = (sent) => deciding({ servers, isolated_origin: true, idle_minutes: 120 }, sent);
  }

  /** As far as the second step. */
  async choose(fragment = "#/personal"): Promise<void> {
    await this.page.goto(`${this.site.url}/${fragment}`);
    await this.page.getByRole("button", { name: /^Our GitLab/ }).click();
    await expect(this.go).toBeVisible();
  }

  get go() {
    return this.app.button("Sign in with GitLab");
  }

  /** On GitLab's own page. */
  async consent(who: string, answer: "Authorize" | "Cancel" = "Authorize"): Promise<void> {
    await this.page.getByLabel("Signed in as").selectOption(who);
    await this.app.button(answer).click();
  }

  /** The whole way. */
  async signIn(who = "ann", fragment = "#/personal"): Promise<void> {
    await this.choose(fragment);
    await this.go.click();
    await this.consent(who);
    await expect(this.app.sessionButton).toBeVisible();
  }

  /** How many of the tokens granted to this deployment still open something. */
  async live(): Promise<number> {
    const { applications } = await this.gitlab.oauth();
    return applications.find((application) => application.client_id === CLIENT)?.live_tokens ?? 0;
  }
}

export const test = base.extend<{ oauth: Oauth }>({
  oauth: async ({ app, altered, gitlab, watch }, use) => {
    // The page of consent is GitLab's: what it logs is its own affair.
    watch.allow(/oauth\/authorize/);
    const oauth = new Oauth(app, altered, gitlab);
    await oauth.register();
    await use(oauth);
  },
});
