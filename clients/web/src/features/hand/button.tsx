// SPDX-License-Identifier: Apache-2.0
// One's own hand, and how many are up.
import type { JSX } from 'preact';
import { useRights, useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Icon } from '../../ui/icon.tsx';
import { ownHand } from './view.ts';
import type { HandView } from './view.ts';

export function HandButton(): JSX.Element | null {
  const { t } = useWords();
  const { may, staff } = useRights();
  const { sending, run } = useAct();
  const mine = useView(ownHand);
  const count = useView((view: HandView) => view.hand?.count ?? 0);
  // The team has the queue; whoever may raise none keeps the one that is up.
  if (staff || !(mine || may('hand.raise'))) return null;
  const label = t(mine ? 'hand.lower' : 'hand.raise');
  return (
    <div class="hand">
      <button type="button" class={mine ? 'button button-small button-strong' : 'button button-small'} aria-disabled={sending} data-testid="hand"
        onClick={() => void run(mine ? 'hand.lower' : 'hand.raise', {})}>
        <Icon name="hand" /> {label}
      </button>
      {mine?.called ? <strong role="status" data-testid="hand-called">{t('hand.called')}</strong>
        : count > 0 && <span class="meta" data-testid="hand-count">{t('hand.count', { n: count })}</span>}
    </div>
  );
}
