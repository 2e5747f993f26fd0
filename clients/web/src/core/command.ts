// SPDX-License-Identifier: Apache-2.0
// What a person has done and the server has not answered, as it is kept.
import type { ErrorName } from './contract.ts';
import type { JsonObject } from './merge.ts';

/** Refused for now, and goes out again at `until` (ms since 1970, this machine's clock). */
export interface Held {
  readonly code: number;
  readonly until: number;
}
export interface Command {
  readonly op: string;
  readonly method: string;
  readonly data: JsonObject;
  readonly place?: string;
  /** When it was given, by this machine's clock. */
  readonly at?: number;
  readonly held?: Held;
  /** How many connections the server closed while this was under way. */
  readonly closes?: number;
}
export type Failure = ErrorName | 'BACKLOG' | 'LEFT' | 'CLOSED';
export interface Failed {
  readonly command: Command;
  readonly error: Failure;
  /** It was given long before: without a network, or before a reload. Its place may not be on the page. */
  readonly late?: boolean;
}
export type Outcome = { readonly ok: true; readonly seq: number } | { readonly ok: false; readonly error: Failure };

export interface Kept {
  readonly waiting: readonly Command[];
  readonly failed: readonly Failed[];
}
export interface Keep {
  read(): Kept;
  write(kept: Kept): void;
}

/** Sends once. Rejects with the server's error ({code, temporary, retry_ms?}) or with one of the SDK's own (code < 100). */
export type Send = (method: string, data: JsonObject) => Promise<unknown>;
export interface QueueOptions {
  readonly send: Send;
  readonly keep?: Keep;
  readonly newOp?: () => string;
  readonly now?: () => number;
  readonly later?: (ms: number, then: () => void) => void;
  /** The server did it. */
  readonly done?: (command: Command) => unknown;
  /** A command without a place was refused for now, for the first time; it has nothing to say so. */
  readonly held?: (command: Command, held: Held) => void;
  /** A command of a place was refused for good: its place may be gone. */
  readonly failed?: (command: Command, error: Failure) => void;
}

/** The same act has the same. */
export function fingerprint(method: string, data: JsonObject): string {
  return `${method} ${JSON.stringify(data)}`;
}

/** Of the entry that it became; 0: none. */
export function seqOf(reply: unknown): number {
  const seq = typeof reply === 'object' && reply !== null ? (reply as { seq?: unknown }).seq : undefined;
  return typeof seq === 'number' ? seq : 0;
}

/** Whether somebody did it knowingly, and misses it: a place that is read and a draft are written down by the way. */
export function isKnowing({ method }: Command): boolean {
  return !/^(?:draft|read)\./.test(method);
}

/** What has waited longer was given at another time, and may no longer be meant. */
export const FRESH_MS = 600_000;
// In a course nobody waits for it: what was written on a journey is sent at its end.
const LASTING_MS = 30 * 86_400_000;
export const freshMs = ({ data: { room } }: Command): number => (/^(course|inbox):/.test(`${room as string}`) ? LASTING_MS : FRESH_MS);

/** Begins with the time: the journal's index of ops then grows at its end. */
export function newOp(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const random = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${Date.now().toString(36)}-${random}`;
}

/** What was kept, as far as it is what it should be. */
export function keptRead(what: unknown): Kept {
  // An earlier form of this page kept a list of what waits.
  const { waiting, failed } = ((Array.isArray(what) ? { waiting: what } : what) ?? {}) as { waiting?: unknown; failed?: unknown };
  return { waiting: list(waiting).filter(isCommand), failed: list(failed).filter(isFailed) };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isCommand(value: unknown): value is Command {
  const { op, method, data } = (value ?? {}) as Record<string, unknown>;
  return typeof op === 'string' && typeof method === 'string' && typeof data === 'object' && data !== null;
}

function isFailed(value: unknown): value is Failed {
  const { command, error } = (value ?? {}) as Record<string, unknown>;
  return isCommand(command) && typeof error === 'string';
}

/** A break-out group is called as its channel is; its commands go to the room that it is in, and name it. */
export function named(data: JsonObject): JsonObject {
  const [room = '', group] = `${data['room'] as string}`.split('/group/');
  return group ? { ...data, room, group: +group } : data;
}
