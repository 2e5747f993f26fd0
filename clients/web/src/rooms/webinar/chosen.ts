// SPDX-License-Identifier: Apache-2.0
// Which tabs are open: those chosen last, in the address, so that a reload and a link find them again.
import { useState } from 'preact/hooks';

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
  const [chosen, setChosen] = useState<readonly string[]>(() => {
    return (new URLSearchParams(location.search).get('tab') ?? '').split('.').filter((tab) => /^[a-z]+$/.test(tab)).slice(0, KEPT);
  });
  const choose = (tab: string): void => {
    const next = choice(tab, chosen);
    setChosen(next);
    history.replaceState(history.state, '', `${location.pathname}?tab=${next.join('.')}${location.hash}`);
  };
  return [chosen, choose];
}
