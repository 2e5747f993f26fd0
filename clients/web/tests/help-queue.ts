// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import type { JsonObject } from '../src/core/merge.ts';
import { CommandQueue } from '../src/core/queue.ts';
import type { Kept, QueueOptions } from '../src/core/queue.ts';

export interface Sent {
  readonly method: string;
  readonly data: JsonObject;
  readonly answer: (seq: number) => void;
  /** Refused for good; `later` when that may pass, `retry_ms` when the server says in what time. */
  readonly refuse: (code: number, later?: boolean, retry_ms?: number) => void;
}
export interface Rig {
  readonly queue: CommandQueue;
  readonly sent: Sent[];
  /** All timers end; says how long they were. */
  readonly tick: () => number[];
  readonly kept: () => Kept;
}

/** A server under the test's hand: it answers what and when the test says. */
export function rig(options: Partial<QueueOptions> = {}): Rig {
  const sent: Sent[] = [];
  const timers: { ms: number; then: () => void }[] = [];
  let kept: Kept = { waiting: [], failed: [] };
  let op = 0;
  const queue = new CommandQueue({
    send: (method, data) => new Promise((resolve, reject) => {
      sent.push({
        method, data, answer: (seq) => resolve({ seq }),
        refuse: (code, temporary = false, retry_ms) => reject({ code, message: '', temporary, ...(retry_ms === undefined ? {} : { retry_ms }) }),
      });
    }),
    newOp: () => `op${++op}`,
    now: () => 1000,
    later: (ms, then) => timers.push({ ms, then }),
    keep: { read: () => ({ waiting: [], failed: [] }), write: (what) => { kept = JSON.parse(JSON.stringify(what)) as Kept; } },
    ...options,
  });
  const tick = (): number[] => timers.splice(0).map(({ ms, then }) => {
    then();
    return ms;
  });
  return { queue, sent, kept: () => kept, tick };
}

export const settled = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
export const at = (sent: readonly Sent[], index: number): Sent => {
  const one = sent[index];
  assert.ok(one, `command ${index} was sent`);
  return one;
};
export const ops = (sent: readonly Sent[]): unknown[] => sent.map((one) => one.data['op']);
export const keeping = (kept: Kept): Partial<QueueOptions> => ({ keep: { read: () => kept, write: () => undefined } });
