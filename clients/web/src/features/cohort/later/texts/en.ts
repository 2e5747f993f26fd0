// SPDX-License-Identifier: Apache-2.0
export const en = {
  'cohort.groups': 'Groups',
  'cohort.new': 'New group',
  'cohort.none': 'There are no groups yet. Make one, then put people into it: what is written for a group is read by its people and the team alone.',
  'cohort.count': { one: '{n} person', other: '{n} people' },
  'cohort.without': 'Who comes later does not see what was written before',
  'cohort.history': 'Who comes later sees what was written before',
  'cohort.name': 'Name of the group',
  'cohort.languages': 'In other languages',
  'cohort.acts': 'What can be done with {name}',
  'cohort.rename': 'Change the name',
  'cohort.remove': 'Remove the group',
  'cohort.remove.ask': 'Remove {name}?',
  'cohort.remove.hint': 'Its people are in no group then. What was written for this group alone is read by the team alone from now on.',
  'cohort.people': 'People',
  'cohort.people.none': 'Nobody is here yet.',
  'cohort.invite': 'Invite people',
  'cohort.deal': { one: 'Put {n} person without a group into one by chance', other: 'Put {n} people without a group into one by chance' },
  'cohort.out': 'Remove…',
  'cohort.out.ask': 'Remove {name} from this room?',
  'cohort.out.hint': 'They leave it on every device. What they wrote stays.',
  'cohort.out.do': 'Remove',
  'cohort.out.done': '{name} was removed.',
  'cohort.nowhere': 'In no group',
  'cohort.put': 'Put into',
  'cohort.runs': 'Runs',
  'cohort.running': 'Runs {name}',
  'cohort.place': 'The group of {name}',
  'cohort.moved': '{name} is in {group} now.',
  'cohort.taken': '{name} is in no group now.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
