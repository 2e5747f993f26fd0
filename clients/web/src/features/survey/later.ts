// SPDX-License-Identifier: Apache-2.0
// In a session and once it is over, on a course's page and on that of a unit; the team's list is in its run sheet too.
export { SurveyAfter as After, SurveyCourse as Course, SurveyNow as Now, SurveyUnit as OfUnit } from './forms.tsx';
export { Team } from './team.tsx';
