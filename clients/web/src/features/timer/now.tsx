// SPDX-License-Identifier: Apache-2.0
// What is left, counted down here; that it is over is said once.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { announce } from '../../ui/live.tsx';
import type { TimerView } from './view.ts';

export function TimerNow(): JSX.Element | null {
  const seconds = useView((view: TimerView) => view.timer?.seconds ?? 0);
  const ends = useView((view: TimerView) => view.timer?.ends ?? 0);
  return seconds > 0 ? <Running key={ends} ends={ends} seconds={seconds} /> : null;
}

function Running({ ends, seconds }: { ends: number; seconds: number }): JSX.Element {
  const { t, lang, countdown } = useWords();
  const title = spoken(useView((view: TimerView) => view.timer?.title), lang);
  const over = useRef(false);
  const now = useNow(over.current ? 0 : 1000);
  const left = ends - now;
  const isOver = left <= 0;
  // Who comes in later is not told of what was over before.
  const ran = useRef(!isOver);
  useEffect(() => {
    if (!isOver || over.current) return;
    over.current = true;
    if (ran.current) announce(t('timer.over'), 'assertive');
  }, [isOver]);
  return (
    <section class={isOver ? 'timer timer-over' : 'timer'} aria-label={t('timer.title')} data-testid="timer">
      <Icon name="clock" />
      <span class="cut" lang={title.lang} dir={title.dir} title={title.text}>{title.text || t('timer.title')}</span>
      <strong role="timer" aria-live="off" dir="ltr" data-testid="timer-left">{isOver ? t('timer.over') : countdown(Math.ceil(left / 1000) * 1000)}</strong>
      <progress aria-hidden="true" max={seconds} value={Math.max(0, Math.min(seconds, Math.ceil(left / 1000)))} />
    </section>
  );
}
