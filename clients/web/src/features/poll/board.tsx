// SPDX-License-Identifier: Apache-2.0
// Quizzes: how people stand, by aliases; one's own place, name and points.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useRights } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import type { BySeq } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { useAct } from '../../ui/command.ts';
import { Button } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { quizName } from './options.ts';
import type { Board, Poll } from './view.ts';

interface Place {
  readonly alias: number;
  readonly polls: BySeq<number>;
  readonly of?: number;
  readonly points?: number;
  readonly place?: number;
}

/** An alias as a name: an animal, and a number, so that there are as many as people. */
export function aliasName(alias: number, words: Words): string {
  const animals = words.t('poll.board.animals').split(/[,،] /);
  return `${animals[alias % animals.length] ?? ''} ${words.number(1 + Math.floor(alias / animals.length) % 999)}`;
}

/** Whoever has as many points has the same place, as the server tells each of theirs. */
export function placeIn(top: Board['top'], at: number): number {
  return top.findIndex(([, points]) => points === top[at]?.[1]) + 1;
}

/** How one stands; asked for anew whenever `change` is another. */
function usePlace(quiz: string, change: string): { readonly place: Place | undefined; readonly ask: () => void } {
  const session = useSession();
  const room = useContext(RoomContext);
  const [place, set] = useState<Place | undefined>(undefined);
  const ask = (): void => void session.query('poll.place', { room, quiz }).then((answer) => set(answer as unknown as Place), () => undefined);
  useEffect(ask, [room, quiz, change]);
  return { place, ask };
}

/** What one's answer was worth. */
export function Score({ seq, quiz }: { seq: number; quiz: string }): JSX.Element | null {
  const { t } = useWords();
  const { place } = usePlace(quiz, '');
  const points = place?.polls[seq];
  return points === undefined ? null : <p class="poll-voted" data-testid="poll-score">{t('poll.board.score', { n: points })}</p>;
}

export interface BoardsProps {
  readonly polls: BySeq<Poll> | undefined;
  readonly boards: { readonly [quiz: string]: Board } | undefined;
}

/** A board for each quiz that has begun. */
export function Boards({ polls, boards }: BoardsProps): JSX.Element | null {
  const all = bySeq(polls).map(({ value }) => value).filter(({ quiz, state }) => quiz && state !== 'draft');
  const quizzes = [...new Set([...all.map(({ quiz }) => quiz ?? ''), ...Object.keys(boards ?? {})])].sort();
  if (quizzes.length === 0) return null;
  return (
    <div class="polls">
      {quizzes.map((quiz) => <Quiz key={quiz} quiz={quiz} board={boards?.[quiz]} told={all.filter((poll) => poll.quiz === quiz && poll.revealed).length} />)}
    </div>
  );
}

function Quiz({ quiz, board, told }: { quiz: string; board: Board | undefined; told: number }): JSX.Element {
  const words = useWords();
  const { t, number } = words;
  const { may, staff } = useRights();
  const { sending, run } = useAct();
  const { place, ask } = usePlace(quiz, JSON.stringify(board ?? told));
  const other = (): void => void run('poll.alias', { quiz }).then((done) => { if (done) ask(); });
  const tell = (published: boolean): void => void run('poll.board', { quiz, published });
  const mine = place?.alias;
  return (
    <section class="poll poll-board" aria-label={quizName(quiz, words)} data-testid={`board-${quiz}`}>
      <h3>{quizName(quiz, words)}</h3>
      {board && (
        <ol>
          {board.top.map(([alias, points], at) => (
            <li key={`${alias}-${at}`} class={!staff && alias === mine ? 'poll-board-mine' : undefined}>
              <span class="poll-board-place">{number(placeIn(board.top, at))}</span>
              <span>{aliasName(alias, words)}{!staff && alias === mine ? ` (${t('poll.board.you')})` : ''}</span>
              <span>{t('poll.points', { n: points })}</span>
            </li>
          ))}
        </ol>
      )}
      {board && <p class="hint" data-testid={`board-place-${quiz}`}>{place?.place === undefined ? t('poll.board.of', { n: board.of }) : t('poll.board.place', { place: number(place.place), all: number(board.of), n: place.points ?? 0 })}</p>}
      {!staff && mine !== undefined && mine > 0 && !board && (
        <div class="row">
          <p data-testid={`board-alias-${quiz}`}>{t('poll.board.alias', { alias: aliasName(mine, words) })}</p>
          {may('poll.alias') && <Button small kind="quiet" busy={sending} onClick={other} testid={`board-other-${quiz}`}>{t('poll.board.other')}</Button>}
        </div>
      )}
      {may('poll.board') && (
        <div class="row">
          {told === 0 && !board && <p class="hint">{t('poll.board.none')}</p>}
          {told > 0 && <Button small kind={board ? 'plain' : 'strong'} busy={sending} onClick={() => tell(true)} testid={`board-tell-${quiz}`}>{t(board ? 'poll.board.again' : 'poll.board.tell')}</Button>}
          {board && <Button small kind="quiet" busy={sending} onClick={() => tell(false)} testid={`board-hide-${quiz}`}>{t('poll.board.hide')}</Button>}
        </div>
      )}
    </section>
  );
}
