// SPDX-License-Identifier: Apache-2.0
// What a person has seen in this browser, for times without a network: the last view of each channel they followed and the
// last answer to each question that a reader asks. Kept in a database of its own, by person, bounded in number, size and age;
// what has not been looked at for longest goes first. Whoever signs out deletes the whole database (shelf.ts): every page that
// has it open hears that, and writes nothing more. Never kept: questions about other people, exams, figures, what only the
// team asks, and anything that was refused.
import { askAgain } from './again.ts';
import { leaving } from './leaving.ts';
import { pastBase } from './past-base.ts';
import type { PastBase } from './past-base.ts';
import type { Json, JsonObject } from './merge.ts';
import { questionOf } from './question.ts';
import { isSilence, refusalOf } from './refusal.ts';
import type { Room } from './room.ts';
import type { Session } from './session.ts';
import { placed, takenOpen } from './taken.ts';
import type { Taken } from './taken.ts';

export const PAST_MAX = 200;
export const PAST_BYTES_MAX = 8_000_000;
const ONE_BYTES_MAX = 1_000_000;
const AGE_MS_MAX = 30 * 86_400_000;
// A room in which much happens is written down when it is first seen, and then not each time.
const SOON_MS = 4000;

// What a reader's pages are made of, beside the views.
const READS = new RegExp(`^(?:${[
  'forum\\.(?:list|place|polls|posts|self|unread)', 'room\\.(?:get|list)', 'document\\.(?:get|list)', '(?:announce|tasks)\\.list', '(?:file|conduct)\\.get', 'assignment\\.read',
  'chat\\.history', 'course\\.record', 'inbox\\.news', 'item\\.media', 'slide\\.pages',
].join('|')})$`);
// Channels that are a page each.
const PAGES = /^(?:course|webinar):[^/ ]+(?:\/(?:unit|thread)\/\d+)?$/;
// What was taken along is asked about once the page has what it wants, and not each time that a line comes back.
const CHECK_MS = 3000;
const CHECK_AGAIN_MS = 600_000;

/** What the past needs of a session. */
export type Seeing = Pick<Session, 'connection' | 'followed' | 'again' | 'enter' | 'leave' | 'query'>;

export class Past {
  /** When each was written down, and how long it is; the oldest first. */
  private readonly rows = new Map<string, { readonly at: number; readonly bytes: number }>();
  private readonly due = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly watched = new Set<Room>();
  // Something that was answered from here is on the page.
  private stale = false;
  private closed = false;
  private checking: ReturnType<typeof setTimeout> | undefined;
  private checked = -Infinity;
  private readonly unfollow: () => void;
  private readonly unleave: () => void;

  /** `taken`: what was taken along, which stays whatever else goes; undefined: this browser cannot. */
  constructor(private readonly person: string, private readonly base: PastBase, private readonly session: Seeing, private readonly now: () => number = Date.now, readonly taken?: Taken) {
    this.unfollow = session.connection.follow(() => this.turned());
    this.unleave = leaving(this.leaving);
  }

  /** Reads what there is, and throws away what is old, and what is `others` people's. */
  async begin(others: boolean): Promise<void> {
    const all = (await this.base.about()).sort((a, b) => a.at - b.at);
    const old = all.filter(({ person, at }) => (person === this.person ? this.now() - at > AGE_MS_MAX : others));
    await this.base.drop(old);
    for (const row of all) if (row.person === this.person && !old.includes(row)) this.rows.set(row.what, row);
    await Promise.all([...this.session.followed].map(([channel, { room }]) => this.entered(channel, room)));
    this.check();
  }

  /** A channel is followed: what it shows is written down; without a network it shows what it showed. */
  async entered(channel: string, room: Room): Promise<void> {
    if (!this.watched.has(room)) {
      this.watched.add(room);
      const look = (): void => this.seen(channel, room);
      room.state.follow(look);
      look();
    }
    if (this.connected || room.state.get().view) return;
    const kept = await this.get(channel);
    const state = room.state.get();
    if (kept && !state.view && state.refused === undefined) room.state.set({ view: kept.value as JsonObject, kept: kept.at });
  }

  /** Asks; where nobody answers, what was answered last time. A file that is here is fetched from here. */
  async query(method: string, data: JsonObject, ask: () => Promise<unknown>): Promise<unknown> {
    return READS.test(method) ? placed(this.taken, await this.read(method, data, ask)) : ask();
  }

  private async read(method: string, data: JsonObject, ask: () => Promise<unknown>): Promise<unknown> {
    const what = questionOf(method, data);
    const before = this.connected ? undefined : await this.answered(what);
    if (before !== undefined) return before;
    try {
      const answer = await ask();
      void this.put(what, answer as Json);
      return answer;
    } catch (error) {
      if (isSilence(error)) {
        const last = await this.answered(what);
        if (last !== undefined) return last;
      } else if (!refusalOf(error).temporary) {
        void this.forget(what);
      }
      throw error;
    }
  }

