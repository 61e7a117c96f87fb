// Two languages: by the browser's wish, and by choice.
import { expect, test } from "./harness/test.ts";

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
    await page.goto(app.site.url);
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
});
