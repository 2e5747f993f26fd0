// SPDX-License-Identifier: Apache-2.0
// Commands that wait for their answer. Each carries an op of its own and is repeated with the same
// op until the server has answered: the server gives a repeated op its first answer, so a word is
// never lost and never said twice. The queue outlives a reload of the page through `Keep`. A command may
// name the place on the page it comes from: the place is busy while it waits, and shows why it failed.
import { ERRORS } from './contract.ts';
import type { ErrorName } from './contract.ts';
import type { JsonObject } from './merge.ts';
import { Store } from './store.ts';

export interface Command {
  readonly op: string;
  readonly method: string;
  readonly data: JsonObject;
  readonly place?: string;
}
export interface Failed {
  readonly command: Command;
  readonly error: Failure;
}
export type Failure = ErrorName | 'QUEUE_FULL' | 'LEFT';
export type Outcome = { readonly ok: true; readonly seq: number } | { readonly ok: false; readonly error: Failure };

/** Sends once. Rejects with the server's error ({code}) or with one of the SDK's own (code < 100). */
export type Send = (method: string, data: JsonObject) => Promise<unknown>;
export interface Keep {
  read(): Command[];
  write(commands: readonly Command[]): void;
}
export interface QueueOptions {
  readonly send: Send;
  readonly keep?: Keep;
  readonly newOp?: () => string;
  readonly later?: (ms: number, then: () => void) => void;
  /** The server did it. */
  readonly done?: (command: Command) => unknown;
  /** A command kept from before a reload was refused; nobody else would say so. */
  readonly orphaned?: (command: Command, error: Failure) => void;
}

interface Waiting {
  readonly command: Command;
  readonly settle: (outcome: Outcome) => void;
  refusals: number;
  tries: number;
  busy: boolean;
}

export const QUEUE_BOUND = 64;
// Temporary refusals are repeated this often; silence is repeated until the connection says more.
const REFUSALS_MAX = 6;
const UNCERTAIN_BOUND = 64;
const FAILED_BOUND = 32;
const DELAY_MS = 500;
const DELAY_MS_MAX = 10_000;

export class CommandQueue {
  readonly waiting = new Store<readonly Command[]>([]);
  /** Refused commands that came from a place, until the place tries again or dismisses them. */
  readonly failed = new Store<readonly Failed[]>([]);
  private readonly items = new Map<string, Waiting>();
  // Given up without knowing what became of them: the same command again takes the same op.
  private readonly uncertain = new Map<string, string>();
  private connected = false;
  private closed = false;

  constructor(private readonly options: QueueOptions) {
    for (const command of options.keep?.read().slice(0, QUEUE_BOUND) ?? []) {
      this.add(command, (outcome) => {
        if (!outcome.ok && outcome.error !== 'LEFT') options.orphaned?.(command, outcome.error);
      });
    }
  }

  run(method: string, data: JsonObject, place?: string): Promise<Outcome> {
    const key = fingerprint(method, data);
    const op = this.uncertain.get(key) ?? (this.options.newOp ?? newOp)();
    const command: Command = { op, method, data, ...(place === undefined ? {} : { place }) };
    if (place !== undefined) this.failed.set(this.failed.get().filter((failed) => failed.command.place !== place));
    if (this.closed || this.items.size >= QUEUE_BOUND) {
      const error = this.closed ? 'LEFT' : 'QUEUE_FULL';
      this.fail(command, error);
      return Promise.resolve({ ok: false, error });
    }
    this.uncertain.delete(key);
    return new Promise((resolve) => {
      this.add(command, resolve);
      if (this.connected) this.attempt(op);
    });
  }

  /** The person has seen that it failed. */
  dismiss(op: string): void {
    this.failed.set(this.failed.get().filter((failed) => failed.command.op !== op));
  }

  /** The connection stands: everything unanswered goes out again, in the order it was given. */
  resume(): void {
    this.connected = true;
    for (const op of [...this.items.keys()]) this.attempt(op);
  }

  pause(): void {
    this.connected = false;
  }

  /** The person leaves. What is unanswered is settled as LEFT and no longer kept. */
  close(): void {
    this.closed = true;
    for (const item of [...this.items.values()]) this.settle(item, { ok: false, error: 'LEFT' });
  }

  private add(command: Command, settle: (outcome: Outcome) => void): void {
    this.items.set(command.op, { command, settle, refusals: 0, tries: 0, busy: false });
    this.changed();
  }

  private attempt(op: string): void {
    const item = this.items.get(op);
    if (!item || item.busy || !this.connected) return;
    item.busy = true;
    item.tries++;
    const { method, data } = item.command;
    this.options.send(method, { ...data, op }).then(
      (reply) => this.settle(item, { ok: true, seq: seqOf(reply) }),
      (error: unknown) => this.refused(item, codeOf(error)),
    );
  }

  private refused(item: Waiting, code: number): void {
    item.busy = false;
    if (!this.items.has(item.command.op)) return;
    if (isTemporary(code)) item.refusals++;
    if (isSilence(code) || (isTemporary(code) && item.refusals < REFUSALS_MAX)) {
      const delay = Math.min(DELAY_MS * 2 ** (item.tries - 1), DELAY_MS_MAX);
      (this.options.later ?? later)(delay, () => this.attempt(item.command.op));
      return;
    }
    if (isTemporary(code)) this.remember(item.command);
    this.settle(item, { ok: false, error: errorName(code) });
  }

  private remember(command: Command): void {
    if (this.uncertain.size >= UNCERTAIN_BOUND) this.uncertain.clear();
    this.uncertain.set(fingerprint(command.method, command.data), command.op);
  }

  private settle(item: Waiting, outcome: Outcome): void {
    if (!this.items.delete(item.command.op)) return;
    this.changed();
    if (outcome.ok) this.options.done?.(item.command);
    else this.fail(item.command, outcome.error);
    item.settle(outcome);
  }

  private fail(command: Command, error: Failure): void {
    if (command.place === undefined || error === 'LEFT') return;
    this.failed.set([...this.failed.get(), { command, error }].slice(-FAILED_BOUND));
  }

  private changed(): void {
    const commands = [...this.items.values()].map((item) => item.command);
    this.options.keep?.write(commands);
    this.waiting.set(commands);
  }
}

/** Codes below 100 are the SDK's: time-out, closed transport. Nobody knows whether it arrived. */
function isSilence(code: number): boolean {
  return code < 100;
}
function isTemporary(code: number): boolean {
  return code === 100 || code === 111;
}

export function errorName(code: number): ErrorName {
  return ERRORS[code as keyof typeof ERRORS] ?? 'INTERNAL';
}
export function codeOf(error: unknown): number {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'number' ? code : 0;
}
function seqOf(reply: unknown): number {
  const seq = typeof reply === 'object' && reply !== null ? (reply as { seq?: unknown }).seq : undefined;
  return typeof seq === 'number' ? seq : 0;
}
function fingerprint(method: string, data: JsonObject): string {
  return `${method} ${JSON.stringify(data)}`;
}
function later(ms: number, then: () => void): void {
  setTimeout(then, ms);
}

/** Begins with the time: the journal's index of ops then grows at its end. */
export function newOp(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${Date.now().toString(36)}-${random}`;
}
