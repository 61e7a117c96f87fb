// One list among many that a row of the fault matrix befalls while everything is read.
import { mergeTests } from "@playwright/test";

import type { App } from "../harness/app.ts";
import type { Fault } from "../harness/gitlab.ts";
import { Scanning } from "../harness/scanning.ts";
import { test as withStranger } from "../harness/stranger.ts";
import { expect, test as withRows } from "./row.ts";

export { expect };

/** `test` with a stranger whom the page may meet. */
export const test = mergeTests(withRows, withStranger);

/** 41 projects with a list of access tokens and one of deploy tokens each, and one's own list. */
export const WORLD = "scale:users=0,groups=0,projects=41,tokens=0,project-tokens=1,deploy-tokens=0";
/** How many lists that are. */
export const LISTS = 83;
/** One of them, and how many tokens it has. */
export const ONE = "/projects/8/access_tokens";
export const NAME = /^Project access tokens of \S+-00008/;
export const HAS = 2;

/** A fault of one list. */
export const one = (kind: string, more: Partial<Fault> = {}): Fault => ({
  when: "before-commit",
  kind,
  match: { method: "GET", path: ONE },
  times: 1,
  ...more,
});

/** An answer to the request for one list that GitLab would not give. */
export const answer = (status: number, body: string, type = "application/json"): Fault =>
  one("answer", { status, cors: true, headers: { "content-type": type }, body, times: 3 });

/** Signs in to the Overview of a GitLab where these faults wait; the page's clock is the test's. */
export async function begin(app: App, ...faults: Fault[]): Promise<Scanning> {
  await app.page.clock.install();
  await app.gitlab.fault(...faults);
  return Scanning.begin(app);
}

/** How many tokens the toolbar says there are. */
export async function total(app: App): Promise<number> {
  return Number(/(\d+) tokens?$/.exec(await app.count.innerText())?.[1]);
}

export const WHOLE = `Complete: ${LISTS} lists read`;
export const FAILED = `Not complete: ${LISTS - 1} of ${LISTS} lists read whole · 1 failed`;
export const PARTIAL = `Not complete: ${LISTS - 1} of ${LISTS} lists read whole · 1 in part`;

/** One list is not whole for this reason, all others are; and read again it is whole, too. */
export async function expectOneMissing(scanning: Scanning, said: string, ...reasons: string[]): Promise<void> {
  const { app, line, missing } = scanning;
  await expect(line).toHaveText(said);
  await expect(missing).toHaveText("What is missing: 1 list");
  const gap = await scanning.gap(NAME);
  for (const reason of reasons) await expect(gap).toContainText(reason);
  const before = await total(app);
  await app.gitlab.forgetFaults();
  await scanning.rescan(gap);
  await scanning.inTime(async () => expect(await line.innerText()).toBe(WHOLE));
  await expect(missing).toBeHidden();
  expect(await total(app)).toBe(before + HAS);
}
