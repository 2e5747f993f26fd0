// SPDX-License-Identifier: Apache-2.0
// Where one reads in a list: whatever comes, goes and grows in it, in whatever order, at whatever moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reading } from '../src/core/reading.ts';
import type { Rows, Stand } from '../src/core/reading.ts';

const ROOM = 400;

/** As a browser lays out what is drawn: too short a list is scrolled no further than it is. */
class List implements Rows {
  private drawn: { seq: number; height: number }[] = [];
  private scrolled = 0;
  sight = ROOM;
  covered = false;

  at(): number {
    this.scrolled = Math.min(this.scrolled, this.most());
    return this.scrolled;
  }
  most(): number {
    return Math.max(0, this.drawn.reduce((sum, { height }) => sum + height, 0) - this.sight);
  }
  moveTo(at: number): void {
    this.scrolled = Math.max(0, Math.min(at, this.most()));
  }
  room(): number {
    return this.sight;
  }
  topmost(): number | undefined {
    return this.covered ? undefined : this.drawn.find(({ seq }) => this.bottom(seq) > 0)?.seq;
  }
  row(seq: number): { top: number; height: number } | undefined {
    let top = -this.at();
    for (const row of this.drawn) {
      if (row.seq === seq) return { top, height: row.height };
      top += row.height;
    }
    return undefined;
  }
  beside(seq: number): { before?: number | undefined; after?: number | undefined } {
    return { before: this.drawn.filter((row) => row.seq < seq).at(-1)?.seq, after: this.drawn.find((row) => row.seq > seq)?.seq };
  }
  private bottom(seq: number): number {
    const { top, height } = this.row(seq) ?? { top: 0, height: 0 };
    return top + height;
  }
  draw(seqs: readonly number[], height = 40): void {
    this.drawn = [...this.drawn.filter(({ seq }) => !seqs.includes(seq)), ...seqs.map((seq) => ({ seq, height }))].sort((a, b) => a.seq - b.seq);
    this.at();
  }
  lose(gone: (seq: number) => boolean): void {
    this.drawn = this.drawn.filter(({ seq }) => !gone(seq));
    this.at();
  }
  get seqs(): number[] {
    return this.drawn.map(({ seq }) => seq);
  }
  inSight(seq: number): boolean {
    const row = this.row(seq);
    return row !== undefined && row.top < this.sight && row.top + row.height > 0;
  }
}

const span = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

function begun(seqs: readonly number[], follows = true): { list: List; reading: Reading; told: Stand[]; came: number[] } {
  const [list, told, came] = [new List(), [] as Stand[], [] as number[]];
  const reading = new Reading(list, follows, (stand) => told.push(stand), (seq) => came.push(seq));
  list.draw(seqs);
  reading.whole = true;
  return { list, reading, told, came };
}

/** As a hand does: the browser tells of it later. */
function scroll(list: List, by: number): void {
  list.moveTo(list.at() + by);
}

test('the end is followed, and left by whoever scrolls up', () => {
  const { list, reading } = begun(span(1, 50));
  reading.settle();
  assert.equal(list.at(), list.most());
  list.draw([51]);
  reading.settle();
  assert.equal(list.at(), list.most());
  scroll(list, -200);
  reading.settle();
  assert.equal(reading.stand.is, 'row');
  const top = list.row(45)?.top;
  list.draw([52, 53]);
  reading.settle();
  assert.equal(list.row(45)?.top, top);
  reading.toHome();
  assert.equal(list.at(), list.most());
});

test('whoever scrolls while rows come above keeps what they scrolled to', () => {
  const { list, reading } = begun(span(50, 100));
  reading.settle();
  // Neither was told yet when the list looks again.
  scroll(list, -300);
  const seen = list.topmost() ?? 0;
  const top = list.row(seen)?.top;
  list.draw(span(30, 49));
  reading.settle();
  assert.equal(list.row(seen)?.top, top);
  assert.deepEqual(reading.stand, { is: 'row', seq: seen, top });
});

test('what one came for is found however late it is read in, and stays while the rest comes', () => {
  const { list, reading, came } = begun(span(93, 100));
  reading.whole = false;
  reading.seek(10, 0);
  reading.settle();
  for (let first = 92; first > 60; first -= 4) {
    list.draw(span(first - 3, first));
    reading.settle();
  }
  reading.whole = true;
  reading.settle();
  assert.equal(reading.stand.is, 'seeks');
  // A group around it; there is not enough below it yet.
  list.draw(span(9, 16));
  reading.settle();
  assert.deepEqual(came, [10]);
  for (const group of [span(17, 24), span(1, 8), span(25, 60)]) {
    list.draw(group, 70);
    reading.settle();
  }
  assert.equal(list.row(10)?.top, 0);
});

