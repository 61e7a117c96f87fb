// Signing in on GitLab's own page from a portal's frame: the whole window goes there, and comes back into that frame.
import { deciding } from "./harness/altered.ts";
import { CLIENT } from "./harness/oauth.ts";
import { CREATE, expect, LIST, type Portal, test as base, welcoming } from "./harness/portal.ts";

const test = base.extend<{ registered: Portal }>({
  registered: async ({ framing, gitlab, watch }, use) => {
    watch.allow(/oauth\/authorize/);
    await gitlab.oauth({ applications: [{ client_id: CLIENT, redirect_uris: [`${framing.keyturn.url}/`] }] });
    const servers = [{ url: gitlab.url, label: "Our GitLab", client_id: CLIENT }];
    framing.keyturn.alter = (sent) => {
      welcoming(framing.site.url, sent);
      deciding({ servers, portal_origins: [framing.site.url, framing.stranger], isolated_origin: true }, sent);
      const policy = sent.headers["content-security-policy"];
      if (policy) sent.headers["content-security-policy"] = policy.replace(/frame-ancestors [^;]*/, `$& ${framing.stranger}`);
    };
    await use(framing);
  },
});

/** From a frame's first step to GitLab's page of consent, and back. */
async function consent(portal: Portal, title: string): Promise<void> {
  const tile = await portal.tile(title);
  await tile.button(/^Our GitLab/).click();
  await tile.button("Sign in with GitLab").click();
  await portal.page.getByLabel("Signed in as").selectOption("ann");
  await portal.app.button("Authorize").click();
}

for (const [where, visit] of [
  ["of the same site", (portal: Portal) => portal.page.goto(portal.site.url)],
  ["of another site, whose frames keep what they keep apart", (portal: Portal) => portal.page.goto(portal.stranger)],
] as const) {
  test(`A sign-in leaves the frame of a portal ${where} and comes back into it`, async ({ registered, page, gitlab }) => {
    await registered.open();
    await visit(registered);
    await consent(registered, LIST);
    await expect(page.getByRole("heading", { name: "Team portal" })).toBeVisible();
    const tile = await registered.tile(LIST);
    await expect(tile.sessionButton).toBeVisible();
    await tile.settled();
    expect(page.url()).not.toContain("keyturn=");
    expect((await gitlab.requests("POST", "/oauth/token")).length).toBe(1);
    const other = await registered.tile(CREATE);
    await expect(other.heading("Connect to a GitLab")).toBeVisible();
  });
}

for (const before of ["tokens&", "", "tab=a&frame=b&"]) test(`An answer behind “#${before}” that another frame asked for is not used`, async ({ registered, page, gitlab }) => {
  await registered.open();
  const stolen = encodeURIComponent("code=stolen&state=made-up");
  await page.goto("about:blank");
  await page.goto(`${registered.site.url}/#${before}keyturn=${stolen}`);
  await expect.poll(() => page.url()).toBe(`${registered.site.url}/${before ? `#${before.slice(0, -1)}` : ""}`);
  const tile = await registered.tile(LIST);
  await expect(tile.page.getByRole("alert")).toContainText("This sign-in was not begun in this tab");
  expect((await gitlab.requests("POST", "/oauth/token")).length).toBe(0);
});

test("Nobody is led on to a page that is no portal of this deployment", async ({ registered, page, gitlab }) => {
  for (const evil of ["https://evil.example/", `${registered.site.url}.evil.example/`, "javascript:alert(1)"]) {
    await page.goto(`${registered.keyturn.url}/?code=x&state=${encodeURIComponent(`made-up~${evil}`)}`);
    await expect(page.getByRole("alert")).toContainText("This sign-in was not begun in this tab");
  }
  expect((await gitlab.requests("POST", "/oauth/token")).length).toBe(0);
});

test("A frame whose portal has not told its address opens the same screen in the whole window", async ({ registered, page }) => {
  const tile = await registered.frame("#/personal?state=all");
  await tile.button(/^Our GitLab/).click();
  await tile.button("Sign in with GitLab").click();
  await expect(page).toHaveURL(`${registered.keyturn.url}/#/personal?state=all`);
  await page.getByRole("button", { name: /^Our GitLab/ }).click();
  await page.getByRole("button", { name: "Sign in with GitLab" }).click();
  await page.getByLabel("Signed in as").selectOption("ann");
  await page.getByRole("button", { name: "Authorize" }).click();
  await registered.app.settled();
});
