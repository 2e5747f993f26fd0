// SPDX-License-Identifier: Apache-2.0
// The way to the library, with how much there is. Where it is empty, for those alone who may add something.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import type { LibraryView } from './view.ts';

export function Way(): JSX.Element | null {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const { may } = useRights();
  const count = useView((view: LibraryView) => view.document?.count ?? 0);
  if (count === 0 && !may('document.add')) return null;
  return <p><Link to={{ page: 'library', room }} class="button button-plain" testid="to-library"><Icon name="book" />{t('lib.way', { n: count })}</Link></p>;
}
