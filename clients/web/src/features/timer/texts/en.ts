// SPDX-License-Identifier: Apache-2.0
export const en = {
  'timer.title': 'Timer',
  'timer.started': { one: '{title}: {n} minute', other: '{title}: {n} minutes' },
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
