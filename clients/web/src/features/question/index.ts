// SPDX-License-Identifier: Apache-2.0
import { changed } from '../../core/feature.ts';
import type { Feature } from '../../core/feature.ts';
import { bySeq } from '../../core/views.ts';
import { answering, waitsFor } from './shared.ts';
import type { QuestionView } from './view.ts';

export const question: Feature = {
  id: 'question',
  tab: { id: 'questions', label: 'question.tab', icon: 'question' },
  things: 'question',
  later: ['Panel', 'Now', 'After'],
  during: true,
  now({ question: share }: QuestionView, { t }) {
    const found = answering(share?.questions);
    // Another's words, in their own direction.
    return found && t('question.now', { text: `\u2068${found.value.text}\u2069` });
  },
  needs: ({ question: share, me }: QuestionView) => bySeq(share?.questions).filter(({ value }) => waitsFor(value, me.id)).length,
  say: {
    'question.take'(words, event) {
      const taken = (event.view as unknown as QuestionView).question?.questions?.[changed(event, 'question', 'questions')];
      return taken && { text: words.t('question.now', { text: taken.text }), urgency: 'polite' };
    },
  },
};
