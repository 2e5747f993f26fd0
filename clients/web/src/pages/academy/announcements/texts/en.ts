// SPDX-License-Identifier: Apache-2.0

export const en = {
  'news.title': 'Announcements',
  'news.new': 'New announcement',
  'news.none': 'Nothing is announced. What you write here stands on the home page of those it is for.',
  'news.sent': 'Announced.',
  'news.edited': 'The announcement was changed.',
  'news.all': 'Everybody',
  'news.until': 'until {time}',
  'news.remove': 'Remove this announcement?',
  'news.remove.hint': 'It disappears from everybody’s home page.',
  'news.role.organiser': 'Organisers',
  'news.role.coordinator': 'Coordinators',
  'news.role.manager': 'Managers',
  'news.role.member': 'Members',
  'news.form.title': 'Title',
  'news.form.text': 'Text',
  'news.form.who': 'For whom',
  'news.form.who.hint': 'Nothing chosen: for everybody. Roles and countries: who has one of the roles and is of one of the countries.',
  'news.form.who.stays': 'For whom it is stays as it was.',
  'news.form.countries': 'Countries',
  'news.form.country': 'Add a country…',
  'news.form.without': 'Without {country}',
  'news.form.until': 'Ends by itself (if you like)',
  'news.form.until.hint': 'In your time: {zone}',
  'news.send': 'Announce',
  'news.fault.none': 'Write a title and a text in at least one language.',
  'news.fault.half': 'A language has a title without a text, or a text without a title.',
  'news.fault.long': 'One of the texts is too long.',
  'news.fault.past': 'The end lies in the past.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
