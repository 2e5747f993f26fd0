// SPDX-License-Identifier: Apache-2.0
// What is loaded once the room stands: the later.ts of its features, in one file with one of texts and one of styles.
import { useEffect, useState } from 'preact/hooks';
import type { FunctionComponent } from 'preact';
import type { BesideProps, Feature } from '../../core/feature.ts';
import { styleAdd } from '../../core/style.ts';
import { textsAdd } from '../../i18n/index.ts';
import { ofRest, restIs } from '../../ui/later.tsx';
import type { Parts } from '../../ui/later.tsx';
import { drawn } from '../../ui/turns.ts';
import { FEATURES } from './features.ts';
import { laterTexts } from './more-texts.ts';

type Part = NonNullable<Feature['later']>[number];

restIs(async () => {
  // Who comes while something is shown waits for the room first: the fields before what goes on.
  await drawn();
  const [{ parts }] = await Promise.all([import('later:webinar'), textsAdd(laterTexts), styleAdd('webinar-later')]);
  return parts as Parts;
});

const made = FEATURES.flatMap(({ id, later: names = [] }) => names.map((name) => ({
  id, name, ...ofRest<BesideProps>(id, name),
})));

/** A part of a feature: as it came with the page, or when it comes. */
export function partOf<P extends object>(id: string, name: Part, own: FunctionComponent<P> | undefined): FunctionComponent<P> | undefined {
  return own ?? made.find((each) => each.id === id && each.name === name)?.Page as FunctionComponent<P> | undefined;
}

const AHEAD_MS = 1500;

const allOf = (wanted: Part): readonly { readonly id: string; readonly Part: FunctionComponent<object> }[] => (
  made.flatMap(({ id, name, Page }) => (name === wanted ? [{ id, Part: Page as FunctionComponent<object> }] : []))
);
/** The acts of these wait until the room stands: they are of what goes on. So does what lies over the picture. */
export const LATER_ACTS = allOf('Acts');
export const LATER_OVER = allOf('Over');
/** In the place of the picture, once the session is over. */
export const LATER_AFTER = allOf('After');
/** In the place of the panels, for whom the address says so (?desk=…). */
export const LATER_DESKS = allOf('Desk');

/** Loads it before it is wanted: a poll may be open for a few seconds only. True when it is there: what is drawn empty for a
 *  moment makes all below it jump. */
export function useStands(): boolean {
  const [stands, setStands] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => void Promise.all(made.map(({ prepare }) => prepare())).then(() => setStands(true)), AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);
  return stands;
}
