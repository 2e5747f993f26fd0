// SPDX-License-Identifier: Apache-2.0
import type { BySeq, RoomView, Texts } from '../../core/views.ts';

export interface Handout {
  readonly title: Texts;
  readonly url: string;
  /** What it is written in. */
  readonly language?: string;
}
export interface HandoutView extends RoomView {
  readonly handout?: { readonly handouts?: BySeq<Handout> };
}
