// SPDX-License-Identifier: Apache-2.0
// What is loaded once the room stands: nobody comes into a room on it.
export { PollAfter as After } from './after.tsx';
export { PollNow as Now } from './now.tsx';
export { PollsPanel as Panel } from './panel.tsx';
