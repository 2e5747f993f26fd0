// SPDX-License-Identifier: Apache-2.0
// Commands that wait for their answer. Each carries an op of its own and is repeated with the same
// op until the server has answered: the server gives a repeated op its first answer, so a word is
// never lost and never said twice. A refusal that may pass ("temporary") keeps the command here, and it
// goes out again by itself; any other is final: the command is set aside in `failed` with the reason and is
// never sent by itself again. Both outlive a reload of the page through `Keep`. A command may
// name the place on the page it comes from: the place is busy while it waits, and shows why it failed.
//
// Order: a room has one command under way. What waits for its time holds back what is of the same
// feature there (a changed vote does not overtake the first), not the rest of the room.
//
// What says the same anew, before it was ever sent, joins what waits: how far something is read, a draft.
//
// What waits from long ago, when the browser was closed meanwhile, is not sent by itself: it is `left` until the person
// says whether it still holds.
import { fingerprint, freshMs, isKnowing, newOp, seqOf } from './command.ts';
import type { Command, Failed, Failure, Outcome, QueueOptions } from './command.ts';
import type { JsonObject } from './merge.ts';
import { aboutOf, fallsBack, isJoined, partedOf, whereOf } from './order.ts';
import type { Unanswered } from './order.ts';
import { errorName, isSilence, refusalOf } from './refusal.ts';
import { Store } from './store.ts';

export type { Command, Failed, Failure, Held, Keep, Kept, Outcome, QueueOptions } from './command.ts';

interface Waiting extends Unanswered {
  command: Command;
  /** Given without a network, or before a reload. */
  readonly late: boolean;
  /** Nobody can have seen its op. */
  fresh: boolean;
  refusals: number;
  tries: number;
  rests: number;
  state: Unanswered['state'];
}

export const QUEUE_BOUND = 64;
/** A command is sent over at most so many connections that the server then closed. */
export const CLOSES_MAX = 3;
// A press of a button is given up after this many refusals: it has no place to stand in and be seen waiting.
const REFUSALS_MAX = 6;
const UNCERTAIN_BOUND = 64;
const FAILED_BOUND = 32;
const DELAY_MS = 500;
const SILENCE_MS_MAX = 10_000;
const HELD_MS_MAX = 30_000;
const RETRY_MS_MAX = 3_600_000;

export class CommandQueue {
  readonly waiting = new Store<readonly Command[]>([]);
  /** Refused commands that came from a place, until the place tries again or dismisses them. */
  readonly failed = new Store<readonly Failed[]>([]);
  /** Given long ago and never answered: sent only when the person says so (pages/left). */
  readonly left = new Store<readonly Command[]>([]);
  private readonly items = new Map<string, Waiting>();
  // Given up without knowing what became of them: the same command again takes the same op.
  private readonly uncertain = new Map<string, string>();
  private connected = false;
  private closed = false;

  constructor(private readonly options: QueueOptions) {
    const { waiting = [], failed = [] } = options.keep?.read() ?? {};
    this.failed.set(failed.slice(-FAILED_BOUND));
    const isOld = (command: Command): boolean => command.at !== undefined && this.now() - command.at > freshMs(command);
    this.left.set(waiting.filter(isOld).slice(0, QUEUE_BOUND));
    for (const command of waiting.filter((each) => !isOld(each)).slice(0, QUEUE_BOUND)) {
      const item = this.add(command, () => undefined, true);
      if (command.held) this.rest(item, Math.min(command.held.until - this.now(), RETRY_MS_MAX));
    }
    // What anybody changes in them is kept.
    for (const store of [this.waiting, this.failed, this.left]) store.follow(() => this.write());
  }

