// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useWords } from '../i18n/context.tsx';
import { Link } from './parts.tsx';

// Unknown channel, permission denied, not found, ended by the server: one answer, so that nobody learns which rooms there are.
const NONE: readonly number[] = [102, 103, 404, 2000];

/** In place of a room that cannot be entered. */
export function Refused({ code }: { code: number }): JSX.Element {
  const { t } = useWords();
  return (
    <div class="sheet" role="alert" data-testid="refused">
      <h1>{t(NONE.includes(code) ? 'room.none' : 'room.refused')}</h1>
      {NONE.includes(code) && <p class="lead">{t('room.none.hint')}</p>}
      <p><Link to={{ page: 'entry' }}>{t('app.tostart')}</Link></p>
    </div>
  );
}
