// SPDX-License-Identifier: Apache-2.0
// What several files of tests may share, as long as one process runs them (together.mjs), ends after the last one.

import { after } from "node:test";

const ends = [];

// Calls `end` when the tests of this process are over: those of one file, or of many.
export function afterAll(end) {
  if (process.send) ends.push(end);
  else after(end);
}

export async function endAll() {
  for (const end of ends) await end();
}
