// SPDX-License-Identifier: Apache-2.0
// A length of time as a step of the run sheet: "timer:5" are five minutes, "timer:5:2" the second such.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { serverNow } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { numbersOf } from '../../core/plan.ts';
import type { Plan } from '../../core/plan.ts';
import { useWords } from '../../i18n/context.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button } from '../../ui/parts.tsx';
import type { TimerView } from './view.ts';

const MINUTE_S = 60;
const DIGITS = 3;
const MINUTES_MAX = BOUNDS.TIMER_SECONDS / MINUTE_S;

/** The first of that length that is not there yet. */
export function keyFor(minutes: number, steps: readonly string[]): string {
  for (let n = 1; ; n++) {
    const key = n === 1 ? `timer:${minutes}` : `timer:${minutes}:${n}`;
    if (!steps.includes(key)) return key;
  }
}

function Add({ steps, add }: { readonly steps: readonly string[]; readonly add: (key: string) => void }): JSX.Element {
  const { t } = useWords();
  const [minutes, setMinutes] = useState('');
  const n = Number(minutes);
  const fits = Number.isInteger(n) && n >= 1 && n <= MINUTES_MAX;
  const send = (event: Event): void => {
    event.preventDefault();
    if (!fits) return;
    add(keyFor(n, steps));
    setMinutes('');
  };
  return (
    <form class="row" noValidate onSubmit={send}>
      <TextField label={t('timer.step')} keys="numeric" value={minutes} max={DIGITS} onInput={setMinutes} testid="run-add-minutes" />
      <Button small submit disabled={minutes !== '' && !fits} testid="run-add-timer">{t('timer.step.add')}</Button>
    </form>
  );
}

export const plan: Plan = {
  kind: 'timer',
  step(key, { timer }: TimerView, { t }, now) {
    const [n = 0] = numbersOf(key);
    const runs = now && (timer?.seconds ?? 0) > 0 && (timer?.ends ?? 0) > serverNow();
    const press = {
      label: t('timer.start'), said: () => t('timer.began', { n }), method: 'timer.start', data: { seconds: n * MINUTE_S }, undo: { method: 'timer.stop', data: {} },
    };
    return { key, icon: 'clock', title: { text: t('timer.title') }, detail: t('timer.minutes', { n }), state: runs ? 'on' : now ? 'done' : 'ahead', own: true, ...(runs ? {} : { press }) };
  },
  Add,
};
