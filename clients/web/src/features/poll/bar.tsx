// SPDX-License-Identifier: Apache-2.0
// What the team does with a poll.
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { Button } from '../../ui/parts.tsx';
import { useRights } from '../../core/here.ts';
import type { Poll } from './view.ts';

export function PollBar({ seq, poll }: { seq: number; poll: Poll }): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const [asking, setAsking] = useState(false);
  const draft = poll.state === 'draft';
  const opens = draft && may('poll.open');
  const closes = poll.state === 'open' && may('poll.close');
  const publishes = !draft && may('poll.publish');
  const deletes = poll.state !== 'open' && may('poll.delete');
  if (!opens && !closes && !publishes && !deletes) return null;
  const remove = (): void => void run('poll.delete', { poll: seq }).then(() => setAsking(false));
  const published = poll.published === true;
  return (
    <div class="poll-bar row">
      {opens && <Open seq={seq} sending={sending} onOpen={(seconds) => void run('poll.open', { poll: seq, ...(seconds > 0 ? { seconds } : {}) })} />}
      {closes && <Button kind="strong" busy={sending} onClick={() => void run('poll.close', { poll: seq })} testid={`poll-close-${seq}`}>{t('poll.close')}</Button>}
      {publishes && (
        <Button busy={sending} onClick={() => void run('poll.publish', { poll: seq, published: !published })} testid={`poll-publish-${seq}`}>
          {t(published ? 'poll.unpublish' : 'poll.publish')}
        </Button>
      )}
      {deletes && (
        <Button kind="quiet" icon="trash" busy={sending} onClick={() => (draft ? remove() : setAsking(true))} testid={`poll-delete-${seq}`}>
          {t(draft ? 'poll.delete' : 'poll.delete.closed')}
        </Button>
      )}
      {asking && (
        <Confirm title={t('poll.delete.ask')} hint={t('poll.delete.hint')} action={t('do.delete')} busy={sending}
          onConfirm={remove} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

const TIMES: readonly number[] = [0, 15, 30, 60, 120, 300, 600];

function Open({ seq, sending, onOpen }: { seq: number; sending: boolean; onOpen: (seconds: number) => void }): JSX.Element {
  const { t } = useWords();
  const [seconds, setSeconds] = useState(0);
  const id = useId();
  return (
    <>
      <label for={id} class="hidden">{t('poll.open.for')}</label>
      <select id={id} value={String(seconds)} onChange={(event) => setSeconds(Number(event.currentTarget.value))} data-testid={`poll-seconds-${seq}`}>
        {TIMES.map((time) => (
          <option key={time} value={String(time)}>
            {time === 0 ? t('poll.open.unlimited') : time < 60 ? t('poll.open.seconds', { n: time }) : t('poll.open.minutes', { n: time / 60 })}
          </option>
        ))}
      </select>
      <Button kind="strong" icon="play" busy={sending} onClick={() => onOpen(seconds)} testid={`poll-open-${seq}`}>{t('poll.open')}</Button>
    </>
  );
}
