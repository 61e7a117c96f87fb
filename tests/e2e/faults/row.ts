// `test` as the rows of the fault matrix need it: a place of a kind, and after each row what holds in every row.
import { test as base, expect } from "../harness/test.ts";

import { expectDeadCredentialUsed, expectOncePerConfirmation } from "./invariants.ts";
import { type KindName, Place } from "./kinds.ts";

export { expect };

/** What a row means to happen beyond its places. */
export interface Meant {
  /** Confirmations beside those of the places. */
  confirmed: number;
  /** How often GitLab refuses a credential. */
  refused: number;
}

interface Fixtures {
  /** Signs in, up to the list of a kind. */
  open: (kind: KindName) => Promise<Place>;
  meant: Meant;
}

export const test = base.extend<Fixtures>({
  meant: [
    async ({ app }, use) => {
      const meant = { confirmed: 0, refused: 0 };
      await use(meant);
      await expectOncePerConfirmation(app, meant.confirmed);
      await expectDeadCredentialUsed(app, meant.refused);
    },
    { auto: true },
  ],
  open: async ({ app, meant }, use) => {
    const places: Place[] = [];
    await use((kind) => {
      const place = new Place(app, kind);
      places.push(place);
      return place.open();
    });
    meant.confirmed += places.reduce((sum, place) => sum + place.confirmed, 0);
  },
});
