// SPDX-License-Identifier: Apache-2.0

const LASTS_MS = 10_000;

/** Gives it to whoever reads, as a file. */
export function keep(name: string, file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LASTS_MS);
}
