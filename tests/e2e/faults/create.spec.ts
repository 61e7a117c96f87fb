// Rows 1 to 9, 12 and 13 of the fault matrix: a creation whose answer goes wrong.
import { Form } from "../harness/form.ts";
import { inDays } from "../harness/gitlab.ts";
import { expectNotYet, expectOrphans, expectSettled } from "./invariants.ts";
import { ALL, type Place, ROTATING } from "./kinds.ts";
import { expect, test } from "./row.ts";

/** The ids of GitLab's rows of a name. */
async function ids(place: Place, name: string): Promise<number[]> {
  return (await place.named(name)).map((row) => row.id);
}

const JSON_HEADERS = { "content-type": "application/json" };

for (const kind of ALL) {
  test(`Row 1 · ${kind} · a creation that never reached GitLab is said not to have happened once GitLab must have given up, and can be confirmed again`, async ({ open, page }) => {
    await page.clock.install();
    const place = await open(kind);
    // As often as the browser tries by itself.
    await place.fault({ when: "before-commit", kind: "drop", times: null });
    const form = await place.fill("never made");
    const more = place.kind.rotates ? form.description : form.username;
    await more.fill("still-here");
    await form.ends.getByLabel("90 days").check();
    await place.confirm(form);
    await expectNotYet(form.dialog, "never made", "So far nothing was created.");
    await page.clock.fastForward("01:16");
    await expectSettled(form.dialog, "never made", "Nothing was created.");
    await expect(form.dialog).toContainText("Try again if you still want it");
    expect(await ids(place, "never made")).toEqual([]);

    // I8: one click leads back to the form as it was.
    await form.dialog.getByRole("button", { name: "Back to the form" }).click();
    await expect(form.name).toHaveValue("never made");
    await expect(more).toHaveValue("still-here");
    await expect(form.ends.getByLabel("90 days")).toBeChecked();
    expect(await form.chosen()).toEqual([place.kind.scope]);
    await place.confirm(form);
    await expectNotYet(form.dialog, "never made", "So far nothing was created.");
    await form.dialog.getByRole("button", { name: "Read the list again" }).click();
    await expectNotYet(form.dialog, "never made", "So far nothing was created.");
    await page.clock.fastForward("01:16");
    await expectSettled(form.dialog, "never made", "Nothing was created.");
    expect(await ids(place, "never made")).toEqual([]);

    await place.gitlab.forgetFaults();
    place.confirmed += 1;
    await form.dialog.getByRole("button", { name: "Try again" }).click();
    await place.store("never made");
    expect(await place.named("never made")).toMatchObject([{ scopes: [place.kind.scope] }]);
  });

  test(`Row 2 · ${kind} · a creation that the browser sent twice shows the value it has and names the twin @h2`, async ({ app, open }) => {
    const place = await open(kind);
    await place.fault({ when: "after-commit", kind: "drop" });
    await place.create("twins");
    const kept = await place.store("twins");
    const made = await ids(place, "twins");
    expect(made).toHaveLength(2);
    expect(kept).toBe(made[1]);
    await expect(app.notice(`twins exists once more (id ${made[0]})`)).toContainText("or by somebody else meanwhile");
    await expect(app.row("twins")).toHaveCount(2);
    const twin = app.rows.filter({ has: app.page.locator(`#token-${place.kind.rotates ? "" : "deploy-"}${made[0]}`) });
    await expect(twin.getByRole("button", { name: "Revoke twins" })).not.toHaveAttribute("aria-disabled", "true");
    // I4: it is to be looked after, apart from the one whose value was stored.
    await place.activity();
    const toLookAfter = app.page.getByRole("region", { name: "To look after" }).getByRole("listitem");
    await expect(toLookAfter).toHaveCount(1);
    await expect(toLookAfter).toContainText(`It was created (id ${made[0]})`);
    await expect(app.link(`Open token ${made[0]}`)).toBeVisible();
    await expect(app.page.getByRole("region", { name: "Done in this session" })).toContainText("twins");
  });

  test(`Row 4 · ${kind} · a creation behind a broken proxy is found @h2`, async ({ app, open }) => {
    const place = await open(kind);
    await place.fault({ when: "after-commit", kind: "502-html" });
    const dialog = await place.create("behind a proxy");
    await expectSettled(dialog, "behind a proxy", "The request was sent once, but no proper answer came back.");
    const made = await ids(place, "behind a proxy");
    await expect(dialog).toContainText(`It was created (id ${made[0]}), by this request or by someone else meanwhile.`);
    await expectOrphans(place, dialog, made);
    if (place.kind.rotates) {
      await place.takeUp(dialog, "Get a new value of", made[0], "behind a proxy");
      expect(await place.store("behind a proxy")).toBe((await ids(place, "behind a proxy")).at(-1));
    } else {
      await expect(dialog).toContainText("Its value can never be seen again. Revoke it, then create another one.");
      await place.takeUp(dialog, "Revoke", made[0], "behind a proxy");
      await expect(app.notice("behind a proxy was revoked.")).toBeVisible();
    }
    const left = (await place.named("behind a proxy")).filter((row) => !row.revoked);
    expect(left).toHaveLength(place.kind.rotates ? 1 : 0);
  });

  test(`Row 5 · ${kind} · a creation whose answer broke off was accepted, and its token is found @h2`, async ({ app, open }) => {
    const place = await open(kind);
    await place.fault({ when: "after-commit", kind: "truncate" });
    const dialog = await place.create("cut");
    await expectSettled(dialog, "cut", "GitLab accepted the request, but its answer did not arrive whole.");
    const made = await ids(place, "cut");
    await expectOrphans(place, dialog, made);
    await place.takeUp(dialog, "Revoke", made[0], "cut");
    await expect(app.notice("cut was revoked.")).toBeVisible();
    expect((await place.named("cut")).filter((row) => !row.revoked)).toEqual([]);
  });

  test(`Row 6 · ${kind} · a creation whose answer lacks the value is not called undone`, async ({ open, page }) => {
    const place = await open(kind);
    await place.fault({ when: "after-commit", kind: "200-no-token" });
    const dialog = await place.create("half an answer");
    await expectSettled(dialog, "half an answer", "GitLab accepted the request");
    await expectOrphans(place, dialog, await ids(place, "half an answer"));
    const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    expect(kept, "the journal names the change, not the answer").not.toContain("created_at");
  });

  test(`Row 7 · ${kind} · an answer after 90 seconds still brings its value`, async ({ app, gitlab, open, page }) => {
    await page.clock.install();
    const place = await open(kind);
    await place.fault({ when: "after-commit", kind: "hold" });
    const dialog = await place.create("late");
    await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
    await page.clock.fastForward("00:19");
    await expect(dialog.getByRole("button", { name: "Creating…" })).toBeDisabled();
    await expect(dialog.getByText("Still waiting for GitLab.")).toBeHidden();
    await page.clock.fastForward("00:02");
    await expect(dialog.getByText("Still waiting for GitLab. It was sent once and is not sent again.")).toBeVisible();
    await page.clock.fastForward("00:55");
    await expectSettled(dialog, "late", "It was created (id ");
    await expectOrphans(place, dialog, await ids(place, "late"));
    await page.clock.fastForward("00:14");
    await gitlab.releaseHeld();
    const [made] = await ids(place, "late");
    expect(await place.store("late")).toBe(made);
    await expect(dialog).toBeHidden();
    await place.activity();
    await expect(app.heading("Done in this session")).toBeVisible();
    await expect(app.heading("To look after")).toHaveCount(0);
  });

  test(`Row 7 · ${kind} · an answer that comes after its token was taken up is not shown: its value does not work any more`, async ({ app, gitlab, open, page }) => {
    await page.clock.install();
    const place = await open(kind);
    await place.fault({ when: "after-commit", kind: "hold" });
    const dialog = await place.create("taken up");
    await expect.poll(async () => (await gitlab.requests("POST")).length).toBe(1);
    await page.clock.fastForward("01:16");
    await expectSettled(dialog, "taken up", "It was created (id ");
    const [made] = await ids(place, "taken up");
    if (place.kind.rotates) {
      await place.takeUp(dialog, "Get a new value of", made, "taken up");
      await place.store("taken up");
    } else {
      await place.takeUp(dialog, "Revoke", made, "taken up");
      await expect(app.notice("taken up was revoked.")).toBeVisible();
    }
    await gitlab.releaseHeld();
    await expect(app.notice(`with the value of id ${made}. That token was rotated, revoked or put aside as looked after meanwhile`)).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    // I4: what took its place is not called a twin.
    await expect(page.getByText("exists once more")).toHaveCount(0);
    await place.activity();
    await expect(app.heading("To look after")).toHaveCount(0);
  });

  test(`Row 8 · ${kind} · a refusal is no doubt: what was typed stays, with GitLab's words`, async ({ app, open }) => {
    const place = await open(kind);
    const refusals = [
      [400, "Expiration date is not to your administrator's liking", "GitLab did not accept it"],
      [403, "403 Forbidden", ""],
      [404, "404 Not Found", ""],
    ] as const;
    for (const [status, message] of refusals) {
      const body = JSON.stringify({ message });
      await place.fault({ when: "before-commit", kind: "answer", status, cors: true, headers: JSON_HEADERS, body });
    }
    const form = await place.fill("kept");
    const more = place.kind.rotates ? form.description : form.username;
    await more.fill("still-here");
    await form.ends.getByLabel("90 days").check();
    for (const [status, message, headline] of refusals) {
      const before = place.confirmed;
      await place.confirm(form);
      const alert = form.dialog.getByRole("alert");
      await expect(alert).toContainText(headline);
      if (status === 400) await expect(alert).toContainText(message);
      await expect.poll(async () => (await app.gitlab.requests("POST")).length).toBe(before + 1);
      await expect(form.dialog.getByRole("button", { name: "Create token", exact: true })).toBeEnabled();
      await expect(alert).toBeVisible();
      await expect(form.name).toHaveValue("kept");
      await expect(more).toHaveValue("still-here");
      await expect(form.ends.getByLabel("90 days")).toBeChecked();
      expect(await form.chosen()).toEqual([place.kind.scope]);
      await expect(app.heading(/^It is not known/)).toHaveCount(0);
    }
    expect(await ids(place, "kept")).toEqual([]);
    await place.confirm(form);
    await place.store("kept");
    expect(await ids(place, "kept")).toHaveLength(1);
  });

  test(`Row 9 · ${kind} · a rate limit is no doubt, and nothing is sent again by itself`, async ({ open, page }) => {
    // Not at the end of a minute: the countdown is to be seen.
    await page.clock.install({ time: new Date().setSeconds(10, 0) });
    const place = await open(kind);
    await place.fault({ when: "before-commit", kind: "429" });
    const form = await place.fill("limited");
    await place.confirm(form);
    await expect(form.dialog.getByRole("alert")).toContainText("Too many requests");
    await expect(form.dialog.getByRole("alert")).toContainText("Nothing is sent again by itself.");
    const countdown = form.dialog.getByRole("timer");
    await expect(countdown).toHaveText(/^The next minute begins in \d+ s\.$/);
    await page.clock.fastForward("05:00");
    await expect(countdown).toHaveText("The next minute has begun: you can go on.");
    await expect(form.name).toHaveValue("limited");
    expect(await ids(place, "limited")).toEqual([]);
    await place.confirm(form);
    await place.store("limited");
    expect(await ids(place, "limited")).toHaveLength(1);
  });

  test(`Row 12 · ${kind} · an older token of the same name is never accused`, async ({ open }) => {
    const place = await open(kind);
    const old = await place.existing();
    await place.fault({ when: "after-commit", kind: "502-html" });
    const form = await place.fill(place.kind.existing);
    for (const scope of await form.chosen()) await form.scope(scope).uncheck();
    await form.fill({ scopes: old.scopes });
    await place.confirm(form);
    await expectSettled(form.dialog, place.kind.existing, "It was created (id ");
    const [, fresh] = await ids(place, place.kind.existing);
    await expectOrphans(place, form.dialog, [fresh ?? 0]);
    expect(await place.existing()).toEqual(old);
  });
}

