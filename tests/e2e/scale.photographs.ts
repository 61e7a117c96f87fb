// Photographs of the Overview of somebody who is responsible for ten thousand projects: `cargo xtask screenshots`.
import { join } from "node:path";

import { Stage } from "./harness/scenes.ts";
import { LOOKS } from "./harness/looks.ts";
import { expect, test } from "./harness/test.ts";

const FOLDER = process.env.KEYTURN_SCREENSHOTS ?? "../../screenshots";
/** The scan of a hundred thousand tokens takes its time. */
const PATIENCE = 600_000;

test.use({ world: "scale" });

for (const [look, { language = "en", colorScheme = "light", width = 1280, height = 800 }] of Object.entries(LOOKS)) {
  test.describe(look, () => {
    test.use({ locale: language === "en" ? "en-GB" : language, colorScheme, viewport: { width, height }, reducedMotion: "reduce" });

    test("overview-scale", async ({ app, page, site, gitlab }) => {
      test.setTimeout(PATIENCE);
      app.watch.allowRefusals();
      await new Stage(page, site, gitlab, language).signIn("ann", "#/");
      await expect(page.locator("#scan")).toHaveAttribute("data-state", "over", { timeout: PATIENCE });
      await page.screenshot({ path: join(FOLDER, `overview-scale.${look}.png`), animations: "disabled", caret: "initial" });
    });
  });
}
