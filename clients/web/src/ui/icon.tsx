// SPDX-License-Identifier: Apache-2.0
// Line icons on a 24 grid, decorative: the control that holds one has the name. Here are those of what is seen first; the others come
// with what is loaded later.
import type { JSX } from 'preact';
import type { LaterIcon } from './icons.ts';

const FIRST = {
  chat: 'M4 5h16v11H10l-4 4v-4H4z',
  inbox: 'M4 5h16v14H4zM4 13h5l1.5 2.5h3L15 13h5',
  poll: 'M5 20V10M12 20V4M19 20v-7',
  question: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.7 9.5a2.4 2.4 0 1 1 3.4 2.3c-.8.4-1.1.9-1.1 1.7M12 16.6v.1',
  people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.4-3.6 3-6 6.5-6s6.1 2.4 6.5 6M15.5 4.5a3.5 3.5 0 0 1 0 6.3M18 14.5c2 .9 3.2 2.8 3.5 5.5',
  send: 'M4 12h15M13 6l6 6-6 6',
  reply: 'M9 7l-5 5 5 5M4 12h10a6 6 0 0 1 6 6v1',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5',
  check: 'M5 12.5l4.5 4.5L19 7',
  down: 'M12 5v13M6 12.5l6 6 6-6',
  close: 'M6 6l12 12M18 6L6 18',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  plus: 'M12 5v14M5 12h14',
  play: 'M8 5l11 7-11 7z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  auto: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 3.5v17M12 8h6.5M12 12h8.5M12 16h6.5',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  after: 'M9.5 5.5L16 12l-6.5 6.5',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20',
  list: 'M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4.5 6.5v.1M4.5 12v.1M4.5 17.5v.1',
  door: 'M5 20.5h14M7 20.5v-17h10v17M13.7 12v.1',
  book: 'M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5zM12 6.5v13',
  screen: 'M3 5h18v11H3zM8 20h8M12 16v4',
  saving: 'M5 19C4 10 9 5 20 4c0 10-5 15-13 14M4 21c2-5 5-8 10-11',
  pause: 'M8 5v14M16 5v14',
  broken: 'M12 4l9 16H3zM12 10v4.5M12 17.3v.1',
  more: 'M5 11.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4zM12 11.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4zM19 11.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4z',
  open: 'M6 9.5l6 6 6-6',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  offline: 'M3 9.5c2.3-2.3 5.4-3.5 9-3.5M21 9.5c-.9-.9-2-1.6-3.1-2.2M6.5 13.5c1.2-1.2 2.8-2 4.5-2.3M12 18.5v.1M4 4l16 16',
  sort: 'M8 5v14M8 19l-3.5-3.5M8 19l3.5-3.5M16 19V5M16 5l-3.5 3.5M16 5l3.5 3.5',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4',
  notes: 'M6 3.5h12v17H6zM9 8h6M9 12h6M9 16h3.5',
  needs: 'M4 6.5h10M4 12h10M4 17.5h6M19 5v8M19 17v.1',
  hand: 'M7 13V6.5a1.5 1.5 0 0 1 3 0V11M10 10V4.5a1.5 1.5 0 0 1 3 0V11M13 10V5.5a1.5 1.5 0 0 1 3 0V12M16 9.5a1.5 1.5 0 0 1 3 0V15c0 3.5-2.5 6-6 6-3 0-4.5-1.5-6-4l-2.5-4.5a1.4 1.4 0 0 1 2.4-1.4L7 13',
  captions: 'M3 5.5h18v13H3zM11 10.5c-1.6-1.3-4-.4-4 1.5s2.4 2.8 4 1.5M17 10.5c-1.6-1.3-4-.4-4 1.5s2.4 2.8 4 1.5',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.5-4 3.5-6.5 7.5-6.5s7 2.5 7.5 6.5',
} as const;

export type IconName = keyof typeof FIRST | LaterIcon;

const paths: { [name: string]: string } = { ...FIRST };

export function iconsAdd(later: { readonly [name: string]: string }): void {
  Object.assign(paths, later);
}

// These point along the line of reading and turn round with it.
const TURNING: ReadonlySet<IconName> = new Set<IconName>(['send', 'reply', 'back', 'before', 'after', 'rewind', 'forward']);

/** `end`: a sign at the end of a button that says it opens. */
export function Icon({ name, end }: { name: IconName; end?: boolean }): JSX.Element {
  return (
    <svg class={`icon${TURNING.has(name) ? ' icon-turning' : ''}${end ? ' icon-end' : ''}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

/** Two people under one roof, which is also the letter m. */
export function Mark(): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <circle cx="10.5" cy="6.5" r="3" />
      <circle cx="21.5" cy="6.5" r="3" />
      <path d="M5 27v-9.5a5.5 5.5 0 0 1 11 0V27M16 17.5a5.5 5.5 0 0 1 11 0V27" />
    </svg>
  );
}
