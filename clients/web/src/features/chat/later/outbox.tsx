// SPDX-License-Identifier: Apache-2.0
// Written here and not yet answered, or refused: it is neither in the chat nor lost.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useNow } from '../../../core/clock.ts';
import { draftGet, draftSet } from '../../../core/draft.ts';
import type { Command } from '../../../core/queue.ts';
import { useStore } from '../../../core/store.ts';
import { useWords } from '../../../i18n/context.tsx';
import { Button } from '../../../ui/parts.tsx';
import { RoomContext, useSession } from '../../../ui/session.tsx';
import { heldText } from '../../../ui/held.ts';
import { Copy } from '../../../ui/waits.tsx';
import { composerPlace, posts } from '../view.ts';

export function Outbox({ onReply }: { onReply: (seq: number | undefined) => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { queue } = useSession();
  const room = useContext(RoomContext);
  const mine = posts(room);
  const waiting = useStore(queue.waiting).filter(mine);
  const failed = useStore(queue.failed).filter(({ command }) => mine(command));
  useNow(waiting.some((command) => command.held) ? 1000 : 0);
  // What is being written meanwhile stays.
  const edit = (command: Command): void => {
    const place = composerPlace(room);
    draftSet(place, [textOf(command), draftGet(place)].filter(Boolean).join('\n'));
    const { reply } = command.data;
    if (typeof reply === 'number') onReply(reply);
  };
  return (
    <ul class="outbox" data-testid="outbox">
      {waiting.map((command) => (
        <li key={command.op} class="outbox-waiting">
          <span dir="auto">{textOf(command)}</span>
          {command.held && <span class="hidden" role="status">{t('do.sending')}</span>}
          <span class="outbox-state">{command.held ? heldText(words, command.held) : t('do.sending')}</span>
          {command.held && <Button kind="quiet" onClick={() => { queue.takeBack(command.op); edit(command); }}>{t('do.takeback')}</Button>}
        </li>
      ))}
      {failed.map(({ command, error }) => (
        <li key={command.op} class="outbox-failed">
          <span dir="auto">{textOf(command)}</span>
          <span class="outbox-state" role="status">{t('chat.failed', { error: t(`error.${error}`) })}</span>
          <span class="row">
            <Button kind="quiet" onClick={() => { queue.dismiss(command.op); edit(command); }}>{t('do.edit')}</Button>
            <Button kind="quiet" onClick={() => queue.again(command.op)}>{t('do.again')}</Button>
            <Copy text={textOf(command)} />
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
