// SPDX-License-Identifier: Apache-2.0
export { ChatMode } from './mode.tsx';
export { Needs } from './needs.tsx';
