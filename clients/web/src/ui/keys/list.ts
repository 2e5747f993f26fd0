// SPDX-License-Identifier: Apache-2.0
// All keys that do something beside what a browser does: what is pressed goes by this list, and the sheet shows it. What has
// keys of its own elsewhere names its file, and what of the key stands there: a test holds the two together, and finds whatever
// listens to keys and is not here.

/** Where it does something: the sheet lists what does on the page that one is on. What is looked for on it; '': on every one. */
export const WHERE = {
  everywhere: '',
  things: 'main :is(.post, [data-row])',
  thread: 'main .post',
  list: '[data-row]',
  format: '.format-bar',
  chat: '.composer textarea',
  marking: '.work-marking',
  slide: '.slide-box',
  replay: '.replay-line',
  desk: '.run',
} as const;
export type Where = keyof typeof WHERE;

export interface Row {
  readonly id: string;
  readonly keys: readonly string[];
  readonly where: Where;
  /** One after the other, or all at once; else each of them. */
  readonly how?: 'then' | 'held';
  /** Who listens to it instead: the file below src/, and what of the key stands in it. */
  readonly by?: { readonly file: string; readonly says: string };
}

export const KEYS = [
  { id: 'sheet', keys: ['?'], where: 'everywhere' },
  { id: 'search', keys: ['/'], where: 'everywhere' },
  { id: 'home', keys: ['g', 'h'], how: 'then', where: 'everywhere' },
  { id: 'inbox', keys: ['g', 'i'], how: 'then', where: 'everywhere' },
  { id: 'bookmarks', keys: ['g', 'b'], how: 'then', where: 'everywhere' },
  { id: 'calendar', keys: ['g', 'c'], how: 'then', where: 'everywhere' },
  { id: 'next', keys: ['j'], where: 'things' },
  { id: 'previous', keys: ['k'], where: 'things' },
  { id: 'reply', keys: ['r'], where: 'thread' },
  { id: 'edit', keys: ['e'], where: 'thread' },
  { id: 'mark', keys: ['b'], where: 'thread' },
  { id: 'vote', keys: ['u'], where: 'thread' },
  { id: 'rows', keys: ['↑', '↓'], where: 'list', by: { file: 'ui/rove.ts', says: 'ArrowDown' } },
  { id: 'ends', keys: ['Home', 'End'], where: 'list', by: { file: 'ui/rove.ts', says: 'Home: 0' } },
  { id: 'acts', keys: ['Shift', 'F10'], how: 'held', where: 'list', by: { file: 'ui/rove.ts', says: "'F10'" } },
  { id: 'bold', keys: ['Ctrl', 'B'], how: 'held', where: 'format', by: { file: 'features/forum/format-bar.tsx', says: "b: 'strong'" } },
  { id: 'send', keys: ['Enter'], where: 'chat', by: { file: 'ui/field.tsx', says: "'Enter'" } },
  { id: 'marked', keys: ['Ctrl', 'Enter'], how: 'held', where: 'marking', by: { file: 'features/assignment/marking.tsx', says: "'Enter' && event.ctrlKey" } },
  { id: 'pages', keys: ['←', '→'], where: 'slide', by: { file: 'features/slide/slide.tsx', says: 'stepOf(event.key' } },
  { id: 'play', keys: ['Space'], where: 'replay', by: { file: 'features/stage/replay/keys.ts', says: "' '" } },
  { id: 'seek', keys: ['←', '→'], where: 'replay', by: { file: 'features/stage/replay/keys.ts', says: 'ArrowLeft' } },
  { id: 'far', keys: ['PgUp', 'PgDn'], where: 'replay', by: { file: 'features/stage/replay/bar.tsx', says: 'stepOf(event.key' } },
  { id: 'turn', keys: ['Alt', 'N'], how: 'held', where: 'desk', by: { file: 'features/run/sheet.tsx', says: "'KeyN'" } },
] as const satisfies readonly Row[];

export type KeyId = (typeof KEYS)[number]['id'];
/** Those that are heard here. */
export type OwnId = Exclude<(typeof KEYS)[number], { readonly by: object }>['id'];

export const ALL: readonly Row[] = KEYS;
const OWN: readonly Row[] = ALL.filter(({ by }) => !by);

/** What is pressed next ends one of these, or may still. */
export function pressedOf(before: readonly string[], key: string): { readonly does?: OwnId; readonly waits: readonly string[] } {
  const keys = [...before, key];
  const begun = OWN.filter((row) => keys.every((each, at) => row.keys[at] === each));
  const whole = begun.find((row) => row.keys.length === keys.length);
  if (whole) return { does: whole.id as OwnId, waits: [] };
  if (begun.length > 0) return { waits: keys };
  return before.length > 0 ? pressedOf([], key) : { waits: [] };
}

/** What the sheet lists, in the order of its parts; `here`: whether something is on the page that is looked for so. */
export function partsOf(here: (selector: string) => boolean): readonly { readonly where: Where; readonly rows: readonly Row[] }[] {
  const wheres = (Object.keys(WHERE) as Where[]).filter((where) => WHERE[where] === '' || here(WHERE[where]));
  return wheres.map((where) => ({ where, rows: ALL.filter((row) => row.where === where) }));
}
