// SPDX-License-Identifier: Apache-2.0
// Guests of a course: the team's list of them, and the course as it is for one. Nobody waits for it.
export { Guests } from './guests.tsx';
export { Visiting } from './visiting.tsx';
