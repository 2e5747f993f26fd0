// SPDX-License-Identifier: Apache-2.0
export const en = {
  'fresh.none': 'Nothing is new, and nothing is asked of you.',
  'fresh.asked': 'Asked of you',
  'fresh.new': 'New in your rooms',
  'fresh.more': 'There is more; it shows once some of this is read.',
  'fresh.all': 'Mark all as read',
  'fresh.read': 'Mark as read',
  'fresh.thread': '{name} opened a discussion',
  'fresh.announcement': 'Announcement',
  'fresh.release': 'A unit is open',
  'fresh.soon': 'A session begins: {time}',
  'fresh.live': 'A session is live',
  'fresh.moved': 'A session takes place at another time: {date}',
  'fresh.cancelled': 'A session does not take place',
  'fresh.invitation': '{name} invites you',
  'fresh.request': 'Somebody asks for access',
  'fresh.ends': 'Your certificate ends: {date}',
  'fresh.ended': 'Your certificate has ended: {date}',
  'fresh.accept': 'Accept',
  'fresh.decline': 'Decline',
  'fresh.settings': 'How you are told',
  'fresh.mails': 'By mail',
  'fresh.quiet': 'Quiet hours',
  'fresh.quiet.on': 'Set quiet hours',
  'fresh.quiet.off': 'No quiet hours',
  'fresh.from': 'From',
  'fresh.to': 'To',
  'fresh.zone': 'Hours are those of {zone}.',
  'fresh.levels': 'How closely you follow',
  'fresh.levels.hint': 'Where you are mentioned you always hear of it.',
  'fresh.level.auto': 'By itself',
  'fresh.level.muted': 'Muted: nothing',
  'fresh.level.normal': 'What is addressed to me',
  'fresh.level.following': 'Every reply',
  'fresh.level.watching': 'Every discussion and reply',
  'fresh.posts': { one: '{n} new reply in a discussion you follow', other: '{n} new replies in a discussion you follow' },
  'fresh.reports': { one: '{n} report waits', other: '{n} reports wait' },
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
