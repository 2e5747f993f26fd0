// SPDX-License-Identifier: Apache-2.0
// Which tabs are open: those chosen last, in the address, so that a reload and a link find them again.
import { paramsSet, place } from '../../core/router.ts';
import { useSelect } from '../../core/store.ts';

const KEPT = 4;

/** What a column shows of its tabs: the one chosen last, else its first. */
export function shownIn(tabs: readonly string[], chosen: readonly string[]): string {
  return chosen.find((tab) => tabs.includes(tab)) ?? tabs[0] ?? '';
}

/** The newest first, none twice. */
export function choice(tab: string, chosen: readonly string[]): readonly string[] {
  return [tab, ...chosen.filter((other) => other !== tab)].slice(0, KEPT);
}

export function useChosen(): readonly [readonly string[], (tab: string) => void] {
  const kept = useSelect(place, ({ query }) => query['tab'] ?? '');
  const chosen = kept.split('.').filter((tab) => /^[a-z]+$/.test(tab)).slice(0, KEPT);
  return [chosen, (tab) => paramsSet({ ...place.get().query, tab: choice(tab, chosen).join('.') })];
}
