// SPDX-License-Identifier: Apache-2.0
import { changed } from '../../core/feature.ts';
import type { Feature } from '../../core/feature.ts';
import { bySeq } from '../../core/views.ts';
import { spoken } from '../../i18n/context.tsx';
import type { HandoutView } from './view.ts';

export const handout: Feature = {
  id: 'handout',
  later: ['Now', 'After'],
  now: ({ handout: share }: HandoutView, { lang }) => spoken(bySeq(share?.handouts).at(-1)?.value.title, lang).text || undefined,
  say: {
    'handout.add'({ t, lang }, event) {
      const added = (event.view as unknown as HandoutView).handout?.handouts?.[changed(event, 'handout', 'handouts')];
      return added && { text: t('handout.added', { title: spoken(added.title, lang).text }), urgency: 'polite' };
    },
  },
};
