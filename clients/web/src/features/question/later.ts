// SPDX-License-Identifier: Apache-2.0
// What is loaded once the room stands: nobody comes into a room on it.
export { QuestionAfter as After } from './after.tsx';
export { QuestionNow as Now } from './now.tsx';
export { QuestionsPanel as Panel } from './panel.tsx';
