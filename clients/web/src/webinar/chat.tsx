// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { useNow } from '../core/clock.ts';
import type { Command } from '../core/queue.ts';
import { useStore } from '../core/store.ts';
import { ORGANISERS, bySeq } from '../core/views.ts';
import type { ChatMessage, WebinarView } from '../core/views.ts';
import { useWords } from '../i18n/context.tsx';
import { draftSet } from '../core/draft.ts';
import { Button, Empty } from '../ui/parts.tsx';
import { RoomContext, useSession } from '../ui/session.tsx';
import { Composer, composerPlace } from './chat-composer.tsx';
import { Message } from './chat-message.tsx';
import { ChatMode } from './chat-mode.tsx';
import { useFollowEnd } from './follow-end.ts';
import { useWebinar } from './context.ts';

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
  const [reply, setReply] = useState<number | undefined>(undefined);
  const { identity } = useSession();
  const shown = messagesOf(view, identity.name);
  const newest = shown.at(-1);
  const { log, behind, toEnd } = useFollowEnd(newest?.seq ?? 0, newest?.message.by === view.me.id);
  const unread = shown.filter(({ seq }) => behind !== undefined && seq > behind).length;
  const target = reply === undefined ? undefined : view.chat?.messages?.[reply];
  return (
    <div class="chat">
      {may('chat.mode') && <ChatMode />}
      <div class="chat-scroll" ref={log} tabIndex={0} role="log" aria-live="polite" aria-label={t('chat.log')} data-testid="chat-log">
        {shown.length === 0 && <Empty icon="chat">{t('chat.empty')}</Empty>}
        <Messages shown={shown} onReply={setReply} />
      </div>
      {unread > 0 && (
        <div class="chat-new"><Button kind="strong" icon="down" onClick={toEnd} testid="chat-new">{t('chat.new', { n: unread })}</Button></div>
      )}
      <Outbox />
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

// Written here and not yet answered, or refused: it is neither in the chat nor lost.
function Outbox(): JSX.Element {
  const { t } = useWords();
  const { queue } = useSession();
  const room = useContext(RoomContext);
  const mine = (command: Command): boolean => command.method === 'chat.post' && command.data['room'] === room;
  const waiting = useStore(queue.waiting).filter(mine);
  const failed = useStore(queue.failed).filter(({ command }) => mine(command));
  return (
    <ul class="outbox" data-testid="outbox">
      {waiting.map((command) => (
        <li key={command.op} class="outbox-waiting">
          <span dir="auto">{textOf(command)}</span><span class="outbox-state">{t('do.sending')}</span>
        </li>
      ))}
      {failed.map(({ command, error }) => (
        <li key={command.op} class="outbox-failed">
          <span dir="auto">{textOf(command)}</span>
          <span class="outbox-state" role="status">{t('chat.failed', { error: t(`error.${error}`) })}</span>
          <span class="row">
            <Button kind="quiet" onClick={() => { draftSet(composerPlace(room), textOf(command)); queue.dismiss(command.op); }}>{t('do.edit')}</Button>
            <Button kind="quiet" onClick={() => queue.dismiss(command.op)}>{t('do.discard')}</Button>
          </span>
        </li>
      ))}
    </ul>
  );
}

function textOf(command: Command): string {
  const text = command.data['text'];
  return typeof text === 'string' ? text : '';
}
