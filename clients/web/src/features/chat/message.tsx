// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Role } from '../../core/views.ts';
import { personName, roleName, useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
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
  /** It mentions this person. */
  readonly mentions: boolean;
  readonly role: Role;
  readonly quoted: ChatMessage | undefined;
  /** Some moment of today, for how the time is written. */
  readonly day: number;
  readonly onReply: ((seq: number) => void) | undefined;
  readonly mayDelete: boolean;
  readonly mayApprove: boolean;
  readonly mayMore: boolean;
}

export const Message = memo<MessageProps>(({ seq, message, joined, own, mentions, role, quoted, day, onReply, mayDelete, mayApprove, mayMore }) => {
  const words = useWords();
  const { t } = words;
  const { sending, run } = useAct();
  const removal = useRemoval(seq, own);
  const [more, setMore] = useState(false);
  return (
    <li data-row id={`message-${seq}`} tabIndex={-1} class={`message${joined ? ' message-joined' : ''}${message.pending ? ' message-pending' : ''}${mentions ? ' message-mentions' : ''}`} data-testid={`message-${seq}`}>
      {!joined && <Avatar id={message.by} name={message.name} />}
      <div class="message-body">
        {joined
          ? <p class="hidden">{`${nameSaid(words, message, role, own)} ${words.moment(message.at, day)}`}</p>
          : <p class="message-head"><Name name={message.name} role={role} you={own} /> <Time at={message.at} now={day} /></p>}
        {message.reply !== undefined && <Quote message={quoted} />}
        <Marked text={message.text} dir={message.dir} />
        {mentions && <p class="message-edited">{t('chat.mentioned')}</p>}
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

/** For ears alone, in one text: most rows have it, and nobody sees it. */
function nameSaid(words: Words, { name }: ChatMessage, role: Role, own: boolean): string {
  const shown = personName(words, name);
  const title = role === 'participant' || roleName(words, role) === shown ? '' : ` ${roleName(words, role)}`;
  return (own ? words.t('name.you', { name: shown }) : shown) + title;
}

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
