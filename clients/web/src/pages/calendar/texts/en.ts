// SPDX-License-Identifier: Apache-2.0
export const en = {
  'dates.title': 'Calendar',
  'dates.hint': 'Sessions, when units open, and until when something is due. Times are yours: {zone}.',
  'dates.none': 'Nothing stands in your calendar. Sessions that you are invited to or have registered for come here, and the dates of your courses.',
  'dates.failed': 'Your calendar could not be read',
  'dates.some': 'Some courses did not answer: dates of theirs may be missing.',
  'dates.today': 'Today: {day}',
  'dates.tomorrow': 'Tomorrow: {day}',
  'dates.session': 'Session',
  'dates.opens': 'Unit opens',
  'dates.due': 'Due',
  'dates.next': 'A unit opens',
  'dates.off': 'Cancelled',
  'dates.done': 'Done',
  'dates.until': '{from} to {to}',
  'dates.by': 'By {time}',
  'dates.own': 'Have all of it in a calendar of your own',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