test('on the way nobody is taken for the reader but their own hand', () => {
  const { list, reading } = begun(span(60, 100));
  reading.seek(10, 0);
  reading.settle();
  scroll(list, -500);
  reading.settle();
  assert.equal(reading.stand.is, 'seeks');
  reading.takes();
  assert.equal(reading.stand.is, 'row');
  const at = list.topmost();
  list.draw(span(1, 59));
  reading.settle();
  assert.equal(list.topmost(), at);
});

test('a row that is taken out gives its place to the next; where all of them went it is read in again', () => {
  const { list, reading } = begun(span(1, 100));
  reading.settle();
  scroll(list, -1000);
  reading.settle();
  const at = list.topmost() ?? 0;
  const { top } = reading.stand as { top: number };
  list.lose((seq) => seq === at);
  reading.settle();
  assert.deepEqual(reading.stand, { is: 'row', seq: at + 1, top });
  assert.equal(list.row(at + 1)?.top, top);
  list.lose((seq) => seq < 90);
  reading.settle();
  assert.deepEqual(reading.stand, { is: 'seeks', seq: at + 1, top, came: false });
  list.draw(span(1, 89), 55);
  reading.settle();
  assert.equal(list.row(at + 1)?.top, top);
});

test('what is nowhere leads to what stands next to it, or home', () => {
  const { list, reading } = begun(span(1, 100));
  reading.seek(200, 'middle', true);
  reading.gone(undefined);
  assert.equal(list.at(), list.most());
  reading.seek(200, 'middle', true);
  reading.gone(30);
  reading.settle();
  assert.equal(list.row(30)?.top, (ROOM - 40) / 2);
});

test('what one looks at is still in sight of a smaller window, and the end stays the end', () => {
  const { list, reading } = begun(span(1, 100));
  reading.seek(30, 'middle');
  reading.settle();
  list.sight = 100;
  reading.settle();
  assert.ok(list.inSight(30));
  reading.toHome();
  list.sight = 60;
  reading.settle();
  assert.equal(list.at(), list.most());
});

test('under what lies over the list the place is kept too', () => {
  const { list, reading } = begun(span(50, 100));
  reading.settle();
  scroll(list, -500);
  reading.settle();
  const seen = list.topmost() ?? 0;
  const top = list.row(seen)?.top;
  list.covered = true;
  list.draw(span(40, 49));
  reading.settle();
  list.draw(span(30, 39));
  reading.settle();
  assert.equal(list.row(seen)?.top, top);
});

test('a list that is not followed stands still at its top', () => {
  const { list, reading } = begun(span(1, 20), false);
  reading.settle();
  list.draw(span(21, 40));
  reading.settle();
  assert.deepEqual([list.at(), reading.stand.is], [0, 'home']);
});

// A number from 0 on, below `below`; the same ones for the same seed.
function random(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('in any order of what happens the reader is where they want to be', () => {
  for (let seed = 1; seed <= 3000; seed++) {
    const pick = random(seed);
    const { list, reading, came } = begun(span(93, 100));
    reading.whole = false;
    const wanted = 1 + pick(100);
    reading.seek(wanted, pick(2) === 0 ? 0 : 'middle', true);
    let newest = 100;
    let undrawn = span(1, 92);
    const acts = [
      // Turns of the view and pages of what was before, each from where one is or from the end.
      (): void => {
        const count = 1 + pick(16);
        const some = pick(2) === 0 ? undrawn.slice(-count) : undrawn.filter((seq) => Math.abs(seq - wanted) < count / 2);
        list.draw(some, 20 + pick(80));
        undrawn = undrawn.filter((seq) => !some.includes(seq));
        reading.whole = undrawn.length === 0;
      },
      (): void => list.draw([++newest], 20 + pick(80)),
      // A row that is laid out only now, or grows.
      (): void => {
        const seq = list.seqs[pick(list.seqs.length)];
        if (seq !== undefined) list.draw([seq], 20 + pick(80));
        // Laid out is looked at in the same frame.
        reading.settle();
      },
      (): void => {
        list.lose((seq) => seq !== wanted && pick(30) === 0);
        reading.settle();
      },
      (): void => {
        list.sight = 100 + pick(400);
        reading.settle();
      },
      (): void => void (list.covered = pick(4) === 0),
      (): void => reading.settle(),
      (): void => reading.settle(),
    ];
    for (let n = 0; n < 60; n++) acts[pick(acts.length)]?.();
    list.draw(undrawn);
    reading.whole = true;
    reading.settle();
    reading.settle();
    assert.ok(list.inSight(wanted) || list.at() === list.most(), `seed ${seed}: ${wanted} is out of sight`);
    assert.deepEqual(came, [wanted], `seed ${seed}`);
    // Then the reader moves, and it is theirs.
    list.covered = false;
    scroll(list, pick(2000) - 1500);
    const seen = list.topmost() ?? wanted;
    list.draw([++newest], 60);
    reading.settle();
    const home = reading.stand.is === 'home';
    list.draw(span(-20, 0), 33);
    reading.settle();
    assert.ok(home ? list.at() === list.most() : list.inSight(seen), `seed ${seed}: what the reader went to is out of sight`);
  }
});
