// SPDX-License-Identifier: Apache-2.0
// What only the team sees.
export { RunSheet as Sheet } from './sheet.tsx';
