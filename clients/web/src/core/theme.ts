// SPDX-License-Identifier: Apache-2.0
import { kept } from './keep.ts';
import { Store } from './store.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'muster.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

export const theme = new Store<Theme>('system');

export function themeStart(): void {
  const chosen = kept.get(KEY);
  theme.set(THEMES.find((known) => known === chosen) ?? 'system');
  dark.addEventListener('change', show);
  show();
}

export function themeSet(next: Theme): void {
  theme.set(next);
  kept.set(KEY, next);
  show();
}

function show(): void {
  const chosen = theme.get();
  document.documentElement.dataset['theme'] = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen;
}
