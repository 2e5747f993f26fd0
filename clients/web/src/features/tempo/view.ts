// SPDX-License-Identifier: Apache-2.0
import type { RoomView } from '../../core/views.ts';

export const TEMPOS = ['faster', 'fine', 'slower', 'lost'] as const;
export type Tempo = (typeof TEMPOS)[number];

export interface TempoView extends RoomView {
  readonly stage?: { readonly phase?: string };
  /** For the team alone: how many have chosen what. */
  readonly tempo?: { readonly sums?: { readonly [tempo in Tempo]?: number } };
  readonly presence?: { readonly count?: number };
  readonly me: RoomView['me'] & { readonly tempo?: { readonly chosen?: Tempo | 'none' } };
}

const FEW = 3;
const NONE = {};
const SHARE = 4;

/** How many have chosen what, while the session goes on. */
export function sumsOf({ stage, tempo }: TempoView): { readonly [tempo in Tempo]?: number } {
  return (stage?.phase === 'ended' ? undefined : tempo?.sums) ?? NONE;
}

/** Once as many as a quarter of those present, and three at least, want it otherwise, the team is told: which way, and how many. */
export function otherwise(view: TempoView): { readonly wanted: 'slower' | 'faster'; readonly n: number } | undefined {
  const { faster = 0, slower = 0, lost = 0 } = sumsOf(view);
  const line = Math.max(FEW, Math.ceil((view.presence?.count ?? 0) / SHARE));
  if (slower + lost >= line) return { wanted: 'slower', n: slower + lost };
  return faster >= line ? { wanted: 'faster', n: faster } : undefined;
}
