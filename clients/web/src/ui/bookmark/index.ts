// SPDX-License-Identifier: Apache-2.0
// Places that one wants to come back to. That one is marked the inbox says; the form comes when somebody asks for it.
import { inbox } from '../../core/inbox.ts';
import type { Bookmark } from '../../core/inbox.ts';
import { useSelect } from '../../core/store.ts';
import { textsAdd } from '../../i18n/index.ts';
import { later } from '../later.tsx';
import { texts } from './texts.ts';

/** Which place: a thread or a post of it. */
export interface Place {
  readonly of: string;
  readonly thing: number;
  readonly post?: number;
}

export interface Marked extends Bookmark {
  readonly seq: number;
}

/** The bookmark of that place; undefined: there is none. */
export function useMarked({ of, thing, post }: Place): Marked | undefined {
  const seq = useSelect(inbox, (view) => Object.entries(view?.inbox?.bookmarks ?? {}).find(([, one]) => one.of === of && one.thing === thing && one.post === post)?.[0]);
  const marked = useSelect(inbox, (view) => (seq === undefined ? undefined : view?.inbox?.bookmarks?.[Number(seq)]));
  return marked && { ...marked, seq: Number(seq) };
}

export const BookmarkForm = later<{ readonly place: Place; readonly marked: Marked | undefined; readonly onClose: () => void }>(
  async () => (await Promise.all([import('./form.tsx'), textsAdd(texts)]))[0].Form, true,
).Page;
