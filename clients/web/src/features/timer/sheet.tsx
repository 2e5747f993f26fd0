// SPDX-License-Identifier: Apache-2.0
// Starting and stopping the timer: a few lengths at hand, any other by its minutes.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { serverNow } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import type { Texts } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { LanguageFields, textsOf } from '../../ui/languages.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { TimerNow } from './now.tsx';
import type { TimerView } from './view.ts';

const MINUTE_S = 60;
const LENGTHS: readonly number[] = [1, 3, 5, 10];
const MINUTES_DIGITS = 4;

export function TimerSheet(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const timer = useView((view: TimerView) => view.timer);
  const [title, setTitle] = useState<Texts>({});
  const [minutes, setMinutes] = useState('');
  if (!may('timer.start')) return null;
  const start = async (length: number): Promise<void> => {
    const texts = textsOf(title, BOUNDS.TITLE_CHARS);
    if (await run('timer.start', { seconds: Math.round(length * MINUTE_S), ...(texts ? { title: { ...texts } } : {}) })) setMinutes('');
  };
  const stop = async (): Promise<void> => {
    const { ends = 0, title: before } = timer ?? {};
    const again = (): void => {
      const left = Math.round((ends - serverNow()) / 1000);
      if (left > 0) void run('timer.start', { seconds: left, ...(before ? { title: { ...before } } : {}) });
    };
    if (await run('timer.stop', {})) notify(t('timer.stopped'), { label: t('do.undo'), run: again });
  };
  const other = Number(minutes.replace(',', '.'));
  return (
    <section class="sheet-part" aria-labelledby="sheet-timer">
      <div class="sheet-head">
        <h3 id="sheet-timer">{t('timer.title')}</h3>
        {(timer?.seconds ?? 0) > 0 && <Button small busy={sending} onClick={() => void stop()} testid="timer-stop">{t('timer.stop')}</Button>}
      </div>
      <TimerNow />
      <details class="fold" data-testid="timer-more">
        <summary>{t('timer.new')}</summary>
        <LanguageFields label={t('timer.field')} other={t('timer.languages')} value={title} max={BOUNDS.TITLE_CHARS} onInput={setTitle} testid="timer-title" />
        <div class="row">
          {LENGTHS.map((n) => <Button key={n} small busy={sending} onClick={() => void start(n)} testid={`timer-${n}`}>{t('timer.minutes', { n })}</Button>)}
        </div>
        <TextField label={t('timer.field.minutes')} keys="numeric" value={minutes} max={MINUTES_DIGITS} onInput={setMinutes} testid="timer-minutes" />
        {minutes !== '' && <Button small busy={sending} disabled={!(other > 0 && other * MINUTE_S <= BOUNDS.TIMER_SECONDS)} onClick={() => void start(other)} testid="timer-start">{t('timer.start')}</Button>}
      </details>
    </section>
  );
}
