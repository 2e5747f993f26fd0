// SPDX-License-Identifier: Apache-2.0
// What a captioner has written and the server has not: in order, one under way at a time. Lines wait as long as they must,
// with the time at which they were said, and over a reload too. Each has its op from the beginning: sent twice it is one.
import type { JsonObject } from '../../core/merge.ts';
import type { Failure, Outcome } from '../../core/queue.ts';
import { Store } from '../../core/store.ts';

export type State = 'waits' | 'sent' | 'failed';
export interface Item {
  readonly op: string;
  readonly method: 'captions.line' | 'captions.amend' | 'captions.remove';
  readonly language: string;
  /** Of what is removed: what stood there. */
  readonly text: string;
  readonly from?: number;
  readonly to?: number;
  /** Which line, where it is one that stands. */
  readonly line?: number;
  readonly state: State;
  readonly error?: Failure;
  /** What is to become of it once it stands, when that was wished while it was under way: other words, or none. */
  readonly then?: { readonly text?: string };
}
export type Words = Pick<Item, 'language' | 'text' | 'from' | 'to'>;

export interface OutboxOptions {
  readonly send: (method: string, data: JsonObject, op: string) => Promise<Outcome>;
  readonly newOp: () => string;
  readonly keep: { read(): unknown; write(items: readonly Item[]): void };
  readonly later?: (ms: number, then: () => void) => void;
}

/** A captioner who writes for an hour without a connection. */
export const OUTBOX_MAX = 1000;
const AGAIN_MS = 2000;

export class Outbox {
  readonly items: Store<readonly Item[]>;
  private closed = false;

  constructor(private readonly options: OutboxOptions) {
    const kept = options.keep.read();
    const items = (Array.isArray(kept) ? kept : []).filter(isItem);
    // What was under way when the page went: the server knows its op.
    this.items = new Store<readonly Item[]>(items.map((item) => (item.state === 'sent' ? { ...item, state: 'waits' } : item)));
    this.pump();
  }

  /** False: there is no room for one more. */
  say(words: Words): boolean {
    return this.add({ method: 'captions.line', ...words });
  }

  /** Other words for a line that stands. */
  amend(line: number, words: Words): boolean {
    // One correction of it waits at most.
    this.set(this.items.get().filter((item) => !(item.line === line && item.state === 'waits')));
    return this.add({ method: 'captions.amend', line, ...words });
  }

  remove(line: number, words: Words): boolean {
    this.set(this.items.get().filter((item) => !(item.line === line && item.state === 'waits')));
    return this.add({ method: 'captions.remove', line, ...words });
  }

  /** Other words for one that does not stand yet. */
  change(op: string, text: string): void {
    const item = this.items.get().find((each) => each.op === op);
    if (!item) return;
    // Under its old name the server may know the old words.
    this.replace(op, item.state === 'sent' ? { ...item, then: { text } } : { ...item, text, op: this.options.newOp(), state: 'waits' });
    this.pump();
  }

  /** Is not sent any more; one that is under way is removed as soon as it stands. */
  drop(op: string): void {
    this.set(this.items.get().flatMap((item) => (item.op !== op ? [item] : item.state === 'sent' ? [{ ...item, then: {} }] : [])));
  }

  /** One that was under way when it was dropped stays after all. False: it is too late for that. */
  stay(op: string): boolean {
    const item = this.items.get().find((each) => each.op === op);
    if (!item?.then) return false;
    const { then: _, ...rest } = item;
    this.replace(op, rest);
    return true;
  }

  again(op: string): void {
    const item = this.items.get().find((each) => each.op === op && each.state === 'failed');
    if (!item) return;
    const { error: _, ...rest } = item;
    this.replace(op, { ...rest, op: this.options.newOp(), state: 'waits' });
    this.pump();
  }

  /** Nobody looks at it any more; what waits is kept. */
  close(): void {
    this.closed = true;
  }

  private add(words: Omit<Item, 'op' | 'state'>): boolean {
    if (this.items.get().length >= OUTBOX_MAX) return false;
    this.set([...this.items.get(), { ...words, op: this.options.newOp(), state: 'waits' }]);
    this.pump();
    return true;
  }

  private pump(): void {
    const items = this.items.get();
    if (this.closed || items.some(({ state }) => state === 'sent')) return;
    const next = items.find(({ state }) => state === 'waits');
    if (!next) return;
    this.replace(next.op, { ...next, state: 'sent' });
    void this.options.send(next.method, dataOf(next), next.op).then((outcome) => this.answered(next, outcome));
  }

  private answered(item: Item, outcome: Outcome): void {
    if (this.closed) return;
    const now = this.items.get().find(({ op }) => op === item.op);
    if (outcome.ok) {
      this.set(this.items.get().filter(({ op }) => op !== item.op));
      if (now?.then) this.follows(now, outcome.seq);
    } else if (outcome.error === 'LEFT') {
      // The person has left; their next page sends it.
      this.replace(item.op, item);
      return;
    } else if (outcome.error === 'BACKLOG') {
      this.replace(item.op, item);
      (this.options.later ?? later)(AGAIN_MS, () => this.pump());
      return;
    } else {
      this.replace(item.op, { ...item, state: 'failed', error: outcome.error });
    }
    this.pump();
  }

  private follows({ language, text, from, to, then }: Item, seq: number): void {
    const words = { language, text, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    // What a page before this one handed on: nobody knows which line it is.
    if (seq === 0) return;
    if (then?.text === undefined) this.remove(seq, words);
    else this.amend(seq, { ...words, text: then.text });
  }

  private replace(op: string, by: Item): void {
    this.set(this.items.get().map((item) => (item.op === op ? by : item)));
  }

  private set(items: readonly Item[]): void {
    this.items.set(items);
    this.options.keep.write(items);
  }
}

function dataOf({ method, language, text, from, to, line }: Item): JsonObject {
  if (method === 'captions.remove') return { line: line ?? 0 };
  const times = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return method === 'captions.amend' ? { line: line ?? 0, text, ...times } : { language, text, ...times };
}

function isItem(value: unknown): value is Item {
  const { op, method, language, text, state } = (value ?? {}) as Record<string, unknown>;
  return [op, method, language, text, state].every((each) => typeof each === 'string');
}

function later(ms: number, then: () => void): void {
  setTimeout(then, ms);
}