test("Row 1 · project · a creation that GitLab carries out after its answer was lost is found when it must have given up", async ({ gitlab, open, page }) => {
  await page.clock.install();
  const place = await open("project");
  await place.fault({ when: "before-commit", kind: "502-html" });
  const dialog = await place.create("made later");
  await expectNotYet(dialog, "made later", "So far nothing was created.");
  // What GitLab does behind the proxy that gave up.
  const body = { name: "made later", scopes: [place.kind.scope], expires_at: inDays(9) };
  const { id } = (await gitlab.api("POST", place.kind.creates, gitlab.person("ann").token, body)) as { id: number };
  await page.clock.fastForward("01:16");
  await expectSettled(dialog, "made later", `It was created (id ${id})`);
  await expectOrphans(place, dialog, [id]);
});

for (const kind of ROTATING) {
  test(`Row 3 · ${kind} · a creation whose answers were all lost names each token, and each can be taken up @h2`, async ({ app, open }) => {
    const place = await open(kind);
    await place.fault({ when: "after-commit", kind: "fin", times: null });
    const dialog = await place.create("lost");
    await expectSettled(dialog, "lost", "It was created (id ");
    const made = await ids(place, "lost");
    expect(made.length).toBeGreaterThan(1);
    await expectOrphans(place, dialog, made);
    await app.gitlab.forgetFaults();
    await place.takeUp(dialog, "Get a new value of", made[0], "lost");
    const kept = await place.store("lost");
    // The others wait on Activity.
    await place.activity();
    for (const id of made.slice(1)) {
      await app.link(`Open token ${id}`).click();
      const details = app.details("lost");
      place.confirmed += 1;
      await details.getByRole("button", { name: "Revoke", exact: true }).click();
      await app.dialog("Revoke lost?").getByRole("button", { name: "Revoke", exact: true }).click();
      await expect(app.notice("lost was revoked.").first()).toBeVisible();
      await place.activity();
    }
    expect((await place.named("lost")).filter((row) => !row.revoked).map((row) => row.id)).toEqual([kept]);
  });
}

