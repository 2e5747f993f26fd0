// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { later } from '../../ui/later.tsx';
import { casesOf, decidedOf } from './view.ts';
import type { ReportView } from './view.ts';

export const report: Feature = {
  id: 'report',
  Report: later(async () => (await import('./button.tsx')).Report).Page,
  needs: ({ report: share }: ReportView) => casesOf(share?.reports).length,
  say: {
    'report.decide'({ t }, { before, view }) {
      const own = decidedOf(before as unknown as ReportView, view as unknown as ReportView);
      if (!own?.decision) return undefined;
      return { text: [t(`report.told.${own.decision}`), own.why].filter(Boolean).join(' '), urgency: 'polite', shown: true };
    },
  },
};
