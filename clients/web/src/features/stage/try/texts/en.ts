// SPDX-License-Identifier: Apache-2.0
// What is said while somebody tries sound and picture before the start.
export const en = {
  'try.picture': 'Picture',
  'try.picture.fine': 'This browser can play the picture.',
  'try.picture.none': 'This browser cannot play the picture. Please open this page in another one, in its newest version.',
  'try.sound': 'Sound',
  'try.sound.play': 'Play a tone',
  'try.sound.plays': 'You should hear a tone now, first on the left, then on the right.',
  'try.sound.played': 'Did you hear nothing? Turn the sound up, look whether the device or this tab is muted, or take headphones.',
  'try.sound.none': 'This browser plays no tone.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
