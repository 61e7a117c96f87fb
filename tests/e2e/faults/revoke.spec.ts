// Rows 27 to 30 of the fault matrix: a token's end whose answer goes wrong, and ends while a value waits.
import { expectSettled } from "./invariants.ts";
import { ALL } from "./kinds.ts";
import { expect, test } from "./row.ts";

for (const kind of ALL) {
  test(`Row 27 · ${kind} · a token's end that the browser sent twice is never called undone @h2`, async ({ app, open, gitlab }) => {
    const place = await open(kind);
    const old = await place.existing();
    await place.fault({ when: "after-commit", kind: "drop", method: "DELETE" });
    const dialog = await place.revoke();
    if (place.kind.rotates) {
      // This GitLab ends an ended token once more, and says yes.
      await expect(app.notice(`${old.name} was revoked.`)).toBeVisible();
      await expect(dialog).toBeHidden();
    } else {
      await expectSettled(dialog, old.name, "It is revoked.");
      await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    }
    expect(await gitlab.requests("DELETE")).toHaveLength(2);
    expect((await place.named(old.name)).filter((row) => !row.revoked)).toEqual([]);
    await expect(app.row(old.name).filter({ hasNotText: "Revoked" })).toHaveCount(0);
  });

  for (const status of [400, 404]) {
    test(`Row 27 · ${kind} · a token's end whose repeat is refused with ${status} is looked up: it is revoked`, async ({ app, open, gitlab }) => {
      const place = await open(kind);
      const old = await place.existing();
      const message = status === 400 ? "400 Bad request - Token already revoked" : "404 Not Found";
      const refusal = { status, cors: true, headers: { "content-type": "application/json" }, body: JSON.stringify({ message }) };
      await place.fault({ when: "after-commit", kind: "drop", method: "DELETE" });
      await place.fault({ when: "before-commit", kind: "answer", method: "DELETE", ...refusal });
      const dialog = await place.revoke();
      await expectSettled(dialog, old.name, "It is revoked.");
      expect((await gitlab.requests("DELETE")).map((request) => request.sent)).toEqual([null, status]);
      await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
      expect((await place.named(old.name)).filter((row) => !row.revoked)).toEqual([]);
      await expect(app.row(old.name).filter({ hasNotText: "Revoked" })).toHaveCount(0);
    });
  }

  test(`Row 28 · ${kind} · a token's end that GitLab had no time for is looked up: it is not revoked`, async ({ open, gitlab }) => {
    const place = await open(kind);
    const old = await place.existing();
    await place.fault({ when: "before-commit", kind: "answer", method: "DELETE", status: 503, cors: true, body: "" });
    const dialog = await place.revoke();
    await expectSettled(dialog, old.name, "It is not revoked: it still works.");
    expect(await gitlab.requests("DELETE")).toHaveLength(1);
    expect(await place.named(old.name)).toEqual([old]);
  });
}

test("Row 27 · personal · where the list cannot be read either, nothing is claimed until it can", async ({ open, gitlab }) => {
  const place = await open("personal");
  await place.fault({ when: "after-commit", kind: "502-html", method: "DELETE" });
  await place.fault({ when: "before-commit", kind: "500", method: "GET", path: "/personal_access_tokens?", times: 3 });
  const dialog = await place.revoke();
  await expectSettled(dialog, "laptop", "The list could not be read either, so nothing is certain yet.");
  await expect(dialog).not.toContainText("revoked");
  await dialog.getByRole("button", { name: "Read the list again" }).click();
  await expectSettled(dialog, "laptop", "It is revoked.");
  expect(await gitlab.requests("DELETE")).toHaveLength(1);
});
