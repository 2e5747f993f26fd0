// SPDX-License-Identifier: Apache-2.0
import type { BySeq, RoomView } from '../../core/views.ts';

export interface OwnHand {
  readonly at: number;
  /** When it was called on. */
  readonly called?: number;
}
export interface Hand extends OwnHand {
  readonly by: string;
  readonly name?: string;
}
export interface HandView extends RoomView {
  readonly hand?: {
    readonly count?: number;
    /** For the team alone. */
    readonly up?: BySeq<Hand>;
  };
  readonly me: RoomView['me'] & { readonly hand?: { readonly mine?: BySeq<OwnHand> } };
}

/** One's own hand, when it is up. */
export function ownHand(view: HandView): OwnHand | undefined {
  return Object.values(view.me.hand?.mine ?? {})[0];
}
