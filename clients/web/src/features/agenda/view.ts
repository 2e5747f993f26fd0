// SPDX-License-Identifier: Apache-2.0
import { bySeq } from '../../core/views.ts';
import type { BySeq, RoomView, Texts } from '../../core/views.ts';

export interface Chapter {
  readonly title: Texts;
  readonly minutes?: number;
  /** When it was last gone to. */
  readonly began?: number;
}
export interface AgendaView extends RoomView {
  readonly stage: { readonly title: Texts };
  readonly agenda?: { readonly items?: BySeq<Chapter>; readonly order?: readonly number[]; readonly now?: number };
}
export interface Listed {
  readonly seq: number;
  readonly value: Chapter;
}

/** In their order; what the team has not ordered comes behind. */
export function chapters(agenda: AgendaView['agenda']): readonly Listed[] {
  const order = agenda?.order ?? [];
  const at = (seq: number): number => (order.includes(seq) ? order.indexOf(seq) : order.length);
  return bySeq(agenda?.items).sort((a, b) => at(a.seq) - at(b.seq) || a.seq - b.seq);
}
