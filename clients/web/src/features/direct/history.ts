// SPDX-License-Identifier: Apache-2.0
// One conversation as it is known here: read page by page, and kept by what its view says of the last change.
import type { BySeq } from '../../core/views.ts';
import type { DirectMessage, DirectPage, TalkView } from './view.ts';

export interface Known {
  readonly messages: BySeq<DirectMessage>;
  /** The change up to which that is so. */
  readonly changed: number;
  readonly next?: number;
}

/** With what came last, where that is all that came; else it is to be read again: undefined. */
export function afterChange(known: Known, { changed, before, last }: TalkView): Known | undefined {
  if (changed === known.changed) return known;
  // What is told after an entry is its own message, when the last of the conversation has the seq of that entry.
  if (before !== known.changed || last?.seq !== changed || last.text === undefined || !last.dir) return undefined;
  const { seq, at, by, name, text, dir } = last;
  return { ...known, changed, messages: { ...known.messages, [seq]: { at, by, text, dir, ...(name === undefined ? {} : { name }) } } };
}

/** `changed`: of the conversation, as the answer says it. */
export function afterPage(known: Known | undefined, { messages, next }: DirectPage, changed: number): Known {
  return { messages: { ...known?.messages, ...messages }, changed, ...(next === undefined ? {} : { next }) };
}
