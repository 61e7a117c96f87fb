// Rows 43, 47 and 48 of the fault matrix, for one list. The others of 39 to 50 are in failures-list.spec.ts.
import { Bulk } from "../harness/bulk.ts";
import type { Fault } from "../harness/gitlab.ts";
import { expect, test } from "./row.ts";

const LIST = { method: "GET", path: "/personal_access_tokens?" };

test.describe("Of 250 tokens", () => {
  test.use({ world: "scale:users=0,groups=0,projects=0,tokens=249" });

  test("Row 43 · personal · a token made between two pages is read, once", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/personal?state=all");
    await expect(app.count).toHaveText("250 tokens");
    await gitlab.fault({ when: "before-commit", kind: "hold", match: { method: "GET", path: "/personal_access_tokens?*page=2" } });
    await gitlab.clearRequests();
    await app.button("Read again").click();
    await expect.poll(async () => (await gitlab.requests("GET", "&page=2")).length).toBe(1);
    const [{ id = 0 } = {}] = (await gitlab.tokens()).filter((token) => token.user === "ann");
    await gitlab.changeRows({ copy: { tokens: [id] } });
    await gitlab.release();
    await expect(app.count).toHaveText("251 tokens");
  });

  test("Row 43 · personal · tokens deleted between two pages hide no other: the list is read again, or said not to be whole", async ({ app, gitlab }) => {
    await app.signIn("ann", "#/personal?state=all");
    await expect(app.count).toHaveText("250 tokens");
    await gitlab.fault({ when: "before-commit", kind: "hold", match: { method: "GET", path: "/personal_access_tokens?*page=2" } });
    await gitlab.clearRequests();
    await app.button("Read again").click();
    await expect.poll(async () => (await gitlab.requests("GET", "&page=2")).length).toBe(1);
    const own = (await gitlab.tokens()).filter((token) => token.user === "ann");
    await gitlab.changeRows({ remove: { tokens: own.slice(10, 15).map((token) => token.id) } });
    await gitlab.release();
    await expect(app.count).toHaveText("245 tokens");
    // The first of them stood on the first page, the other slid onto it.
    for (const [token, times] of [[own[10], 0], [own[102], 1]] as const) {
      await app.search.fill(token?.name ?? "");
      await expect(app.count).toHaveText(`${times} of 245 tokens`);
    }
  });

  test("Row 43 · personal · a list from which tokens keep vanishing while it is read is not called whole", async ({ app, gitlab }) => {
    const second = { method: "GET", path: "/personal_access_tokens?*page=2" };
    await app.signIn("ann", "#/personal?state=all");
    await expect(app.count).toHaveText("250 tokens");
    await gitlab.clearRequests();
    const own = (await gitlab.tokens()).filter((token) => token.user === "ann").map((token) => token.id);
    await gitlab.fault({ when: "before-commit", kind: "hold", match: second });
    await app.button("Read again").click();
    // It is begun again twice.
    for (const reading of [1, 2, 3]) {
      await expect.poll(async () => (await gitlab.requests("GET", "&page=2")).length).toBe(reading);
      await gitlab.changeRows({ remove: { tokens: [own[reading] ?? 0] } });
      if (reading < 3) await gitlab.fault({ when: "before-commit", kind: "hold", match: second });
      await gitlab.release();
    }
    const moving = app.page.getByText("Tokens were removed while this list was read: others may be missing.");
    await expect(moving).toBeVisible();
    await moving.locator("..").getByRole("button", { name: "Read again" }).click();
    await expect(app.count).toHaveText("247 tokens");
    await expect(moving).toHaveCount(0);
  });

  test("Row 43 · personal · what a lost rotation made is found, though tokens vanish while it is looked for", async ({ app, gitlab, meant }) => {
    meant.confirmed = 1;
    await app.signIn("ann", "#/personal?state=all");
    await expect(app.count).toHaveText("250 tokens");
    const own = (await gitlab.tokens()).filter((token) => token.user === "ann" && token.id !== gitlab.person("ann").token_id);
    const name = own[120]?.name ?? "";
    await gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
    await gitlab.fault({ when: "before-commit", kind: "hold", match: { method: "GET", path: "/personal_access_tokens?*page=3" } });
    await gitlab.clearRequests();
    await app.search.fill(name);
    await app.confirm("Rotate", name);
    await expect.poll(async () => (await gitlab.requests("GET", "&page=3")).length).toBe(1);
    // The new one was the last of the third page, and is the last of the second now.
    await gitlab.changeRows({ remove: { tokens: own.slice(0, 51).map((token) => token.id) } });
    await gitlab.release();
    const made = (await gitlab.tokensNamed(name)).at(-1);
    await expect(app.page.getByRole("dialog")).toContainText(`In its place stands id ${made?.id}`);
  });
});

