// SPDX-License-Identifier: Apache-2.0
// What only the team sees.
export { TempoSums } from './sums.tsx';
export { Needs } from './needs.tsx';
