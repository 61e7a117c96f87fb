// The list of one's own tokens: whole, filtered, ordered, windowed.
import { expect, test } from "./harness/test.ts";

test.describe("With 250 tokens", () => {
  test.use({ world: "scale:users=0,groups=0,projects=0,tokens=249" });

  test("A list of 250 tokens is read whole, over three pages @h2", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/personal?state=all");
    await expect(app.count).toHaveText("250 tokens");
    const asked = (await gitlab.requests("GET", "/personal_access_tokens?")).map(
      (request) => new URLSearchParams(request.path.split("?")[1]),
    );
    expect(asked.map((query) => query.get("page"))).toEqual(["1", "2", "3"]);
    for (const query of asked) {
      expect(query.get("user_id")).toBe(String(gitlab.person("ann").id));
      expect(query.get("per_page")).toBe("100");
      expect(query.has("state")).toBe(false);
    }
  });

  test("Only the rows near the screen are drawn, and scrolling shows the last one", async ({ app, page }) => {
    await app.signIn("ann", "#/personal?state=all&sort=name_asc");
    await expect(app.table).toHaveAttribute("aria-rowcount", "251");
    await expect.poll(() => app.rows.count()).toBeLessThan(80);
    await expect(app.rows.first()).toHaveAttribute("aria-rowindex", "2");
    await expect(app.row("token 00248")).toBeHidden();
    await page.mouse.move(640, 600);
    await page.mouse.wheel(0, 30_000);
    await expect(app.row("token 00248")).toBeVisible();
    await expect(app.row("token 00248")).toHaveAttribute("aria-rowindex", "250");
    await expect(app.row("token 00000")).toHaveCount(0);
    expect(await app.rows.count()).toBeLessThan(80);
  });

  test("Scrolling goes as far as it was asked to, though other rows are drawn on the way", async ({ app, page }) => {
    await app.signIn("ann", "#/personal?state=all");
    await expect(app.table).toHaveAttribute("aria-rowcount", "251");
    await page.mouse.move(640, 600);
    for (const turn of [1, 2, 3, 4, 5]) {
      await page.mouse.wheel(0, 1_500);
      await expect(app.rows.nth(20)).toBeVisible();
      await expect.poll(() => page.evaluate(() => scrollY)).toBe(turn * 1_500);
    }
  });

  test("A list that breaks off on its third page says what is missing and reads again when asked", async ({
    app,
    gitlab,
  }) => {
    await app.open("#/personal?state=all");
    await app.connect();
    await gitlab.fault({ when: "before-commit", kind: "500", match: { method: "GET", path: "page=3" }, times: 3 });
    await app.enterToken(gitlab.person("ann").token);
    await expect(
      app.page.getByText("The list could not be read again. What you see is what was last known."),
    ).toBeVisible();
    await expect(app.count).toHaveText("200 tokens");
    await app.button("Try again").click();
    await expect(app.count).toHaveText("250 tokens");
  });
});

test("What is found is drawn, however far down the list one was", async ({ app, page }) => {
  await app.signIn("ann", "#/personal?state=all");
  await page.mouse.move(600, 600);
  await page.mouse.wheel(0, 4000);
  await expect(app.link("laptop")).toHaveCount(0);
  await app.search.fill("old laptop");
  await expect(app.count).toHaveText("1 of 32 tokens");
  await expect(app.row("old laptop")).toBeVisible();
});

test("A list that is read again shows what has become of each token", async ({ app, gitlab }) => {
  await app.signIn("ann");
  await expect(app.row("laptop")).toContainText("Used by laptop; ask in the platform channel.");
  const match = { method: "GET", path: "/personal_access_tokens?" };
  await gitlab.fault({ when: "after-commit", kind: "rewrite", match, times: 1, replace: [["Used by laptop;", "Now used by the build;"]] });
  await app.button("Read again").click();
  await expect(app.row("laptop")).toContainText("Now used by the build; ask in the platform channel.");
});

test("Cards count the tokens and filter by status", async ({ app, page }) => {
  await app.signIn("ann");
  await expect(app.count).toHaveText("26 of 32 tokens");
  await expect(app.card("Active")).toHaveAttribute("aria-pressed", "true");
  await expect(app.card("Active")).toContainText("26");
  await expect(app.card("Revoked")).toContainText("2");
  await app.card("Revoked").click();
  await expect(app.count).toHaveText("2 of 32 tokens");
  await expect(app.card("Revoked")).toHaveAttribute("aria-pressed", "true");
  await expect(app.row("lost phone")).toContainText("Revoked");
  expect(new URL(page.url()).hash).toBe("#/personal?state=revoked");
  await app.card("Revoked").click();
  await expect(app.count).toHaveText("32 tokens");
  await app.card("Expired").click();
  await expect(app.row("ends yesterday")).toContainText("Expired");
  await expect(app.row("lost phone")).toHaveCount(0);
});

