// SPDX-License-Identifier: Apache-2.0
import type { Feature, Say } from '../../core/feature.ts';
import { bySeq } from '../../core/views.ts';
import { personName } from '../../i18n/context.tsx';
import { ChatPanel } from './panel.tsx';
import type { ChatView } from './view.ts';
import './style.css';

// Who is mentioned is told so, once the message is seen by all.
const mentioned: Say = (words, { before, view }) => {
  const { chat: now, me } = view as unknown as ChatView;
  const then = (before as unknown as ChatView).chat?.messages;
  const news = bySeq(now?.messages).find(({ seq, value }) => value.mentions?.includes(me.id) && value.by !== me.id && !value.pending && (!then?.[seq] || then[seq]?.pending));
  return news && { text: words.t('chat.mention.told', { name: personName(words, news.value.name) }), urgency: 'polite', shown: true };
};

export const chat: Feature = {
  id: 'chat',
  grouped: true,
  tab: { id: 'chat', label: 'chat.tab', icon: 'chat', talk: true },
  things: 'message',
  Panel: ChatPanel,
  newest: (view: ChatView) => bySeq(view.chat?.messages).at(-1)?.seq ?? 0,
  fresh: ({ chat: { messages } = { mode: 'off' }, me }: ChatView, seen) =>
    bySeq(messages).filter(({ seq, value }) => seq > seen && value.by !== me.id).length,
  say: { 'chat.post': mentioned, 'chat.approve': mentioned, 'chat.show': mentioned, 'chat.mode': mentioned },
  needs: ({ chat: share }: ChatView) => bySeq(share?.messages).filter(({ value }) => value.pending && !value.shows).length,
};
