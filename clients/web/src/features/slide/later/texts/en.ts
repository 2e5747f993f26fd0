// SPDX-License-Identifier: Apache-2.0
export const en = {
  'slide.title': 'Slides',
  'slide.at': 'Slide {page} of {all}',
  'slide.before': 'Previous slide',
  'slide.after': 'Next slide',
  'slide.live': 'Back to live, slide {page}',
  'slide.zoom': 'Show this slide larger',
  'slide.off': 'Stop showing',
  'slide.coming': 'The slide is coming',
  'slide.lost': 'The picture of this slide did not come.',
  'slide.want': 'Show pictures of the slides',
  'slide.want.large': 'Show the large picture',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
