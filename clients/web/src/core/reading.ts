// SPDX-License-Identifier: Apache-2.0
// Where one reads in a long list, and the only one that moves it. What changes in the list (rows that come, go or grow, a
// window that shrinks) asks it to look again, as often as it likes: it puts the list where the reader is. Whoever else
// moves the list is the reader: it stands other than it was put, and that is told apart from rows that came above.

/** A list of rows that have numbers, as far as they are drawn. Lengths in pixels, from the top of what one sees of it. */
export interface Rows {
  /** How far it is scrolled, and how far it can be. */
  at(): number;
  most(): number;
  moveTo(at: number): void;
  /** How much of it one sees. */
  room(): number;
  /** The first row one sees. */
  topmost(): number | undefined;
  row(seq: number): { readonly top: number; readonly height: number } | undefined;
  /** The drawn rows around the place of one that is not. */
  beside(seq: number): { readonly before?: number | undefined; readonly after?: number | undefined };
}

export type Stand =
  /** At the end of a list that is followed; at the top of another, where nothing is to be held. */
  | { readonly is: 'home' }
  | { readonly is: 'row'; readonly seq: number; readonly top: number }
  /** On the way to a row that is not drawn, or not read in. `came`: one came for it, by a link. */
  | { readonly is: 'seeks'; readonly seq: number; readonly top: Top; readonly came: boolean };
/** Where a row is to stand. */
export type Top = number | 'middle';

// So near to the end is at the end, to the top at the top.
const NEAR_PX = 48;
// Less than that is the browser's rounding.
const STEP_PX = 1;

export class Reading {
  /** All rows are drawn: the end of what is there is the end. */
  whole = false;
  private stands: Stand = { is: 'home' };
  // Where it was put, and where the first row one saw stood then.
  private put = 0;
  private mark: { readonly seq: number; readonly top: number } | undefined;

  /** `follows`: its end is where it begins and what is followed. `tell` hears of every other stand, and whether the reader
   *  chose it; `arrived` of a row that one was on the way to. */
  constructor(
    private readonly rows: Rows,
    private readonly follows: boolean,
    private readonly tell: (stand: Stand, chosen: boolean) => void = () => undefined,
    private readonly arrived: (seq: number, came: boolean) => void = () => undefined,
  ) {}

  get stand(): Stand {
    return this.stands;
  }

  /** On the way to a row from now on, wherever it is. */
  seek(seq: number, top: Top, came = false): void {
    this.become({ is: 'seeks', seq, top, came }, false);
  }

  /** It is nowhere: what stands next to it is. */
  gone(next: number | undefined): void {
    const { stands } = this;
    if (stands.is !== 'seeks') return;
    if (next === undefined) this.toHome();
    else this.become({ ...stands, seq: next, came: false }, false);
  }

  toHome(): void {
    this.note();
    this.become({ is: 'home' }, true);
    if (this.follows) this.settle();
  }

  /** The reader's own hand is on the list: nobody takes them elsewhere any more. */
  takes(): void {
    if (this.stands.is === 'seeks') this.adopt();
  }

  /** Puts the list where the reader is; costs a look where nothing changed. */
  settle(): void {
    const { rows, stands } = this;
    const far = rows.at() - this.put;
    const moved = Math.abs(far) < STEP_PX ? 0 : far;
    const mark = this.mark && rows.row(this.mark.seq);
    // By how much the rows above the first that one saw grew.
    const grew = mark && this.mark ? mark.top - this.mark.top + moved : undefined;
    // Where it became too short for how far it was scrolled the browser moved it.
    const byHand = moved !== 0 && this.put <= rows.most();
    if (stands.is === 'seeks') this.approach(stands, grew);
    else if (byHand && grew !== undefined) {
      this.move(grew);
      this.adopt();
    } else if (stands.is === 'row') this.keep(stands);
    else if (this.follows) rows.moveTo(rows.most());
    this.note();
  }

  private approach(stands: Stand & { is: 'seeks' }, grew: number | undefined): void {
    const row = this.rows.row(stands.seq);
    if (row) {
      const top = stands.top === 'middle' ? Math.max(0, (this.rows.room() - row.height) / 2) : stands.top;
      this.become({ is: 'row', seq: stands.seq, top }, false);
      this.keep({ is: 'row', seq: stands.seq, top });
      this.arrived(stands.seq, stands.came);
    } else if (grew !== undefined) this.move(grew);
    else if (this.follows) this.rows.moveTo(this.rows.most());
  }

  private keep({ seq, top }: Stand & { is: 'row' }): void {
    const { rows } = this;
    const row = rows.row(seq);
    if (row) {
      // What one looks at is still in sight of a smaller window.
      this.move(row.top - Math.min(top, Math.max(0, rows.room() - row.height)));
      if (this.atEnd()) this.become({ is: 'home' }, false);
      return;
    }
    const { before, after } = rows.beside(seq);
    // One that was taken out has neighbours; where all of them are gone it is read in again.
    if (before === undefined || after === undefined) this.become({ is: 'seeks', seq, top, came: false }, false);
    else {
      this.become({ is: 'row', seq: after, top }, false);
      this.keep({ is: 'row', seq: after, top });
    }
  }

  // Where the list stands is where the reader wants to be.
  private adopt(): void {
    if (this.follows ? this.atEnd() : this.rows.at() < NEAR_PX) return this.become({ is: 'home' }, true);
    const seq = this.rows.topmost() ?? this.mark?.seq;
    const row = seq === undefined ? undefined : this.rows.row(seq);
    if (seq !== undefined && row) this.become({ is: 'row', seq, top: row.top }, true);
  }

  private atEnd(): boolean {
    return this.follows && this.whole && this.rows.most() - this.rows.at() < NEAR_PX;
  }

  private move(by: number): void {
    if (Math.abs(by) >= STEP_PX) this.rows.moveTo(this.rows.at() + by);
  }

  private note(): void {
    const { rows, stands } = this;
    this.put = rows.at();
    // Where something lies over all of it the row that was first is looked at still.
    for (const seq of [rows.topmost(), this.mark?.seq, stands.is === 'row' ? stands.seq : undefined]) {
      const row = seq === undefined ? undefined : rows.row(seq);
      if (seq === undefined || !row) continue;
      this.mark = { seq, top: row.top };
      return;
    }
    this.mark = undefined;
  }

  private become(stand: Stand, chosen: boolean): void {
    this.stands = stand;
    this.tell(stand, chosen);
  }
}
