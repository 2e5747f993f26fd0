// SPDX-License-Identifier: Apache-2.0
// There is no such room, or none for this person: nobody learns which.
import type { JSX } from 'preact';
import { useWords } from '../../i18n/context.tsx';
import { Link } from '../../ui/parts.tsx';

/** `hides`: it is not said whether there is one. */
export function None({ hides }: { hides: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <div class="sheet" role="alert" data-testid="refused">
      <h1>{t(hides ? 'room.none' : 'room.refused')}</h1>
      {hides && <p class="lead">{t('room.none.hint')}</p>}
      <p><Link to={{ page: 'entry' }}>{t('app.tostart')}</Link></p>
    </div>
  );
}
