// SPDX-License-Identifier: Apache-2.0
// How much waits for a decision, on the way to it.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { Link } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { casesOf } from './view.ts';
import type { ReportView } from './view.ts';

export function Waits(): JSX.Element | null {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const open = useView((view: ReportView) => casesOf(view.report?.reports).length);
  return open === 0 ? null : <p class="reports-wait"><Link to={{ page: 'reports', room }} testid="to-reports">{t('report.waits', { n: open })}</Link></p>;
}
