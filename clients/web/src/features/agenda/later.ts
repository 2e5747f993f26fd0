// SPDX-License-Identifier: Apache-2.0
// What is loaded once the room stands: nobody comes into a room on it.
export { AgendaNow as Now } from './now.tsx';
