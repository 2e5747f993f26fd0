// SPDX-License-Identifier: Apache-2.0
export const en = {
  'captions.title': 'Captions',
  'captions.in': 'Captions: {language}',
  'captions.off': 'Off',
  'captions.list': 'What was said',
  'captions.look': 'How captions look',
  'captions.do.write': 'Write captions',
  'captions.sample': 'This is how a line looks.',
  'captions.soon': 'The next line comes here.',
  'captions.size': 'Size',
  'captions.size.s': 'Small',
  'captions.size.m': 'Medium',
  'captions.size.l': 'Large',
  'captions.size.xl': 'Very large',
  'captions.colours': 'Colours',
  'captions.colours.dark': 'White on black',
  'captions.colours.light': 'Black on white',
  'captions.colours.yellow': 'Yellow on black',
  'captions.place': 'Where',
  'captions.place.below': 'At the foot of the picture',
  'captions.place.above': 'At its head',
  'captions.aloud': 'Screen readers say each line as it comes',
  'captions.none': 'Each line stands here once it has been said.',
  'captions.first': 'This is the first line.',
  'captions.earlier': 'Earlier lines',
  'captions.new': { one: '{n} new line', other: '{n} new lines' },
  'captions.said.none': 'Nothing was written along in this session.',
  'captions.said.empty': 'Nothing was written along in this language.',
  'captions.said.find': 'Find in what was said',
  'captions.said.nothing': 'No line holds this.',
  'captions.said.more': 'More lines',
  'captions.said.to': 'Watch from {time}',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
