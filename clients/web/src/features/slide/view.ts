// SPDX-License-Identifier: Apache-2.0
import type { BySeq, RoomView } from '../../core/views.ts';

export interface Deck {
  readonly name: string;
  readonly pages: number;
  /** How far its pages are; of 0: nobody knows yet how many there are. */
  readonly making?: { readonly page: number; readonly of: number };
  readonly failed?: { readonly why: Why; readonly page: number };
}
export type Why = 'cancelled' | 'lost' | 'broken' | 'locked' | 'empty' | 'many' | 'slow' | 'large' | 'full' | 'missing' | 'gone';
export interface SlideShare {
  /** 0: none is shown. */
  readonly page: number;
  /** The deck that is shown, or was last: how many pages it has, and the farthest that was shown. */
  readonly deck?: number;
  readonly of?: number;
  readonly seen?: number;
  /** The team's alone. */
  readonly decks?: BySeq<Deck>;
}
export interface SlideView extends RoomView {
  readonly slide?: SlideShare;
  readonly stage?: { readonly phase?: string };
}

/** Which page one looks at. */
export interface Place {
  readonly page: number;
  /** It is the one that is shown to everybody. */
  readonly live: boolean;
}

/** `own`: the page one went to by oneself; it is never farther than may be looked at. */
export function placeOf(shown: number, own: number | undefined, last: number): Place {
  if (own === undefined || own === shown || own < 1) return { page: shown, live: true };
  return { page: Math.min(own, Math.max(shown, last)), live: false };
}

/** What a key does to a page; along the line of reading, which arrows of the keyboard are not. */
export function stepOf(key: string, dir: 'ltr' | 'rtl'): number {
  const forward = dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  return key === forward || key === 'PageDown' ? 1 : key === back || key === 'PageUp' ? -1 : 0;
}
