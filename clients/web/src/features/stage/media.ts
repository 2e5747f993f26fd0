// SPDX-License-Identifier: Apache-2.0
// Where the picture is. The room says that there is a stream; its address is asked for by who watches, is signed
// for a short time, and is asked for again before that ends.
import { refusalOf } from '../../core/refusal.ts';
import type { Source } from './view.ts';

export interface Media extends Source {
  /** ms since 1970 by the server's clock; absent: it holds. */
  readonly expires?: number;
}

const METHOD_NOT_FOUND = 104;
const EARLY_MS = 30_000;
const SOONEST_MS = 5000;
const LATEST_MS = 2_000_000_000;

/** The address as of now. A server that does not know the question shows its address to everybody. */
export async function mediaAsk(query: () => Promise<unknown>, shown: Source): Promise<Media> {
  try {
    const { url, type, expires } = ((await query()) ?? {}) as { [name: string]: unknown };
    if (typeof url !== 'string' || (type !== 'hls' && type !== 'mp4' && type !== 'audio')) throw new TypeError('no address');
    return { url, type, ...(typeof expires === 'number' ? { expires } : {}) };
  } catch (error) {
    if (refusalOf(error).code === METHOD_NOT_FOUND) return { url: shown.url, type: shown.type };
    throw error;
  }
}

/** In what time to ask again; undefined: never. Early, but not in a hurry when the time is short. */
export function mediaAgain(media: Media, now: number): number | undefined {
  if (media.expires === undefined) return undefined;
  const left = media.expires - now;
  return Math.min(LATEST_MS, Math.max(SOONEST_MS, left - Math.min(EARLY_MS, left / 4)));
}
