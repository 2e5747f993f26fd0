// SPDX-License-Identifier: Apache-2.0
export const en = {
  'reaction.label': 'React',
  'reaction.clap': 'Applause',
  'reaction.heart': 'Heart',
  'reaction.thumb': 'Thumbs up',
  'reaction.wow': 'Astonished',
  'reaction.laugh': 'Laughing',
  'reaction.lost': 'There is no connection: your reaction was not sent.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
