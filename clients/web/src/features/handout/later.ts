// SPDX-License-Identifier: Apache-2.0
// What is loaded once the room stands: nobody comes into a room on it.
export { HandoutAfter as After } from './now.tsx';
export { HandoutNow as Now } from './now.tsx';
