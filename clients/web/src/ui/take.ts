// SPDX-License-Identifier: Apache-2.0
// Beside a date: a button that takes it along into the reader's own calendar.
import { later } from './later.tsx';

export const take = later(async () => (await import('./take/index.ts')).takeLoad(), 'always');
