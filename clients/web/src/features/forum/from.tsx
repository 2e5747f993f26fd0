// SPDX-License-Identifier: Apache-2.0
// Where a discussion is from that a webinar left as an open question.
import type { JSX } from 'preact';
import { useWords } from '../../i18n/context.tsx';
import { Link } from '../../ui/parts.tsx';
import type { From } from './view.ts';

export function FromWebinar({ from }: { readonly from: From }): JSX.Element {
  const { t } = useWords();
  return <Link to={{ page: 'webinar', room: from.room }} hash={`question-${from.question}`} testid={`from-${from.question}`}>{t('forum.from', { n: from.votes })}</Link>;
}
