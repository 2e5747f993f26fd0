// SPDX-License-Identifier: Apache-2.0
// A text that the page has made, kept as a file.

/** Spreadsheets take a file for UTF-8 by its first mark. */
export function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
