// SPDX-License-Identifier: Apache-2.0
// What only the team sees.
export { SurveySheet as Sheet } from './sheet.tsx';
