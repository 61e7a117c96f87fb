// Rotating, revoking and replacing many tokens: one at a time, with a brake, and a result without secrets.
import { Bulk } from "./harness/bulk.ts";
import { expect, test } from "./harness/test.ts";

test("Three are rotated a second apart, and each value waits to be stored @h2", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  await bulk.plan("Rotate", "laptop", "vscode", "workstation");
  await bulk.begin("Rotate", 3);
  const values = new Set<string>();
  for (const name of ["laptop", "workstation", "vscode"]) values.add(await app.reveal(name).store());
  expect(values.size).toBe(3);
  await expect(bulk.dialog).toContainText("All 3 done.");
  await expect(bulk.dialog.getByRole("heading", { name: "Rotate 3 tokens?" })).toBeFocused();
  const times = await bulk.times(gitlab, "POST");
  expect(times).toHaveLength(3);
  for (const [at, time] of times.entries()) if (at > 0) expect(time - (times[at - 1] ?? 0)).toBeGreaterThanOrEqual(1_000);
  for (const value of values) {
    expect(await gitlab.api("GET", "personal_access_tokens/self", value)).toMatchObject({ active: true });
  }

  const csv = await bulk.save("CSV");
  const lines = csv.trim().split("\r\n");
  expect(lines[0]).toBe("token_id,name,kind,place,act,outcome,new_id,request_id,started_at");
  expect(lines.slice(1).map((line) => line.split(",").slice(0, 6).join(","))).toEqual([
    "2,laptop,personal,user 2 (@ann),rotate,done",
    "3,workstation,personal,user 2 (@ann),rotate,done",
    "4,vscode,personal,user 2 (@ann),rotate,done",
  ]);
  const [, fresh] = await gitlab.tokensNamed("laptop");
  const records = JSON.parse(await bulk.save("JSON")) as Record<string, string>[];
  expect(records[0]).toMatchObject({ token_id: "2", name: "laptop", outcome: "done", new_id: String(fresh?.id) });
  expect(records[0]?.request_id).not.toBe("");
  await bulk.close();
  await expect(bulk.bar).toHaveCount(0);
  await app.follow("#/activity");
  await expect(page.getByRole("heading", { name: "Bulk rotate: 3 of 3 done" })).toBeVisible();
});

test("It is paused above a value that waits, goes on, and is stopped", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  await gitlab.fault({ when: "after-commit", kind: "hold", match: { method: "POST", path: "/3/rotate" } });
  await bulk.plan("Rotate", "laptop", "workstation", "vscode");
  await bulk.begin("Rotate", 3);
  const first = app.reveal("laptop");
  await first.button("Pause").click();
  await expect(first.button("Pause")).toBeHidden();
  await first.store();
  await expect(bulk.dialog).toContainText("Paused. Nothing more is sent until you go on.");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(bulk.dialog).toBeVisible();
  expect(await gitlab.requests("POST")).toHaveLength(1);

  await bulk.button("Go on").click();
  await expect(bulk.item("workstation")).toContainText("Under way");
  await bulk.button("Stop").click();
  await expect(bulk.dialog).toContainText("Nothing more is begun after this one.");
  await gitlab.releaseHeld();
  await app.reveal("workstation").store();
  await expect(bulk.dialog).toContainText("2 done, 1 not done.");
  await expect(bulk.item("vscode")).toContainText("Not begun");
  expect((await bulk.save("CSV")).split("\r\n")[3]).toBe("4,vscode,personal,user 2 (@ann),rotate,not sent,,,");
  await bulk.close();
  await expect(bulk.count).toHaveText("1 selected");
  await expect(bulk.box("vscode")).toBeChecked();
  expect(await gitlab.tokensNamed("vscode")).toMatchObject([{ revoked: false }]);
});

test("One that somebody else revoked meanwhile is not sent", async ({ app, gitlab, page }) => {
  await app.signIn("ann");
  const bulk = new Bulk(app, page);
  await bulk.plan("Rotate", "laptop", "vscode");
  await gitlab.api("DELETE", "personal_access_tokens/2", gitlab.person("ann").token);
  await bulk.begin("Rotate", 2);
  await app.reveal("vscode").store();
  await expect(bulk.item("laptop")).toContainText("was already revoked by someone else. Nothing was sent.");
  await expect(bulk.dialog).toContainText("1 done, 1 not done.");
  expect(await gitlab.requests("POST")).toHaveLength(1);
});

for (const [what, who, link, names] of [
  ["Deploy tokens", "ann", "#/deploy/projects/4", ["production cluster", "package publish"]],
  ["Project tokens", "ann", "#/projects/1", ["badge updater", "docs publish"]],
] as const) {
  test(`${what} are replaced by twins, and the old ones work on`, async ({ app, gitlab, page }) => {
    await app.signIn(who, link);
    const bulk = new Bulk(app, page);
    await bulk.plan("Replace", ...names);
    await expect(bulk.item(names[0])).toContainText("This one works on");
    await bulk.begin("Replace", 2);
    for (const name of await bulk.dialog.getByRole("listitem").locator("strong").allInnerTexts()) await app.reveal(name).store();
    await expect(bulk.dialog).toContainText("All 2 done.");
    expect(await bulk.save("CSV")).toContain('replace,"done, old token still works"');
    await bulk.close();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    for (const name of names) await expect(app.row(name)).toHaveCount(2);
    expect(await gitlab.requests("DELETE")).toEqual([]);
    await app.follow("#/activity");
    await expect(page.getByRole("heading", { name: "Bulk replace: 2 of 2 done" })).toBeVisible();
    await expect(page.getByText("still works: revoke it once nothing uses it.")).toHaveCount(2);
  });
}

test("In Chinese", async ({ app, page }) => {
  await app.signIn("ann");
  await page.getByRole("combobox", { name: "Language" }).selectOption("zh-CN");
  await page.getByRole("checkbox", { name: "选择 laptop", exact: true }).check();
  const bar = page.getByRole("region", { name: "选中的令牌" });
  await expect(bar).toContainText("已选 1 个");
  await bar.getByRole("button", { name: "撤销…" }).click();
  const dialog = page.getByRole("dialog", { name: "撤销 1 个令牌？" });
  await dialog.getByRole("button", { name: "撤销 1 个令牌", exact: true }).click();
  await expect(dialog).toContainText("全部 1 个已完成。");
});
