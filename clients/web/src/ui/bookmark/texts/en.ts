// SPDX-License-Identifier: Apache-2.0
export const en = {
  'mark.do': 'Bookmark',
  'mark.edit': 'Your bookmark',
  'mark.note': 'A note for yourself (optional)',
  'mark.remind': 'Remind me',
  'mark.remind.none': 'Not at all',
  'mark.remind.hours': 'In three hours',
  'mark.remind.tomorrow': 'Tomorrow at 9:00',
  'mark.remind.week': 'In a week at 9:00',
  'mark.remind.at': 'At a time I choose',
  'mark.moment': 'When',
  'mark.hint': 'Bookmarks are in your inbox, and nobody else sees them.',
  'mark.done': 'Bookmarked. It is in your inbox under Bookmarks.',
  'mark.remove': 'Remove',
  'mark.removed': 'The bookmark is removed.',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
