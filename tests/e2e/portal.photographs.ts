// Photographs of the example portal, for people to look at: `cargo xtask screenshots`.
import { join } from "node:path";

import { LOOKS } from "./harness/looks.ts";
import { CREATE, expect, LIST, test } from "./harness/portal.ts";

const FOLDER = process.env.KEYTURN_SCREENSHOTS ?? "../../screenshots";

for (const [look, { language = "en", colorScheme = "light", width = 1280, height = 800 }] of Object.entries(LOOKS)) {
  test.describe(look, () => {
    test.use({ colorScheme, viewport: { width, height }, reducedMotion: "reduce" });

    test("portal", async ({ framing, page }) => {
      const keep = async (name: string): Promise<void> => {
        await page.screenshot({ path: join(FOLDER, `portal-${name}.${look}.png`), animations: "disabled", caret: "initial" });
      };
      await framing.open();
      const [list, create] = [await framing.tile(LIST), await framing.tile(CREATE)];
      await framing.ready();
      await expect(create.heading("Connect to a GitLab")).toBeVisible();
      await keep("1-connect");
      await framing.signIn(list);
      await framing.signIn(create);
      await expect(create.page.getByRole("dialog")).toBeVisible();
      // A frame in another language than the dialog that is open there stays as it is.
      await create.page.getByRole("dialog").press("Escape");
      await page.getByLabel("Language").selectOption(language);
      await page.evaluate(() => window.scrollTo(0, 0));
      await keep("2-tiles");
      await list.page.getByRole("row").filter({ hasText: "image scan" }).getByRole("button", { name: /^(Revoke|撤销)/ }).click();
      await expect(list.page.getByRole("dialog")).toBeVisible();
      await page.evaluate(() => {
        const cover = document.createElement("div");
        Object.assign(cover.style, { position: "absolute", inset: "0 0 -200vh", opacity: "0.01", background: "white", pointerEvents: "none" });
        document.body.append(cover);
      });
      await expect(list.page.locator("#sight:not(.visually-hidden)")).toBeVisible();
      await keep("3-covered");
      await page.evaluate(() => document.body.lastElementChild?.remove());
      await list.page.getByRole("dialog").press("Escape");
      await list.page.getByRole("link", { name: "image scan", exact: true }).click();
      await expect(list.page.getByRole("complementary", { name: "image scan" })).toBeVisible();
      await keep("4-details");
    });
  });
}
