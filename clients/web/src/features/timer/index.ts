// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { spoken } from '../../i18n/context.tsx';
import type { TimerView } from './view.ts';

const MINUTE_S = 60;

export const timer: Feature = {
  id: 'timer',
  later: ['Now'],
  during: true,
  now: ({ timer: share }: TimerView, { t, lang }) => (share?.seconds ? spoken(share.title, lang).text || t('timer.title') : undefined),
  say: {
    'timer.start'({ t, lang }, { view }) {
      const { seconds = 0, title } = (view as unknown as TimerView).timer ?? {};
      return { text: t('timer.started', { title: spoken(title, lang).text || t('timer.title'), n: Math.max(1, Math.round(seconds / MINUTE_S)) }), urgency: 'polite' };
    },
  },
};