for (const [name, body] of [
  ["nothing at all", ""],
  ["something that is no list", '{"id":1}'],
] as const) {
  test(`Row 47 · personal · ${name} in the place of the list is named, and the list stays`, async ({ app, gitlab }) => {
    await app.signIn("ann");
    const headers = { "content-type": "application/json" };
    await gitlab.fault({ when: "before-commit", kind: "answer", match: LIST, times: 1, status: 200, cors: true, headers, body } as Fault);
    await app.button("Read again").click();
    await expect(app.alert.getByRole("heading", { name: "The answer could not be read" })).toBeVisible();
    await expect(app.row("laptop")).toBeVisible();
    await app.button("Try again").click();
    await app.settled();
    await expect(app.alert).toHaveCount(0);
  });
}

/** The look at a token just before it is rotated. */
const LOOK = { when: "before-commit", kind: "answer", match: { method: "GET", path: "/personal_access_tokens/2" }, times: 1, status: 200, cors: true } as const;

test("Row 47 · personal · a look before a rotation that cannot be read is not called its answer: nothing was sent", async ({ app, gitlab, meant, page }) => {
  meant.confirmed = 1;
  await app.signIn("ann");
  const fault = { ...LOOK, headers: { "content-type": "application/json" }, body: '{"id":' } as Fault;
  await gitlab.fault(fault);
  const dialog = await app.confirm("Rotate", "laptop");
  await expect(dialog.getByRole("alert")).toContainText("The change was not sent");
  await expect(dialog.getByRole("alert")).toContainText("Nothing was changed.");
  expect(await gitlab.requests("POST")).toEqual([]);
  await dialog.getByRole("button", { name: "Rotate", exact: true }).click();
  await app.reveal("laptop").store();

  const bulk = new Bulk(app, page);
  const { id } = (await gitlab.tokensNamed("vscode"))[0] as { id: number };
  await gitlab.fault({ ...fault, match: { method: "GET", path: `/personal_access_tokens/${id}` } });
  await bulk.pick("vscode");
  await bulk.plan("Rotate");
  await bulk.begin("Rotate", 1);
  await expect(bulk.item("vscode")).toContainText("Not sent");
  await expect(bulk.item("vscode")).toContainText("The change was not sent");
  await expect(bulk.item("vscode")).not.toContainText("Refused");
  expect(await gitlab.requests("POST")).toHaveLength(1);
});

test("Row 47 · personal · a mark before the text of JSON changes nothing", async ({ app, gitlab }) => {
  const rows = await gitlab.list(`personal_access_tokens?user_id=${gitlab.person("ann").id}`);
  await app.signIn("ann", "#/personal?state=all");
  const headers = { "content-type": "application/json" };
  const body = `\ufeff${JSON.stringify(rows.slice(0, 3))}`;
  await gitlab.fault({ when: "before-commit", kind: "answer", match: LIST, times: 1, status: 200, cors: true, headers, body } as Fault);
  await app.button("Read again").click();
  await expect(app.count).toHaveText("3 tokens");
  await expect(app.alert).toHaveCount(0);
});

test("Row 48 · personal · a scope that nobody knows is shown as it is", async ({ app, gitlab }) => {
  await gitlab.fault({ when: "after-commit", kind: "rewrite", match: LIST, times: 1, replace: [['"read_registry"', '"read_minds"']] });
  await app.signIn("ann");
  await expect(app.rows.getByText("read_minds").first()).toBeVisible();
  await expect(app.page.getByText("could not be read")).toHaveCount(0);
});

test("Row 48 · personal · of a rotation whose answer was lost nothing is concluded from a list with a row that cannot be read", async ({ app, gitlab, meant }) => {
  meant.confirmed = 1;
  await app.signIn("ann");
  await gitlab.fault({ when: "after-commit", kind: "truncate", match: { method: "POST" } });
  const odd = { when: "after-commit", kind: "rewrite", match: LIST, times: null, replace: [['"name":"laptop"', '"name":7']] };
  await gitlab.fault(odd as Fault);
  const dialog = await app.confirm("Rotate", "laptop");
  await expect(dialog.getByRole("button", { name: "Read the list again" })).toBeVisible();
  await expect(dialog).not.toContainText("no new token");
  await gitlab.forgetFaults();
  await dialog.getByRole("button", { name: "Read the list again" }).click();
  const made = (await gitlab.tokensNamed("laptop")).at(-1);
  await expect(dialog).toContainText(`In its place stands id ${made?.id}`);
});
