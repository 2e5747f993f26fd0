// SPDX-License-Identifier: Apache-2.0
// Short forms that people answer without a name: in a session and at its end, of a unit, or before and after.
import { changed } from '../../core/feature.ts';
import type { Feature, Say } from '../../core/feature.ts';
import type { Texts } from '../../core/views.ts';
import { spoken } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { ofRest } from '../../ui/later.tsx';
import { Before } from './before.tsx';
import { asked } from './view.ts';
import type { SurveyView } from './view.ts';

function line({ t, lang }: Words, title: Texts | undefined): string | undefined {
  return title && t('survey.here', { title: spoken(title, lang).text });
}

const say: { readonly [type: string]: Say } = {
  'survey.open'(words, event) {
    const view = event.view as unknown as SurveyView;
    const text = view.me.role === 'participant' ? line(words, view.survey?.surveys?.[changed(event, 'survey', 'surveys')]?.title) : undefined;
    return text === undefined ? undefined : { text, urgency: 'polite' };
  },
};

export const survey: Feature = {
  id: 'survey',
  later: ['Now', 'After'],
  now: (view: SurveyView, words) => line(words, asked(view)[0]?.form.title),
  say,
};

/** On a course's page it stands by itself. */
export const surveyCourse: Feature = { id: 'survey', Panel: ofRest('survey', 'Course', Before).Page, say };
