// SPDX-License-Identifier: Apache-2.0
// How this person wants captions, on this device: off until they choose a language, then as they left it.
import { kept, parsed } from '../../core/keep.ts';
import { Store, useStore } from '../../core/store.ts';
import { useView } from '../../core/here.ts';
import { languagesOf } from './view.ts';

export const SIZES = ['s', 'm', 'l', 'xl'] as const;
export const COLOURS = ['dark', 'light', 'yellow'] as const;
export const PLACES = ['below', 'above'] as const;

export interface Look {
  /** Empty: none. */
  readonly language: string;
  readonly size: (typeof SIZES)[number];
  /** White on black, black on white, yellow on black. */
  readonly colours: (typeof COLOURS)[number];
  /** At the foot of the picture, or at its head: there slides have their last line. */
  readonly place: (typeof PLACES)[number];
  /** Each line is said by screen readers as it comes. */
  readonly aloud: boolean;
}

const KEY = 'muster.captions';

/** What was kept, as far as it is what it should be. */
export function lookRead(what: unknown): Look {
  const { language, size, colours, place, aloud } = (what ?? {}) as Record<string, unknown>;
  return {
    language: typeof language === 'string' ? language : '',
    size: SIZES.find((each) => each === size) ?? 'm',
    colours: COLOURS.find((each) => each === colours) ?? 'dark',
    place: PLACES.find((each) => each === place) ?? 'below',
    aloud: aloud === true,
  };
}

export const look = new Store<Look>(lookRead(parsed(kept.get(KEY))));

export function lookSet(change: Partial<Look>): void {
  const next = { ...look.get(), ...change };
  kept.set(KEY, JSON.stringify(next));
  look.set(next);
}

/** The list of what was said is open. */
export const listed = new Store(false);

/** The language that is chosen, where this room has it. */
export function useLanguage(): string | undefined {
  const { language } = useStore(look);
  const offered = useView(languagesOf);
  return offered.includes(language) ? language : undefined;
}
