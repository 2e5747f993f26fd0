// SPDX-License-Identifier: Apache-2.0
// What a person has written and not sent, and what was sent and not answered, outlives this tab: at once in the tab's own
// storage; in the browser's database, one record for each tab, what was sent at once too, and what is typed a moment later. A
// tab that begins takes over the records of those that are gone.
import { keptRead } from './command.ts';
import type { Keep, Kept } from './command.ts';
import { draftForget, draftOwner, draftRecord, draftTaken } from './draft.ts';
import { keptHere, parsed } from './keep.ts';
import { leaving } from './leaving.ts';
import { database } from './database.ts';
import type { Database } from './database.ts';

export interface Drafts {
  readonly [place: string]: string;
}
export interface Leaf {
  readonly person: string;
  readonly tab: string;
  /** When it was last written. */
  readonly at: number;
  readonly kept: Kept;
  readonly drafts: Drafts;
}

const SOON_MS = 300;
const AGE_MS_MAX = 30 * 86_400_000;
const TAB = 'muster.tab';

export class Shelf implements Keep {
  private now: Kept;
  private due: ReturnType<typeof setTimeout> | undefined;
  private readonly unleave: () => void;

  constructor(private readonly person: string, readonly tab: string, private readonly base: Database | undefined, adopted: readonly Leaf[]) {
    const own = keptRead(parsed(keptHere.get(this.key)));
    this.now = joined([own, ...adopted.map(({ kept }) => kept)]);
    draftTaken(adopted.map(({ drafts }) => drafts));
    draftRecord(() => this.soon());
    this.unleave = leaving(() => this.store());
    if (adopted.length > 0) this.write(this.now);
  }

  private get key(): string {
    return `muster.commands.${this.person}`;
  }

  read(): Kept {
    return this.now;
  }

  write(kept: Kept): void {
    this.now = kept;
    keptHere.set(this.key, kept.waiting.length + kept.failed.length > 0 ? JSON.stringify(kept) : null);
    // Whoever has sent something may close the browser in that moment.
    this.store();
  }

  private soon(): void {
    this.due ??= setTimeout(() => this.store(), SOON_MS);
  }

  /** Everything of this tab, as it is now. */
  store(): void {
    clearTimeout(this.due);
    this.due = undefined;
    const { person, tab, now: kept } = this;
    const drafts = draftRecord(() => this.soon());
    if (forgotten.has(person)) return;
    const empty = kept.waiting.length + kept.failed.length + Object.keys(drafts).length === 0;
    void (empty ? this.base?.drop([{ person, tab }]) : this.base?.put({ person, tab, at: Date.now(), kept, drafts }))?.catch(() => undefined);
  }

  /** The person leaves: what was kept is theirs when they come back. */
  close(): void {
    this.store();
    draftRecord(() => undefined);
    this.unleave();
  }
}

/** Opens what was kept for this person. Where there is no database, what this tab has; so where the academy lets browsers
 *  keep nothing (`keeps`), and then what was kept before goes. */
export async function shelfOpen(person: string, keeps = true): Promise<Shelf> {
  forgotten.delete(person);
  draftOwner(person);
  const tab = await ownTab();
  try {
    if (!keeps) {
      await (await import('./nothing.ts')).nothingKept();
      return new Shelf(person, tab, undefined, []);
    }
    const base = await database();
    const leaves = await base.all(person);
    const living = await tabsThatLive();
    const gone = leaves.filter((leaf) => leaf.tab !== tab && !living.includes(leaf.tab));
    const shelf = new Shelf(person, tab, base, gone.filter(({ at }) => Date.now() - at < AGE_MS_MAX).sort((a, b) => a.at - b.at));
    shelf.store();
    await base.drop(gone);
    return shelf;
  } catch {
    return new Shelf(person, tab, undefined, []);
  }
}

// Who signed out: a tab of theirs that closes later writes nothing again.
const forgotten = new Set<string>();

/** Of this person nothing is left in this browser, but what other tabs of it have open. */
export async function shelfForget(person: string): Promise<void> {
  forgotten.add(person);
  draftForget(person);
  keptHere.set(`muster.commands.${person}`, null);
  // What was seen (past.ts), and what was taken along; the page's own files are nobody's.
  indexedDB.deleteDatabase('muster.seen');
  for (const name of await globalThis.caches?.keys() ?? []) if (!name.startsWith('muster-page-')) void caches.delete(name);
  const base = await database();
  await base.drop(await base.all(person));
}

/** The same command may have been kept by two. */
export function joined(all: readonly Kept[]): Kept {
  const waiting = new Map(all.flatMap((kept) => kept.waiting).map((command) => [command.op, command]));
  const failed = new Map(all.flatMap((kept) => kept.failed).map((each) => [each.command.op, each]));
  return { waiting: [...waiting.values()], failed: [...failed.values()] };
}

// A tab that was duplicated has the name of the first: it takes another.
async function ownTab(): Promise<string> {
  const known = keptHere.get(TAB);
  if (known && await held(known)) return known;
  const fresh = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
  await held(fresh);
  keptHere.set(TAB, fresh);
  return fresh;
}

// As long as the tab lives it holds a lock of its name.
const mine = new Set<string>();
function held(tab: string): Promise<boolean> {
  const { locks } = navigator as { locks?: LockManager };
  if (!locks || mine.has(tab)) return Promise.resolve(true);
  return new Promise((resolve) => {
    locks.request(`muster.${tab}`, { ifAvailable: true }, (lock) => {
      if (lock) mine.add(tab);
      resolve(lock !== null);
      return lock ? new Promise(() => undefined) : undefined;
    }).catch(() => resolve(true));
  });
}

async function tabsThatLive(): Promise<string[]> {
  const { locks } = navigator as { locks?: LockManager };
  const { held: all = [] } = (await locks?.query()) ?? {};
  return all.map(({ name = '' }) => name.slice('muster.'.length));
}
