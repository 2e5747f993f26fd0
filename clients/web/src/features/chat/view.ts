// SPDX-License-Identifier: Apache-2.0
import { BOUNDS } from '../../core/contract.ts';
import type { Command } from '../../core/queue.ts';
import type { Authored, BySeq, Me, RoomView, Written } from '../../core/views.ts';

export type ChatMode = 'open' | 'slow' | 'approve' | 'staff' | 'off';
export interface ChatMessage extends Authored {
  readonly reply?: number;
  readonly pending?: boolean;
  /** When a delay lets all see it. */
  readonly shows?: number;
  /** When its author gave it another text, and the entry that did. */
  readonly edited?: number;
  readonly version?: number;
  readonly reactions?: { readonly [kind: string]: number };
}
export interface Told {
  readonly at: number;
  readonly kind: 'refused' | 'removed';
  readonly why?: string;
}
export interface Chat {
  readonly mode: ChatMode;
  readonly slow_seconds?: number;
  /** How long what participants write is seen by them and the team alone. */
  readonly delay_seconds?: number;
  readonly messages?: BySeq<ChatMessage>;
  readonly pins?: BySeq<ChatMessage>;
  /** The team's: for these a message waits. */
  readonly words?: readonly string[];
}
export interface ChatView extends RoomView {
  readonly chat?: Chat;
  readonly me: Me & {
    readonly chat?: { readonly pending?: BySeq<Written & { readonly shows?: number }>; readonly told?: BySeq<Told>; readonly reacted?: BySeq<readonly string[]> };
  };
}

/** Whether its author may give it another text still; the server decides. */
export function mayEdit({ at, pending }: ChatMessage, { mode, delay, staff, now }: { mode: ChatMode; delay: boolean; staff: boolean; now: number }): boolean {
  // What all see is not changed where the team looks first.
  if (delay && !staff && pending !== true) return false;
  const open = staff ? mode !== 'off' : mode === 'open' || mode === 'slow' || (mode === 'approve' && pending === true);
  return open && now - at < BOUNDS.EDIT_SECONDS * 1000;
}

/** The entry that gave a message the words that are shown. */
export function wordsOf(seq: number, { version }: ChatMessage): number {
  return version ?? seq;
}

/** Of the commands that wait, those that are messages to this room. */
export function posts(room: string): (command: Command) => boolean {
  return ({ method, data }) => method === 'chat.post' && data['room'] === room;
}

/** Where the draft of the next message stands. */
export function composerPlace(room: string): string {
  return `chat/${room}`;
}
