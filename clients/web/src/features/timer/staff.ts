// SPDX-License-Identifier: Apache-2.0
// What only the team sees.
export { TimerSheet as Sheet } from './sheet.tsx';
export { plan } from './plan.tsx';
