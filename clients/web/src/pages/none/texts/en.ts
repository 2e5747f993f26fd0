// SPDX-License-Identifier: Apache-2.0
export const en = {
  'room.none': 'There is no such room, or you have no access to it.',
  'room.none.hint': 'Ask whoever gave you the link. Perhaps you are here as somebody else than they think.',
  'room.refused': 'You cannot enter this room now.',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
