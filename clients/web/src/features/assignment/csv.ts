// SPDX-License-Identifier: Apache-2.0
// Who has handed in, as a file for a spreadsheet.
import { sheetOf } from '../../core/csv.ts';
import type { Work } from './view.ts';

const stamp = (ms: number | undefined): string => (ms === undefined ? '' : new Date(ms).toISOString());
const yes = (is: true | undefined): string => (is ? 'yes' : 'no');

export function csvOf(works: readonly Work[], nameOf: (work: Work) => string): string {
  const lines = works.map((work) => [work.person, nameOf(work), work.taken, stamp(work.handed), yes(work.late), yes(work.waits), work.sum, yes(work.passed), stamp(work.back)]);
  return sheetOf([['person', 'name', 'handed in', 'last', 'late', 'waits', 'points', 'passed', 'handed back'], ...lines]);
}
