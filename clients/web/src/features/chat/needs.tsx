// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useDay } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Icon } from '../../ui/icon.tsx';
import { Need } from '../../ui/need.tsx';
import { Button } from '../../ui/parts.tsx';
import { useRemoval } from './removal.tsx';
import { wordsOf } from './view.ts';
import type { ChatMessage, ChatView } from './view.ts';

/** Messages that wait for approval. */
export function Needs(): JSX.Element {
  const messages = useView((view: ChatView) => view.chat?.messages);
  const day = useDay();
  const waiting = bySeq(messages).filter(({ value }) => value.pending && !value.shows);
  return <>{waiting.length > 1 && <All waiting={waiting} />}{waiting.map(({ seq, value }) => <Row key={seq} seq={seq} message={value} day={day} />)}</>;
}

/** Those that are in sight, and as they are: what comes or is changed meanwhile goes on waiting. */
function All({ waiting }: { waiting: readonly { readonly seq: number; readonly value: ChatMessage }[] }): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  if (!may('chat.approve')) return null;
  const messages = waiting.map(({ seq }) => seq);
  const upto = Math.max(...waiting.map(({ seq, value }) => wordsOf(seq, value)));
  return (
    <li class="need need-all" data-row tabIndex={-1}>
      <Icon name="chat" />
      <Button kind="strong" icon="check" busy={sending} onClick={() => void run('chat.approve', { messages, upto })} testid="chat-approve-all">
        {t('chat.approve.all', { n: messages.length })}
      </Button>
    </li>
  );
}

function Row({ seq, message, day }: { seq: number; message: ChatMessage; day: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { may } = useRights();
  const { sending, run } = useAct();
  const removal = useRemoval(seq, false, true);
  const name = personName(words, message.name);
  const acts: Act[] = [];
  if (may('chat.approve')) acts.push({ label: t('do.approve'), testid: `need-approve-${seq}`, onChoose: () => void run('chat.approve', { message: seq, upto: wordsOf(seq, message) }) });
  if (may('chat.refuse')) acts.push({ label: t('do.remove'), icon: 'trash', danger: true, testid: `need-remove-${seq}`, onChoose: removal.ask });
  return (
    <>
      <Need icon="chat" kind={t('chat.need')} who={<bdi class="name">{name}</bdi>} at={message.at} day={day} text={message.text} dir={message.dir}
        acts={acts} label={t('chat.actions', { name })} busy={sending} testid={`need-${seq}`} />
      {removal.question}
    </>
  );
}
