// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useWords } from '../i18n/context.tsx';
import { Link } from './parts.tsx';

/** In place of a room that cannot be entered. */
export function Refused({ code }: { code: number }): JSX.Element {
  const { t } = useWords();
  const key = code === 102 || code === 404 ? 'room.unknown' : code === 103 ? 'room.denied' : 'room.refused';
  return (
    <div class="sheet" role="alert" data-testid="refused">
      <h1>{t(key)}</h1>
      <p><Link to={{ page: 'entry' }}>{t('app.tostart')}</Link></p>
    </div>
  );
}
