// SPDX-License-Identifier: Apache-2.0
import type { RoomView } from '../../core/views.ts';

export interface InLine {
  readonly by: string;
  readonly name: string;
  readonly at: number;
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
