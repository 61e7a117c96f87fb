// Photographs of every screen and dialog, for people to look at: `cargo xtask screenshots`.
import { join } from "node:path";

import { LOOKS } from "./harness/looks.ts";
import { SCENES, Stage } from "./harness/scenes.ts";
import { test } from "./harness/test.ts";

const FOLDER = process.env.KEYTURN_SCREENSHOTS ?? "../../screenshots";

for (const [look, { language = "en", colorScheme = "light", width = 1280, height = 800 }] of Object.entries(LOOKS)) {
  test.describe(look, () => {
    test.use({ locale: language === "en" ? "en-GB" : language, colorScheme, viewport: { width, height }, reducedMotion: "reduce" });

    for (const [name, way] of Object.entries(SCENES)) {
      test(name, async ({ app, page, site, gitlab }) => {
        app.watch.allowRefusals();
        await way(new Stage(page, site, gitlab, language));
        // From the top, as one arrives; sheets and dialogs stand where they stand.
        await page.screenshot({ path: join(FOLDER, `${name}.${look}.png`), animations: "disabled", caret: "initial" });
        await gitlab.release();
      });
    }
  });
}
