// SPDX-License-Identifier: Apache-2.0
export const en = {
  'slide.slides': 'Slides',
  'slide.new': 'Add slides',
  'slide.none': 'A PDF, or pictures, become slides that everybody sees in the place of the picture. They work on slow lines too.',
  'slide.sending': 'Sending {name}',
  'slide.percent': '{n} %',
  'slide.fault.large': '{name} is too large: at most {n} MB.',
  'slide.fault.picture': '{name} is neither a PDF nor a picture that this browser can read.',
  'slide.fault.lost': '{name} did not arrive. Please try again.',
  'slide.on': 'Show',
  'slide.all': 'All slides',
  'slide.fewer': 'Close the slides',
  'slide.more': 'Add more slides',
  'slide.call': 'Rename',
  'slide.name': 'Name, for the team',
  'slide.acts': 'What to do with {name}',
  'slide.making': 'Making the slides',
  'slide.made': '{page} of {all}',
  'slide.looks': 'Looking at the file',
  'slide.stop': 'Stop',
  'slide.removed': '{name} is removed.',
  'slide.why.cancelled': 'Stopped before slide {page}.',
  'slide.why.lost': 'The server was interrupted before slide {page}. Try again: it goes on from there.',
  'slide.why.broken': 'Slide {page} cannot be read: the file is damaged, or the slide is too heavy.',
  'slide.why.locked': 'The file is locked with a password. Save it without one and add it again.',
  'slide.why.empty': 'The file has no slides.',
  'slide.why.slow': 'Slide {page} takes too long to draw. Make it simpler, or a picture, and add it again.',
  'slide.why.large': 'Slide {page} holds a picture that is too large.',
  'slide.why.full': 'No more slides fit in here. Remove some first.',
  'slide.why.missing': 'This server cannot make slides: poppler-utils is missing. Tell who runs it.',
  'slide.why.gone': 'The file is not there any more.',
  'slide.count': { one: '{n} slide', other: '{n} slides' },
  'slide.why.many': { one: 'Too many slides: at most {n} together.', other: 'Too many slides: at most {n} together.' },
  'slide.step.from': 'From',
  'slide.step.to': 'To',
  'slide.step.add': 'Add these slides',
  'slide.step.pages': 'Slides {from} to {to}',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
