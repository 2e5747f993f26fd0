// SPDX-License-Identifier: Apache-2.0
// In a session once it is over, and on a course's page.
export { SurveyAfter as After, SurveyCourse as Course } from './forms.tsx';
