// SPDX-License-Identifier: Apache-2.0
// The browser's database: one table of leaves by person and tab.
import type { Leaf } from './shelf.ts';

export interface Database {
  all(person: string): Promise<readonly Leaf[]>;
  put(leaf: Leaf): Promise<void>;
  drop(leaves: readonly { readonly person: string; readonly tab: string }[]): Promise<void>;
}

const NAME = 'muster';
const TABLE = 'leaves';

export async function database(): Promise<Database> {
  const open = indexedDB.open(NAME, 1);
  open.onupgradeneeded = () => open.result.createObjectStore(TABLE, { keyPath: ['person', 'tab'] });
  const base = await settled(open);
  const table = (mode: IDBTransactionMode): IDBObjectStore => base.transaction(TABLE, mode).objectStore(TABLE);
  return {
    all: (person) => settled(table('readonly').getAll(IDBKeyRange.bound([person], [person, []])) as IDBRequest<Leaf[]>),
    async put(leaf) {
      await settled(table('readwrite').put(leaf));
    },
    async drop(leaves) {
      const open = table('readwrite');
      await Promise.all(leaves.map(({ person, tab }) => settled(open.delete([person, tab]))));
    },
  };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('database'));
  });
}
