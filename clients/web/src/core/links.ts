// SPDX-License-Identifier: Apache-2.0

export interface Piece {
  readonly text: string;
  readonly href?: string;
}

const ADDRESS = /https?:\/\/[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gi;
const TRAILING = /[.,;:!?…،؛؟»”’]+$/;

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

function trimmed(address: string): string {
  for (;;) {
    const bare = address.replace(TRAILING, '');
    const last = bare.slice(-1);
    const open = last === ')' ? '(' : last === ']' ? '[' : '';
    const unopened = open !== '' && bare.split(open).length < bare.split(last).length;
    const next = unopened ? bare.slice(0, -1) : bare;
    if (next === address) return address;
    address = next;
  }
}

function safe(address: string): string | undefined {
  try {
    const url = new URL(address);
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
