// Rows 14, 15 and 23 to 26 of the fault matrix: a rotation of another token than the one signed in with.
import { inDays } from "../harness/gitlab.ts";
import { expectNotYet, expectOrphans, expectSettled } from "./invariants.ts";
import { ROTATING } from "./kinds.ts";
import { expect, test } from "./row.ts";

const ROTATE = "/rotate";

for (const kind of ROTATING) {
  test(`Row 14 · ${kind} · a rotation whose answer was lost is done, and its new token can be taken up @h2`, async ({ open, gitlab }) => {
    const place = await open(kind);
    const old = await place.existing();
    await place.fault({ when: "after-commit", kind: "drop", path: ROTATE });
    const dialog = await place.rotate();
    // What the browser repeated was refused: of that the page must not conclude that nothing was done.
    await expectSettled(dialog, old.name, "The old value is dead. In its place stands id ");
    const [, fresh] = await place.named(old.name);
    expect((await gitlab.requests("POST", ROTATE)).map((request) => request.executed)).toEqual([200, 400]);
    await expectOrphans(place, dialog, [fresh?.id ?? 0]);
    await place.takeUp(dialog, "Get a new value of", fresh?.id, old.name);
    const kept = await place.store(old.name);
    expect((await place.named(old.name)).map((row) => [row.id, row.revoked])).toEqual([
      [old.id, true],
      [fresh?.id, true],
      [kept, false],
    ]);
  });

  test(`Row 15 · ${kind} · a rotation that never reached GitLab is said not to have happened once GitLab must have given up`, async ({ app, open, page }) => {
    await page.clock.install();
    const place = await open(kind);
    const old = await place.existing();
    await place.fault({ when: "before-commit", kind: "drop", path: ROTATE, times: null });
    const dialog = await place.rotate();
    await expectNotYet(dialog, old.name, "So far it was not rotated: the token is as it was.");
    await page.clock.fastForward("01:16");
    await expectSettled(dialog, old.name, "It was not rotated: the token is as it was.");
    await expect(dialog.getByRole("button", { name: /^(Get a new value|Revoke)/ })).toHaveCount(0);
    expect(await place.named(old.name)).toEqual([old]);
    await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    await expect(dialog).toBeHidden();
    await expect(app.link(old.name)).toBeFocused();
  });

  test(`Row 23 · ${kind} · a token that somebody else revoked meanwhile is not rotated`, async ({ app, open, gitlab }) => {
    const place = await open(kind);
    const old = await place.existing();
    await gitlab.api("DELETE", `${place.kind.folder}/${old.id}`, gitlab.person("root").token);
    await place.rotate();
    await expect(app.notice(`${old.name} was already revoked by someone else. Nothing was sent.`)).toBeVisible();
    await expect(app.row(old.name)).toContainText("Revoked");
    expect((await gitlab.requests("POST", ROTATE)).filter((request) => request.header_names.includes("origin"))).toEqual([]);
    expect(await place.named(old.name)).toMatchObject([{ id: old.id, revoked: true }]);
  });

  test(`Row 24 · ${kind} · a rotation that somebody else was faster with is said to be theirs or ours`, async ({ open, gitlab }) => {
    const place = await open(kind);
    const old = await place.existing();
    await place.fault({ when: "before-commit", kind: "hold", path: ROTATE });
    const dialog = await place.rotate();
    await expect.poll(async () => (await gitlab.requests("POST", ROTATE)).length).toBe(1);
    const path = `${place.kind.rotated ?? place.kind.folder}/${old.id}/rotate`;
    const { id } = (await gitlab.api("POST", path, gitlab.person("root").token, { expires_at: inDays(9) })) as { id: number };
    await gitlab.releaseHeld();
    await expectSettled(dialog, old.name, `In its place stands id ${id}, made by this request or by someone else meanwhile.`);
    await expectOrphans(place, dialog, [id]);
    const rows = await place.named(old.name);
    expect(rows).toMatchObject([{ id: old.id, revoked: true }, { id, revoked: false }]);
    await expect(dialog).toContainText(new RegExp(`Created: \\d+ \\w+ \\d{4}, ${rows[1]?.created_at?.slice(11, 16)} UTC`));
  });

  test(`Rows 25 and 26 · ${kind} · a refusal is told in GitLab's words, and every rotation says when its token ends`, async ({ app, open }) => {
    const place = await open(kind);
    const old = await place.existing();
    const words = "Token is not eligible for rotation by the policy of this instance";
    await place.fault({
      when: "before-commit",
      kind: "answer",
      path: ROTATE,
      status: 400,
      cors: true,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ message: `400 Bad request - ${words}` }),
    });
    const dialog = await place.rotate();
    await expect(dialog.getByRole("alert")).toContainText("GitLab did not accept it");
    await expect(dialog.getByRole("alert")).toContainText(words);
    await expect(app.heading(/^It is not known/)).toHaveCount(0);
    expect(await place.named(old.name)).toEqual([old]);

    place.confirmed += 1;
    await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
    await place.store(old.name);
    const bodies = app.watch.sent("POST").map(({ body }) => body as { expires_at?: string });
    expect(bodies).toHaveLength(2);
    const [, fresh] = await place.named(old.name);
    for (const body of bodies) expect(body.expires_at).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(fresh?.expires_at).toBe(bodies[1]?.expires_at);
  });
}
