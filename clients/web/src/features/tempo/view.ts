// SPDX-License-Identifier: Apache-2.0
import type { RoomView } from '../../core/views.ts';

export const TEMPOS = ['faster', 'fine', 'slower', 'lost'] as const;
export type Tempo = (typeof TEMPOS)[number];

export interface TempoView extends RoomView {
  /** For the team alone: how many have chosen what. */
  readonly tempo?: { readonly sums?: { readonly [tempo in Tempo]?: number } };
  readonly me: RoomView['me'] & { readonly tempo?: { readonly chosen?: Tempo | 'none' } };
}
