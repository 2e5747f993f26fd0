// SPDX-License-Identifier: Apache-2.0
// What stands in a text field and was not sent yet, by its place. It survives a change of tab and a
// reload, and goes when the server has taken it.
import { useCallback } from 'preact/hooks';
import { keptHere } from './keep.ts';
import { Store, useStore } from './store.ts';

const drafts = new Map<string, Store<string>>();

let owner = '';

/** Moves with every change. */
export const drafted = new Store(0);

/** Drafts belong to a person: someone else in the same tab does not find them. */
export function draftOwner(id: string): void {
  if (id === owner) return;
  owner = id;
  drafts.clear();
}

/** Of the person nothing is kept that was written and not sent. */
export function draftForget(id: string): void {
  for (const name of keptHere.keys().filter((each) => each.startsWith(`muster.draft.${id}.`))) keptHere.set(name, null);
  if (id === owner) draftOwner('');
}

function key(place: string): string {
  return `muster.draft.${owner}.${place}`;
}

function draftStore(place: string): Store<string> {
  let draft = drafts.get(place);
  if (!draft) {
    draft = new Store(keptHere.get(key(place)) ?? '');
    drafts.set(place, draft);
  }
  return draft;
}

export function draftGet(place: string): string {
  return draftStore(place).get();
}

export function draftSet(place: string, text: string): void {
  keptHere.set(key(place), text === '' ? null : text);
  draftStore(place).set(text);
  changed();
  drafted.set(drafted.get() + 1);
}

let changed = (): void => undefined;

/** All that is written and not sent, and who wants to know when that changes. */
export function draftRecord(follower: () => void): { readonly [place: string]: string } {
  changed = follower;
  return Object.fromEntries(draftPlaces().map((place) => [place, draftGet(place)]));
}

/** What other tabs had, from the oldest: what stands here is not written over. */
export function draftTaken(records: readonly { readonly [place: string]: string }[]): void {
  for (const [place, text] of Object.entries(Object.assign({}, ...records) as { readonly [place: string]: string })) {
    if (draftGet(place) === '') draftSet(place, text);
  }
}

/** Also the fields that belong to the place ("new" has "new/title"), those of before a reload too. */
export function draftClear(place: string): void {
  for (const known of draftPlaces()) {
    if (known === place || known.startsWith(`${place}/`)) draftSet(known, '');
  }
}

/** Where something is written and not sent. */
export function draftPlaces(): string[] {
  const stored = keptHere.keys().filter((name) => name.startsWith(key(''))).map((name) => name.slice(key('').length));
  return [...new Set([...stored, ...drafts.keys()])].filter((place) => draftGet(place) !== '');
}

export function useDraft(place: string): [string, (text: string) => void] {
  const text = useStore(draftStore(place));
  return [text, useCallback((next: string) => draftSet(place, next), [place])];
}
