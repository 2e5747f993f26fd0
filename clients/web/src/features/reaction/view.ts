// SPDX-License-Identifier: Apache-2.0
import type { RoomView } from '../../core/views.ts';

/** Numbers by name; a name that is not there is 0. */
export type Sums = { readonly [name: string]: number };
export interface ReactionView extends RoomView {
  readonly reaction?: { readonly sums?: Sums };
}
