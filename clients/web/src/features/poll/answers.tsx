// SPDX-License-Identifier: Apache-2.0
// What people wrote in answer to a poll, for the team: it decides what everybody is shown.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Button } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import type { Poll } from './view.ts';

interface Answer {
  readonly answer: number;
  readonly shown?: true;
  readonly texts: readonly string[];
}

interface Page {
  readonly answers: readonly Answer[];
  readonly next?: number;
}

export function Answers({ seq, poll }: { seq: number; poll: Poll }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const room = useContext(RoomContext);
  const { sending, run } = useAct();
  const [answers, set] = useState<readonly Answer[]>([]);
  const [next, setNext] = useState<number | undefined>(undefined);
  const voters = poll.tally?.voters ?? 0;
  const shown = poll.tally?.shown?.map(({ answer }) => answer).join() ?? '';
  useEffect(() => {
    let gone = false;
    void session.query('poll.answers', { room, poll: seq }).then((page) => {
      if (gone) return;
      set((page as unknown as Page).answers);
      setNext((page as unknown as Page).next);
    }, () => undefined);
    return () => { gone = true; };
  }, [voters, shown, seq, room]);
  const more = (): void => void session.query('poll.answers', { room, poll: seq, before: next ?? 1 }).then((page) => {
    set([...answers, ...(page as unknown as Page).answers]);
    setNext((page as unknown as Page).next);
  }, () => undefined);
  return (
    <>
      <ul class="poll-shown" aria-label={t('poll.answers')} data-testid={`poll-answers-${seq}`}>
        {answers.map((each) => (
          <li key={each.answer} class="row">
            <span dir="auto">{each.texts.join(', ')}</span>
            {poll.type === 'text' && (
              <Button small kind="quiet" busy={sending} testid={`poll-show-${each.answer}`} onClick={() => void run('poll.show', { poll: seq, answer: each.answer, shown: !each.shown })}>
                {t(each.shown ? 'poll.hide' : 'poll.show')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {next !== undefined && <Button small kind="quiet" onClick={more} testid={`poll-answers-more-${seq}`}>{t('poll.more')}</Button>}
    </>
  );
}
