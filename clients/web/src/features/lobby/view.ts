// SPDX-License-Identifier: Apache-2.0
import type { RoomView } from '../../core/views.ts';

export interface InLine {
  readonly by: string;
  readonly name: string;
  readonly at: number;
  /** They wait for a place alone; else to be let in. */
  readonly place: boolean;
}
export interface LinePage {
  readonly line: { readonly [ticket: string]: InLine };
  readonly next?: number;
}
export interface LobbyView extends RoomView {
  readonly lobby?: {
    readonly count?: number;
    readonly line?: { readonly [ticket: string]: Partial<InLine> };
    readonly told?: { readonly text: string; readonly at: number };
    readonly capacity?: number;
  };
  readonly me: RoomView['me'] & { readonly lobby?: { readonly ticket: number; readonly told?: string } };
}
