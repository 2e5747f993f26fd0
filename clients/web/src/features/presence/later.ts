// SPDX-License-Identifier: Apache-2.0
// What is loaded once the room stands.
export { PresenceAfter as After } from './after.tsx';
