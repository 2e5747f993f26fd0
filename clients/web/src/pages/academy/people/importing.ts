// SPDX-License-Identifier: Apache-2.0
// A file of people goes to the server piece by piece. What its lines mean the server says; here it is cut, its lines
// are compared with each other, and what came of them is counted.
import { refusalOf } from '../../../core/refusal.ts';

export type What = 'add' | 'change' | 'same' | 'refused';
export interface PlanRow {
  readonly line: number;
  readonly what: What;
  readonly key: string;
  readonly name: string;
  readonly person?: string;
  readonly data?: { readonly [column: string]: unknown };
  readonly before?: { readonly [column: string]: unknown };
  /** As the protocol names it, in small letters; `twice` is found out here. */
  readonly error?: string;
  readonly member?: string;
  /** The line that is about the same person. */
  readonly first?: number;
}
export interface Plan {
  readonly columns: readonly string[];
  readonly ignored?: readonly string[];
  readonly separator: string;
  readonly rows: readonly PlanRow[];
  readonly good: boolean;
  readonly taken: number;
  readonly line: number;
}
export interface DoneRow {
  readonly line: number;
  readonly what: What | 'skip';
  readonly person?: string;
  readonly error?: string;
  readonly member?: string;
}
/** What is sent with each piece. */
export interface Piece {
  readonly text: string;
  readonly whole: boolean;
  readonly columns?: readonly string[];
  readonly separator?: string;
  readonly line?: number;
}

/** What is wrong with a file as a whole. */
export type Fault = 'empty' | 'encoding' | 'columns' | 'long' | 'large';
export class FileFault extends Error {
  constructor(readonly fault: Fault) {
    super(fault);
  }
}

/** As a file names them, in every language. */
export const ROLE_WORDS = 'manager; coordinator; organiser';

const PIECE_BYTES = 20_000;
export const FILE_BYTES = 16_000_000;

/** The bytes of a file as UTF-8. Spreadsheets also write UTF-16 with a mark; what is neither is refused. */
export function utf8Of(bytes: Uint8Array): Uint8Array {
  if (bytes.length > FILE_BYTES) throw new FileFault('large');
  const [a, b] = bytes;
  const label = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes);
    if (text.trim() === '') throw new FileFault('empty');
    if (text.includes('\0')) throw new FileFault('encoding');
    return new TextEncoder().encode(text);
  } catch (error) {
    throw error instanceof FileFault ? error : new FileFault('encoding');
  }
}

/** The next piece from `at`, cut between characters. */
export function pieceOf(bytes: Uint8Array, at: number): { readonly text: string; readonly whole: boolean } {
  let end = Math.min(bytes.length, at + PIECE_BYTES);
  while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return { text: new TextDecoder().decode(bytes.subarray(at, end)), whole: end === bytes.length };
}

/** Sends the file, a piece after the other; `ask` answers as person.plan does. */
export async function walk<A extends { readonly taken: number; readonly line: number }>(
  bytes: Uint8Array, first: Pick<Plan, 'columns' | 'separator'> | undefined,
  ask: (piece: Piece) => Promise<A>, onPiece: (answer: A, share: number) => Pick<Plan, 'columns' | 'separator'>, stopped: () => boolean,
): Promise<void> {
  let [at, head, line] = [0, first, undefined as number | undefined];
  while (at < bytes.length && !stopped()) {
    const answer = await ask({ ...pieceOf(bytes, at), ...(head && line !== undefined ? { columns: head.columns, separator: head.separator, line } : {}) });
    if (answer.taken <= 0) throw new FileFault('long');
    at += answer.taken;
    line = answer.line;
    head = onPiece(answer, at / bytes.length);
  }
}

/** Two lines about one person: the second is refused, for nobody knows which of them is meant. */
export function compared(rows: readonly PlanRow[], seen: Map<string, number>): readonly PlanRow[] {
  return rows.map((row) => {
    if (row.what === 'refused') return row;
    const first = seen.get(row.key);
    if (first === undefined) seen.set(row.key, row.line);
    return first === undefined ? row : { ...row, what: 'refused', error: 'twice', first };
  });
}

export type Counts = { readonly [W in What]: number };

export function countsOf(rows: readonly { readonly what: What }[]): Counts {
  const counts = { add: 0, change: 0, same: 0, refused: 0 };
  for (const { what } of rows) counts[what]++;
  return counts;
}

/** What became of the lines that were planned. A piece that was sent twice finds its own lines done already. */
export function became(planned: readonly PlanRow[], done: ReadonlyMap<number, DoneRow>): readonly PlanRow[] {
  return planned.map((row) => {
    const what = done.get(row.line);
    if (!what || row.what === 'refused' || row.what === 'same') return row;
    const { person = row.person, error, member } = what;
    if (what.what === 'refused') return { ...row, what: 'refused', ...(error ? { error } : {}), ...(member ? { member } : {}) };
    return { ...row, ...(person ? { person } : {}) };
  });
}

const RETRY_MS = 1000;
const TRIES = 30;

/** Asks again what was refused for now: too much at once, the journal away, no connection. */
export async function patiently<T>(ask: () => Promise<T>, passes: (error: unknown) => boolean = (error) => refusalOf(error).temporary, wait = pause): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (tries >= TRIES || !passes(error)) throw error;
      await wait(refusalOf(error).retry_ms ?? RETRY_MS);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
