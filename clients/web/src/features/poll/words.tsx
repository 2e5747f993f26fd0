// SPDX-License-Identifier: Apache-2.0
// The words of a cloud as the team has them: each can be put away, for everybody.
import type { JSX } from 'preact';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import type { Poll } from './view.ts';

export function CloudWords({ seq, poll }: { seq: number; poll: Poll }): JSX.Element | null {
  const { t } = useWords();
  const { sending, run } = useAct();
  const show = (word: string, shown: boolean): Promise<boolean> => run('poll.show', { poll: seq, word, shown });
  const away = async (text: string, word: string): Promise<void> => {
    if (await show(word, false)) notify(t('poll.word.away', { word: text }), { label: t('do.undo'), run: () => void show(word, true) });
  };
  const words = poll.tally?.words ?? [];
  if (words.length === 0) return null;
  return (
    <details class="poll-words">
      <summary data-testid={`poll-words-${seq}`}>{t('poll.words.away')}</summary>
      <ul class="row">
        {words.map(([text, , word]) => (
          <li key={word}>
            <Button small kind="quiet" icon="close" busy={sending} onClick={() => void away(text, word)} testid={`poll-word-${word}`}><bdi>{text}</bdi></Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
