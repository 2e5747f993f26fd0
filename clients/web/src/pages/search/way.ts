// SPDX-License-Identifier: Apache-2.0
// What was found, and the way to it.
import type { Texts } from '../../core/views.ts';
import { roomPath, routeOf } from '../../core/router.ts';
import type { Route } from '../../core/router.ts';

export const IS = ['post', 'thread', 'message', 'question', 'answer', 'comment', 'unit', 'item', 'document', 'caption', 'room', 'topic', 'poll'] as const;
export type Is = (typeof IS)[number];

export interface Hit {
  readonly kind: Is;
  readonly room: string;
  readonly at: number;
  readonly thing?: number;
  readonly post?: number;
  readonly by?: string;
  readonly name?: string;
  readonly title?: string | Texts;
  readonly dir?: 'ltr' | 'rtl';
  readonly text: string;
  /** Begin and end of each word in the text, in turn. */
  readonly found: readonly number[];
}

export interface Way {
  readonly to: Route;
  readonly hash: string;
}

export function wayOf({ kind, room, thing = 0, post }: Hit): Way {
  const to = (route: Route, hash = ''): Way => ({ to: route, hash });
  switch (kind) {
    case 'post':
    case 'thread':
      return to({ page: 'thread', room, thread: thing }, post ? `post-${post}` : '');
    case 'unit':
    case 'item':
      return to({ page: 'unit', room, unit: thing }, post ? `item-${post}` : '');
    case 'document':
      return to({ page: 'document', room, document: thing });
    case 'message':
      return to(routeOf(roomPath(room)), `message-${thing}`);
    case 'question':
    case 'answer':
    case 'comment':
      return to(routeOf(roomPath(room)), `question-${thing}`);
    case 'topic':
      return to({ page: 'topic', room, topic: thing });
    case 'poll':
      return to(routeOf(roomPath(room)), `poll-${thing}`);
    default:
      return to(routeOf(roomPath(room)));
  }
}

/** Whether it was said at a moment of a session, which is watched again once that is over. */
export function isMoment({ kind, room }: Hit): boolean {
  return room.startsWith('webinar:') && ['message', 'question', 'answer', 'comment', 'caption'].includes(kind);
}

export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/** The text in pieces, what was looked for apart. A title in front, which stands above it already, is left out. */
export function pieces({ text, found, title }: Pick<Hit, 'text' | 'found' | 'title'>): Piece[] {
  const made: Piece[] = [];
  let from = typeof title === 'string' && text.startsWith(`${title}\n`) ? title.length + 1 : 0;
  for (let i = 0; i + 1 < found.length; i += 2) {
    const [begin = 0, end = 0] = [found[i], found[i + 1]];
    if (begin < from || end <= begin || end > text.length) continue;
    if (begin > from) made.push({ text: text.slice(from, begin), found: false });
    made.push({ text: text.slice(begin, end), found: true });
    from = end;
  }
  if (from < text.length) made.push({ text: text.slice(from), found: false });
  return made;
}

/** What follows one another in one room is told together. */
export function grouped(hits: readonly Hit[]): (readonly [room: string, hits: readonly Hit[]])[] {
  const groups: [string, Hit[]][] = [];
  for (const hit of hits) {
    const last = groups[groups.length - 1];
    if (last?.[0] === hit.room) last[1].push(hit);
    else groups.push([hit.room, [hit]]);
  }
  return groups;
}
