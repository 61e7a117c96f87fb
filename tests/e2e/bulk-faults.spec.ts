// What goes wrong in the middle of many changes: limits, lost answers, a closed tab, a dead credential.
import { Bulk } from "./harness/bulk.ts";
import { expect, test } from "./harness/test.ts";

const NAMES = ["laptop", "workstation", "vscode"] as const;

for (const [k, name] of NAMES.entries()) {
  test(`A limit at item ${k + 1} pauses, counts down, and that one is begun again on demand`, async ({ app, gitlab, page }) => {
    await app.signIn("ann");
    const bulk = new Bulk(app, page);
    await gitlab.fault({ when: "before-commit", kind: "429", match: { method: "POST", path: `/${k + 2}/rotate` } });
    await bulk.plan("Rotate", ...NAMES);
    await bulk.begin("Rotate", 3);
    for (const done of NAMES.slice(0, k)) await app.reveal(done).store();
    await expect(bulk.dialog).toContainText("GitLab asks to slow down.");
    await expect(bulk.dialog.getByRole("timer")).toHaveText(/The next minute (begins in \d+ s|has begun)/);
    await expect(bulk.item(name)).toContainText("Waiting");
    expect(await gitlab.requests("POST")).toHaveLength(k + 1);
    await bulk.button("Go on").click();
    for (const rest of NAMES.slice(k)) await app.reveal(rest).store();
    await expect(bulk.dialog).toContainText("All 3 done.");
    expect(await gitlab.requests("POST")).toHaveLength(4);
    await bulk.close();
  });

  test(`A lost answer at item ${k + 1} pauses, is settled by reading, and the rest goes on on demand`, async ({ app, gitlab, page }) => {
    await app.signIn("ann");
    const bulk = new Bulk(app, page);
    await gitlab.fault({ when: "after-commit", kind: "502-html", match: { method: "POST", path: `/${k + 2}/rotate` } });
    await bulk.plan("Rotate", ...NAMES);
    await bulk.begin("Rotate", 3);
    for (const done of NAMES.slice(0, k)) await app.reveal(done).store();
    const [, orphan] = await (async () => {
      await expect.poll(async () => (await gitlab.tokensNamed(name)).length).toBe(2);
      return gitlab.tokensNamed(name);
    })();
    await expect(bulk.item(name)).toContainText(`In its place stands id ${orphan?.id}`);
    await expect(bulk.dialog).not.toContainText(/fail|error|went wrong/i);
    if (k < 2) {
      await expect(bulk.dialog).toContainText("An answer was lost, so it paused.");
      expect(await gitlab.requests("POST")).toHaveLength(k + 1);
      await bulk.button("Go on").click();
      for (const rest of NAMES.slice(k + 1)) await app.reveal(rest).store();
    }
    await expect(bulk.dialog).toContainText("2 done, 0 not done, 1 to look after.");
    expect(await bulk.save("CSV")).toContain(`"answer lost, rotated, value lost",${orphan?.id},`);
    await bulk.item(name).getByRole("button", { name: `Get a new value of ${orphan?.id}` }).click();
    await app.dialog(`Rotate ${name}?`).getByRole("button", { name: "Rotate", exact: true }).click();
    await app.reveal(name).store();
    expect(await bulk.selected()).toEqual([]);
  });

  test(`A tab closed at item ${k + 1} leaves a ledger that is found after signing in`, async ({ app, gitlab, page }) => {
    await app.signIn("ann");
    const bulk = new Bulk(app, page);
    await gitlab.fault({ when: "after-commit", kind: "hold", match: { method: "POST", path: `/${k + 2}/rotate` } });
    await bulk.plan("Rotate", ...NAMES);
    await bulk.begin("Rotate", 3);
    // The first of the finished ones is stored, the others are not.
    if (k > 0) await app.reveal(NAMES[0]).store();
    await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(k + 1);
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await gitlab.release();
    await app.connect();
    await app.enterToken(gitlab.person("ann").token);
    await expect(app.notice(/See Activity/)).toBeVisible();
    await app.follow("#/activity");
    await expect(page.getByRole("heading", { name: `Bulk rotate: ${k} of 3 done` })).toBeVisible();
    await expect(page.getByText("It was sent, and no answer was seen")).toHaveCount(1);
    await expect(page.getByText("but you never said that its value is stored")).toHaveCount(Math.max(0, k - 1));
    await expect(page.getByText("Its turn had not come: nothing was sent.")).toHaveCount(2 - k);
    const csv = await bulk.save("CSV", page.getByRole("main"));
    expect(csv.trim().split("\r\n")).toHaveLength(4);
    await page.getByRole("button", { name: "Find out" }).click();
    const [, orphan] = await gitlab.tokensNamed(name);
    await expect(page.getByText(`In its place stands id ${orphan?.id}`)).toBeVisible();
    if (k < 2) {
      await page.getByRole("button", { name: "Leave out what was not begun" }).click();
      await expect(page.getByText("Its turn had not come: nothing was sent.")).toHaveCount(0);
    }
    // Nothing goes on by itself.
    expect(await gitlab.requests("POST")).toHaveLength(k + 1);
  });
}

test("An answer that is lost together with the list keeps the rest from going on", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  await gitlab.fault(
    { when: "after-commit", kind: "502-html", match: { method: "DELETE", path: "/2" } },
    { when: "before-commit", kind: "500", match: { method: "GET", path: "/personal_access_tokens?" }, times: 3 },
  );
  await bulk.plan("Revoke", "laptop", "vscode");
  await bulk.begin("Revoke", 2);
  await expect(bulk.item("laptop")).toContainText("Not known");
  const goOn = bulk.button("Go on");
  await expect(goOn).toHaveAttribute("aria-disabled", "true");
  await goOn.click({ force: true });
  await expect(bulk.dialog).toContainText("First find out what became of the one whose answer was lost.");
  await bulk.item("laptop").getByRole("button", { name: "Read the list again" }).click();
  await expect(bulk.item("laptop")).toContainText("It is revoked.");
  await goOn.click();
  await expect(bulk.dialog).toContainText("1 done, 0 not done, 1 to look after.");
  await bulk.close();
  await expect(bulk.bar).toHaveCount(0);
});

test("A credential that dies in between ends it, and what was not begun is found again", async ({ app, gitlab, page }) => {
  app.watch.allowRefusals();
  const token = await gitlab.tokenFor("ann");
  const { id } = (await gitlab.api("GET", "personal_access_tokens/self", token)) as { id: number };
  await app.signIn(token);
  const bulk = new Bulk(app, page);
  await bulk.plan("Rotate", ...NAMES);
  await bulk.begin("Rotate", 3);
  const first = app.reveal("laptop");
  await first.button("Pause").click();
  await first.store();
  await gitlab.api("DELETE", `personal_access_tokens/${id}`, gitlab.person("root").token);
  await bulk.button("Go on").click();
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  expect(await gitlab.requests("POST", "/rotate")).toHaveLength(1);
  await app.connect().catch(() => undefined);
  await app.enterToken(gitlab.person("ann").token);
  await app.follow("#/activity");
  await expect(page.getByRole("heading", { name: "Bulk rotate: 1 of 3 done" })).toBeVisible();
});
