// SPDX-License-Identifier: Apache-2.0
// In a form whose words are to stand on the person's other devices too.
import { later } from './later.tsx';

export const elsewhere = later(async () => (await import('./elsewhere/index.ts')).elsewhereLoad(), 'always');
