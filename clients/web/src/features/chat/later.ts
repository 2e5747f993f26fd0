// SPDX-License-Identifier: Apache-2.0
// What is loaded once the room stands: nobody comes into a room on it.
export { Above } from './later/above.tsx';
export { More } from './later/more.tsx';
export { Outbox } from './later/outbox.tsx';
export { Reacted } from './later/reacted.tsx';
export { Removal } from './later/removal.tsx';
export { Earlier } from './earlier.tsx';
