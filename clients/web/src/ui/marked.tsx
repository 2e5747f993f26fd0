// SPDX-License-Identifier: Apache-2.0
// What people wrote, where marks are rare: plain, and with its marks once what reads them has come.
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Store, useStore } from '../core/store.ts';
import type { Dir } from '../core/views.ts';
import { Prose } from './prose.tsx';

type Reader = typeof import('./markup.tsx').Markup;

const reader = new Store<Reader | undefined>(undefined);
let asked = false;

/** Whether some of it may be a mark of core/markdown.ts. */
export function hasMarks(text: string): boolean {
  return /[*`[]|^(?:>|- |\d{1,3}[.)] )/m.test(text);
}

function ask(): void {
  if (asked) return;
  asked = true;
  import('./markup.tsx').then(({ Markup }) => reader.set(Markup), () => {
    // The next message with a mark asks again.
    asked = false;
  });
}

export function Marked({ text, dir }: { text: string; dir: Dir | 'auto' }): JSX.Element {
  return hasMarks(text) ? <Marks text={text} dir={dir} /> : <Prose text={text} dir={dir} />;
}

function Marks({ text, dir }: { text: string; dir: Dir | 'auto' }): JSX.Element {
  const Markup = useStore(reader);
  useEffect(ask, []);
  return Markup ? <Markup text={text} dir={dir} /> : <Prose text={text} dir={dir} />;
}
