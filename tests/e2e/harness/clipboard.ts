// What is on the clipboard: the page itself may not read it, so another one pastes it.
import type { BrowserContext, Page } from "@playwright/test";

/** Gives a way to paste. The other page is never left with what was pasted. */
export async function clipboard(context: BrowserContext, page: Page): Promise<() => Promise<string>> {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const reader = await context.newPage();
  await reader.setContent("<textarea aria-label='paste'></textarea>");
  const field = reader.getByLabel("paste");
  await page.bringToFront();
  return async () => {
    await reader.bringToFront();
    await field.fill("");
    await field.press("ControlOrMeta+V");
    const text = await field.inputValue();
    await field.fill("");
    await page.bringToFront();
    return text;
  };
}
