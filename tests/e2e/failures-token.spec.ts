// The second step of signing in, when it fails; and the sessions that can do less than others.
import { expect, test } from "./harness/test.ts";
import type { App } from "./harness/app.ts";

/** Tokens that GitLab refuses: who has them, and what is said in both languages. */
const REFUSED: [string, { en: [string, string]; zh: string }][] = [
  ["unknown", { en: ["GitLab does not know this token", "Copy a personal access token of this GitLab and try again."], zh: "GitLab 不认识此令牌" }],
  ["revoked", { en: ["This token was revoked", "Sign in with another token."], zh: "此令牌已被撤销" }],
  ["expired", { en: ["This token has expired", "Create a new token on GitLab and sign in with it."], zh: "此令牌已过期" }],
  ["blocked", { en: ["GitLab does not let this user in", "Open GitLab and see what it asks for, or ask an administrator."], zh: "GitLab 不接受此用户" }],
  ["repository", { en: ["This token may not use the API", "Sign in with a token of scope api, or read_api to look only."], zh: "此令牌不能使用 API" }],
];

/** Texts that are not worth sending, and what is said. */
const KEPT_HERE: [string, string, string][] = [
  ["", "Paste or type a token first.", "请先粘贴或输入令牌。"],
  ["glpat-abc def", "This is not one token: it holds a space", "这不是一个令牌"],
  ["gldt-abcdefghij0123456789", "This is a deploy token.", "这是部署令牌。"],
  ["glrt-abcdefghij0123456789", "This is a GitLab token of another kind", "这是另一种 GitLab 令牌"],
  ["ghp_abcdefghij0123456789", "This looks like a credential of another service", "这看起来是其他服务的凭据"],
];

const tokenOf = (app: App, who: string): string => (who === "unknown" ? "glpat-nobodyknowsthisone00" : app.gitlab.person(who).token);

for (const [who, { en }] of REFUSED) {
  test(`A token that is ${who} is refused with its reason, and stays in its field`, async ({ app, gitlab }) => {
    app.watch.allowRefusals();
    const token = tokenOf(app, who);
    await app.open();
    await app.connect();
    await app.tokenField.fill(token);
    await app.page.keyboard.press("Enter");
    const [headline, step] = en;
    await expect(app.alert.getByRole("heading", { name: headline, exact: true })).toBeVisible();
    await expect(app.alert).toContainText(step);
    await expect(app.tokenField).toHaveValue(token);
    await expect(app.tokenField).toBeFocused();
    await expect(app.tokenField).toHaveAttribute("type", "password");
    await expect(app.heading("Connect to a GitLab")).toBeVisible();
    // Reads alone, all at once, and none of them twice: whose it is, what it is, and the version by one or the other way.
    const sent = (await gitlab.requests()).filter((request) => request.credential);
    expect(new Set(sent.map((request) => request.method))).toEqual(new Set(["GET"]));
    expect(sent.length).toBeLessThanOrEqual(4);
    expect(new Set(sent.map((request) => request.path)).size).toBe(sent.length);
    // Another token, and one is in.
    await app.enterToken(gitlab.person("ann").token);
    await app.settled();
    await expect(app.alert).toHaveCount(0);
  });
}

test("GitLab's own words stand beside ours", async ({ app, gitlab }) => {
  app.watch.allowRefusals();
  await app.open();
  await app.connect();
  await app.enterToken(gitlab.person("blocked").token);
  await expect(app.alert).toContainText("Your account has been blocked.");
  await app.enterToken(gitlab.person("repository").token);
  await expect(app.alert).toContainText("read_user");
});

test("What is surely no token for this is said at the field, and never sent", async ({ app, gitlab }) => {
  await app.open();
  await app.connect();
  for (const [text, sentence] of KEPT_HERE) {
    await app.tokenField.fill(text);
    await app.button("Sign in").click();
    await expect(app.page.getByRole("status").getByText(sentence)).toBeVisible();
    await expect(app.tokenField).toBeFocused();
    await expect(app.tokenField).toHaveAttribute("aria-invalid", "true");
    await expect(app.tokenField).toHaveAccessibleDescription(new RegExp(`^${sentence}`));
    await expect(app.tokenField).toHaveValue(text);
  }
  await app.tokenField.fill("g");
  await expect(app.tokenField).not.toHaveAttribute("aria-invalid", "true");
  expect((await gitlab.requests()).filter((request) => request.credential)).toEqual([]);
});

test("Space around a token is no part of it", async ({ app, gitlab }) => {
  await app.open("#/personal");
  await app.connect();
  await app.enterToken(`  ${gitlab.person("ann").token} `);
  await app.settled();
});

