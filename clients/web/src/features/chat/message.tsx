// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Role } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Icon } from '../../ui/icon.tsx';
import { memo } from '../../ui/memo.tsx';
import { Avatar, Button, IconButton, Name, Time } from '../../ui/parts.tsx';
import { Marked } from '../../ui/marked.tsx';
import { useRemoval } from './removal.tsx';
import { More, Reacted } from './rest.ts';
import { wordsOf } from './view.ts';
import type { ChatMessage } from './view.ts';

interface MessageProps {
  readonly seq: number;
  readonly message: ChatMessage;
  /** Continues the one before: no name again. */
  readonly joined: boolean;
  readonly own: boolean;
  readonly role: Role;
  readonly quoted: ChatMessage | undefined;
  /** Some moment of today, for how the time is written. */
  readonly day: number;
  readonly onReply: ((seq: number) => void) | undefined;
  readonly mayDelete: boolean;
  readonly mayApprove: boolean;
  readonly mayMore: boolean;
}

export const Message = memo<MessageProps>(({ seq, message, joined, own, role, quoted, day, onReply, mayDelete, mayApprove, mayMore }) => {
  const { t } = useWords();
  const { sending, run } = useAct();
  const removal = useRemoval(seq, own);
  const [more, setMore] = useState(false);
  return (
    <li data-row id={`message-${seq}`} tabIndex={-1} class={`message${joined ? ' message-joined' : ''}${message.pending ? ' message-pending' : ''}`} data-testid={`message-${seq}`}>
      {!joined && <Avatar id={message.by} name={message.name} />}
      <div class="message-body">
        <p class={joined ? 'hidden' : 'message-head'}>
          <Name name={message.name} role={role} you={own} /> <Time at={message.at} now={day} />
        </p>
        {message.reply !== undefined && <Quote message={quoted} />}
        <Marked text={message.text} dir={message.dir} />
        {message.edited !== undefined && <p class="message-edited">{t('chat.edited')}</p>}
        {message.reactions && <Reacted seq={seq} sums={message.reactions} />}
        {message.pending && (
          <p class="message-note">
            <Icon name="clock" /><span>{t(message.shows ? 'chat.delayed' : 'chat.pending')}</span>
            {mayApprove && <Button icon="check" busy={sending} onClick={() => void run('chat.approve', { message: seq, upto: wordsOf(seq, message) })} testid={`approve-${seq}`}>{t('do.approve')}</Button>}
          </p>
        )}
        {more && <More seq={seq} message={message} own={own} onClose={() => setMore(false)} />}
      </div>
      <Actions message={message} own={own} sending={sending} onReply={onReply && (() => onReply(seq))}
        onDelete={mayDelete ? removal.ask : undefined} more={more} onMore={mayMore ? () => setMore(!more) : undefined} />
      {removal.question}
    </li>
  );
});

function Actions({ message, own, sending, onReply, onDelete, more, onMore }: {
  message: ChatMessage; own: boolean; sending: boolean; onReply: (() => void) | undefined; onDelete: (() => void) | undefined;
  more: boolean; onMore: (() => void) | undefined;
}): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  if (!onReply && !onDelete && !onMore) return null;
  return (
    <div class="message-actions" role="group" aria-label={t('chat.actions', { name: personName(words, message.name) })}>
      {onReply && <IconButton icon="reply" label={t('do.reply')} onClick={onReply} />}
      {onMore && <IconButton icon="more" label={t('do.more')} expanded={more} onClick={onMore} />}
      {onDelete && <IconButton icon="trash" label={t(own ? 'do.delete' : 'do.remove')} busy={sending} onClick={onDelete} />}
    </div>
  );
}

function Quote({ message }: { message: ChatMessage | undefined }): JSX.Element {
  const words = useWords();
  return (
    <p class="quote">
      <Icon name="reply" />
      {message
        ? <><bdi class="name">{personName(words, message.name)}</bdi> <bdi dir={message.dir} class="quote-text">{message.text}</bdi></>
        : <span>{words.t('chat.reply.gone')}</span>}
    </p>
  );
}
