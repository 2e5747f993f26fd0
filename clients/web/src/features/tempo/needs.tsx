// SPDX-License-Identifier: Apache-2.0
// That many want another tempo, as long as they do.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { otherwise } from './view.ts';
import type { TempoView } from './view.ts';

export function Needs(): JSX.Element | null {
  const { t, number } = useWords();
  const wanted = useView((view: TempoView) => otherwise(view)?.wanted);
  const n = useView((view: TempoView) => otherwise(view)?.n ?? 0);
  if (!wanted) return null;
  return (
    <li class="need" data-row tabIndex={-1} data-testid="need-tempo">
      <Icon name="clock" />
      <div><p class="meta">{t('tempo.sums')}</p><p>{t(`tempo.need.${wanted}`)} <strong>{number(n)}</strong></p></div>
    </li>
  );
}
