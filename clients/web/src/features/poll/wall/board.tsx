// SPDX-License-Identifier: Apache-2.0
// How people stand in a quiz, by their aliases.
import type { JSX } from 'preact';
import { useView } from '../../../core/here.ts';
import { useWords } from '../../../i18n/context.tsx';
import { Fit, Lines, Numbers } from '../../../ui/wall.tsx';
import { aliasName, placeIn } from '../board.tsx';
import { quizName } from '../options.ts';
import type { PollView } from '../view.ts';

export function WallBoard({ id }: { readonly id: string }): JSX.Element | null {
  const words = useWords();
  const { t, number } = words;
  const quiz = id.slice('board-'.length);
  const board = useView((view: PollView) => view.poll?.boards?.[quiz]);
  if (!board) return null;
  const name = quizName(quiz, words);
  const most = Math.max(1, ...board.top.map(([, points]) => points));
  const rows = board.top.map(([alias, points], at) => ({ place: placeIn(board.top, at), name: aliasName(alias, words), points: number(points), share: points / most }));
  return (
    <section class="wall-scene" data-testid={`wall-${id}`}>
      <p class="wall-state"><span class="wall-badge">{t('present.board')}</span> <span>{t('poll.board.of', { n: board.of })}</span></p>
      <Fit change={JSON.stringify([name, rows])}>
        <h1 class="wall-title"><Lines text={name} /></h1>
        <ol class="wall-board" aria-hidden="true">
          {rows.map((row, at) => (
            <li key={at} class={row.place <= 3 ? 'wall-board-first' : undefined}>
              <span class="wall-place">{number(row.place)}</span><Lines text={row.name} />
              <span class="wall-track"><span style={{ inlineSize: `${row.share * 100}%` }} /></span><strong>{row.points}</strong>
            </li>
          ))}
        </ol>
      </Fit>
      <Numbers title={name} of={id} rows={rows.map((row) => [`${number(row.place)}. ${row.name}`, row.points])} />
    </section>
  );
}
