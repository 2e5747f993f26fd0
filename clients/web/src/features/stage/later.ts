// SPDX-License-Identifier: Apache-2.0
// What is loaded once the room stands.
export { StageAfter as After } from './after.tsx';
