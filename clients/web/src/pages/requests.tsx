// SPDX-License-Identifier: Apache-2.0
// The way to those who ask for access, for whoever decides on them: nothing for everybody else.
import type { JSX } from 'preact';
import type { Can } from '../core/views.ts';
import { useWords } from '../i18n/context.tsx';
import { Count, Link } from '../ui/parts.tsx';
import { useRoom } from '../ui/session.tsx';

interface Academy {
  readonly can?: Can;
  readonly me: { readonly roles?: readonly string[] };
  readonly access?: { readonly waiting?: number };
}

export function RequestsLink(): JSX.Element | null {
  const { t } = useWords();
  const { view } = useRoom<Academy>('academy:main');
  if (!view?.me.roles?.some((role) => view.can?.[role]?.['access.list'])) return null;
  const waiting = view.access?.waiting ?? 0;
  return <p><Link to={{ page: 'requests' }} class="button" testid="to-requests">{t('home.requests')}{waiting > 0 && <Count value={waiting} waits />}</Link></p>;
}
