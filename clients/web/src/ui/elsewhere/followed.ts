// SPDX-License-Identifier: Apache-2.0
// What is typed into one form, kept in the person's inbox too (draft.write), so that it stands on another device of theirs.
// It goes there when one pauses or leaves. What another device has written since comes into the form, unless something else
// stands there: then both are in sight, and nothing is sent before the person has chosen. What was sent or thrown away
// elsewhere goes here too, unless more was typed meanwhile.
//
// A mark beside the draft says which of the inbox's it was last, and what it said then: so a form knows after a reload, too,
// whether anything was typed since. Whose answer was lost with the page is sent again under its op, which has its first answer;
// then the inbox is asked what stands there: perhaps it was posted elsewhere meanwhile.
import type { Outcome } from '../../core/command.ts';
import { draftClear } from '../../core/draft.ts';
import { INBOX } from '../../core/inbox.ts';
import type { Begun } from '../../core/inbox.ts';
import type { JsonObject } from '../../core/merge.ts';
import { errorName, refusalOf } from '../../core/refusal.ts';
import { Store } from '../../core/store.ts';
import { draftFields, draftMark, draftMarked, draftPut } from './fields.ts';
import type { DraftMark, Fields } from './fields.ts';

export interface Draft extends Begun {
  readonly words: Fields;
}
/** What it needs of a session. */
export interface Way {
  readonly device: string;
  /** `op`: of the same command, given before. */
  readonly run: (method: string, data: JsonObject, op?: string) => Promise<Outcome>;
  /** The op of the write of that place which was given last and waits. */
  readonly opOf: (place: string) => string;
  /** Rejects with what the server says of what is not there. */
  readonly read: (place: string) => Promise<Draft>;
}

export const PAUSE_MS = 2000;

export class Followed {
  /** Of another device, while the person has not chosen. */
  readonly other = new Store<Draft | undefined>(undefined);
  /** It is kept on this device alone. */
  readonly full = new Store<boolean>(false);
  private due: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private sending: string | undefined;
  private refused: string | undefined;
  private latest: Begun | undefined;

  constructor(private readonly place: string, private readonly way: Way) {}

  /** Something was: it is sent when that pauses. */
  typed(): void {
    this.end();
    this.due = setTimeout(() => this.now(), PAUSE_MS);
  }

  /** What is typed so far is sent. */
  now(): void {
    this.end();
    const { place } = this;
    const words = draftFields(place);
    const mark = draftMarked(place);
    const sum = sumOf(words);
    if (this.other.get() || sum === (this.sending ?? (mark?.sent || mark?.sum)) || sum === this.refused) return;
    const known = { seq: mark?.seq ?? 0, sum: mark?.sum ?? '', device: mark?.device ?? this.way.device };
    if (sum === '') {
      if (mark) void this.way.run('draft.drop', this.data(known.device, known.seq));
      draftMark(place, undefined);
      return;
    }
    this.sending = sum;
    void this.way.run('draft.write', { ...this.data(known.device, known.seq), words }).then((outcome) => this.written(sum, outcome));
    draftMark(place, known, { sent: sum, op: this.way.opOf(place), after: known.seq });
  }

  /** What the inbox says of this place; `sure`: as it is now. */
  async told(begun: Begun | undefined, sure: boolean): Promise<void> {
    const { place } = this;
    const mark = draftMarked(place);
    this.latest = begun;
    const own = begun?.device === (mark?.device ?? this.way.device);
    if (sure && mark?.sent && this.sending === undefined && !(own && begun.seq > mark.seq)) {
      const words = draftFields(place);
      if (sumOf(words) === mark.sent) return this.repeat(mark, words);
    }
    if (!begun) {
      this.other.set(undefined);
      if (!sure || !mark || mark.seq === 0 || this.sending !== undefined) return;
      if (sumOf(draftFields(place)) === mark.sum) draftClear(place);
      else {
        draftMark(place, undefined);
        this.typed();
      }
      return;
    }
    // Its answer was lost with the page.
    if (own && mark && this.sending === undefined && begun.seq > mark.seq)
      draftMark(place, { ...mark, seq: begun.seq, sum: mark.sent || mark.sum });
    if (own || begun.seq === mark?.seq) return this.other.set(undefined);
    if (this.asked === begun.seq) return;
    this.asked = begun.seq;
    try {
      this.came(await this.way.read(place));
    } catch {
      this.asked = 0;
    }
  }

  /** The person wants what the other device has. */
  take(): void {
    const other = this.other.get();
    if (!other) return;
    draftPut(this.place, other.words);
    this.knows(other);
  }

  /** They go on with what stands here. */
  keep(): void {
    const other = this.other.get();
    if (!other) return;
    draftMark(this.place, { seq: other.seq, sum: '', device: this.way.device });
    this.refused = undefined;
    this.other.set(undefined);
    this.now();
  }

  end(): void {
    clearTimeout(this.due);
    this.due = undefined;
  }

  private data(device: string, after: number): JsonObject {
    return { room: INBOX, place: this.place, device, ...(after ? { after } : {}) };
  }

  private async repeat({ device, after, sent, op }: DraftMark, words: Fields): Promise<void> {
    this.sending = sent;
    const outcome = await this.way.run('draft.write', { ...this.data(device, after), words }, op || undefined);
    this.written(sent, outcome);
    if (!outcome.ok) return;
    try {
      this.came(await this.way.read(this.place));
    } catch (error) {
      if (errorName(refusalOf(error).code) === 'NOT_FOUND') await this.told(undefined, true);
    }
  }

  private came(draft: Draft): void {
    const words = draftFields(this.place);
    const [sum, mark] = [sumOf(words), draftMarked(this.place)];
    if (sum === '' || sum === mark?.sum) draftPut(this.place, draft.words);
    else if (sum !== sumOf(draft.words)) return this.other.set(draft);
    this.knows(draft);
  }

  private knows({ seq }: Draft): void {
    draftMark(this.place, { seq, sum: sumOf(draftFields(this.place)), device: this.way.device });
    this.other.set(undefined);
  }

  private written(sum: string, outcome: Outcome): void {
    const mark = draftMarked(this.place);
    if (this.sending === sum) this.sending = undefined;
    this.full.set(!outcome.ok && outcome.error === 'LIMIT_EXCEEDED');
    if (!outcome.ok) {
      this.refused = sum;
      if (mark?.sent === sum) draftMark(this.place, mark);
      // Another device was first: what it wrote is looked at now.
      if (outcome.error === 'DRAFT_CHANGED') {
        this.asked = 0;
        void this.told(this.latest, false);
      }
      return;
    }
    // It may be sent as a post by now.
    if (mark && outcome.seq > mark.seq) draftMark(this.place, { ...mark, seq: outcome.seq, sum }, mark.sent === sum ? undefined : mark);
    if (draftFields(this.place)['words'] !== undefined) this.typed();
  }
}

/** Two forms with the same words have the same; nothing in it: ''. */
export function sumOf(words: Fields): string {
  const all = Object.entries(words).map(([field, text]) => [field, text.trim()]).filter(([, text]) => text !== '').sort();
  if (all.length === 0) return '';
  // FNV-1a: it tells what was changed, and need not be safe against anybody.
  let hash = 0x811c9dc5;
  for (const char of JSON.stringify(all)) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(36);
}