test("The token's field is one that password managers know, and hides what is typed", async ({ app }) => {
  await app.open();
  await app.connect();
  await expect(app.tokenField).toBeFocused();
  await expect(app.tokenField).toHaveAttribute("autocomplete", "current-password");
  await expect(app.tokenField).toHaveAttribute("spellcheck", "false");
  await expect(app.tokenField).toHaveAttribute("autocapitalize", "off");
  await app.button("Show").click();
  await expect(app.tokenField).toHaveAttribute("type", "text");
  await app.button("Show").click();
  await expect(app.tokenField).toHaveAttribute("type", "password");
});

test("A server that fails while the token is checked keeps the token in its field", async ({ app, gitlab }) => {
  await app.open("#/personal");
  await app.connect();
  await gitlab.fault({ when: "before-commit", kind: "500", match: { method: "GET", path: "/personal_access_tokens/self" }, times: 3 });
  await app.enterToken(gitlab.person("ann").token);
  await expect(app.alert.getByRole("heading", { name: "GitLab has a fault of its own" })).toBeVisible();
  await expect(app.tokenField).toHaveValue(gitlab.person("ann").token);
  await app.button("Sign in").click();
  await app.settled();
});

test("A token that may only read opens a session that only reads, and says so", async ({ app, gitlab }) => {
  await app.signIn("reader");
  await expect(app.sessionButton).toContainText("Read-only");
  const reason = "The token you signed in with can only read. Sign in with a token of scope api to make changes.";
  for (const act of ["Rotate", "Revoke"]) {
    const button = app.button(`${act} sign-in. ${reason}`);
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await button.click({ force: true });
  }
  await expect(app.page.getByRole("dialog")).toHaveCount(0);
  await app.sessionButton.click();
  await expect(app.page.getByText(reason)).toBeVisible();
  expect((await gitlab.requests()).every((request) => ["GET", "OPTIONS"].includes(request.method))).toBe(true);
});

test("A token with a small scope signs in and says what its list lacks", async ({ app, gitlab }) => {
  app.watch.allowRefusals();
  await app.open("#/personal");
  await app.connect();
  await app.enterToken(gitlab.person("read_user").token);
  await expect(app.heading("Personal access tokens")).toBeVisible();
  await expect(app.alert.getByRole("heading", { name: "Your sign-in token lacks a scope" })).toBeVisible();
  await expect(app.alert).toContainText("Sign in with a token of scope api.");
});

for (const [version, limits] of [
  ["13.12.15-ee", ["rotates", "own"]],
  ["15.11.13-ee", ["rotates", "own"]],
  ["16.11.10-ee", []],
  ["17.11.7-ee", []],
] as const) {
  test.describe(`On GitLab ${version}`, () => {
    test.use({ version });

    test("one signs in, and what it cannot do is said where it would be done", async ({ app, page }) => {
      // The ways that a version does not know are refused, and others taken.
      app.watch.allowRefusals();
      await app.signIn("ann");
      await app.sessionButton.click();
      await expect(page.getByText(`GitLab ${version}`)).toBeVisible();
      await page.keyboard.press("Escape");
      const laptop = app.row("laptop");
      if ((limits as readonly string[]).includes("rotates")) {
        await expect(laptop.getByRole("button", { name: /^Rotate laptop\. This GitLab is older than 16\.0/ })).toHaveAttribute("aria-disabled", "true");
      } else {
        await expect(laptop.getByRole("button", { name: "Rotate laptop", exact: true })).toBeEnabled();
      }
      await expect(laptop.getByRole("button", { name: "Revoke laptop", exact: true })).toBeEnabled();
      await app.button("New token").click();
      const here = page.getByRole("radio", { name: "Here, with k8s_proxy or self_rotate" });
      if ((limits as readonly string[]).includes("own")) {
        await expect(here).toBeDisabled();
        await expect(page.getByRole("dialog")).toContainText("This GitLab is older than 16.5 and has only its own form.");
      } else {
        await expect(here).toBeEnabled();
      }
    });
  });
}

test.describe("In Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("Every failure of the second step has its Chinese words", async ({ app, page, site, gitlab }) => {
    app.watch.allowRefusals();
    await page.goto(site.url);
    await page.getByLabel("GitLab 服务器").fill(gitlab.url);
    await page.getByRole("button", { name: "继续" }).click();
    const field = page.getByLabel("访问令牌", { exact: true });
    const signIn = page.getByRole("button", { name: "登录", exact: true });
    for (const [text, , sentence] of KEPT_HERE) {
      await field.fill(text);
      await signIn.click();
      await expect(field).toHaveAccessibleDescription(new RegExp(`^${sentence}`));
    }
    for (const [who, { zh }] of REFUSED) {
      await field.fill(tokenOf(app, who));
      await signIn.click();
      await expect(app.alert.getByRole("heading", { name: zh, exact: true })).toBeVisible();
    }
  });
});