  /** What was answered before this stood. */
  early(method: string, data: JsonObject, answer: Promise<unknown>): void {
    if (READS.test(method)) answer.then((value) => this.put(questionOf(method, data), value as Json), () => undefined);
  }

  /** The pages of rooms that can be shown, those of the newest views first; at most `count`. */
  async opened(count: number): Promise<readonly { readonly channel: string; readonly view: JsonObject }[]> {
    const taken = this.taken?.along.get().map(({ room, unit }) => `${room}/unit/${unit}`) ?? [];
    const all = [...new Set([...[...this.rows.keys()].reverse(), ...taken])].filter((what) => PAGES.test(what)).slice(0, count);
    const found = await Promise.all(all.map(async (channel) => ({ channel, view: (await this.get(channel))?.value as JsonObject | undefined })));
    return found.flatMap(({ channel, view }) => (view ? [{ channel, view }] : []));
  }

  close(): void {
    this.leaving();
    this.closed = true;
    clearTimeout(this.checking);
    this.taken?.close();
    this.unfollow();
    this.unleave();
    this.base.close();
  }

  private get connected(): boolean {
    return this.session.connection.get() === 'connected';
  }

  private async answered(what: string): Promise<Json | undefined> {
    const kept = await this.get(what);
    if (kept) this.stale = true;
    return kept?.value;
  }

  private turned(): void {
    this.check();
    if (!this.connected) {
      for (const [channel, { room }] of this.session.followed) void this.entered(channel, room);
    } else if (this.stale) {
      this.stale = false;
      askAgain(this.session);
    }
  }

  private check(): void {
    clearTimeout(this.checking);
    const { taken, connected, now, session } = this;
    if (!taken || !connected || now() - this.checked < CHECK_AGAIN_MS) return;
    this.checking = setTimeout(() => {
      this.checked = now();
      void taken.check(session).catch(() => undefined);
    }, CHECK_MS);
  }

  private seen(channel: string, room: Room): void {
    const { refused, kept, view } = room.state.get();
    if (refused !== undefined) void this.forget(channel);
    if (this.closed || !view || kept !== undefined || this.due.has(channel)) return;
    this.due.set(channel, setTimeout(() => this.write(channel), this.rows.has(channel) ? SOON_MS : 0));
  }

  private write(channel: string): void {
    clearTimeout(this.due.get(channel));
    this.due.delete(channel);
    const view = this.session.followed.get(channel)?.room.state.get();
    if (view?.view && view.kept === undefined) void this.put(channel, view.view);
  }

  private readonly leaving = (): void => {
    for (const channel of [...this.due.keys()]) this.write(channel);
  };

  private async get(what: string): Promise<{ readonly at: number; readonly value: Json } | undefined> {
    const row = this.rows.has(what) ? await this.base.get(this.person, what).catch(() => undefined) : undefined;
    const taken = this.taken?.answer(what);
    return row && row.at >= (taken?.at ?? 0) ? { at: row.at, value: JSON.parse(row.text) as Json } : taken;
  }

  /** It was refused: here it is nowhere any more. */
  private async forget(what: string): Promise<void> {
    await Promise.all([this.drop([what]), this.taken?.refused(what)]);
  }

  private async put(what: string, value: Json): Promise<void> {
    const text = JSON.stringify(value) ?? 'null';
    if (this.closed) return;
    void this.taken?.heard(what, value).catch(() => undefined);
    if (text.length > ONE_BYTES_MAX) return this.drop([what]);
    const row = { at: this.now(), bytes: text.length };
    this.rows.delete(what);
    this.rows.set(what, row);
    await this.base.put({ person: this.person, what, text, ...row }).catch(() => undefined);
    await this.drop(this.over());
  }

  /** The oldest, as many as are too many. */
  private over(): string[] {
    let [count, bytes] = [this.rows.size, [...this.rows.values()].reduce((sum, row) => sum + row.bytes, 0)];
    const over: string[] = [];
    for (const [what, row] of this.rows) {
      if (count <= PAST_MAX && bytes <= PAST_BYTES_MAX) break;
      over.push(what);
      count--;
      bytes -= row.bytes;
    }
    return over;
  }

  private async drop(all: readonly string[]): Promise<void> {
    const known = all.filter((what) => this.rows.delete(what));
    if (known.length > 0) await this.base.drop(known.map((what) => ({ person: this.person, what }))).catch(() => undefined);
  }
}

/** Of the session's person; `alone`: nobody else sits here without one of them signing out. */
export async function pastOpen(session: Session, alone: boolean): Promise<Past> {
  const taken = await takenOpen(session.identity.id, alone).catch(() => undefined);
  const past = new Past(session.identity.id, await pastBase(), session, Date.now, taken);
  await past.begin(alone);
  return past;
}