test("Row 13 · deploy · a creation whose answers were all lost names each token, and each can only be revoked @h2", async ({ app, open }) => {
  const place = await open("deploy");
  await place.fault({ when: "after-commit", kind: "drop", times: null });
  const dialog = await place.create("lost");
  await expectSettled(dialog, "lost", "Its value can never be seen again. Revoke it, then create another one.");
  const made = await ids(place, "lost");
  expect(made.length).toBeGreaterThan(1);
  await expectOrphans(place, dialog, made);
  await app.gitlab.forgetFaults();
  await place.takeUp(dialog, "Revoke", made[0], "lost");
  await expect(app.notice("lost was revoked.")).toBeVisible();
  expect(await ids(place, "lost")).toEqual(made.slice(1));
});

test("Row 13 · deploy · a lost replacement leaves the old token at work, and asks about neither", async ({ app, open }) => {
  const place = await open("deploy");
  await place.fault({ when: "after-commit", kind: "502-html" });
  const { existing } = place.kind;
  await app.act("Replace", existing).click();
  const form = new Form(app, `Replace ${existing}?`);
  place.confirmed += 1;
  await form.confirm("Replace");
  await expectSettled(form.dialog, existing, "It was created (id ");
  const [old, twin] = await ids(place, existing);
  await expectOrphans(place, form.dialog, [twin ?? 0]);
  await place.takeUp(form.dialog, "Revoke", twin, existing);
  await expect(app.notice(`${existing} was revoked.`)).toBeVisible();
  await expect(app.page.getByRole("dialog")).toHaveCount(0);
  expect(await ids(place, existing)).toEqual([old]);
});
