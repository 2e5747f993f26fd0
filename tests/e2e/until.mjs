// SPDX-License-Identifier: Apache-2.0
// Waiting for what the page comes to show, without knowing when.

import assert from "node:assert/strict";

// How many times slower the pages' processors are (./dev slow).
export const SLOWER = Number(process.env.MUSTER_SLOW ?? 1);
// The end of a wait is there for what never comes, and says nothing of how fast a page should be: on a
// machine with much else to do, opening one takes ten seconds and more.
export const WAIT_MS = 30_000 * SLOWER;
const STEP_MS = 30;

export const pause = (wait_ms) => new Promise((done) => setTimeout(done, wait_ms));

// Looks until `look` gives what is true, and returns it.
export async function until(look, what, wait_ms = WAIT_MS) {
  for (const end = Date.now() + wait_ms; ; ) {
    const last = Date.now() > end;
    const found = await look();
    if (found) return found;
    if (last) throw new Error(`${what} did not come`);
    await pause(STEP_MS);
  }
}

// Looks until `look` gives `expected`; in the end says where they differ.
export async function becomes(look, expected, what, wait_ms = WAIT_MS) {
  for (const end = Date.now() + wait_ms; ; ) {
    const last = Date.now() > end;
    const found = await look();
    try {
      assert.deepEqual(found, expected, what);
      return;
    } catch (error) {
      if (last) throw error;
    }
    await pause(STEP_MS);
  }
}
