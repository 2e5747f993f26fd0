// SPDX-License-Identifier: Apache-2.0
// The database of what was seen (past.ts): one row for each thing of each person. It is another than that of what is not sent
// (database.ts), so that it can be deleted as a whole.

export interface About {
  readonly person: string;
  readonly what: string;
  readonly at: number;
  readonly bytes: number;
}
export interface Row extends About {
  readonly text: string;
}
export interface PastBase {
  /** Everything there is, without its text. */
  about(): Promise<About[]>;
  get(person: string, what: string): Promise<Row | undefined>;
  put(row: Row): Promise<void>;
  drop(rows: readonly Pick<About, 'person' | 'what'>[]): Promise<void>;
  close(): void;
}

export const PAST_NAME = 'muster.seen';
const TABLE = 'seen';
const INDEX = 'about';

export async function pastBase(): Promise<PastBase> {
  const open = indexedDB.open(PAST_NAME, 1);
  open.onupgradeneeded = () => open.result.createObjectStore(TABLE, { keyPath: ['person', 'what'] }).createIndex(INDEX, ['at', 'bytes']);
  const base = await settled(open);
  // Somebody signs out, in whatever tab: it is deleted once nobody has it open, and here nothing is written any more.
  base.onversionchange = () => base.close();
  const table = (mode: IDBTransactionMode): IDBObjectStore => base.transaction(TABLE, mode).objectStore(TABLE);
  return {
    about: () => new Promise((resolve, reject) => {
      const found: About[] = [];
      const walk = table('readonly').index(INDEX).openKeyCursor();
      walk.onerror = () => reject(walk.error ?? new Error('database'));
      walk.onsuccess = () => {
        const cursor = walk.result;
        if (!cursor) return resolve(found);
        const [at, bytes] = cursor.key as [number, number];
        const [person, what] = cursor.primaryKey as [string, string];
        found.push({ person, what, at, bytes });
        cursor.continue();
      };
    }),
    get: async (person, what) => settled(table('readonly').get([person, what]) as IDBRequest<Row | undefined>),
    async put(row) {
      await settled(table('readwrite').put(row));
    },
    async drop(rows) {
      if (rows.length === 0) return;
      const open = table('readwrite');
      await Promise.all(rows.map(({ person, what }) => settled(open.delete([person, what]))));
    },
    close: () => base.close(),
  };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('database'));
  });
}
