// SPDX-License-Identifier: Apache-2.0
// What a list of rooms is asked for, by what stands in the address.
import type { JsonObject } from '../../../core/merge.ts';
import type { Listed } from '../../rooms.ts';

export const SHOWS = ['mine', 'all', 'archived'] as const;
export type Show = (typeof SHOWS)[number];
export const KINDS = ['any', 'live', 'soon', 'ended', 'spoc', 'course', 'workspace', 'library'] as const;
export type Kind = (typeof KINDS)[number];

export interface Wanted {
  readonly show: Show;
  readonly kind: Kind;
  readonly words: string;
  readonly series?: string | undefined;
}

const PAGE = 30;

/** `room.list` of these. What is mine or archived the server does not part by kind: see `fits`. */
export function questionOf({ show, kind, words, series }: Wanted, after?: string): JsonObject {
  const scope = show === 'all' ? (kind === 'any' ? undefined : kind) : show;
  return {
    ...(scope === undefined ? {} : { scope }), ...(words.trim() === '' ? {} : { words: words.trim() }),
    ...(series === undefined ? {} : { series }), ...(after === undefined ? {} : { after }), limit: PAGE,
  };
}

const PHASES: { readonly [kind: string]: Listed['phase'] } = { live: 'live', soon: 'ahead', ended: 'ended' };

export function fits({ show, kind }: Wanted, room: Listed): boolean {
  if (show === 'all' || kind === 'any') return true;
  return kind in PHASES ? room.phase === PHASES[kind] : room.template === kind;
}
