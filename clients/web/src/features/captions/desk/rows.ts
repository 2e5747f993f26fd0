// SPDX-License-Identifier: Apache-2.0
// What a captioner sees of a language: the lines that stand, as they will be once all that waits has arrived, and then
// those of their own that are on their way.
import type { BySeq, Dir } from '../../../core/views.ts';
import type { Failure } from '../../../core/queue.ts';
import type { Item, State } from '../outbox.ts';
import { inOrder, momentOf } from '../view.ts';

export interface Row {
  readonly key: string;
  readonly language: string;
  readonly text: string;
  readonly dir?: Dir;
  readonly at: number;
  readonly times: { readonly from?: number; readonly to?: number };
  /** Of one that stands. */
  readonly line?: number;
  /** Of what is on its way to it. */
  readonly op?: string;
  readonly state: State | 'stands';
  readonly error?: Failure;
}

type Said = { readonly at: number; readonly text?: string; readonly dir?: Dir; readonly from?: number; readonly to?: number };

const times = ({ from, to }: { readonly from?: number; readonly to?: number }): Row['times'] => ({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });

export function rowsOf(language: string, lines: BySeq<Said> | undefined, items: readonly Item[]): Row[] {
  const own = items.filter((item) => item.language === language);
  const stand = inOrder(Object.entries(lines ?? {}).map(([seq, value]) => ({ seq: Number(seq), value }))).flatMap(({ seq, value }): Row[] => {
    const change = own.find(({ line }) => line === seq);
    // What is to go has gone from sight; if it is refused, it stands again and says why.
    if (value.text === undefined || (change?.method === 'captions.remove' && change.state !== 'failed')) return [];
    const text = change?.method === 'captions.amend' ? change.text : value.text;
    return [{
      key: `line-${seq}`, language, text, at: momentOf(value), times: times(value), line: seq, state: change ? change.state : 'stands',
      ...(value.dir && !change ? { dir: value.dir } : {}), ...(change ? { op: change.op } : {}), ...(change?.error ? { error: change.error } : {}),
    }];
  });
  const coming = own.filter(({ method, then }) => method === 'captions.line' && !(then && then.text === undefined)).map((item): Row => ({
    key: `item-${item.op}`, language, text: item.then?.text ?? item.text, at: item.from ?? 0, times: times(item), op: item.op, state: item.state, ...(item.error ? { error: item.error } : {}),
  }));
  return [...stand, ...coming];
}

/** The one before or behind that which is corrected; behind the last: none. */
export function stepped(rows: readonly Row[], key: string | undefined, way: 'up' | 'down'): Row | undefined {
  const at = key === undefined ? rows.length : rows.findIndex((row) => row.key === key);
  const to = way === 'up' ? Math.max(0, at - 1) : at + 1;
  return rows[to];
}
