// A token's life in Firefox: made, its value copied and saved, rotated, ended; and what is said when an answer is cut off.
import { expect, test } from "../harness/firefox.ts";

const PROJECT = "projects/1/access_tokens";

test("A person signs in, makes a token, copies and saves its value, and says that it is stored", async ({ tab, gitlab }) => {
  const keyturn = await tab.signIn("ann", "#/projects/1");
  await keyturn.row("image scan").isThere();
  await keyturn.all.get("button", "New token").press();
  const form = keyturn.dialog("New project token for northlight/storefront");
  await form.get("field", "Name").type("from firefox");
  await form.get("field", "read_api…").press();
  await form.get("button", "Create token").press();

  const { dialog, value } = await keyturn.reveal("from firefox");
  expect(await gitlab.api("GET", "personal_access_tokens/self", value)).toMatchObject({ name: "from firefox", active: true });
  await dialog.get("button", "I have stored it").press();
  await dialog.says("Copy, show or download it first.");
  await dialog.get("button", "Copy").press();
  await dialog.says("Copied. Paste it where it belongs now.");
  expect(await tab.pasted()).toBe(value);
  const saved = await tab.save(dialog.get("button", "Download"));
  expect(saved.text).toBe(value);
  expect(saved.name).not.toContain("from firefox");
  await dialog.says("Downloaded. Move the file to a safe place.");
  await keyturn.store(dialog);
  await keyturn.row("from firefox").get("link", "from firefox").hasFocus();
  expect((await gitlab.requests("POST")).map(({ path }) => path)).toEqual([`/api/v4/${PROJECT}`]);
});

test("A token is rotated and another one revoked, each by one request", async ({ tab, gitlab }) => {
  const keyturn = await tab.signIn("ann", "#/projects/1");
  await keyturn.confirm("Rotate", "image scan");
  const { dialog, value } = await keyturn.reveal("image scan");
  await dialog.get("button", "Show").press();
  await keyturn.store(dialog);
  expect(await gitlab.api("GET", "personal_access_tokens/self", value)).toMatchObject({ name: "image scan", active: true });
  await keyturn.confirm("Revoke", "image scan");
  await keyturn.all.says("image scan was revoked.");
  await expect(gitlab.api("GET", "personal_access_tokens/self", value)).rejects.toThrow("401");
  const changes = (await gitlab.requests()).filter(({ method }) => ["POST", "DELETE"].includes(method));
  expect(changes.map(({ method, executed }) => [method, executed])).toEqual([["POST", 200], ["DELETE", 204]]);
});

for (const [how, kind, executed] of [
  ["was cut off", "truncate", [200]],
  // Firefox repeats a request whose connection ended before the headers, and GitLab refuses what is no longer so.
  ["was lost", "drop", [200, 400]],
] as const) {
  test(`Row 14 · Firefox: a rotation whose answer ${how} is done, and its new token can be taken up`, async ({ tab, gitlab }) => {
    const keyturn = await tab.signIn("ann", "#/projects/1");
    await gitlab.fault({ when: "after-commit", kind, match: { method: "POST", path: "/rotate" } });
    const dialog = await keyturn.confirm("Rotate", "image scan");
    await dialog.get("heading", "It is not known what became of image scan").isThere();
    await dialog.says("The old value is dead. In its place stands id ");
    const left = (await gitlab.list(PROJECT)).filter(({ name, revoked }) => name === "image scan" && !revoked);
    expect(left).toHaveLength(1);
    await dialog.says(`stands id ${left[0]?.id}`);
    expect((await gitlab.requests("POST")).map((request) => request.executed)).toEqual(executed);
    expect(tab.changes, "changes for one confirmation").toBe(1);
    await dialog.get("button", `Get a new value of ${left[0]?.id}`).press();
    await keyturn.dialog("Rotate image scan?").get("button", "Rotate").press();
    const reveal = await keyturn.reveal("image scan");
    await reveal.dialog.get("button", "Show").press();
    await keyturn.store(reveal.dialog);
    expect(await gitlab.api("GET", "personal_access_tokens/self", reveal.value)).toMatchObject({ active: true });
    expect(tab.changes, "changes for two confirmations").toBe(2);
  });
}
