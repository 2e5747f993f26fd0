// SPDX-License-Identifier: Apache-2.0
// The lists of an HLS stream that its first one names (RFC 8216 §4.3.4): the small picture and the sound alone are asked for by
// name, whoever plays it.
import type { Picture } from './pick.ts';

interface Variant {
  readonly url: string;
  readonly rate: number;
  readonly sound: boolean;
}

function attribute(line: string, name: string): string | undefined {
  const found = new RegExp(`[:,]${name}=(?:"([^"]*)"|([^,]*))`).exec(line);
  return found?.[1] ?? found?.[2];
}

/** No video among its codecs, where it names any. */
function isSound(line: string): boolean {
  const codecs = attribute(line, 'CODECS');
  return codecs !== undefined && attribute(line, 'RESOLUTION') === undefined && codecs.split(',').every((codec) => /^(mp4a|ac-3|ec-3|opus|mp3)/i.test(codec.trim()));
}

function variants(list: string, base: string): readonly Variant[] {
  const lines = list.split(/\r?\n/);
  return lines.flatMap((line, at) => {
    const uri = lines.slice(at + 1).find((next) => next !== '' && !next.startsWith('#'));
    if (!line.startsWith('#EXT-X-STREAM-INF:') || uri === undefined) return [];
    return [{ url: new URL(uri, base).href, rate: Number(attribute(line, 'BANDWIDTH') ?? 0), sound: isSound(line) }];
  });
}

/** The list to play for that picture; undefined: there is none of its own. */
export function variantIn(list: string, base: string, picture: Picture): string | undefined {
  const all = [...variants(list, base)].sort((a, b) => a.rate - b.rate);
  if (picture === 'sound') {
    const audio = list.split(/\r?\n/).find((line) => line.startsWith('#EXT-X-MEDIA:') && attribute(line, 'TYPE') === 'AUDIO' && attribute(line, 'URI') !== undefined);
    const uri = audio && attribute(audio, 'URI');
    return uri === undefined ? all.find(({ sound }) => sound)?.url : new URL(uri, base).href;
  }
  const moving = all.filter(({ sound }) => !sound);
  return moving.length > 1 ? moving[0]?.url : undefined;
}

/** Asked of the server; whatever goes wrong is found out by who plays it. */
export async function variant(url: string, picture: Picture): Promise<string | undefined> {
  if (picture === 'full') return undefined;
  try {
    const answer = await fetch(url);
    return answer.ok ? variantIn(await answer.text(), answer.url, picture) : undefined;
  } catch {
    return undefined;
  }
}
