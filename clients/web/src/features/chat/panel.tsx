// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { ORGANISERS, bySeq } from '../../core/views.ts';
import type { BySeq, Written } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button, Empty } from '../../ui/parts.tsx';
import { later } from '../../ui/later.tsx';
import { memo } from '../../ui/memo.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { useShown } from '../../ui/target.ts';
import { Composer } from './composer.tsx';
import { Message } from './message.tsx';
import { Outbox } from './outbox.tsx';
import { useFollowEnd } from './follow-end.ts';
import { useRove } from '../../ui/rove.ts';
import { useRights, useRoleOf, useView } from '../../core/here.ts';
import { useTeam } from '../../core/team.ts';
import type { ChatMessage, ChatView } from './view.ts';

// Messages of one person within this time stand under one name.
const TOGETHER_MS = 4 * 60_000;

// With this many in the view there may be others before them.
const MANY = 50;
const Earlier = later(async () => (await import('./earlier.tsx')).Earlier);

interface Shown {
  readonly seq: number;
  readonly message: ChatMessage;
  readonly joined: boolean;
}

export function ChatPanel(): JSX.Element {
  const { t } = useWords();
  const { me, may } = useRights();
  const messages = useView((view: ChatView) => view.chat?.messages);
  const pending = useView((view: ChatView) => view.me.chat?.pending);
  const team = useTeam<typeof import('./staff.ts')>('chat');
  const [reply, setReply] = useState<number | undefined>(undefined);
  const { identity } = useSession();
  const room = useContext(RoomContext);
  const shown = messagesOf(messages, pending, { id: me, name: identity.name });
  const newest = shown.at(-1);
  useShown('message', (seq) => messages?.[seq] !== undefined);
  const { log, behind, toEnd } = useFollowEnd(newest?.seq ?? 0, newest?.message.by === me);
  useRove(log, true);
  const unread = shown.filter(({ seq }) => behind !== undefined && seq > behind).length;
  const target = reply === undefined ? undefined : messages?.[reply];
  return (
    <div class="chat">
      {team && may('chat.mode') && <team.ChatMode />}
      <div class="chat-scroll" ref={log} role="log" aria-live="polite" aria-label={t('chat.log')} data-testid="chat-log">
        {shown.length > MANY && (
          <Earlier.Page room={room} log={log} draw={(older) => <OlderMessages messages={older} onReply={setReply} />} />
        )}
        {shown.length === 0 && <Empty icon="chat">{t('chat.empty')}</Empty>}
        <Messages shown={shown} all={messages} onReply={setReply} />
      </div>
      {unread > 0 && (
        <div class="chat-new"><Button kind="strong" icon="down" onClick={toEnd} testid="chat-new">{t('chat.new', { n: unread })}</Button></div>
      )}
      <Outbox onReply={setReply} />
      <Composer reply={target && reply !== undefined ? { seq: reply, name: target.name } : undefined} onReplied={() => setReply(undefined)} />
    </div>
  );
}

// What was read in is drawn again when it changes, and not with every new message. It quotes what is older still.
const OlderMessages = memo(({ messages, onReply }: { messages: BySeq<ChatMessage>; onReply: (seq: number) => void }) => {
  const { me } = useRights();
  return <Messages shown={messagesOf(messages, undefined, { id: me, name: '' })} all={messages} onReply={onReply} />;
});

function Messages({ shown, all, onReply }: {
  shown: readonly Shown[]; all: BySeq<ChatMessage> | undefined; onReply: (seq: number) => void;
}): JSX.Element {
  const now = useNow(60_000);
  const { me, may, role } = useRights();
  const roleOf = useRoleOf();
  const mayReply = may('chat.post');
  const mayDelete = may('chat.delete');
  const organiser = ORGANISERS.includes(role);
  const mayApprove = may('chat.approve');
  return (
    <ol class="messages">
      {shown.map(({ seq, message, joined }) => {
        const own = message.by === me;
        return (
          <Message
            key={seq} seq={seq} message={message} joined={joined} own={own} role={roleOf(message.by)} day={now}
            quoted={message.reply === undefined ? undefined : all?.[message.reply]}
            onReply={mayReply && !message.pending ? onReply : undefined}
            mayDelete={mayDelete && (own || organiser)} mayApprove={mayApprove && message.pending === true}
          />
        );
      })}
    </ol>
  );
}

/** What everyone sees, and this person's own messages that wait for approval, in one order. */
function messagesOf(messages: BySeq<ChatMessage> | undefined, pending: BySeq<Written> | undefined, me: { id: string; name: string }): Shown[] {
  const all = bySeq(messages);
  for (const { seq, value } of bySeq(pending)) {
    if (!messages?.[seq]) all.push({ seq, value: { ...value, by: me.id, name: me.name, pending: true } });
  }
  all.sort((a, b) => a.seq - b.seq);
  return all.map(({ seq, value }, index) => {
    const before = all[index - 1]?.value;
    const joined = before?.by === value.by && value.at - before.at < TOGETHER_MS && value.reply === undefined;
    return { seq, message: value, joined };
  });
}
