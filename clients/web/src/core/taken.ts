// SPDX-License-Identifier: Apache-2.0
// Units that a person has taken along on purpose: what was answered about each, and its files. All of it is in one store of the
// browser, by person, whose name does not begin as those of the page's own files do: whoever signs out or is signed out loses it
// (shelf.ts). The worker answers from it under /taken (worker/taken.ts). What the server refuses by now, and what a unit does not
// name any more, goes as soon as it is heard of; what it has more of by now is told.
import { askedBy, questionOf } from './question.ts';
import type { Json, JsonObject } from './merge.ts';
import type { RoomState } from './room.ts';
import type { Session } from './session.ts';
import { Store } from './store.ts';
import type { Texts } from './views.ts';

export const TAKEN_BYTES_MAX = 500 * 1024 * 1024;
// Nobody has heard from the server for so long that nobody knows whether it is still for this person.
const AGE_MS_MAX = 60 * 86_400_000;
const PREFIX = 'muster-taken-';
const PLACE = '/taken';
const UNITS = `${PLACE}/units/`;
const ANSWER_MS = 30_000;

export type Kind = 'picture' | 'file' | 'sound' | 'video';
export interface Wanted {
  readonly kind: Kind | 'words';
  readonly what: string;
}
/** One file. */
export interface Part {
  readonly kind: Kind;
  /** The question whose answer names it. */
  readonly what: string;
  /** Its address without what signs it. */
  readonly address: string;
  readonly bytes: number;
  readonly here: boolean;
}
export interface Along {
  readonly room: string;
  readonly unit: number;
  readonly title: Texts;
  /** When it was taken, and when the server last gave it. */
  readonly at: number;
  readonly heard: number;
  readonly videos: boolean;
  readonly answers: { readonly [what: string]: { readonly at: number; readonly value: Json } };
  readonly parts: readonly Part[];
  /** There is more in it than was taken. */
  readonly changed?: true;
}
/** What this reads of a unit's view. */
export interface UnitRead {
  readonly unit?: {
    readonly title?: Texts;
    readonly items?: { readonly [seq: string]: { readonly kind: string; readonly file?: number; readonly pictures?: readonly number[]; readonly type?: string; readonly url?: string; readonly captions?: Texts } };
  };
}

