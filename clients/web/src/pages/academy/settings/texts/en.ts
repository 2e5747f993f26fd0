// SPDX-License-Identifier: Apache-2.0

export const en = {
  'settings.title': 'Settings',
  'settings.saved': 'Saved. Everybody sees it from now on.',
  'settings.name': 'Name of the academy',
  'settings.name.hint': 'Shown at the top of each page. Who reads a language without a name sees the English one.',
  'settings.logo': 'Logo',
  'settings.logo.hint': 'A picture (PNG, JPEG or WebP) of at most 200 kB. It stands small at the top of each page, on light and on dark ground.',
  'settings.logo.now': 'The logo as it is now',
  'settings.logo.choose': 'Choose a picture',
  'settings.logo.large': 'This picture is larger than 200 kB.',
  'settings.colour': 'Colour',
  'settings.colour.hint': 'One colour for buttons, links and what is chosen. Where it would be hard to read, it is shown a little darker or lighter.',
  'settings.colour.choose': 'Choose a colour',
  'settings.colour.code': 'Its code',
  'settings.colour.wrong': 'A colour is written as # and six letters or digits, such as #1a4f8b.',
  'settings.colour.own': 'Back to the colour of Muster',
  'settings.colour.button': 'Button',
  'settings.colour.link': 'Link',
  'settings.colour.mark': 'Chosen',
  'settings.colour.contrast': 'Contrast: {on} on it, {ground} on the page.',
  'settings.colour.darker': 'Shown darker, so that it can be read.',
  'settings.colour.lighter': 'Shown lighter, so that it can be read.',
  'settings.languages': 'Languages',
  'settings.languages.hint': 'In which the pages are offered.',
  'settings.languages.last': 'At least one remains.',
  'settings.conduct': 'Code of conduct',
  'settings.conduct.hint': 'Everybody reads and accepts it in their language before entering a room.',
  'settings.conduct.title': 'Save the code of conduct?',
  'settings.conduct.ask': 'Everybody, you too, has to accept it anew before entering a room.',
  'settings.conduct.accepted': { one: '{n} person has accepted it', other: '{n} people have accepted it' },
  'settings.who': 'Who may do what',
  'settings.apply': 'Strangers may ask for access',
  'settings.apply.hint': 'They find a form at the sign-in page; coordinators and organisers decide.',
  'settings.create': 'Every member may make rooms',
  'settings.create.hint': 'Otherwise only managers and organisers do.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