test("Search, scope and dates narrow the list, and each filter can be taken back", async ({ app, page }) => {
  await app.signIn("ann", "#/personal?state=all");
  await app.search.fill("laptop");
  await expect(app.count).toHaveText("2 of 32 tokens");
  await app.page.getByLabel("Scope", { exact: true }).selectOption("read_api");
  await expect(app.heading("No token matches")).toBeVisible();
  await app.button("Remove filter “laptop”").click();
  await expect(app.row("workstation")).toBeVisible();
  await expect(app.search).toHaveValue("");
  await app.button("Remove filter Scope: read_api").click();
  await expect(app.count).toHaveText("32 tokens");

  const inTenDays = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await app.button("Dates").click();
  const expires = page.getByRole("group", { name: "Expires" });
  await expires.getByLabel("before").fill(inTenDays);
  await expect(app.row("vscode")).toBeVisible();
  await expect(app.row("chat notifications")).toHaveCount(0);
  await expect(app.row("legacy without an end")).toHaveCount(0);
  await expires.getByLabel("from").fill(new Date().toISOString().slice(0, 10));
  await expect(app.row("ends yesterday")).toHaveCount(0);
  expect(new URL(page.url()).hash).toContain(`expires_before=${inTenDays}`);
  await page.keyboard.press("Escape");
  await app.button("Clear filters").click();
  await expect(app.count).toHaveText("32 tokens");
  expect(new URL(page.url()).hash).toBe("#/personal?state=all");
});

test("A heading sorts by its column, once more the other way", async ({ app, page }) => {
  // High enough for all rows: otherwise only those near the screen are drawn.
  await page.setViewportSize({ width: 1280, height: 2600 });
  await app.signIn("ann", "#/personal?state=all");
  const heading = (name: string) => page.getByRole("columnheader", { name, exact: true });
  await expect(heading("Expires")).toHaveAttribute("aria-sort", "ascending");
  for (const [name, key] of [
    ["Name", "name"],
    ["Scopes", "scopes"],
    ["Created", "created"],
    ["Last used", "last_used"],
    ["Status", "status"],
  ] as const) {
    await heading(name).getByRole("button").click();
    await expect(heading(name)).toHaveAttribute("aria-sort", "ascending");
    const upwards = await app.names();
    await heading(name).getByRole("button").click();
    await expect(heading(name)).toHaveAttribute("aria-sort", "descending");
    expect(new URL(page.url()).hash).toContain(`sort=${key}_desc`);
    await expect(heading("Expires")).not.toHaveAttribute("aria-sort", /./);
    expect(await app.names()).toEqual(upwards.reverse());
  }
  await heading("Expires").getByRole("button").click();
  const ascending = await app.names();
  expect(ascending.at(-1)).toBe("legacy without an end");
  await heading("Expires").getByRole("button").click();
  await expect(heading("Expires")).toHaveAttribute("aria-sort", "descending");
  expect((await app.names()).at(-1)).toBe("legacy without an end");
});

test("A link carries filter, order and the open token through sign-in, and Back returns", async ({ app, page }) => {
  const fragment = "#/personal?state=all&search=laptop&sort=name_desc&token=2";
  await app.signIn("ann", fragment);
  expect(new URL(page.url()).hash).toBe(fragment);
  await expect(app.search).toHaveValue("laptop");
  expect(await app.names()).toEqual(["old laptop", "laptop"]);
  await expect(app.details("laptop")).toBeVisible();

  await app.row("old laptop").getByRole("link").click();
  await expect(app.details("old laptop")).toBeVisible();
  await page.goBack();
  await expect(app.details("laptop")).toBeVisible();
  expect(new URL(page.url()).hash).toBe(fragment);
});

test("A reload signs out, and the link survives the next sign-in", async ({ app, gitlab, page }) => {
  const fragment = "#/personal?search=laptop";
  await app.signIn("ann", fragment);
  await page.reload();
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  await expect(page.getByLabel("GitLab server")).toHaveValue(gitlab.url);
  await app.expectWiped(gitlab.person("ann").token);
  await app.connect();
  await app.enterToken(gitlab.person("ann").token);
  await app.settled();
  await expect(app.search).toHaveValue("laptop");
  await expect(app.row("laptop")).toBeVisible();
});

test("The details tell everything about a token, and what one's own reaches", async ({ app, page }) => {
  await app.signIn("ann");
  await app.row("laptop").getByRole("link").click();
  const panel = app.details("laptop");
  await expect(app.heading("laptop")).toBeFocused();
  await expect(panel).toContainText("Used by laptop; ask in the platform channel.");
  await expect(panel).toContainText("Everything its owner may do through the API");
  await expect(panel).toContainText("GitLab tells this only to the token itself.");
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(app.link("laptop")).toBeFocused();

  // It stands below what is drawn.
  await app.search.fill("sign-in");
  await app.row("sign-in").getByRole("link").click();
  const own = app.details("sign-in");
  await own.getByRole("button", { name: "Show groups and projects" }).click();
  await expect(own.getByText(/\d+ groups?, \d+ projects?/)).toBeVisible();
  await expect(own).toContainText("Owner");
  await own.getByRole("button", { name: "Close", exact: true }).click();
  await expect(app.link("sign-in")).toBeFocused();
});

test("Names that look like markup or hide their direction are shown as plain text", async ({ app }) => {
  await app.signIn("ann", "#/personal?state=all");
  await app.search.fill("onerror");
  await expect(app.link("<img src=x onerror=alert(1)>")).toBeVisible();
  await app.search.fill("photo");
  await expect(app.link("photo\ufffdgnp.exe")).toBeVisible();
  await app.search.fill("中文");
  await expect(app.count).toHaveText("1 of 32 tokens");
});

test("On a narrow screen what came of a change is said beside the details, too", async ({ app, page }) => {
  await page.setViewportSize({ width: 1000, height: 700 });
  await app.signIn("ann", "#/projects/1");
  await app.link("image scan").click();
  await app.details("image scan").getByRole("button", { name: "Revoke", exact: true }).click();
  await app.dialog("Revoke image scan?").getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(page.getByText("image scan was revoked.")).toBeVisible();
});
