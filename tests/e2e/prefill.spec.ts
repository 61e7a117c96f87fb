// Links that fill in a form, for every kind of token. They hold no secret, and send nothing by themselves.
import type { App } from "./harness/app.ts";
import { clipboard } from "./harness/clipboard.ts";
import { Form } from "./harness/form.ts";
import { inDays } from "./harness/gitlab.ts";
import { expect, test } from "./harness/test.ts";

interface Kind {
  who: string;
  link: string;
  title: string;
  holds: (form: Form) => Promise<void>;
  scopes: string[];
  path: string;
  body: Record<string, unknown>;
}

const COMMON = { name: "ci & co", scopes: ["read_repository"] };

/** The form of each kind, as a link fills it in. */
const KINDS: Record<string, Kind> = {
  "a personal token": {
    who: "root",
    link: "#/personal/users/3?new&name=ci%20%26%20co&description=For%20CI&scopes=read_repository&expires_in=90",
    title: "New personal token for @dev",
    holds: async (form) => {
      await expect(form.description).toHaveValue("For CI");
      await expect(form.ends.getByLabel("90 days")).toBeChecked();
    },
    scopes: ["read_repository"],
    path: "/users/3/personal_access_tokens",
    body: { ...COMMON, description: "For CI", expires_at: inDays(90) },
  },
  "an impersonation token": {
    who: "root",
    link: `#/personal/users/3/impersonation?new&name=ci%20%26%20co&scopes=read_repository%2Cread_user&expires_at=${inDays(5)}`,
    title: "New impersonation token of @dev",
    holds: async (form) => expect(form.dialog.getByLabel("Day (UTC)")).toHaveValue(inDays(5)),
    scopes: ["read_user", "read_repository"],
    path: "/users/3/impersonation_tokens",
    body: { ...COMMON, scopes: ["read_repository", "read_user"], expires_at: inDays(5) },
  },
  "a project token": {
    who: "ann",
    link: "#/projects/1?new&name=ci%20%26%20co&description=For%20CI&scopes=read_repository&access_level=20&expires_in=45",
    title: "New project token for northlight/storefront",
    holds: async (form) => {
      await expect(form.role).toHaveValue("20");
      await expect(form.ends.getByLabel("45 days")).toBeChecked();
    },
    scopes: ["read_repository"],
    path: "/projects/1/access_tokens",
    body: { ...COMMON, description: "For CI", access_level: 20, expires_at: inDays(45) },
  },
  "a group token": {
    who: "ann",
    link: "#/groups/11?new&name=ci%20%26%20co&scopes=read_repository&access_level=50",
    title: "New group token for northlight",
    holds: async (form) => {
      await expect(form.role).toHaveValue("50");
      await expect(form.ends.getByLabel("30 days")).toBeChecked();
    },
    scopes: ["read_repository"],
    path: "/groups/11/access_tokens",
    body: { ...COMMON, access_level: 50, expires_at: inDays(30) },
  },
  "a deploy token with a minute": {
    who: "ann",
    link: `#/deploy/projects/4?new&name=ci%20%26%20co&username=ci-co&scopes=read_repository&expires_at=${inDays(9)}T12%3A30%3A00.000Z`,
    title: "New deploy token for northlight/search",
    holds: async (form) => {
      await expect(form.username).toHaveValue("ci-co");
      await expect(form.dialog.getByLabel("Day and time (UTC)")).toHaveValue(`${inDays(9)}T12:30`);
    },
    scopes: ["read_repository"],
    path: "/projects/4/deploy_tokens",
    body: { ...COMMON, username: "ci-co", expires_at: `${inDays(9)}T12:30:00.000Z` },
  },
  "a deploy token without an end": {
    who: "ann",
    link: "#/deploy/groups/11?new&name=ci%20%26%20co&scopes=read_repository&expires_at=never",
    title: "New deploy token for northlight",
    holds: async (form) => expect(form.ends.getByLabel("Never", { exact: true })).toBeChecked(),
    scopes: ["read_repository"],
    path: "/groups/11/deploy_tokens",
    body: { ...COMMON, expires_at: null },
  },
};

for (const [kind, { who, link, title, holds, scopes, path, body }] of Object.entries(KINDS)) {
  test(`A link fills in the form of ${kind}, its copy opens the same form, and only a person sends it`, async ({
    app,
    context,
    gitlab,
    page,
    site,
  }) => {
    await app.arrive(who, link);
    const paste = await clipboard(context, page);
    const form = new Form(app, title);
    const check = async (): Promise<void> => {
      await expect(form.dialog).toBeVisible();
      await expect(form.name).toHaveValue("ci & co");
      await holds(form);
      expect(await form.chosen()).toEqual(scopes);
    };
    await check();
    await form.dialog.getByRole("button", { name: "Copy link to this form" }).click();
    await expect(form.dialog.getByText("The link is copied. Whoever opens it finds this form filled in; it holds no secret.")).toBeVisible();
    const copied = await paste();
    expect(copied).toBe(`${site.url}/${link}`);
    expect(await gitlab.requests("POST")).toEqual([]);

    // Whoever opens it signs in first.
    await page.goto("about:blank");
    await page.goto(copied);
    await app.connect();
    await app.enterToken(gitlab.person(who).token);
    await check();
    expect(await gitlab.requests("POST")).toEqual([]);
    await form.confirm();
    await app.reveal("ci & co").store();
    expect(app.watch.sent("POST")).toEqual([{ path: `/api/v4${path}`, body }]);
  });
}

