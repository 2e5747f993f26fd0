// SPDX-License-Identifier: Apache-2.0
// What the player says, which is loaded with it.
export const en = {
  'player.play': 'Watch',
  'player.saving': 'You are saving data: the video waits until you want it.',
  'player.small': 'You are saving data: the picture is the small one.',
  'player.broken': 'The video cannot be played just now. It is tried again by itself.',
  'player.stalled': 'Nothing arrives at the moment. It goes on by itself.',
  'player.stopped': 'The picture has stopped. It comes back here by itself.',
  'player.lost': 'The server that the picture comes from does not answer. The picture comes back here by itself.',
  'player.awaited': 'The picture has not begun. It comes here by itself.',
  'player.sound': 'Sound only',
  'player.sound.none': 'This stream has no sound of its own: the picture is hidden, and its data still comes.',
  'player.choose': 'Picture and sound',
  'player.picture': 'Picture',
  'player.picture.full': 'Full picture',
  'player.picture.low': 'Small picture, less data',
  'player.picture.sound': 'Sound only',
  'player.language': 'Language',
  'player.sign': 'Picture in sign language',
  'player.sign.video': 'Sign language',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
