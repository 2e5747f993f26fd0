// SPDX-License-Identifier: Apache-2.0
import type { Dir, RoomView, Texts } from '../../core/views.ts';
import { spoken } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';

export interface Help {
  readonly by: string;
  readonly name: string;
  readonly at: number;
}
export interface Group {
  readonly title?: Texts;
  /** 0: as many as come. */
  readonly limit: number;
  readonly count: number;
  readonly help?: Help;
}
export interface Told {
  readonly by?: string;
  readonly name?: string;
  readonly at: number;
  readonly text: string;
  readonly dir: Dir;
}
export interface GroupShare {
  readonly state: 'none' | 'made' | 'open' | 'closing' | 'closed';
  readonly choice: boolean;
  readonly opened: number;
  readonly ends: number;
  readonly groups: { readonly [number: string]: Group };
  /** For the team alone. */
  readonly people?: { readonly [id: string]: { readonly group: number; readonly name: string } };
  readonly told?: { readonly [seq: string]: Told };
}
export interface GroupView extends RoomView {
  readonly group?: GroupShare;
  readonly me: RoomView['me'] & { readonly group?: { readonly mine: number } };
}
/** Of the channel of one group. */
export interface SideView extends RoomView {
  readonly group?: { readonly people: { readonly [id: string]: string }; readonly help?: Help };
}

export function isOpen(share: GroupShare | undefined): boolean {
  return share?.state === 'open' || share?.state === 'closing';
}

/** Their numbers, in the order in which they were made. */
export function numbersOf(share: GroupShare | undefined): readonly number[] {
  return Object.keys(share?.groups ?? {}).map(Number).sort((a, b) => a - b);
}

/** Its own name, else its place among them. */
export function nameOf(share: GroupShare | undefined, number: number, { t, lang }: Words): string {
  return spoken(share?.groups[number]?.title, lang).text || t('group.number', { n: numbersOf(share).indexOf(number) + 1 });
}
