// SPDX-License-Identifier: Apache-2.0

/** A list as people paste it: one in a line, or parted by commas and semicolons; "Name <address>" is the address. */
export function listRead(text: string): string[] {
  const parts = text.split(/[\n;,،]+/).map((part) => (/<([^<>\s]+@[^<>\s]+)>/.exec(part)?.[1] ?? part).trim().replace(/^["']|["']$/g, ''));
  return [...new Set(parts.filter((part) => part !== ''))];
}

export function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}
