// SPDX-License-Identifier: Apache-2.0
// How people did in a test, as a file for a spreadsheet.
import { sheetOf } from '../../core/csv.ts';
import type { Taker } from './view.ts';

export function csvOf(takers: readonly Taker[], titles: readonly string[], nameOf: (taker: Taker) => string): string {
  const lines = takers.map((taker) => [taker.person, nameOf(taker), taker.taken, taker.score, taker.passed ? 'yes' : 'no',
    taker.handed === undefined ? '' : new Date(taker.handed).toISOString(), ...titles.map((_, at) => taker.scores?.[at])]);
  return sheetOf([['person', 'name', 'attempts', 'score', 'passed', 'handed', ...titles], ...lines]);
}
