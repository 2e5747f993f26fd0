// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useNow } from '../../../core/clock.ts';
import { useView } from '../../../core/here.ts';
import type { SceneKind } from '../../../core/wall.ts';
import { spoken, useWords } from '../../../i18n/context.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Lines } from '../../../ui/wall.tsx';
import type { TimerView } from '../view.ts';

function Left({ ends }: { readonly ends: number }): JSX.Element {
  const { t, countdown } = useWords();
  const left = ends - useNow(1000);
  return <strong class={left <= 0 ? 'wall-ended' : undefined} role="timer" aria-live="off" data-testid="wall-timer-left">{left <= 0 ? t('timer.over') : <span dir="ltr">{countdown(Math.ceil(left / 1000) * 1000)}</span>}</strong>;
}

/** Fills the wall, until something else happens. */
export function WallTimer(): JSX.Element | null {
  const { t, lang } = useWords();
  const timer = useView((view: TimerView) => view.timer);
  if (!timer?.seconds) return null;
  const title = spoken(timer.title, lang);
  return (
    <section class="wall-scene wall-middle" data-testid="wall-timer">
      <h1 class="wall-title wall-big"><Lines text={title.text || t('timer.title')} lang={title.lang} dir={title.dir} /></h1>
      <p class="wall-count"><Left ends={timer.ends ?? 0} /></p>
    </section>
  );
}

/** Beside something else. */
export function FootTimer({ kind }: { readonly kind: SceneKind | undefined }): JSX.Element | null {
  const timer = useView((view: TimerView) => view.timer);
  const over = useView((view: TimerView & { readonly stage?: { readonly phase: string } }) => view.stage?.phase === 'ended');
  return timer?.seconds && kind !== 'timer' && !over ? <span class="wall-left"><Icon name="clock" /><Left ends={timer.ends ?? 0} /></span> : null;
}
