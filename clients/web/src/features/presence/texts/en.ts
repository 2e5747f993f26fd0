// SPDX-License-Identifier: Apache-2.0
export const en = {
  'presence.here': { one: '{n} person here', other: '{n} people here' },
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
