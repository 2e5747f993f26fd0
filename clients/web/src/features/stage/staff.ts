// SPDX-License-Identifier: Apache-2.0
export { Controls } from './controls.tsx';
