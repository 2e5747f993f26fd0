// SPDX-License-Identifier: Apache-2.0
// Puts the marks of core/markdown.ts into a text that is being written, or takes them away again.

export const MARKS = ['strong', 'em', 'quote', 'code', 'link', 'mention'] as const;
export type Mark = (typeof MARKS)[number];

/** What stands in place of a part of the text, and what of it is selected then. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const AROUND = { strong: '**', em: '*', code: '`' } as const;
const FENCE = '```';
const ADDRESS = 'https://';

export function marked(text: string, start: number, end: number, mark: Mark): Change {
  const chosen = text.slice(start, end);
  if (mark === 'quote') return quoted(text, start, end);
  if (mark === 'link') return linked(chosen, start, end);
  if (mark === 'mention') {
    // Within a word it would be no name.
    const sign = /[\p{L}\p{N}]$/u.test(text.slice(0, start)) ? ' @' : '@';
    return { from: start, to: end, text: sign, start: start + sign.length, end: start + sign.length };
  }
  if (mark === 'code' && chosen.includes('\n')) return wrapped(chosen, start, end, `${FENCE}\n`, `\n${FENCE}`);
  const sign = AROUND[mark];
  const within = text.slice(0, start).endsWith(sign) && text.slice(end).startsWith(sign);
  // One star of two is not a star.
  const doubled = mark === 'em' && text.slice(0, start).endsWith('**') && !text.slice(0, start).endsWith('***');
  if (within && !doubled) return { from: start - sign.length, to: end + sign.length, text: chosen, start: start - sign.length, end: end - sign.length };
  return wrapped(chosen, start, end, sign, sign);
}

function wrapped(chosen: string, from: number, to: number, before: string, after: string): Change {
  const start = from + before.length;
  return { from, to, text: before + chosen + after, start, end: start + chosen.length };
}

/** The lines that are touched: quoted, or no longer where all of them were. */
function quoted(text: string, start: number, end: number): Change {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next < 0 ? text.length : next;
  const lines = text.slice(from, to).split('\n');
  const all = lines.every((line) => line.startsWith('> '));
  const changed = lines.map((line) => (all ? line.slice(2) : `> ${line}`)).join('\n');
  return { from, to, text: changed, start: from, end: from + changed.length };
}

/** [words](address): what is to be written next is selected. */
function linked(chosen: string, from: number, to: number): Change {
  if (/^https?:\/\/\S+$/.test(chosen)) return { from, to, text: `[](${chosen})`, start: from + 1, end: from + 1 };
  const start = from + chosen.length + 3;
  return { from, to, text: `[${chosen}](${ADDRESS})`, start, end: start + ADDRESS.length };
}