test("A link fills in the form of a service account's token", async ({ app, gitlab }) => {
  const { id, username } = gitlab.person("service_account");
  await app.arrive("ann", `#/groups/11/service-accounts/${id}?new&name=robot&scopes=api&expires_in=365`);
  const form = new Form(app, `New service account token for @${username}`);
  await expect(form.name).toHaveValue("robot");
  await expect(form.ends.getByLabel("365 days")).toBeChecked();
  expect(await form.chosen()).toEqual(["api"]);
  expect(await gitlab.requests("POST")).toEqual([]);
});

test("A link fills in the form of one's own token", async ({ app, context, page, site }) => {
  const link = "#/personal?new&name=mine&description=Laptop&scopes=read_api%2Cself_rotate";
  await app.signIn("ann", link);
  const paste = await clipboard(context, page);
  const form = new Form(app, "New personal token");
  await expect(form.name).toHaveValue("mine");
  await expect(form.description).toHaveValue("Laptop");
  expect(await form.chosen()).toEqual(["read_api", "self_rotate"]);
  await form.dialog.getByRole("button", { name: "Copy link to this form" }).click();
  await expect.poll(paste).toBe(`${site.url}/${link}`);
});

test("What is changed in the form is in the copied link", async ({ app, context, page, site }) => {
  await app.signIn("ann", "#/projects/1?state=all&search=deploy");
  const paste = await clipboard(context, page);
  const form = await Form.open(app, "New project token for northlight/storefront");
  await form.fill({ name: "100% 中文", role: "Owner", ends: "60 days", scopes: ["api"] });
  await form.dialog.getByRole("button", { name: "Copy link to this form" }).click();
  const query = "new&name=100%25%20%E4%B8%AD%E6%96%87&scopes=api&access_level=50&expires_in=60";
  await expect.poll(paste).toBe(`${site.url}/#/projects/1?${query}`);
});

test("Where the browser does not let it copy, the link is shown", async ({ app, page, site }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator.clipboard, "writeText", {
      value: () => Promise.reject(new DOMException("", "NotAllowedError")),
    });
  });
  await app.signIn("ann", "#/projects/1?new&name=by%20hand");
  const form = new Form(app, "New project token for northlight/storefront");
  await form.dialog.getByRole("button", { name: "Copy link to this form" }).click();
  await expect(form.dialog).toContainText(`The link is: ${site.url}/#/projects/1?new&name=by%20hand`);
});

test("What a link gets wrong is left to the person", async ({ app, gitlab }) => {
  await app.signIn("ann", "#/projects/1?new&name=odd&scopes=&access_level=boss&expires_in=soon&expires_at=2020-01-01");
  const form = new Form(app, "New project token for northlight/storefront");
  await expect(form.role).toHaveValue("30");
  await expect(form.dialog.getByLabel("Day (UTC)")).toHaveValue("2020-01-01");
  await form.confirm();
  const faults = form.dialog.getByRole("alert");
  await expect(faults).toContainText("The end must be tomorrow (UTC) or later");
  await expect(faults).toContainText("Choose at least one scope.");
  expect(await gitlab.requests("POST")).toEqual([]);
});

/** Nothing is opened, and the reason stands above the list. */
async function expectReason(app: App, reason: string): Promise<void> {
  await expect(app.notice(reason)).toBeVisible();
  await expect(app.page.getByRole("dialog")).toHaveCount(0);
  expect(await app.gitlab.requests("POST")).toEqual([]);
}

for (const [who, link, reason] of [
  ["reader", "#/projects/1?new&name=ci", "The token you signed in with can only read."],
  ["reader", "#/deploy/projects/4?new&name=ci", "The token you signed in with can only read."],
  ["project_bot", "#/projects/1?new&name=ci", "GitLab does not let a project or group token create or rotate others."],
  ["group_bot", "#/groups/11?new&name=ci", "GitLab does not let a project or group token create or rotate others."],
  ["root", "#/deploy/instance?new&name=ci", "GitLab's list of the instance does not tell"],
] as const) {
  test(`A link to a form that ${who} may not send says why: ${link}`, async ({ app }) => {
    await app.signIn(who, link);
    await expectReason(app, reason);
  });
}
