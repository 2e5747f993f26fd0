// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { spoken } from '../../i18n/context.tsx';
import type { AgendaView } from './view.ts';

export const agenda: Feature = {
  id: 'agenda',
  later: ['Now', 'After'],
  during: true,
  now({ agenda: share }: AgendaView, { lang }) {
    const { items = {}, now = 0 } = share ?? {};
    return spoken((items[now] ?? Object.values(items)[0])?.title, lang).text || undefined;
  },
  say: {
    'agenda.go'({ lang }, { view }) {
      const { items, now = 0 } = (view as unknown as AgendaView).agenda ?? {};
      const chapter = items?.[now];
      return chapter && { text: spoken(chapter.title, lang).text, urgency: 'polite' };
    },
  },
};
