// SPDX-License-Identifier: Apache-2.0
// The room that the forms of a course take, while they are on their way.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { Reserved } from '../../ui/later.tsx';
import { TemplateContext } from '../../ui/template.ts';
import { open } from './view.ts';
import type { SurveyView } from './view.ts';

export function Before(): JSX.Element | null {
  const { staff, may } = useRights();
  const all = useView((view: SurveyView) => Object.keys(view.survey?.surveys ?? {}).length);
  const asks = useView((view: SurveyView) => open(view.survey?.surveys).length);
  const library = useContext(TemplateContext) === 'library' && all === 0;
  if (staff) return may('survey.add') && !library ? <Reserved rem={all === 0 ? 6.5 : 5 + 2.125 * all} narrow={5 + 2.75 * Math.max(1, all)} /> : null;
  return asks > 0 && may('survey.answer') ? <Reserved rem={2 + 3 * asks} /> : null;
}
