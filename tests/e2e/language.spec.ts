// Two languages: by the browser's wish, and by choice.
import type { Locator } from "@playwright/test";

import { sayer } from "./harness/sayings.ts";
import { SCENES, Stage } from "./harness/scenes.ts";
import { expect, test } from "./harness/test.ts";

/** What GitLab, other programs and standards call themselves in every language. */
const NAMES =
  /GitLab|Keyturn|HTTP|Git|API|UTC|CI|ID|JSON|Runner|Duo|Kubernetes|Service Ping|docker login|REGISTRY|Guest|Planner|Reporter|Security Manager|Developer|Maintainer|Owner|English/g;

/** What the tokens of the Overview are called, and how their owners describe them. */
const OWN =
  /Used by .+?; ask in the platform channel\.|laptop|\bann\b|package publish|cache warmup|renovate|workstation|rollout|vscode|glab on the build host|semantic.release|release script|img src|script|production cluster|e2e fixtures|fixtures|preview environments|cost report|granular|\bapi\b/g;

/** The words of a screen that are left when GitLab's own names, paths, scopes, addresses and numbers are taken out. */
async function latin(screen: Locator, own: RegExp): Promise<string> {
  const text = (await screen.allInnerTexts()).join(" ");
  const rest = text.replace(/\S*[_/@:+\d]\S*/g, "").replace(own, "").replace(NAMES, "");
  return (rest.match(/[A-Za-z]{3,}/g) ?? []).join(" ");
}

test("A person changes the language, and it stays", async ({ app, page }) => {
  await app.signIn("ann");
  const root = page.locator(":root");
  await expect(root).toHaveAttribute("lang", "en");
  await expect(page).toHaveTitle("Personal tokens · Keyturn");
  await page.getByRole("combobox", { name: "Language" }).selectOption("简体中文");
  await expect(root).toHaveAttribute("lang", "zh-CN");
  await expect(page).toHaveTitle("个人令牌 · Keyturn");
  await expect(page.getByRole("button", { name: "新建令牌" })).toBeVisible();
  await expect(page.getByText(/^\d{4}年\d{1,2}月\d{1,2}日$/).first()).toBeVisible();
  await page.reload();
  await expect(root).toHaveAttribute("lang", "zh-CN");
  await page.getByRole("combobox", { name: "语言" }).selectOption("English");
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  await expect(root).toHaveAttribute("lang", "en");
});

test("Another language takes nothing away: not the session, the filter, the open token, nor a waiting value", async ({
  app,
  page,
}) => {
  await app.signIn("ann", "#/personal?state=all&search=laptop");
  await app.row("laptop").getByRole("link").click();
  await page.getByRole("combobox", { name: "Language" }).selectOption("简体中文");
  await expect(page.getByRole("complementary", { name: "laptop" })).toBeVisible();
  await expect(page.getByRole("searchbox")).toHaveValue("laptop");
  await expect(page.getByRole("link", { name: "old laptop" })).toBeVisible();
});

test.describe("In a browser that asks for Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("Everything is in Chinese from the first screen on", async ({ app, gitlab, page }) => {
    await page.goto(`${app.site.url}/#/personal`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/[一-鿿]/);
    await expect(page.locator(":root")).toHaveAttribute("lang", "zh-CN");
    await page.getByRole("textbox").first().fill(gitlab.url);
    await page.getByRole("button", { name: "继续" }).click();
    await page.getByLabel("访问令牌", { exact: true }).fill(gitlab.person("ann").token);
    await page.getByRole("button", { name: "登录" }).click();
    await expect(page.getByRole("table")).toBeVisible();
    await expect(page.getByRole("search").getByRole("status")).toHaveText(/[一-鿿]/);
    await page
      .getByRole("rowheader", { name: /^laptop/ })
      .getByRole("link")
      .click();
    // Outside GitLab's own names, addresses and fields there is no English left.
    const latin = await page.getByRole("banner").innerText();
    expect(latin.replace(/Keyturn|ann|127\.0\.0\.1:\d+|English/g, "")).not.toMatch(/[A-Za-z]{3,}/);
  });

  for (const [scene, own] of [
    ["choice-1-project", /site/g],
    ["choice-2-found", /site/g],
    ["choice-3-group", /fieldwork|northlight/g],
    ["choice-5-moved", /website/g],
    ["project-1-list", /preview environments|badge updater|docs publish|package publish|sign-in|image scan|deploy|api/g],
    ["project-2-create", /read_api|api|sudo/g],
    ["project-3-refused-list", /dev/g],
    ["project-4-refused-creation", /api|User does not have permission to create project access token/g],
    ["project-5-details", /preview environments|badge updater|docs publish|package publish|sign-in|image scan|deploy|api|granular|false|project/g],
    ["project-6-bot", /preview environments|badge updater|docs publish|package publish|sign-in|image scan|deploy|api/g],
    ["group-1-list", /northlight|cost report|changelog|fixtures|sign-in|api/g],
    ["deploy-1-list", /production cluster|package publish|cluster-prod/g],
    ["deploy-3-replace", /production cluster|cluster-prod|gitlab-deploy-token/g],
    ["deploy-4-reveal", /production cluster|package publish|cluster-prod|netrc|git clone|variables|printf|docker|login|username|password-stdin/g],
    ["deploy-5-retire", /production cluster|package publish|cluster-prod/g],
    ["deploy-6-unknown", /production cluster|package publish|cluster-prod|cluster/g],
    ["accounts-1-choice", /northlight|Rollout robot/g],
    ["accounts-2-none", /storefront/g],
    ["overview-5-going", OWN],
    ["overview-6-stopped", OWN],
    ["overview-7-gaps", OWN],
    ["overview-8-grouped", OWN],
    ["accounts-3-tokens", /rollout|trial run|sign-in|api/g],
  ] as const) {
    test(`The scene ${scene} has no English but GitLab's own`, async ({ app, page, site, gitlab }) => {
      app.watch.allowRefusals();
      const stage = new Stage(page, site, gitlab, "zh-CN");
      await SCENES[scene]?.(stage);
      const screen = (await stage.dialog.count()) > 0 ? stage.dialog : page.getByRole("main");
      await expect(screen.getByText(/[一-鿿]/).first()).toBeVisible();
      expect(await latin(screen, own)).toBe("");
      await gitlab.release();
    });
  }

  test("The views, the choice and a refusal are in Chinese", async ({ page, site, gitlab, app }) => {
    app.watch.allowRefusals();
    const stage = new Stage(page, site, gitlab, "zh-CN");
    const say = sayer("zh-CN");
    await stage.signIn("dev", "#/projects");
    await expect(page.getByRole("navigation", { name: "主导航" }).getByRole("link")).toHaveText(["总览", "个人令牌", "项目", "群组", "部署", "活动"]);
    await expect(page.getByRole("heading", { name: say("Choose a project") })).toBeVisible();
    await page.getByRole("link", { name: "northlight/storefront" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("northlight/storefront 的项目访问令牌");
    await expect(stage.alert).toContainText("您在此处的角色不够高");
    await expect(stage.alert).toContainText("GitLab 要求在此项目或群组中具有 Maintainer 角色。");
  });
});
