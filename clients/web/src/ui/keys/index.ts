// SPDX-License-Identifier: Apache-2.0
// What keys do, and the sheet that lists them. Loaded with the first key that is pressed, or from the menu; nobody waits for it.
import { h, render } from 'preact';
import { go, goTo, route } from '../../core/router.ts';
import { single } from '../../core/single.ts';
import { styleAdd } from '../../core/style.ts';
import { who } from '../../core/who.ts';
import { WordsContext } from '../../i18n/context.tsx';
import { textsAdd, words } from '../../i18n/index.ts';
import type { Acted } from '../../ui/acts.tsx';
import { notify } from '../live.tsx';
import { WHERE, partsOf, pressedOf } from './list.ts';
import type { OwnId } from './list.ts';
import { texts } from './texts.ts';

// So long a key waits for the one behind it.
const WAITS_MS = 1500;
// There letters are letters, or somebody else's keys.
const TAKEN = 'input, textarea, select, dialog, [role=menu], [contenteditable]';

let before: readonly string[] = [];
let since = 0;

/** By the letter, and where the keyboard writes no Latin ones by the place of the key. */
export function keyOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (key === '؟') return '?';
  if (key === '÷') return '/';
  return key.length === 1 && key > '~' ? /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key : key;
}

/** As the page's own listener hears it. */
export function pressed(event: KeyboardEvent): void {
  const { target } = event;
  if (!single.get() || !who.get()?.identity || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.key === 'Shift') return;
  // A wall has keys of its own.
  if (route.get().page === 'present' || (target instanceof Element && target.closest(TAKEN))) return;
  const now = Date.now();
  const { does, waits } = pressedOf(now - since < WAITS_MS ? before : [], keyOf(event));
  [before, since] = [waits, now];
  if (!does || !DOES[does]()) return;
  event.preventDefault();
}

function goes(act: () => void): () => true {
  return () => {
    act();
    return true;
  };
}

/** What each does; false: there is nothing to do it with here, and the key is the browser's. */
const DOES: { readonly [id in OwnId]: () => boolean } = {
  sheet: goes(() => void sheetShow().catch(() => notify(words.get()?.t('entry.failed') ?? ''))),
  search: goes(() => {
    const here = route.get();
    if (here.page === 'search') document.getElementById('search-words')?.focus();
    else goTo('room' in here ? `/search?room=${encodeURIComponent(here.room)}` : '/search');
  }),
  home: goes(() => go({ page: 'entry' })),
  inbox: goes(() => go({ page: 'inbox' })),
  bookmarks: goes(() => goTo('/inbox?show=bookmarks')),
  calendar: goes(() => go({ page: 'calendar' })),
  next: () => step(1),
  previous: () => step(-1),
  reply: () => {
    const field = document.querySelector<HTMLElement>('.reply-bar textarea');
    field?.focus();
    return field !== null;
  },
  edit: () => act('edit'),
  mark: () => act('mark'),
  vote: () => act('vote'),
};

/** The posts of a discussion, else the rows of lists. */
function things(): HTMLElement[] {
  const posts = [...document.querySelectorAll<HTMLElement>(WHERE.thread)];
  const all = posts.length > 0 ? posts : [...document.querySelectorAll<HTMLElement>(WHERE.things)];
  return all.filter((each) => each.getClientRects().length > 0);
}

const covered = (): number => document.querySelector('.topbar')?.getBoundingClientRect().bottom ?? 0;

/** The one that has the focus, else the first in sight. */
function at(all: readonly HTMLElement[]): number {
  const focused = all.findIndex((each) => each.contains(document.activeElement));
  return focused >= 0 ? focused : all.findIndex((each) => each.getBoundingClientRect().bottom > covered());
}

function step(by: number): boolean {
  const all = things();
  const focused = all.some((each) => each.contains(document.activeElement));
  const to = all[focused || by < 0 ? at(all) + by : at(all)];
  if (!to) return all.length > 0;
  // Of a row what leads on, so that Enter goes there.
  (to.matches('.post') ? to : to.querySelector<HTMLElement>('a[href]') ?? to).focus();
  to.scrollIntoView({ block: 'nearest' });
  return true;
}

function act(id: OwnId): boolean {
  const all = things();
  const thing = all[at(all)];
  if (!thing?.matches('.post')) return false;
  const found = [...thing.querySelectorAll<Acted>('*')].flatMap(({ acts }) => acts ?? []).find(({ keyed }) => keyed === id);
  found?.onChoose();
  return found !== undefined;
}

let place: HTMLElement | undefined;

if (typeof window !== 'undefined') addEventListener('keydown', pressed);

/** The sheet of the page that one is on; it lies over it, as what else is opened does (styles/asked.css). */
export async function sheetShow(): Promise<void> {
  const [{ Sheet }] = await Promise.all([import('./sheet.tsx'), textsAdd(texts), styleAdd(route.get().page === 'webinar' ? 'webinar-later' : 'course-later')]);
  if (place) return;
  const box = place = document.body.appendChild(document.createElement('div'));
  const close = (): void => {
    render(null, box);
    box.remove();
    place = undefined;
  };
  const parts = partsOf((selector) => document.querySelector(selector) !== null);
  render(h(WordsContext.Provider, { value: words.get(), children: h(Sheet, { parts, onClose: close }) }), box);
}
