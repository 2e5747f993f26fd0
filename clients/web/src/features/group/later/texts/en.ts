// SPDX-License-Identifier: Apache-2.0
export const en = {
  'group.number': 'Group {n}',
  'group.in': 'You are in a group: {name}',
  'group.was': 'Your group: {name}',
  'group.others': 'The others work in groups; you are with everybody.',
  'group.into': 'You look into {name}.',
  'group.soon': 'There will be groups soon.',
  'group.go': 'Go to your group',
  'group.leave': 'Back to everybody',
  'group.read': 'Read what your group wrote',
  'group.choose': 'Choose your group',
  'group.places': '{n} of {limit}',
  'group.people': { one: '{n} person', other: '{n} people' },
  'group.left': '{left} left',
  'group.closing': 'Everybody is called back: {left}',
  'group.called': 'Everybody is called back.',
  'group.back': 'Everybody is together again.',
  'group.over': 'The groups are closed. You can read, and no longer write here.',
  'group.told': 'The team says to all groups',
  'group.within': 'In the group',
  'group.help': 'Call the team',
  'group.helped': 'No help needed any more',
  'group.asked': 'The team has been called',
  'error.GROUPS_OPEN': 'the groups are open',
  'error.GROUPS_CLOSED': 'the groups are not open',
  'error.GROUP_FULL': 'no more people fit into this group',
  'error.GROUP_CHOICE': 'the team decides here who is in which group',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
