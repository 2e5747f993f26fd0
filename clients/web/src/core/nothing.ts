// SPDX-License-Identifier: Apache-2.0
// Where the academy lets browsers keep nothing: what was kept of anybody, of the page too, goes.

export async function nothingKept(): Promise<void> {
  for (const name of ['muster', 'muster.seen']) indexedDB.deleteDatabase(name);
  await Promise.all((await globalThis.caches?.keys() ?? []).map((name) => caches.delete(name)));
}
