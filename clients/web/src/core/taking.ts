// SPDX-License-Identifier: Apache-2.0
// Taking a unit along (taken.ts): first what it is and how large, of which nothing is fetched; then one file after another. What
// came stays, so that whoever goes on later fetches the rest.
import { askedBy } from './question.ts';
import { addressOf, answered, bytesOf, TAKEN_BYTES_MAX, wantedOf } from './taken.ts';
import type { Along, Kind, Part, Taken, UnitRead } from './taken.ts';
import { refusalOf } from './refusal.ts';
import { sizeOf } from './weighed.ts';
import type { Json } from './merge.ts';
import type { Session } from './session.ts';

export interface Coming extends Part {
  /** Signed: good for a while. */
  readonly url: string;
}
export interface Plan {
  readonly room: string;
  readonly unit: number;
  readonly title: Along['title'];
  readonly answers: Along['answers'];
  readonly parts: readonly Coming[];
  /** How many things cannot be taken: they need the network, or lie elsewhere. */
  readonly stays: number;
}
export type Trouble = 'gone' | 'lost' | 'limit' | 'full' | 'stopped';
/** Why it did not go; `bytes`: what may be taken still. */
export class NotTaken extends Error {
  constructor(readonly why: Trouble, readonly bytes = 0) {
    super(why);
  }
}

type Asking = Pick<Session, 'enter' | 'leave' | 'query'>;
// Some of what a browser says is free is not.
const SPARE = 0.9;
const NEED_NETWORK = ['test', 'topic', 'webinar', 'link'];

/** What there is of a unit now. */
export async function planOf(session: Asking, taken: Taken, room: string, unit: number): Promise<Plan> {
  const channel = `${room}/unit/${unit}`;
  const [view, around] = await Promise.all([viewOf(session, channel), viewOf(session, room)]);
  const read = view as UnitRead;
  const at = Date.now();
  const answers: { [what: string]: { at: number; value: Json } } = { [channel]: { at, value: view }, [room]: { at, value: around } };
  const parts: Coming[] = [];
  let stays = Object.values(read.unit?.items ?? {}).filter(({ kind, type }) => NEED_NETWORK.includes(kind) || type === 'hls').length;
  for (const { kind, what } of wantedOf(room, unit, read)) {
    const asked = askedBy(what);
    const value = asked && (await session.query(asked.method, asked.data).catch((error: unknown) => {
      if (refusalOf(error).code < 100) throw new NotTaken('lost');
    }));
    if (value === undefined) continue;
    answers[what] = { at, value: value as Json };
    if (kind === 'words') continue;
    const found = await filesOf(taken, what, kind, value as { url: string; bytes?: number }, captionsOf(read, asked?.data['item']));
    parts.push(...found);
    if (found.length === 0) stays++;
  }
  return { room, unit, title: read.unit?.title ?? {}, answers, parts: unique(parts), stays };
}

async function viewOf(session: Asking, channel: string): Promise<Json> {
  const { state } = session.enter(channel);
  const { view, kept, refused } = await answered(state);
  session.leave(channel);
  if (refused !== undefined) throw new NotTaken('gone');
  if (!view || kept !== undefined) throw new NotTaken('lost');
  return view;
}

interface Captions {
  readonly url: string;
  readonly captions: readonly string[];
}

function captionsOf({ unit }: UnitRead, item: Json | undefined): Captions {
  const { url = '', captions = {} } = unit?.items?.[String(item)] ?? {};
  return { url, captions: Object.values(captions as { [lang: string]: string }) };
}

const MEDIA = '/media/';
const HERE = '/taken';

/** The file itself, and the captions that lie beside it; none where it is not of this server. */
async function filesOf(taken: Taken, what: string, kind: Kind, { url, bytes }: { url: string; bytes?: number }, { url: plain, captions }: Captions): Promise<Coming[]> {
  // What is here by now is answered by where it is here.
  const address = url.startsWith(`${HERE}/`) ? url.slice(HERE.length) : addressOf(url);
  if (address === undefined) return [];
  const coming = async (from: string, at: string, size?: number): Promise<Coming> => ({ kind, what, address: at, url: from, here: taken.has(at), bytes: size ?? taken.sizeOf(at) ?? (await sizeOf(from).catch(() => { throw new NotTaken('lost'); })) ?? 0 });
  const main = await coming(url, address, bytes);
  if (!plain.startsWith(MEDIA)) return [main];
  const [before, folder] = [url.slice(0, url.length - plain.length + MEDIA.length - 1), plain.slice(0, plain.lastIndexOf('/') + 1)];
  const beside = captions.filter((each) => each.startsWith(folder));
  return [main, ...(await Promise.all(beside.map((each) => coming(before + each.slice(MEDIA.length - 1), each))))];
}

/** A picture that stands twice is fetched once. */
const unique = (parts: readonly Coming[]): readonly Coming[] => [...new Map(parts.map((part) => [`${part.what} ${part.address}`, part])).values()];

/** What it takes. */
export const chosen = ({ parts }: Plan, videos: boolean): readonly Coming[] => parts.filter(({ kind }) => videos || kind !== 'video');
export const missing = (parts: readonly Part[]): readonly Part[] => [...new Map(parts.filter(({ here }) => !here).map((part) => [part.address, part])).values()];

/** Fetches it; `told`: how many bytes are here by now. Rejects with why not. */
export async function take(taken: Taken, plan: Plan, videos: boolean, stop: AbortSignal, told: (bytes: number) => void): Promise<void> {
  const parts = chosen(plan, videos);
  const coming = missing(parts) as readonly Coming[];
  await roomFor(taken, bytesOf(coming));
  const { room, unit, title, answers } = plan;
  const now = Date.now();
  const along: Along = { room, unit, title, answers, videos, at: now, heard: now, parts: parts.map(({ url: _, ...part }) => part) };
  let done = 0;
  try {
    await taken.put(along);
    for (const part of coming) {
      const response = await fetch(part.url, { signal: stop });
      if (!response.ok || !response.body) throw new NotTaken('lost');
      let came = 0;
      const counted = response.body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, out) {
          came += piece.byteLength;
          told(done + came);
          out.enqueue(piece);
        },
      }));
      await taken.keep(along, part.address, new Response(counted, { headers: headersOf(response.headers) }));
      done += part.bytes;
      told(done);
    }
  } catch (error) {
    throw stop.aborted ? new NotTaken('stopped') : await whyNot(error);
  }
}

function headersOf(from: Headers): Headers {
  const headers = new Headers(from);
  // What came packed is unpacked here.
  if (headers.has('content-encoding')) for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  return headers;
}

async function free(): Promise<number> {
  const { storage } = navigator as { storage?: StorageManager };
  const { quota = Infinity, usage = 0 } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
  return Math.max(0, Math.floor((quota - usage) * SPARE));
}

async function roomFor(taken: Taken, bytes: number): Promise<void> {
  const left = TAKEN_BYTES_MAX - taken.bytes;
  if (bytes > left) throw new NotTaken('limit', left);
  const place = await free();
  if (bytes > place) throw new NotTaken('full', place);
  // Else the browser may clear it when the device gets short of room.
  const { storage } = navigator as { storage?: StorageManager };
  void storage?.persist?.().catch(() => undefined);
}

async function whyNot(error: unknown): Promise<NotTaken> {
  if (error instanceof NotTaken) return error;
  return (error as { name?: string } | undefined)?.name === 'QuotaExceededError' ? new NotTaken('full', await free()) : new NotTaken('lost');
}
