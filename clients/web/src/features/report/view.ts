// SPDX-License-Identifier: Apache-2.0
import { bySeq } from '../../core/views.ts';
import type { BySeq, Dir, RoomView, Texts } from '../../core/views.ts';

export type Reason = 'rude' | 'spam' | 'off_topic' | 'private' | 'other';
export type Decision = 'kept' | 'removed';

export interface OwnReport {
  readonly of: 'chat' | 'question' | 'notes' | 'direct' | 'forum';
  readonly thing: number;
  readonly reason: Reason;
  readonly at: number;
  readonly decision?: Decision;
  readonly why?: string;
}
export interface Report extends OwnReport {
  readonly by: string;
  readonly name?: string;
  readonly text?: string;
  readonly dir?: Dir;
  /** The break-out group that it was said in. */
  readonly group?: number;
  /** What was reported is. */
  readonly gone?: boolean;
  readonly claim?: { readonly by: string; readonly at: number };
}
export type Groups = BySeq<{ readonly title?: Texts }>;
export interface ReportView extends RoomView {
  /** For the team alone. */
  readonly report?: { readonly reports?: BySeq<Report> };
  readonly group?: { readonly groups?: Groups };
  readonly question?: { readonly questions?: BySeq<{ readonly state?: string }> };
  readonly me: RoomView['me'] & { readonly report?: { readonly mine?: BySeq<OwnReport> } };
}

export interface Case {
  readonly seq: number;
  readonly report: Report;
  /** How many reported the same. */
  readonly count: number;
}

/** What is to be decided, each thing once, by the first report of it. */
export function casesOf(reports: BySeq<Report> | undefined): Case[] {
  const cases = new Map<string, Case>();
  for (const { seq, value } of bySeq(reports)) {
    if (value.decision) continue;
    const key = `${value.of} ${value.thing}`;
    const before = cases.get(key);
    cases.set(key, before ? { ...before, count: before.count + 1 } : { seq, report: value, count: 1 });
  }
  return [...cases.values()];
}

/** What was decided between the two of what one has reported. */
export function decidedOf(before: ReportView, view: ReportView): OwnReport | undefined {
  const mine = bySeq(view.me.report?.mine);
  return mine.find(({ seq, value }) => value.decision && !before.me.report?.mine?.[seq]?.decision)?.value;
}
