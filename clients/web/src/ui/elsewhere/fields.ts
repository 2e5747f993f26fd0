// SPDX-License-Identifier: Apache-2.0
// The fields of a form as one draft, and beside them which of the inbox's it is; that goes with the draft.
import { draftClear, draftGet, draftPlaces, draftSet } from '../../core/draft.ts';

export interface Fields {
  readonly [field: string]: string;
}
export interface DraftMark {
  /** 0: it is on its way there for the first time. */
  readonly seq: number;
  /** What it said then: sumOf (followed.ts). */
  readonly sum: string;
  /** Under which name: a tab that takes over what another left goes on as that one. */
  readonly device: string;
  /** What was sent last, while its answer has not come: '' where it has. */
  readonly sent: string;
  /** Under which op, and after which of the inbox's. */
  readonly op: string;
  readonly after: number;
}

const MARK = '/far';

export function draftMarked(place: string): DraftMark | undefined {
  const [seq, sum = '', device = '', sent = '', op = '', after = 0] = draftGet(place + MARK).split(' ');
  return seq ? { seq: Number(seq), sum, device, sent, op, after: Number(after) } : undefined;
}

/** `sent`: see DraftMark; undefined: the answer has come. */
export function draftMark(place: string, mark: Pick<DraftMark, 'seq' | 'sum' | 'device'> | undefined, sent?: Pick<DraftMark, 'sent' | 'op' | 'after'>): void {
  const text = [...(mark ? [mark.seq, mark.sum, mark.device] : []), ...(mark && sent ? [sent.sent, sent.op, sent.after] : [])].join(' ');
  if (draftGet(place + MARK) !== text) draftSet(place + MARK, text);
}

/** What stands in all of them, by their names; in the one of the place's own name as "words". */
export function draftFields(place: string): Fields {
  return Object.fromEntries(draftPlaces().filter((each) => each !== place + MARK && `${each}/`.startsWith(`${place}/`))
    .map((each) => [each.slice(place.length + 1) || 'words', draftGet(each)]).filter(([, text]) => text?.trim() !== '').sort());
}

/** Puts others into them. */
export function draftPut(place: string, fields: Fields): void {
  draftClear(place);
  for (const [field, text] of Object.entries(fields)) draftSet(field === 'words' ? place : `${place}/${field}`, text);
}
