// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { bySeq } from '../../core/views.ts';
import { ChatPanel } from './panel.tsx';
import type { ChatView } from './view.ts';
import './style.css';

export const chat: Feature = {
  id: 'chat',
  tab: { id: 'chat', label: 'chat.tab', icon: 'chat', talk: true },
  things: 'message',
  Panel: ChatPanel,
  newest: (view: ChatView) => bySeq(view.chat?.messages).at(-1)?.seq ?? 0,
  fresh: ({ chat: { messages } = { mode: 'off' }, me }: ChatView, seen) =>
    bySeq(messages).filter(({ seq, value }) => seq > seen && value.by !== me.id).length,
  needs: ({ chat: share }: ChatView) => bySeq(share?.messages).filter(({ value }) => value.pending && !value.shows).length,
};
