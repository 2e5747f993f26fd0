// SPDX-License-Identifier: Apache-2.0
// Where one is in a long discussion, and the places one goes to: its beginning, what is new, the answer, its end.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { useWords } from '../../i18n/context.tsx';
import type { Key } from '../../i18n/index.ts';
import type { Listed } from './counts.ts';
import type { ThreadView } from './view.ts';

const LONG = 6;

interface Stop {
  readonly seq: number;
  readonly label: Extract<Key, `forum.line.${string}`>;
  readonly at: number;
}

export function TimeLine({ thread, posts, firstNew, onGo }: {
  thread: ThreadView['thread']; posts: readonly Listed[]; firstNew: number | undefined; onGo: (seq: number) => void;
}): JSX.Element | null {
  const { t, moment } = useWords();
  const day = useDay();
  const share = useScrolled();
  if (posts.length < LONG) return null;
  const at = (seq: number | undefined): number => posts.find((post) => post.seq === seq)?.value.at ?? thread.at;
  const last = posts.at(-1)?.seq ?? thread.seq;
  const stops: Stop[] = [{ seq: thread.seq, label: 'forum.line.first', at: thread.at }];
  if (firstNew !== undefined) stops.push({ seq: firstNew, label: 'forum.line.new', at: at(firstNew) });
  if (thread.accepted !== undefined) stops.push({ seq: thread.accepted, label: 'forum.line.answer', at: at(thread.accepted) });
  stops.push({ seq: last, label: 'forum.line.last', at: at(last) });
  stops.sort((a, b) => a.seq - b.seq);
  return (
    <nav class="time-line" aria-label={t('forum.line')} data-testid="time-line">
      <span class="time-line-track" aria-hidden="true"><span style={{ blockSize: `${share * 100}%` }} /></span>
      <ol>
        {stops.map(({ seq, label, at: when }) => (
          <li key={label}>
            <button type="button" class="button-link" onClick={() => onGo(seq)}>{t(label)}</button>
            <span class="meta">{moment(when, day)}</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** How far down the page one is, of 1. */
function useScrolled(): number {
  const [share, setShare] = useState(0);
  useEffect(() => {
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const room = document.documentElement.scrollHeight - innerHeight;
      setShare(room <= 0 ? 1 : Math.round((scrollY / room) * 100) / 100);
    };
    const scrolled = (): void => {
      frame ||= requestAnimationFrame(look);
    };
    addEventListener('scroll', scrolled, { passive: true });
    look();
    return () => {
      removeEventListener('scroll', scrolled);
      cancelAnimationFrame(frame);
    };
  }, []);
  return share;
}
