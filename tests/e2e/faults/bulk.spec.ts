// Rows 31 to 35 of the fault matrix: what goes wrong in the middle of many changes. Each of them counts as confirmed once.
import { Bulk } from "../harness/bulk.ts";
import { expect, test } from "./row.ts";

const NAMES = ["laptop", "workstation", "vscode"] as const;

test("Row 31 · personal · a limit at any item pauses, counts down, and that one is begun again on demand", async ({ app, gitlab, meant, page }) => {
  meant.confirmed = 6;
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  for (const id of [2, 3, 4]) await gitlab.fault({ when: "before-commit", kind: "429", match: { method: "POST", path: `/${id}/rotate` } });
  await bulk.plan("Rotate", ...NAMES);
  await bulk.begin("Rotate", 3);
  for (const [k, name] of NAMES.entries()) {
    await expect(bulk.dialog).toContainText("GitLab asks to slow down.");
    await expect(bulk.dialog.getByRole("timer")).toHaveText(/The next minute (begins in \d+ s|has begun)/);
    await expect(bulk.item(name)).toContainText("Waiting");
    expect(await gitlab.requests("POST")).toHaveLength(2 * k + 1);
    await bulk.button("Go on").click();
    // I3: what was done before waits, each above the next.
    await app.reveal(name).store();
  }
  await expect(bulk.dialog).toContainText("All 3 done.");
  expect(await gitlab.requests("POST")).toHaveLength(6);
  await bulk.close();
});

for (const lost of [[1], [0, 2]]) {
  test(`Row 32 · personal · a connection lost at item ${lost.map((k) => k + 1).join(" and ")} pauses, is settled by reading, and the rest goes on on demand`, async ({ app, gitlab, meant, page }) => {
    meant.confirmed = 4;
    await app.signIn("ann");
    const bulk = new Bulk(app, page);
    for (const k of lost) await gitlab.fault({ when: "after-commit", kind: "drop", match: { method: "POST", path: `/${k + 2}/rotate` } });
    await bulk.plan("Rotate", ...NAMES);
    await bulk.begin("Rotate", 3);
    const orphans: [string, number][] = [];
    for (const [k, name] of NAMES.entries()) {
      if (!lost.includes(k)) {
        await app.reveal(name).store();
        continue;
      }
      await expect.poll(async () => (await gitlab.tokensNamed(name)).length).toBe(2);
      const id = (await gitlab.tokensNamed(name))[1]?.id ?? 0;
      orphans.push([name, id]);
      await expect(bulk.item(name)).toContainText(`In its place stands id ${id}`);
      await expect(bulk.dialog).not.toContainText(/fail|error|went wrong/i);
      if (k === 2) continue;
      await expect(bulk.dialog).toContainText("An answer was lost, so it paused.");
      // The browser's repeat, and nothing of what comes after.
      expect(await gitlab.requests("POST")).toHaveLength(k + 2);
      await bulk.button("Go on").click();
    }
    await expect(bulk.dialog).toContainText(`${3 - lost.length} done, 0 not done, ${lost.length} to look after.`);
    const csv = await bulk.save("CSV");
    for (const [name, id] of orphans) {
      expect(csv).toContain(`"answer lost, rotated, value lost",${id},`);
      // I4: one click from its end, or from a new value as below.
      await expect(bulk.item(name).getByRole("button", { name: `Revoke ${id}` })).toBeVisible();
    }
    const [name, id] = orphans[0] ?? ["", 0];
    await bulk.item(name).getByRole("button", { name: `Get a new value of ${id}` }).click();
    await app.dialog(`Rotate ${name}?`).getByRole("button", { name: "Rotate", exact: true }).click();
    await app.reveal(name).store();
    expect(await bulk.selected()).toEqual([]);
  });
}

for (const k of [0, 2]) {
  test(`Row 33 · personal · a tab closed at item ${k + 1} leaves a ledger that is found after signing in`, async ({ app, gitlab, meant, page }) => {
    meant.confirmed = k + 1;
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
    const [, orphan] = await gitlab.tokensNamed(NAMES[k] ?? "");
    await expect(page.getByText(`In its place stands id ${orphan?.id}`)).toBeVisible();
    if (k < 2) {
      await page.getByRole("button", { name: "Leave out what was not begun" }).click();
      await expect(page.getByText("Its turn had not come: nothing was sent.")).toHaveCount(0);
    }
    // Nothing goes on by itself.
    expect(await gitlab.requests("POST")).toHaveLength(k + 1);
  });
}

