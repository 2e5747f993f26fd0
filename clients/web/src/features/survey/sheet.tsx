// SPDX-License-Identifier: Apache-2.0
// The forms of a session while it is prepared and goes on: the list is that of its summary, and loads with it.
import type { JSX } from 'preact';
import { useRights } from '../../core/here.ts';
import { ofRest } from '../../ui/later.tsx';
import type { TeamProps } from './team.tsx';

const Team = ofRest<TeamProps>('survey', 'Team').Page;

export function SurveySheet(): JSX.Element | null {
  const { may } = useRights();
  return may('survey.add') ? <Team place="session" sheet /> : null;
}
