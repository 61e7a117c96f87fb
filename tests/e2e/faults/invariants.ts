// The invariants of the fault matrix, read from GitLab's own log and from the page. See docs/FAULTS.md.
import { expect, type Locator } from "@playwright/test";

import type { App } from "../harness/app.ts";
import type { Logged } from "../harness/gitlab.ts";
import type { Place } from "./kinds.ts";

const READS = ["GET", "HEAD", "OPTIONS"];

/** The page's requests in GitLab's log; what a test asks itself has no origin. */
async function fromPage(app: App): Promise<Logged[]> {
  return (await app.gitlab.requests()).filter((request) => request.header_names.includes("origin"));
}

/** Changes that arrived, without those the browser sent again by itself when a connection ended before the headers. */
export function sentByUs(log: Logged[]): Logged[] {
  // A repeat comes at once. Before the same is confirmed anew the page has read.
  const requests = log.filter((request) => request.method !== "OPTIONS");
  return requests.filter((request, place) => {
    const before = requests[place - 1];
    const isRepeat =
      before?.method === request.method && before.path === request.path && before.fault !== null && before.sent === null;
    return !READS.includes(request.method) && !isRepeat;
  });
}

/** I1: one confirmation, at most one request of ours; and what the page sent is what the log shows. */
export async function expectOncePerConfirmation(app: App, confirmed: number): Promise<void> {
  const log = await fromPage(app);
  const told = (requests: { method: string; path: string }[]): string[] =>
    requests.map(({ method, path }) => `${method} ${path.split("?")[0]}`);
  const sent = app.watch.requests
    .filter((request) => request.url().startsWith(app.gitlab.url) && !READS.includes(request.method()))
    .map((request) => ({ method: request.method(), path: new URL(request.url()).pathname }));
  expect(sent.length, `I1: changes sent for ${confirmed} confirmations`).toBeLessThanOrEqual(confirmed);
  expect(told(sentByUs(log)), "I1: changes that arrived").toEqual(told(sent));
}

/** I7: GitLab refused the credential as often as the row means it to, and no more. */
export async function expectDeadCredentialUsed(app: App, times: number): Promise<void> {
  const refused = (await fromPage(app)).filter((request) => request.executed === 401);
  expect(refused.length, "I7: requests with a dead credential").toBeLessThanOrEqual(times);
}

/** I2: the outcome is not known from the answer, is never called a failure, and is settled with this sentence. */
export async function expectSettled(dialog: Locator, name: string, sentence: string | RegExp): Promise<void> {
  await expect(dialog.getByRole("heading", { name: `It is not known what became of ${name}` })).toBeVisible();
  await expect(dialog).toContainText(sentence);
  await expect(dialog).not.toContainText(/fail|error|went wrong/i);
}

/** I2: what is so while GitLab may still be carrying it out is not called certain, and is not offered to be done again. */
export async function expectNotYet(dialog: Locator, name: string, sentence: string): Promise<void> {
  await expectSettled(dialog, name, sentence);
  await expect(dialog.getByRole("heading", { name: "Not certain yet" })).toBeVisible();
  await expect(dialog).toContainText("GitLab may still be carrying it out, until 75 seconds after it was sent.");
  await expect(dialog).toContainText("Wait: then the list is read again by itself");
  await expect(dialog.getByRole("heading", { name: "What is certain" })).toHaveCount(0);
  await expect(dialog.getByRole("button", { name: /^(Try again|Back to the form)$/ })).toHaveCount(0);
}

/** I4: each token whose value never arrived is named, and one click from a new value or its end. */
export async function expectOrphans(place: Place, dialog: Locator, ids: number[]): Promise<void> {
  expect(ids.length, "tokens whose value was lost").toBeGreaterThan(0);
  await expect(dialog).toContainText(`id ${ids.join(", ")}`);
  const offers = ids.flatMap((id) => (place.kind.rotates ? [`Get a new value of ${id}`, `Revoke ${id}`] : [`Revoke ${id}`]));
  const buttons = dialog.locator("footer").getByRole("button", { name: /^(Get a new value of|Revoke) / });
  expect((await buttons.allInnerTexts()).sort()).toEqual(offers.sort());
}