test("Row 32 · personal · an answer that is lost together with the list keeps the rest from going on", async ({ app, gitlab, meant, page }) => {
  meant.confirmed = 2;
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

test("Row 32 · personal · an item that was not done so far keeps the rest from going on until GitLab must have given up", async ({ app, gitlab, meant, page }) => {
  meant.confirmed = 2;
  await page.clock.install();
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  await gitlab.fault({ when: "before-commit", kind: "502-html", match: { method: "DELETE", path: "/2" } });
  await bulk.plan("Revoke", "laptop", "vscode");
  await bulk.begin("Revoke", 2);
  const laptop = bulk.item("laptop");
  await expect(laptop).toContainText("Not known");
  await expect(laptop).toContainText("So far it is not revoked: the token is as it was. GitLab may still be carrying it out");
  await laptop.getByRole("button", { name: "Read the list again" }).click();
  await expect(laptop).toContainText("So far it is not revoked");
  const goOn = bulk.button("Go on");
  await expect(goOn).toHaveAttribute("aria-disabled", "true");
  await page.clock.fastForward("01:16");
  await expect(laptop).toContainText("It is not revoked: the token is as it was.");
  await goOn.click();
  await expect(bulk.dialog).toContainText("1 done, 0 not done, 1 to look after.");
  expect(await bulk.save("CSV")).toContain("answer lost, not revoked");
  await bulk.close();
  expect((await gitlab.tokensNamed("laptop")).filter((row) => row.revoked)).toEqual([]);
});

test("Row 33 · personal · a credential that dies in between ends it, and what was not begun is found again", async ({ app, gitlab, meant, page }) => {
  meant.confirmed = 1;
  // Before the second one it is looked whether the credential lives.
  meant.refused = 1;
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
  await expect(bulk.dialog).toContainText("1 done, 2 not done.");
  await bulk.close();
  await expect(page.getByText("Nothing is sent any more.")).toBeVisible();
  expect(await gitlab.requests("POST", "/rotate")).toHaveLength(1);
  await app.button("Sign in again").click();
  await app.enterToken(gitlab.person("ann").token);
  await app.follow("#/activity");
  await expect(page.getByRole("heading", { name: "Bulk rotate: 1 of 3 done" })).toBeVisible();
});

test("Row 34 · personal · a refusal does not keep the others from being revoked, and stays selected", async ({ app, gitlab, meant, page }) => {
  meant.confirmed = 3;
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  await gitlab.fault({
    when: "before-commit",
    kind: "answer",
    status: 403,
    body: '{"message":"403 Forbidden"}',
    headers: { "content-type": "application/json" },
    cors: true,
    match: { method: "DELETE", path: "/3" },
  });
  await bulk.plan("Revoke", "laptop", "workstation", "vscode");
  await bulk.begin("Revoke", 3);
  await expect(bulk.dialog).toContainText("2 done, 1 not done.");
  await expect(bulk.item("workstation")).toContainText("Refused");
  await expect(bulk.item("laptop")).toContainText("Done");
  expect(await bulk.save("CSV")).toContain("3,workstation,personal,user 2 (@ann),revoke,refused (403),,");
  await bulk.close();
  await expect(bulk.count).toHaveText("1 selected");
  // The list stands where the last change was made.
  await page.evaluate(() => scrollTo(0, 0));
  await expect(app.row("workstation")).toBeVisible();
  expect(await bulk.selected()).toEqual(["workstation"]);
  expect(await gitlab.requests("DELETE")).toHaveLength(3);
  expect(await gitlab.tokensNamed("vscode")).toMatchObject([{ revoked: true }]);
});

test("Row 35 · personal · the sign-in token is rotated last, after being asked about once more", async ({ app, gitlab, meant, page }) => {
  meant.confirmed = 2;
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  await bulk.pick("sign-in", "laptop");
  await bulk.plan("Rotate");
  await expect(bulk.leftOut).toContainText("You are signed in with it.");
  await bulk.dialog.getByLabel("Also the token I am signed in with, last").check();
  await expect(bulk.leftOut).toHaveCount(0);
  await bulk.rotateOwnLast("laptop");
  expect((await gitlab.requests("POST")).map((request) => request.path)).toEqual([
    "/api/v4/personal_access_tokens/2/rotate",
    "/api/v4/personal_access_tokens/self/rotate",
  ]);
  await bulk.close();
  await app.button("Read again").click();
  await app.settled();
});

test("Row 35 · personal · the sign-in token is revoked last, and only if the person says so again", async ({ app, gitlab, meant, page }) => {
  meant.confirmed = 2;
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  await bulk.pick("sign-in", "laptop");
  await bulk.plan("Revoke");
  await bulk.dialog.getByLabel("Also the token I am signed in with, last").check();
  await bulk.begin("Revoke", 2);
  await expect(bulk.button("Revoke it and sign out")).toBeVisible();
  expect(await bulk.save("CSV")).toContain("2,laptop,personal,user 2 (@ann),revoke,done");
  expect(await gitlab.tokensNamed("sign-in")).toMatchObject([{ revoked: false }]);
  await bulk.button("Revoke it and sign out").click();
  await expect(app.heading("Connect to a GitLab")).toBeVisible();
  expect(await gitlab.tokensNamed("sign-in")).toMatchObject([{ revoked: true }]);
});
