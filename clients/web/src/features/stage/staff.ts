// SPDX-License-Identifier: Apache-2.0
export { Controls } from './controls.tsx';
export { RecordingsAfter as After } from './recordings.tsx';
