// SPDX-License-Identifier: Apache-2.0
// The way to what has been done: everybody's for whoever sees their work, else one's own; and that nothing more can be.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { Link } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import type { CompletionView } from './view.ts';

export function Way(): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  return <> · <Link to={{ page: 'participation', room }} testid="participation">{t('completion.page')}</Link><Archived /></>;
}

/** Why nothing can be written. */
export function Archived(): JSX.Element | null {
  const { t } = useWords();
  const archived = useView((view: CompletionView) => view.stage?.archived);
  return archived ? <span class="completion-archived" role="status" data-testid="archived">{t('completion.archived')}</span> : null;
}
