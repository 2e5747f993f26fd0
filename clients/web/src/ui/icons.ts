// SPDX-License-Identifier: Apache-2.0
// The icons that nothing has which is loaded at first (tests/icons.test.ts looks): every other file has them (scripts/gather.mjs).
import { iconsAdd } from './icon.tsx';

const LATER = {
  up: 'M12 19V6M6 11.5L12 5.5l6 6',
  back: 'M20 12H5M11 6l-6 6 6 6',
  before: 'M14.5 5.5L8 12l6.5 6.5',
  rewind: 'M11.5 6l-6 6 6 6M19 6l-6 6 6 6',
  forward: 'M12.5 6l6 6-6 6M5 6l6 6-6 6',
  zoom: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20M10.5 7.5v6M7.5 10.5h6',
  undo: 'M5 4.5v5h5M5.5 9.5a7.5 7.5 0 1 1-1 4.5',
  again: 'M19 4.5v5h-5M18.5 9.5a7.5 7.5 0 0 0-13-2M5 19.5v-5h5M5.5 14.5a7.5 7.5 0 0 0 13 2',
  merge: 'M6 4v3a6 6 0 0 0 6 6v7M18 4v3a6 6 0 0 1-6 6M8.5 16.5L12 20l3.5-3.5',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  archive: 'M3 5h18v4H3zM5 9v10h14V9M10 13h4',
  pin: 'M9 4h6l-1 6 4 4H6l4-4zM12 14v6',
  tag: 'M4 4h8l8 8-8 8-8-8zM8.2 8v.1',
  mail: 'M3 5.5h18v13H3zM3 7l9 6.5L21 7',
  award: 'M12 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8.5 13.5L7 21l5-2.5L17 21l-1.5-7.5',
  link: 'M10 14a4 4 0 0 0 5.7 0l3.3-3.3a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0L5 13.3a4 4 0 0 0 5.7 5.7L12 17.7',
  sound: 'M4 15v-3a8 8 0 0 1 16 0v3M4 14.5h3.5v6H4zM16.5 14.5H20v6h-3.5z',
} as const;

export type LaterIcon = keyof typeof LATER;

iconsAdd(LATER);