  /** `known`: the op under which it may have arrived already, or waits here. */
  run(method: string, data: JsonObject, place?: string, known?: string): Promise<Outcome> {
    const joined = known === undefined ? this.join(method, data) : this.items.get(known);
    if (joined) return this.hear(joined);
    const key = fingerprint(method, data);
    const op = known ?? this.uncertain.get(key) ?? (this.options.newOp ?? newOp)();
    const command: Command = { op, method, data, at: this.now(), ...(place === undefined ? {} : { place }) };
    if (place !== undefined) this.forget((failed) => failed.command.place === place);
    if (this.closed || this.items.size >= QUEUE_BOUND) {
      const error = this.closed ? 'LEFT' : 'BACKLOG';
      this.fail(command, error);
      return Promise.resolve({ ok: false, error });
    }
    const fresh = known === undefined && !this.uncertain.delete(key);
    return new Promise((resolve) => {
      this.add(command, resolve, !this.connected, fresh);
      this.pump();
    });
  }

  /** Into one that says the same of the same, and has not left yet. */
  private join(method: string, data: JsonObject): Waiting | undefined {
    if (!isJoined(method)) return undefined;
    const about = aboutOf({ method, data });
    // The last of them: what is written after it was dropped is not dropped with it.
    const item = [...this.items.values()].filter(({ command }) => aboutOf(command) === about).at(-1);
    if (!item?.fresh || item.command.method !== method) return undefined;
    if (!fallsBack(data, item.command.data)) item.command = { ...item.command, data };
    this.changed();
    return item;
  }

  /** For whoever else wants to know what becomes of it. */
  private hear(item: Waiting): Promise<Outcome> {
    const { settle } = item;
    return new Promise((resolve) => {
      item.settle = (outcome) => (settle(outcome), resolve(outcome));
    });
  }

  /** The person has seen that it failed. */
  dismiss(op: string): void {
    this.forget((failed) => failed.command.op === op);
  }

  /** The person wants what failed to be sent once more: as a new command. */
  again(op: string): void {
    const failed = this.failed.get().find(({ command }) => command.op === op);
    if (!failed) return;
    this.dismiss(op);
    void this.run(failed.command.method, failed.command.data, failed.command.place);
  }

  /** The person no longer wants to wait for it. Perhaps it was done: the same words again take the same op. */
  takeBack(op: string): void {
    const item = this.items.get(op);
    if (!item) return;
    if (item.tries > 0 || item.command.held) this.remember(item.command);
    this.settle(item, { ok: false, error: 'LEFT' });
    this.pump();
  }

  /** The connection stands: everything unanswered goes out again, in the order it was given. */
  resume(): void {
    this.connected = true;
    for (const item of this.items.values()) {
      if (item.state === 'resting' && !item.command.held) item.state = 'ready';
    }
    this.pump();
  }

  pause(): void {
    this.connected = false;
  }

  /** The page goes, and nobody may hear an answer: what waits for one only because others of its room are under way goes
   *  out now. Gives what is unanswered and may go another way too. */
  part(): Command[] {
    // While one is suspected of closing connections, one goes at a time.
    if ([...this.items.values()].some(({ command }) => command.closes)) return [];
    const count = this.items.size;
    const all = partedOf(this.items);
    if (this.items.size < count) this.changed();
    for (const item of all) {
      item.fresh = false;
      if (item.state === 'ready' && this.connected) this.attempt(item);
    }
    return all.map(({ command }) => command);
  }

  /** The server has closed the connection over what it was sent. True when a command was under way. */
  blame(): boolean {
    const suspects = [...this.items.values()].filter((item) => item.state === 'sent');
    for (const item of suspects) {
      const closes = (item.command.closes ?? 0) + 1;
      item.command = { ...item.command, closes };
      if (closes >= CLOSES_MAX) this.settle(item, { ok: false, error: 'CLOSED' });
    }
    this.changed();
    return suspects.length > 0;
  }

  /** The person leaves. What is unanswered is settled as LEFT and no longer kept. */
  close(): void {
    this.closed = true;
    for (const item of [...this.items.values()]) this.settle(item, { ok: false, error: 'LEFT' });
  }

  private add(command: Command, settle: (outcome: Outcome) => void, late: boolean, fresh = false): Waiting {
    const item: Waiting = { command, settle, late, fresh, refusals: 0, tries: 0, rests: 0, state: 'ready' };
    this.items.set(command.op, item);
    this.changed();
    return item;
  }

