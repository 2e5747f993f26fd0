// SPDX-License-Identifier: Apache-2.0
// Which of a room's streams somebody is shown, and which of its pictures: chosen by the person, and kept.
import { kept } from '../../core/keep.ts';
import { Store } from '../../core/store.ts';
import type { Source, Stream } from './view.ts';

export type Picture = 'full' | 'low' | 'sound';

const PICTURE = 'muster.picture';
const LANGUAGE = 'muster.stream-language';
const SIGN = 'muster.sign';

/** undefined: not chosen; whoever saves data has the small one then. */
export const picture = new Store<Picture | undefined>(PICTURES(kept.get(PICTURE)));
export const language = new Store<string | undefined>(kept.get(LANGUAGE) ?? undefined);
/** Whether a picture in sign language is shown where there is one. */
export const sign = new Store<boolean>(kept.get(SIGN) !== 'no');

function PICTURES(word: string | null): Picture | undefined {
  return word === 'full' || word === 'low' || word === 'sound' ? word : undefined;
}

export function pictureSet(next: Picture): void {
  kept.set(PICTURE, next);
  picture.set(next);
}
export function languageSet(next: string): void {
  kept.set(LANGUAGE, next);
  language.set(next);
}
export function signSet(next: boolean): void {
  kept.set(SIGN, next ? 'yes' : 'no');
  sign.set(next);
}

/** A stream by its place: 0 is the room's first, as stage.media counts. */
export interface Placed {
  readonly at: number;
  readonly source: Source & { readonly lang?: string };
}

function placed(stream: Stream): readonly (Placed & { readonly sign: boolean })[] {
  return [{ at: 0, source: stream, sign: false }, ...(stream.more ?? []).map((source, at) => ({ at: at + 1, source, sign: source.sign === true }))];
}

/** What is spoken in them, each once; one alone is no choice. */
export function languagesOf(stream: Stream): readonly string[] {
  const all = placed(stream).flatMap(({ source, sign: signs }) => (signs || source.lang === undefined ? [] : [source.lang]));
  return [...new Set(all)];
}

/** Of the language that was chosen, else of the page's, else the first; whoever wants the sound alone gets one that is that. */
export function pick(stream: Stream, wanted: Picture, chosen: string | undefined, page: string): Placed {
  const spoken = placed(stream).filter(({ sign: signs }) => !signs);
  const own = [chosen, page].flatMap((lang) => spoken.filter(({ source }) => lang !== undefined && source.lang === lang));
  const lang = own[0]?.source.lang;
  const among = lang === undefined ? spoken.filter(({ source }) => source.lang === stream.lang) : spoken.filter(({ source }) => source.lang === lang);
  const sound = among.find(({ source }) => source.type === 'audio');
  const moving = among.find(({ source }) => source.type !== 'audio');
  return (wanted === 'sound' ? sound ?? moving : moving ?? sound) ?? { at: 0, source: stream };
}

export function signOf(stream: Stream): Placed | undefined {
  return placed(stream).find(({ sign: signs }) => signs);
}
