// SPDX-License-Identifier: Apache-2.0
// How the tempo is for the room: a bar of four parts, each with its word and number.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { sumsOf, TEMPOS } from './view.ts';

export function TempoSums(): JSX.Element | null {
  const { t, number } = useWords();
  const sums = useView(sumsOf);
  const said = TEMPOS.map((tempo) => ({ tempo, n: sums[tempo] ?? 0 })).filter(({ n }) => n > 0);
  if (said.length === 0) return null;
  return (
    <section class="tempo tempo-sums" aria-label={t('tempo.sums')} data-testid="tempo-sums">
      <h2 class="meta">{t('tempo.sums')}</h2>
      <ul class="meta">
        {said.map(({ tempo, n }) => <li key={tempo} data-testid={`tempo-sum-${tempo}`}>{t(`tempo.sum.${tempo}`)} <strong>{number(n)}</strong></li>)}
      </ul>
      <span class="tempo-bar" aria-hidden="true">{said.map(({ tempo, n }) => <span key={tempo} class={`tempo-${tempo}`} style={{ flexGrow: n }} />)}</span>
    </section>
  );
}