  /** Sends what may be sent now. */
  private pump(): void {
    const taken = new Set<string>();
    const items = [...this.items.values()];
    // While one is suspected of closing connections, one goes at a time, and that one first.
    const suspect = items.find((item) => item.command.closes);
    if (suspect && items.some((item) => item.state === 'sent')) return;
    for (const item of suspect ? [suspect, ...items] : items) {
      const [room, feature] = whereOf(item.command);
      if (taken.has(room) || taken.has(feature)) continue;
      if (item.state === 'ready' && this.connected) this.attempt(item);
      taken.add(item.state === 'sent' ? room : feature);
      if (suspect && item.state === 'sent') return;
    }
  }

  private attempt(item: Waiting): void {
    item.state = 'sent';
    item.fresh = false;
    item.tries++;
    const { op, method, data } = item.command;
    this.options.send(method, { ...data, op }).then(
      (reply) => this.settle(item, { ok: true, seq: seqOf(reply) }),
      (error: unknown) => this.refused(item, error),
    ).finally(() => this.pump());
  }

  private refused(item: Waiting, error: unknown): void {
    if (!this.items.has(item.command.op)) return;
    const { code, temporary, retry_ms } = refusalOf(error);
    if (isSilence(error)) {
      this.rest(item, Math.min(DELAY_MS * 2 ** (item.tries - 1), SILENCE_MS_MAX));
    } else if (!temporary) {
      this.settle(item, { ok: false, error: errorName(code) });
    } else if (item.command.place === undefined && item.refusals + 1 >= REFUSALS_MAX) {
      this.remember(item.command);
      this.settle(item, { ok: false, error: errorName(code) });
    } else {
      this.hold(item, code, retry_ms);
    }
  }

  private hold(item: Waiting, code: number, retry_ms: number | undefined): void {
    const wait_ms = Math.min(retry_ms ?? Math.min(DELAY_MS * 2 ** item.refusals, HELD_MS_MAX), RETRY_MS_MAX);
    const held = { code, until: this.now() + wait_ms };
    item.command = { ...item.command, held };
    if (item.refusals++ === 0 && item.command.place === undefined) this.options.held?.(item.command, held);
    this.rest(item, wait_ms);
    this.changed();
  }

  private rest(item: Waiting, wait_ms: number): void {
    item.state = 'resting';
    const turn = ++item.rests;
    (this.options.later ?? later)(Math.max(0, wait_ms), () => {
      // A new connection may have sent it meanwhile.
      if (item.state === 'resting' && item.rests === turn) item.state = 'ready';
      this.pump();
    });
  }

  private remember(command: Command): void {
    if (this.uncertain.size >= UNCERTAIN_BOUND) this.uncertain.clear();
    this.uncertain.set(fingerprint(command.method, command.data), command.op);
  }

  private settle(item: Waiting, outcome: Outcome): void {
    if (!this.items.delete(item.command.op)) return;
    if (outcome.ok) this.options.done?.(item.command);
    else this.fail(item.command, outcome.error, item.late);
    this.changed();
    item.settle(outcome);
  }

  private fail(command: Command, error: Failure, late = false): void {
    const seen = late && isKnowing(command);
    if ((command.place === undefined && !seen) || error === 'LEFT') return;
    this.failed.set([...this.failed.get(), { command, error, ...(seen ? { late } : {}) }].slice(-FAILED_BOUND));
    this.options.failed?.(command, error);
  }

  private forget(which: (failed: Failed) => boolean): void {
    this.failed.set(this.failed.get().filter((failed) => !which(failed)));
  }

  private changed(): void {
    this.waiting.set([...this.items.values()].map((item) => item.command));
  }

  private write(): void {
    this.options.keep?.write({ waiting: [...this.left.get(), ...this.waiting.get()], failed: this.failed.get() });
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

function later(ms: number, then: () => void): void {
  setTimeout(then, ms);
}
