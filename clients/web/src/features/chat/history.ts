// SPDX-License-Identifier: Apache-2.0
// What is kept of the messages that are not in the view any more, as protocol/entries/chat.history.md has it.
import { isObject } from '../../core/merge.ts';
import type { RoomEvent } from '../../core/room.ts';
import type { BySeq } from '../../core/views.ts';
import { blocksWith, blocksWithout, messageIn } from './blocks.ts';
import type { Blocks } from './blocks.ts';
import type { ChatMessage, ChatView } from './view.ts';

export interface Older {
  readonly blocks: Blocks;
  /** Where the next page ends; absent: where the view begins. */
  readonly next?: number;
  /** There is nothing before them. */
  readonly begins: boolean;
}
export interface HistoryPage {
  readonly messages: BySeq<ChatMessage>;
  readonly next?: number;
}

// What lets others be seen, for which the oldest leave.
const LEAVES = ['chat.post', 'chat.approve', 'chat.show', 'chat.mode'];

export const NOTHING: Older = { blocks: [], begins: false };

export function afterPage(older: Older, { messages, next }: HistoryPage): Older {
  // What was kept as it left the view is younger than any page says it.
  const news = Object.fromEntries(Object.entries(messages).filter(([seq]) => !messageIn(older.blocks, Number(seq))));
  return { blocks: blocksWith(older.blocks, news), begins: next === undefined, ...(next === undefined ? {} : { next }) };
}

/** A message that leaves the view is kept while somebody reads back; one that is deleted is nowhere. What leaves in a
 *  composed event may be either: then all is read again. */
export function afterEvent(older: Older, { type, patch, before }: RoomEvent, away: () => boolean): Older {
  const share = patch['chat'];
  if (share === null) return NOTHING;
  const named = isObject(share) ? share['messages'] : undefined;
  if (named === null) return NOTHING;
  const gone = isObject(named) ? Object.keys(named).filter((seq) => named[seq] === null) : [];
  if (gone.length === 0) return older;
  const reads = older.blocks.length > 0 || away();
  if (type === 'chat.delete') {
    // One that had left for it may be named beside it: which of them it was is told by reading again.
    const held = gone.filter((seq) => messageIn(older.blocks, Number(seq)));
    if (held.length > 0 && gone.length > 1) return NOTHING;
    return held.length === 0 ? older : { ...older, blocks: blocksWithout(older.blocks, Number(held[0])) };
  }
  // Another text for one that had left is read again.
  if (type === 'chat.edit') return gone.length === Object.keys(named ?? {}).length && gone.some((seq) => messageIn(older.blocks, Number(seq))) ? NOTHING : older;
  if (!LEAVES.includes(type)) return reads ? NOTHING : older;
  const stood = (before as unknown as ChatView).chat?.messages;
  const left = Object.fromEntries(gone.flatMap((seq) => (stood?.[seq] ? [[seq, stood[seq]]] : [])));
  return reads ? { ...older, blocks: blocksWith(older.blocks, left) } : older;
}
