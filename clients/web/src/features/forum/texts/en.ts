// SPDX-License-Identifier: Apache-2.0
export const en = {
  'forum.threads': 'Discussions',
  'forum.none': 'No discussion has been started yet. Start one with a question or something you have seen; everybody here reads it.',
  'forum.none.late': 'No discussion has been begun since you came.',
  'forum.none.here': 'Nothing here.',
  'forum.show': 'Show',
  'forum.show.all': 'All',
  'forum.show.unread': 'Unread',
  'forum.show.mine': 'Mine',
  'forum.show.open': 'Unanswered',
  'forum.show.followed': 'Followed',
  'forum.show.reported': 'Reported',
  'forum.sort': 'Order',
  'forum.sort.activity': 'Latest activity',
  'forum.sort.new': 'Newest',
  'forum.sort.votes': 'Most votes',
  'forum.new': 'New discussion',
  'forum.unread': 'Unread',
  'forum.answered': 'Answered',
  'forum.replies': { one: '{n} reply', other: '{n} replies' },
  'forum.pinned': 'Pinned',
  'forum.closed': 'Closed',
  'forum.votes': { one: '{n} vote', other: '{n} votes' },
  'forum.noreply': 'No reply yet',
  'forum.first.row': 'Replies show once you have written',
  'forum.author': 'by {name}',
  'forum.fresh': { one: '{n} new', other: '{n} new' },
  'forum.last': 'last by {name}',
  'forum.activity': 'active {time}',
  'forum.nameless': 'Anonymous {code}',
  'forum.untitled': 'Title deleted by the team',
  'forum.latest': 'Latest discussions',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
