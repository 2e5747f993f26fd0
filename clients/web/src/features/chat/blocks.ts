// SPDX-License-Identifier: Apache-2.0
// Messages in blocks, by their seq. A block stays the same object while nothing in it changes: of thousands that were
// read back to, one that comes or goes costs what its block costs.
import type { BySeq } from '../../core/views.ts';
import { bySeq } from '../../core/views.ts';
import type { ChatMessage } from './view.ts';

export interface Row {
  readonly seq: number;
  readonly message: ChatMessage;
}
/** Never empty. */
export type Block = readonly Row[];
export type Blocks = readonly Block[];

export const BLOCK_ROWS = 4;

/** The name of a block: the seq it begins with. */
export function nameOf(block: Block): number {
  return block[0]?.seq ?? 0;
}

export function blocksOf(messages: BySeq<ChatMessage>): Blocks {
  return cut(bySeq(messages).map(({ seq, value }) => ({ seq, message: value })));
}

/** The block in whose stretch the seq lies; -1 before all. */
export function blockAt(blocks: Blocks, seq: number): number {
  let [from, to] = [0, blocks.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (nameOf(blocks[middle] ?? []) <= seq) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

export function messageIn(blocks: Blocks, seq: number): ChatMessage | undefined {
  return blocks[blockAt(blocks, seq)]?.find((row) => row.seq === seq)?.message;
}

/** With these too; what stands there already is replaced. */
export function blocksWith(blocks: Blocks, messages: BySeq<ChatMessage>): Blocks {
  const rows = blocksOf(messages).flat();
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return blocks;
  const end = blocks.at(-1);
  if (!end) return cut(rows);
  if (last.seq < nameOf(blocks[0] ?? [])) return [...cut(rows), ...blocks];
  if (first.seq > (end.at(-1)?.seq ?? 0)) return end.length < BLOCK_ROWS ? [...blocks.slice(0, -1), ...cut([...end, ...rows])] : [...blocks, ...cut(rows)];
  if (rows.length === 1 && messageIn(blocks, first.seq)) return changed(blocks, first.seq, () => [first]);
  const all = new Map([...blocks.flat(), ...rows].map((row) => [row.seq, row]));
  return cut([...all.values()].sort((a, b) => a.seq - b.seq));
}

export function blocksWithout(blocks: Blocks, seq: number): Blocks {
  return messageIn(blocks, seq) ? changed(blocks, seq, () => []) : blocks;
}

function changed(blocks: Blocks, seq: number, put: (row: Row) => readonly Row[]): Blocks {
  const at = blockAt(blocks, seq);
  const block = (blocks[at] ?? []).flatMap((row) => (row.seq === seq ? put(row) : [row]));
  return [...blocks.slice(0, at), ...(block.length > 0 ? [block] : []), ...blocks.slice(at + 1)];
}

function cut(rows: readonly Row[]): Blocks {
  const blocks: Block[] = [];
  for (let at = 0; at < rows.length; at += BLOCK_ROWS) blocks.push(rows.slice(at, at + BLOCK_ROWS));
  return blocks;
}
