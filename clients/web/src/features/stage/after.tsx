// SPDX-License-Identifier: Apache-2.0
// That it is over, when it was, and what comes next.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { Again } from './again.tsx';
import { Next } from './next.tsx';
import type { StageView } from './view.ts';

export function StageAfter(): JSX.Element {
  const { t, full } = useWords();
  const since = useView((view: StageView) => view.stage.since);
  return (
    <>
      <header class="after-head">
        <h2>{t('stage.ended')}</h2>
        <p class="lead">{t('stage.ended.hint')}</p>
        {since !== undefined && <p class="meta"><time dateTime={new Date(since).toISOString()}>{t('stage.ended.at', { date: full(since) })}</time></p>}
        <Next />
      </header>
      <Again />
    </>
  );
}
