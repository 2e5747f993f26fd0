// SPDX-License-Identifier: Apache-2.0
// What somebody types into a paragraph, saved in steps: one save under way at a time, each names the words it is based
// on. Whatever the server says, what was typed stays here.
import type { JsonObject } from '../../core/merge.ts';
import type { Failure, Outcome } from '../../core/queue.ts';
import type { Dir } from '../../core/views.ts';

/** Between two saves while somebody types. */
export const SAVE_MS = 3000;

export interface SaverOptions {
  /** Of a paragraph that is there; else it is made with its first words, behind `after`. */
  readonly seq?: number;
  readonly version?: number;
  readonly saved: string;
  readonly after?: number;
  send(method: string, data: JsonObject): Promise<Outcome>;
  later(ms: number, then: () => void): () => void;
  /** It stands otherwise. */
  changed(): void;
}

export class Saver {
  seq: number | undefined;
  version: number | undefined;
  /** What the server has of it. */
  saved: string;
  text: string;
  /** Why it is not saved any more; until it is settled. */
  trouble: Failure | undefined;
  private dir: Dir | undefined;
  private underWay: Promise<void> | undefined;
  private stop: (() => void) | undefined;
  private over = false;

  constructor(private readonly options: SaverOptions) {
    this.seq = options.seq;
    this.version = options.version;
    this.saved = options.saved;
    this.text = options.saved;
  }

  get dirty(): boolean {
    return this.text.trim() !== this.saved.trim();
  }

  typed(text: string, dir?: Dir): void {
    this.text = text;
    this.over = false;
    this.dir = dir;
    this.plan();
  }

  /** The person has read what stands there now: theirs comes in its place. */
  settle(version: number): void {
    this.version = version;
    this.again();
  }

  /** Their words become a paragraph of their own. */
  apart(): void {
    this.seq = undefined;
    this.version = undefined;
    this.saved = '';
    this.again();
  }

  /** Everything is saved, and nobody writes there any more. False: it could not be. */
  async finish(): Promise<boolean> {
    this.rest();
    await this.underWay;
    if (this.trouble) return false;
    if (this.dirty) await this.save(true);
    else if (this.seq !== undefined && !this.over) void this.options.send('notes.free', { paragraph: this.seq });
    this.over = this.trouble === undefined;
    return this.over;
  }

  /** What is planned is done now. */
  now(): void {
    if (!this.stop) return;
    this.rest();
    void this.save(false);
  }

  /** What is planned is not done any more. */
  rest(): void {
    this.stop?.();
    this.stop = undefined;
  }

  private again(): void {
    this.trouble = undefined;
    this.options.changed();
    void this.save(false);
  }

  private plan(): void {
    if (this.stop || this.underWay || this.trouble || !this.dirty) return;
    this.stop = this.options.later(SAVE_MS, () => {
      this.stop = undefined;
      void this.save(false);
    });
  }

  private save(done: boolean): Promise<void> {
    this.underWay = this.send(done).finally(() => {
      this.underWay = undefined;
      this.plan();
    });
    return this.underWay;
  }

  private async send(done: boolean): Promise<void> {
    const { text, seq, dir } = this;
    const words = { ...(text.trim() === '' ? {} : { text, ...(dir ? { dir } : {}) }), ...(done ? { done } : {}) };
    if (seq === undefined && text.trim() === '') return;
    const outcome = seq === undefined
      ? await this.options.send('notes.add', { ...words, ...(this.options.after === undefined ? {} : { after: this.options.after }) })
      : await this.options.send('notes.write', { paragraph: seq, version: this.version ?? seq, ...words });
    if (outcome.ok) {
      this.seq = seq ?? outcome.seq;
      this.version = outcome.seq;
      this.saved = text;
    } else {
      this.trouble = outcome.error;
    }
    this.options.changed();
  }
}
