// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useNow } from '../core/clock.ts';
import { ORGANISERS, bySeq } from '../core/views.ts';
import type { ChatMessage, WebinarView } from '../core/views.ts';
import { useWords } from '../i18n/context.tsx';
import { Button, Empty } from '../ui/parts.tsx';
import { useSession } from '../ui/session.tsx';
import { Composer } from './chat-composer.tsx';
import { Message } from './chat-message.tsx';
import { Outbox } from './chat-outbox.tsx';
import { useFollowEnd } from './follow-end.ts';
import { useWebinar } from './context.ts';
import { useStaffParts } from './staff-parts.ts';

// Messages of one person within this time stand under one name.
const TOGETHER_MS = 4 * 60_000;

interface Shown {
  readonly seq: number;
  readonly message: ChatMessage;
  readonly joined: boolean;
}

export function ChatPanel(): JSX.Element {
  const { t } = useWords();
  const { view, may } = useWebinar();
  const team = useStaffParts();
  const [reply, setReply] = useState<number | undefined>(undefined);
  const { identity } = useSession();
  const shown = messagesOf(view, identity.name);
  const newest = shown.at(-1);
  const { log, behind, toEnd } = useFollowEnd(newest?.seq ?? 0, newest?.message.by === view.me.id);
  const unread = shown.filter(({ seq }) => behind !== undefined && seq > behind).length;
  const target = reply === undefined ? undefined : view.chat?.messages?.[reply];
  return (
    <div class="chat">
      {team && may('chat.mode') && <team.ChatMode />}
      <div class="chat-scroll" ref={log} tabIndex={0} role="log" aria-live="polite" aria-label={t('chat.log')} data-testid="chat-log">
        {shown.length === 0 && <Empty icon="chat">{t('chat.empty')}</Empty>}
        <Messages shown={shown} onReply={setReply} />
      </div>
      {unread > 0 && (
        <div class="chat-new"><Button kind="strong" icon="down" onClick={toEnd} testid="chat-new">{t('chat.new', { n: unread })}</Button></div>
      )}
      <Outbox onReply={setReply} />
      <Composer reply={target && reply !== undefined ? { seq: reply, name: target.name } : undefined} onReplied={() => setReply(undefined)} />
    </div>
  );
}

function Messages({ shown, onReply }: { shown: readonly Shown[]; onReply: (seq: number) => void }): JSX.Element {
  const now = useNow(60_000);
  const { view, may, role, roleOf } = useWebinar();
  const mayReply = may('chat.post');
  const mayDelete = may('chat.delete');
  const organiser = ORGANISERS.includes(role);
  const mayApprove = may('chat.approve');
  return (
    <ol class="messages">
      {shown.map(({ seq, message, joined }) => {
        const own = message.by === view.me.id;
        return (
          <Message
            key={seq} seq={seq} message={message} joined={joined} own={own} role={roleOf(message.by)} day={now}
            quoted={message.reply === undefined ? undefined : view.chat?.messages?.[message.reply]}
            onReply={mayReply && !message.pending ? onReply : undefined}
            mayDelete={mayDelete && (own || organiser)} mayApprove={mayApprove && message.pending === true}
          />
        );
      })}
    </ol>
  );
}

/** What everyone sees, and this person's own messages that wait for approval, in one order. */
function messagesOf(view: WebinarView, name: string): Shown[] {
  const { me } = view;
  const all = bySeq(view.chat?.messages);
  for (const { seq, value } of bySeq(me.chat?.pending)) {
    if (!view.chat?.messages?.[seq]) all.push({ seq, value: { ...value, by: me.id, name, pending: true } });
  }
  all.sort((a, b) => a.seq - b.seq);
  return all.map(({ seq, value }, index) => {
    const before = all[index - 1]?.value;
    const joined = before?.by === value.by && value.at - before.at < TOGETHER_MS && value.reply === undefined;
    return { seq, message: value, joined };
  });
}
