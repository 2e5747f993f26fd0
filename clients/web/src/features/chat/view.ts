// SPDX-License-Identifier: Apache-2.0
import type { Authored, BySeq, Me, RoomView, Written } from '../../core/views.ts';

export type ChatMode = 'open' | 'slow' | 'approve' | 'staff' | 'off';
export interface ChatMessage extends Authored {
  readonly reply?: number;
  readonly pending?: boolean;
}
export interface Chat {
  readonly mode: ChatMode;
  readonly slow_seconds?: number;
  readonly messages?: BySeq<ChatMessage>;
}
export interface ChatView extends RoomView {
  readonly chat?: Chat;
  readonly me: Me & { readonly chat?: { readonly pending?: BySeq<Written> } };
}
