// SPDX-License-Identifier: Apache-2.0
// The way to what has been done: everybody's for whoever sees their work, else one's own.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { Link } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';

export function Way(): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  return <> · <Link to={{ page: 'participation', room }} testid="participation">{t('completion.page')}</Link></>;
}
