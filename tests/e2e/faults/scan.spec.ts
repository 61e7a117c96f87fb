// Rows 39 to 46 of the fault matrix, while everything is read: what befalls one list stops no other, and what is missing is said.
import type { App } from "../harness/app.ts";
import type { Fault } from "../harness/gitlab.ts";
import { Scanning } from "../harness/scanning.ts";
import { begin, expect, expectOneMissing, FAILED, one, ONE, test, total, WHOLE, WORLD } from "./scanned.ts";

test.use({ world: WORLD });

test("Row 39 · scan · two faults of a list are overcome in silence", async ({ app, gitlab }) => {
  const scanning = await begin(app, one("500", { times: 2 }));
  await scanning.overInTime();
  await expect(scanning.line).toHaveText(WHOLE);
  await expect(app.alert).toHaveCount(0);
  expect(await gitlab.requests("GET", ONE)).toHaveLength(3);
});

test("Row 40 · scan · a list that fails three times is one gap: the others are read, the whole is not called complete, and it can be tried again", async ({ app, gitlab }) => {
  const scanning = await begin(app, one("500", { times: 3 }));
  await scanning.overInTime();
  expect(await gitlab.requests("GET", ONE)).toHaveLength(3);
  await expectOneMissing(scanning, FAILED, "Failed", "GitLab has a fault of its own");
  expect(await gitlab.requests("GET", ONE)).toHaveLength(4);
});

test("Row 41 · scan · a limit is waited for to the next minute, visibly, and then fewer lists are asked for at a time", async ({ app, gitlab, page }) => {
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  await gitlab.setClock(new Date(minute));
  await page.clock.install({ time: minute });
  const place = { method: "GET", path: "/projects/" };
  await gitlab.fault({ when: "before-commit", kind: "429", match: place, skip: 20, times: 1 });
  const scanning = await Scanning.begin(app);
  await expect(scanning.line).toContainText("GitLab asks to slow down. It goes on at ");
  await expect(scanning.button("Stop")).toBeVisible();
  // What was under way is answered; then nothing is asked until the minute is over.
  await page.clock.pauseAt(minute + 40_000);
  await scanning.inTime(async () => expect((await gitlab.requests("GET")).filter((request) => request.sent === null)).toEqual([]));
  const asked = (await gitlab.requests("GET")).length;
  await page.clock.pauseAt(minute + 60_000);
  expect(await gitlab.requests("GET")).toHaveLength(asked);
  // Six at a time at the beginning, half as many now.
  await gitlab.fault({ when: "before-commit", kind: "hold", match: place, times: null });
  await page.clock.pauseAt(minute + 65_000);
  await expect.poll(async () => (await gitlab.requests("GET")).length).toBe(asked + 3);
  await page.clock.runFor(10_000);
  await expect(scanning.line).not.toContainText("slow down");
  expect(await gitlab.release()).toBe(3);
  await gitlab.forgetFaults();
  await scanning.inTime(async () => {
    await gitlab.release();
    expect(await scanning.line.innerText()).toBe(WHOLE);
  });
});

for (const [form, value] of [
  ["seconds", (): string => "20"],
  ["a date", (minute: number): string => new Date(minute + 25_000).toUTCString()],
] as const) {
  test(`Row 41 · scan · a limit that says in ${form} when to come back, where the page may read it, is waited for so long and no longer`, async ({ app, gitlab, page }) => {
    const minute = Math.floor(Date.now() / 60_000) * 60_000;
    await page.clock.install({ time: minute });
    const headers = {
      "access-control-allow-origin": "*",
      "access-control-expose-headers": "Retry-After",
      "content-type": "text/plain",
      "retry-after": value(minute),
    };
    const limit: Fault = { when: "before-commit", kind: "answer", status: 429, cors: false, headers, body: "Retry later" };
    await gitlab.fault({ ...limit, match: { method: "GET", path: "/projects/" }, skip: 20, times: 1 });
    const scanning = await Scanning.begin(app);
    await expect(scanning.line).toContainText("GitLab asks to slow down. It goes on at ");
    await scanning.inTime(async () => expect((await gitlab.requests("GET")).filter((request) => request.sent === null)).toEqual([]));
    const asked = (await gitlab.requests("GET")).length;
    await page.clock.pauseAt(minute + 20_000);
    expect(await gitlab.requests("GET")).toHaveLength(asked);
    // Long before the minute is over.
    await page.clock.pauseAt(minute + 50_000);
    await expect.poll(async () => (await gitlab.requests("GET")).length).toBeGreaterThan(asked);
    await scanning.inTime(async () => expect(await scanning.line.innerText()).toBe(WHOLE));
  });
}

