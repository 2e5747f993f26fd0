// SPDX-License-Identifier: Apache-2.0
// What waits for a decision in a course, as a page of its own.
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { Back } from '../../ui/back.tsx';
import { Empty } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { usePageTitle } from '../../ui/title.ts';
import { Needs } from './needs.tsx';
import { casesOf } from './view.ts';
import type { ReportView } from './view.ts';

export function Queue(): JSX.Element {
  const { t } = useWords();
  const open = useView((view: ReportView) => casesOf(view.report?.reports).length);
  const list = useRef<HTMLUListElement>(null);
  useRove(list);
  usePageTitle(t('report.queue'));
  return (
    <div class="sheet course">
      <p><Back /></p>
      <h1>{t('report.queue')}</h1>
      {open === 0 && <Empty icon="check">{t('report.none')}</Empty>}
      <ul class="reports" ref={list} data-testid="reports"><Needs /></ul>
    </div>
  );
}
