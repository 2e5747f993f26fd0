// SPDX-License-Identifier: Apache-2.0
// What only the team sees, in a file of its own that nobody else loads.
export { ChatMode } from './chat-mode.tsx';
export { Controls } from './controls.tsx';
export { PeoplePanel } from './people.tsx';
export { PollBar } from './poll-bar.tsx';
export { QuestionBar } from './question-bar.tsx';
export { Intake } from './question-intake.tsx';