const SIGNED = /^(\/(?:media|api\/blobs))\/\d+\.[\w-]+(\/[^?#]+)$/;

/** Of a signed address what stays the same; undefined: it is none of this server. */
export function addressOf(url: string): string | undefined {
  const [, place, rest] = SIGNED.exec(url) ?? [];
  return place && rest && place + rest;
}

/** What makes up a unit, beside its own view. */
export function wantedOf(room: string, unit: number, { unit: read }: UnitRead): readonly Wanted[] {
  const file = (kind: Kind, seq: number): Wanted => ({ kind, what: questionOf('file.get', { room, file: seq }) });
  return Object.entries(read?.items ?? {}).flatMap(([seq, { kind, file: one, pictures = [], type }]): readonly Wanted[] => {
    const shown = pictures.map((each) => file('picture', each));
    const item = Number(seq);
    if (kind === 'file' && one !== undefined) return [...shown, file('file', one)];
    if (kind === 'podcast' || (kind === 'video' && type !== 'hls')) return [...shown, { kind: kind === 'video' ? 'video' : 'sound', what: questionOf('item.media', { room, unit, item }) }];
    return kind === 'assignment' ? [{ kind: 'words', what: questionOf('assignment.read', { room, item }) }] : shown;
  });
}

/** What is known of a unit without its files. */
export const wordsBytes = ({ answers }: Along): number => JSON.stringify(answers).length;
export const bytesOf = (parts: readonly Part[]): number => parts.reduce((sum, { bytes }) => sum + bytes, 0);
const channelOf = ({ room, unit }: Pick<Along, 'room' | 'unit'>): string => `${room}/unit/${unit}`;

export class Taken {
  readonly along = new Store<readonly Along[]>([]);
  private cache: Promise<Cache> | undefined;
  private closed = false;

  constructor(private readonly person: string, private readonly now: () => number = Date.now) {}

  /** Reads what there is; `alone`: what is other people's goes. */
  async begin(alone: boolean): Promise<void> {
    const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
    if (alone) await Promise.all(names.filter((name) => name !== this.name).map((name) => caches.delete(name)));
    if (!names.includes(this.name)) return;
    const cache = await this.open();
    const all: Along[] = [];
    for (const { url } of await cache.keys()) {
      const { pathname } = new URL(url);
      const read = pathname.startsWith(UNITS) ? await cache.match(pathname) : undefined;
      if (read) all.push((await read.json()) as Along);
    }
    this.along.set(all);
    for (const each of all) if (this.now() - each.heard > AGE_MS_MAX) await this.remove(each);
  }

  of(room: string, unit: number): Along | undefined {
    return this.along.get().find((each) => each.room === room && each.unit === unit);
  }

  /** What stays here of all units. */
  get bytes(): number {
    const all = new Map(this.along.get().flatMap(({ parts }) => parts.filter(({ here }) => here).map(({ address, bytes }) => [address, bytes])));
    return [...all.values()].reduce((sum, bytes) => sum + bytes, this.along.get().reduce((sum, each) => sum + wordsBytes(each), 0));
  }

  answer(what: string): { readonly at: number; readonly value: Json } | undefined {
    return this.along.get().flatMap(({ answers }) => answers[what] ?? []).sort((a, b) => b.at - a.at)[0];
  }

  /** Where a file is fetched: here, where it is here. */
  place(url: string): string {
    const address = addressOf(url);
    return address !== undefined && this.has(address) ? PLACE + address : url;
  }

  /** Undefined: nothing of that address is known. */
  sizeOf(address: string): number | undefined {
    return this.along.get().flatMap(({ parts }) => parts.filter((part) => part.address === address))[0]?.bytes;
  }

  has(address: string): boolean {
    return this.along.get().some(({ parts }) => parts.some((part) => part.here && part.address === address));
  }

  /** Something was answered, or a channel shows this by now. */
  async heard(what: string, value: Json): Promise<void> {
    for (const { room, unit } of this.along.get()) {
      const each = this.of(room, unit);
      const known = each?.answers[what];
      if (!each || known === undefined) continue;
      const now = this.now();
      const next = { ...each, answers: { ...each.answers, [what]: { at: now, value } } };
      if (what === channelOf(each)) await this.put(renewed({ ...next, heard: now }, value as UnitRead));
      else if (JSON.stringify(known.value) !== JSON.stringify(value)) await this.put(replaced(next, what, value));
    }
  }

  /** It is not for this person any more, or not there. */
  async refused(what: string): Promise<void> {
    for (const { room, unit } of this.along.get()) {
      const each = this.of(room, unit);
      if (!each) continue;
      if (what === channelOf(each) || what === each.room) await this.remove(each);
      else if (each.answers[what]) await this.put({ ...each, answers: without(each.answers, [what]), parts: each.parts.filter((part) => part.what !== what) });
    }
  }

  async remove({ room, unit }: Pick<Along, 'room' | 'unit'>): Promise<void> {
    this.along.set(this.along.get().filter((each) => each.room !== room || each.unit !== unit));
    await (await this.open()).delete(`${UNITS}${room}/${unit}`);
    await this.sweep();
  }

  /** In the place of what was known of this unit. */
  async put(next: Along): Promise<void> {
    if (this.closed) return;
    const others = this.along.get().filter(({ room, unit }) => room !== next.room || unit !== next.unit);
    this.along.set([...others, next]);
    await (await this.open()).put(`${UNITS}${next.room}/${next.unit}`, new Response(JSON.stringify(next), { headers: { 'content-type': 'application/json' } }));
    await this.sweep();
  }

  /** Keeps a file of a unit; rejects where there is no room for it, or it does not come whole. */
  async keep(along: Along, address: string, response: Response): Promise<void> {
    await (await this.open()).put(PLACE + address, response);
    const known = this.of(along.room, along.unit);
    // It was removed meanwhile, or somebody signed out.
    if (!known || this.closed) return this.sweep();
    await this.put({ ...known, parts: known.parts.map((part) => (part.address === address ? { ...part, here: true } : part)) });
  }

  /** Asks the server about all of it: what it says is heard like every answer. */
  async check(session: Pick<Session, 'enter' | 'leave' | 'query'>): Promise<void> {
    for (const each of this.along.get()) {
      const channel = channelOf(each);
      const room = session.enter(channel);
      const state = await answered(room.state);
      session.leave(channel);
      if (state.view && state.kept === undefined) await this.heard(channel, state.view);
      for (const what of Object.keys(this.of(each.room, each.unit)?.answers ?? {})) {
        const asked = askedBy(what);
        if (asked && !this.closed) await session.query(asked.method, asked.data).catch(() => undefined);
      }
    }
  }

  close(): void {
    this.closed = true;
  }

  private get name(): string {
    return PREFIX + this.person;
  }

  private open(): Promise<Cache> {
    return (this.cache ??= caches.open(this.name));
  }

  /** Files that no unit names go. */
  private async sweep(): Promise<void> {
    const cache = await this.open();
    const named = new Set(this.along.get().flatMap(({ parts }) => parts.map(({ address }) => PLACE + address)));
    for (const { url } of await cache.keys()) {
      const { pathname } = new URL(url);
      if (!pathname.startsWith(UNITS) && !named.has(decodeURI(pathname)) && !named.has(pathname)) await cache.delete(pathname);
    }
  }
}

/** A unit as it is now: what it does not name any more goes, and whether it names more. */
function renewed(along: Along, view: UnitRead): Along {
  const wanted = wantedOf(along.room, along.unit, view).filter(({ kind }) => along.videos || kind !== 'video');
  const named = new Set(wanted.map(({ what }) => what));
  const gone = Object.keys(along.answers).filter((what) => askedBy(what) && !named.has(what));
  const { changed: _, ...rest } = along;
  const more = wanted.some(({ what }) => !along.answers[what]);
  return { ...rest, title: view.unit?.title ?? along.title, answers: without(along.answers, gone), parts: along.parts.filter(({ what }) => named.has(what)), ...(more ? { changed: true } : {}) };
}

/** What stood under another address is another file. */
function replaced(along: Along, what: string, value: Json): Along {
  const { url } = (value ?? {}) as { url?: unknown };
  const address = typeof url === 'string' ? addressOf(url) : undefined;
  const parts = along.parts.filter((part) => part.what !== what || address === undefined || part.address === address || part.address.endsWith('.vtt'));
  return { ...along, parts, ...(parts.length < along.parts.length ? { changed: true } : {}) };
}

function without(answers: Along['answers'], names: readonly string[]): Along['answers'] {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !names.includes(name)));
}

/** What the server says of a channel; what is known by then where it says nothing. */
export function answered(state: Store<RoomState>): Promise<RoomState> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { view, kept, refused } = state.get();
      if ((view && kept === undefined) || refused !== undefined) end();
    };
    const end = (): void => {
      clearTimeout(timer);
      unfollow();
      resolve(state.get());
    };
    const timer = setTimeout(end, ANSWER_MS);
    const unfollow = state.follow(look);
    look();
  });
}

/** Of a question's answer the same with files where they are. */
export function placed(taken: Taken | undefined, answer: unknown): unknown {
  const { url } = (answer ?? {}) as { url?: unknown };
  if (!taken || typeof url !== 'string') return answer;
  const place = taken.place(url);
  return place === url ? answer : { ...(answer as JsonObject), url: place };
}

/** Undefined: this browser keeps nothing for a page. */
export async function takenOpen(person: string, alone: boolean): Promise<Taken | undefined> {
  if (!globalThis.caches || !(navigator as { serviceWorker?: unknown }).serviceWorker) return undefined;
  const taken = new Taken(person);
  await taken.begin(alone);
  return taken;
}