for (const [name, fault] of [
  ["429", one("429-no-cors", { times: 3 })],
  ["403", one("answer", { status: 403, cors: false, headers: { "content-type": "text/html" }, body: "<h1>Forbidden</h1>", times: 3 })],
] as const) {
  test(`Row 42 · scan · a ${name} of an edge that the page may not read is tried again, then told as something in front`, async ({ app, gitlab }) => {
    const scanning = await begin(app, fault);
    await scanning.overInTime();
    expect(await gitlab.requests("GET", ONE)).toHaveLength(3);
    await expectOneMissing(scanning, FAILED, "Something answers, but not to this page", "Otherwise ask the administrator to let /api through");
  });
}

test("Row 42 · scan · an edge that lets nothing through stops it, and it goes on from there", async ({ app, gitlab }) => {
  const edge: Fault = { when: "before-commit", kind: "429-no-cors", match: { method: "GET", path: "/projects/" }, skip: 20, times: null };
  const scanning = await begin(app, edge);
  await scanning.inTime(async () =>
    expect(await scanning.line.innerText()).toMatch(/Stopped: GitLab cannot be reached\. What was not read yet is missing in the table\.$/),
  );
  await gitlab.forgetFaults();
  await scanning.button("Go on").click();
  await scanning.inTime(async () => expect(await scanning.line.innerText()).toBe(WHOLE));
});

test("Row 45 · scan · a single 401 is a question, and the list is read after its answer", async ({ app, gitlab }) => {
  const scanning = await begin(app, one("401"));
  await scanning.overInTime();
  await expect(scanning.line).toHaveText(WHOLE);
  expect(await gitlab.requests("GET", ONE)).toHaveLength(2);
  // Once to sign in, once to ask.
  expect(await gitlab.requests("GET", "/personal_access_tokens/self")).toHaveLength(2);
});

test("Row 45 · scan · a list that answers 401 to a token that is alive is not allowed, and asked for only twice", async ({ app, gitlab }) => {
  const scanning = await begin(app, one("401", { times: null }));
  await scanning.overInTime();
  expect(await gitlab.requests("GET", ONE)).toHaveLength(2);
  expect(await gitlab.requests("GET", "/personal_access_tokens/self")).toHaveLength(2);
  await expectOneMissing(scanning, FAILED.replace("failed", "not allowed"), "Not allowed", "Your sign-in token is alive");
});

const dead = {
  "was revoked elsewhere": async (app: App): Promise<void> => {
    const { token_id } = app.gitlab.person("ann");
    await app.gitlab.api("DELETE", `personal_access_tokens/${token_id}`, app.gitlab.person("root").token);
  },
  "expired as its day began": async (app: App): Promise<void> => {
    const { token_id } = app.gitlab.person("ann");
    const end = (await app.gitlab.tokens()).find((token) => token.id === token_id)?.expires_at;
    await app.gitlab.setClock(new Date(`${end ?? ""}T00:00:00Z`));
  },
};

for (const [name, die] of Object.entries(dead)) {
  test(`Row 46 · scan · a sign-in token that ${name} locks the page: what was read stays, is said to be old, and nothing is sent`, async ({ app, gitlab, page, meant }) => {
    const held: Fault = { when: "before-commit", kind: "hold", match: { method: "GET", path: "/projects/30/" }, times: null };
    await gitlab.fault(held);
    const scanning = await Scanning.begin(app);
    await expect.poll(async () => (await gitlab.requests("GET", "/projects/30/")).length).toBeGreaterThan(0);
    await expect.poll(() => total(app)).toBeGreaterThan(10);
    const before = await total(app);
    // At most what was under way learns of it: ten lists, once nothing has slowed the reading down.
    meant.refused = 10;
    await die(app);
    await gitlab.forgetFaults();
    await gitlab.releaseHeld();
    const headline = name.includes("revoked") ? "This token was revoked" : "This token has expired";
    await expect(app.alert.getByRole("heading", { name: headline })).toBeVisible();
    await expect(page.getByText("Nothing is sent any more. What you see is as it was read last, and may be out of date.")).toBeVisible();
    await expect(scanning.line).toContainText("Stopped: the token you signed in with does not work any more.");
    await expect.poll(() => total(app)).toBeGreaterThanOrEqual(before);
    const asked = (await gitlab.requests("GET")).length;
    await app.expectHeld(app.rows.first().getByRole("button", { name: /^Revoke/ }), "does not work any more");
    expect(await gitlab.requests("GET")).toHaveLength(asked);
    await app.expectWiped(gitlab.person("ann").token);
    await app.button("Sign in again").click();
    await expect(app.tokenField).toBeVisible();
    await expect(app.table).toHaveCount(0);
  });
}
