// SPDX-License-Identifier: Apache-2.0
// What only the team sees.
export { QuestionBar } from './bar.tsx';
export { Intake } from './intake.tsx';
export { Kept } from './kept.tsx';
export { Needs } from './needs.tsx';
