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
  readonly stage?: { readonly phase?: string };
  readonly hand?: {
    readonly count?: number;
    /** For the team alone. */
    readonly up?: BySeq<Hand>;
  };
  readonly me: RoomView['me'] & { readonly hand?: { readonly mine?: BySeq<OwnHand> } };
}

const isOver = ({ stage }: HandView): boolean => stage?.phase === 'ended';

/** One's own hand, when it is up: of a session that is over none is. */
export function ownHand(view: HandView): OwnHand | undefined {
  return isOver(view) ? undefined : Object.values(view.me.hand?.mine ?? {})[0];
}

/** Those that are up, for the team: nobody can be called on in a session that is over. */
export function handsUp(view: HandView): BySeq<Hand> | undefined {
  return isOver(view) ? undefined : view.hand?.up;
}
