// SPDX-License-Identifier: Apache-2.0
// How people did in a test, as a file for a spreadsheet.
import type { Taker } from './view.ts';

/** Quoted as RFC 4180 says; what a spreadsheet would take for a formula is a text. */
export function cell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf(takers: readonly Taker[], titles: readonly string[], nameOf: (taker: Taker) => string): string {
  const lines = takers.map((taker) => [taker.person, nameOf(taker), taker.taken, taker.score, taker.passed ? 'yes' : 'no',
    taker.handed === undefined ? '' : new Date(taker.handed).toISOString(), ...titles.map((_, at) => taker.scores?.[at])]);
  return [['person', 'name', 'attempts', 'score', 'passed', 'handed', ...titles], ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** Spreadsheets take a file for UTF-8 by its first mark. */
export function keep(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
