// SPDX-License-Identifier: Apache-2.0
// A small part of Markdown, read into pieces and never into HTML: code, quotes, lists, links, emphasis. Every
// character is looked at a bounded number of times, whatever the text is.
import { links } from './links.ts';

export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'strong' | 'em'; readonly inside: readonly Inline[] };

export type Block =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'text' | 'quote'; readonly inside: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

const FENCE = '```';

interface Line {
  readonly kind: 'text' | 'quote' | 'bullet' | 'number';
  readonly text: string;
}

function lineOf(line: string): Line {
  if (line.startsWith('>')) return { kind: 'quote', text: line.slice(line[1] === ' ' ? 2 : 1) };
  if (line.startsWith('- ') || line.startsWith('* ')) return { kind: 'bullet', text: line.slice(2) };
  const digits = /^\d{1,3}[.)] /.exec(line);
  return digits ? { kind: 'number', text: line.slice(digits[0].length) } : { kind: 'text', text: line };
}

export function blocks(text: string): Block[] {
  const result: Block[] = [];
  const lines = text.split('\n');
  // A fence that nothing closes is text.
  const fences = lines.flatMap((line, at) => (line.startsWith(FENCE) ? [at] : []));
  const closes = new Map<number, number>();
  for (let i = 0; i + 1 < fences.length; i += 2) closes.set(fences[i] as number, fences[i + 1] as number);
  let group: Line[] = [];
  const flush = (): void => {
    const [first] = group;
    if (!first) return;
    if (first.kind === 'bullet' || first.kind === 'number') {
      result.push({ kind: 'list', ordered: first.kind === 'number', items: group.map((line) => inline(line.text)) });
    } else {
      // Empty lines around other blocks are what sets them apart.
      const whole = group.map((line) => line.text).join('\n').replace(/^\n+/, '').trimEnd();
      if (whole !== '') result.push({ kind: first.kind, inside: inline(whole) });
    }
    group = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const end = closes.get(at);
    if (end !== undefined) {
      flush();
      result.push({ kind: 'code', text: lines.slice(at + 1, end).join('\n') });
      at = end;
      continue;
    }
    const line = lineOf(lines[at] as string);
    if (group[0] && group[0].kind !== line.kind) flush();
    group.push(line);
  }
  flush();
  return result;
}

/** Addresses in it become links. */
function plain(text: string): Inline[] {
  return links(text).map((piece) => (piece.href === undefined ? { kind: 'text', text: piece.text } : { kind: 'link', text: piece.text, href: piece.href }));
}

export function inline(text: string, within = ''): Inline[] {
  const result: Inline[] = [];
  // Of a mark that nothing closes no other is sought.
  const open: { [mark: string]: boolean } = {};
  let [from, at] = [0, 0];
  const take = (piece: Inline, end: number): void => {
    if (at > from) result.push(...plain(text.slice(from, at)));
    result.push(piece);
    from = at = end;
  };
  const close = (mark: string, start: number): number => {
    if (open[mark]) return -1;
    const end = text.indexOf(mark, start);
    open[mark] = end < 0;
    return end;
  };
  while (at < text.length) {
    const mark = text.startsWith('**', at) ? '**' : text[at] ?? '';
    if (mark === '`') {
      const end = close('`', at + 1);
      if (end > at + 1) take({ kind: 'code', text: text.slice(at + 1, end) }, end + 1);
      else at++;
    } else if ((mark === '**' || mark === '*') && !within.includes(mark) && marks(text, at, mark.length)) {
      const start = at + mark.length;
      const end = close(mark, start);
      const inside = end > start && text[end - 1]?.trim() ? text.slice(start, end) : '';
      if (inside !== '' && !inside.includes('\n')) take({ kind: mark === '*' ? 'em' : 'strong', inside: inline(inside, `${within}${mark} `) }, end + mark.length);
      else at = start;
    } else if (mark === '[') {
      const found = linkAt(text, at);
      if (found) take({ kind: 'link', text: found.text, href: found.href }, found.end);
      else at++;
    } else {
      at++;
    }
  }
  at = text.length;
  if (at > from) result.push(...plain(text.slice(from, at)));
  return result;
}

/** A mark opens before a letter, and not within a word: 2*3*4 is a sum. */
function marks(text: string, at: number, bytes: number): boolean {
  const [before, after] = [text[at - 1] ?? ' ', text[at + bytes] ?? ' '];
  return after.trim() !== '' && after !== '*' && !/[\p{L}\p{N}*]/u.test(before);
}

/** [words](address), the words without brackets, the address one that may be followed. */
function linkAt(text: string, at: number): { text: string; href: string; end: number } | undefined {
  let middle = at + 1;
  while (middle < text.length && text[middle] !== ']' && text[middle] !== '[' && text[middle] !== '\n') middle++;
  if (middle === at + 1 || text[middle] !== ']' || text[middle + 1] !== '(') return undefined;
  let end = middle + 2;
  while (end < text.length && text[end] !== ')' && text[end] !== '[' && (text[end] ?? ' ').trim() !== '') end++;
  if (text[end] !== ')') return undefined;
  const [address, more] = links(text.slice(middle + 2, end));
  return address?.href !== undefined && !more ? { text: text.slice(at + 1, middle), href: address.href, end: end + 1 } : undefined;
}
