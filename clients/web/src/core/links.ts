// SPDX-License-Identifier: Apache-2.0

export interface Piece {
  readonly text: string;
  readonly href?: string;
}

const ADDRESS = /https?:\/\/[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gi;
const TRAILING = '.,;:!?…،؛؟»”’';

/** Splits a text at its web addresses. Only http and https; a full stop behind an address is not of
 *  it, nor is a closing bracket that was not opened in it. */
export function links(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    const href = safe(address);
    if (href === undefined) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** One pass from the end: each character is looked at once, whatever people write. */
function trimmed(address: string): string {
  const unopened: { [bracket: string]: number } = { ')': surplus(address, '(', ')'), ']': surplus(address, '[', ']') };
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? '';
    if (TRAILING.includes(last)) continue;
    const more = unopened[last] ?? 0;
    if (more <= 0) break;
    unopened[last] = more - 1;
  }
  return address.slice(0, end);
}

function surplus(address: string, open: string, close: string): number {
  return address.split(close).length - address.split(open).length;
}

function safe(address: string): string | undefined {
  try {
    const url = new URL(address);
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
