// SPDX-License-Identifier: Apache-2.0
// Whoever was silenced sees that it is so, and why, as long as it lasts.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { PeopleView } from './view.ts';

export function SilentNow(): JSX.Element | null {
  const { t } = useWords();
  const sanction = useView((view: PeopleView) => view.me.sanction);
  if (sanction?.silent !== true) return null;
  return (
    <section class="now-line" role="status" data-testid="silenced">
      <Icon name="chat" /> <span>{t('silenced.now')}{sanction.why !== undefined && <> <q dir="auto">{sanction.why}</q></>}</span>
    </section>
  );
}
