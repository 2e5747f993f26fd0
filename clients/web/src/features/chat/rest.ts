// SPDX-License-Identifier: Apache-2.0
// What is loaded when it is first wanted.
import { later } from '../../ui/later.tsx';

export const More = later(async () => (await import('./later/more.tsx')).More);
export const Above = later(async () => (await import('./later/above.tsx')).Above);
export const Removal = later(async () => (await import('./later/removal.tsx')).Removal);
