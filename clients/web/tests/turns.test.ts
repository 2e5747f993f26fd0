// SPDX-License-Identifier: Apache-2.0
// How much of a long list is drawn at once, and how often what stands in it is drawn again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h, options, render } from 'preact';
import type { JSX } from 'preact';
import { TURN_MAX, grouped, grown, nextTurn } from '../src/core/turns.ts';
import { Next, drawn as allDrawn, useTurns } from '../src/ui/turns.ts';
import { place } from './help-dom.ts';

const keys = Array.from({ length: 300 }, (_, at) => 1000 + at * 3);

test('what is near comes first, on both sides, and all of it in the end', () => {
  assert.deepEqual([...grown(keys, new Set(), undefined, 3)], [1897, 1894, 1891]);
  assert.deepEqual([...grown(keys, new Set(), 1000, 3)], [1000, 1003, 1006]);
  assert.deepEqual([...grown(keys, new Set(), 1300, 5)].sort(), [1294, 1297, 1300, 1303, 1306]);
  let drawn: ReadonlySet<number> = new Set();
  for (let turn = 0; turn < 60; turn++) drawn = grown(keys, drawn, 1300, 5);
  assert.equal(drawn.size, 300);
  assert.equal(grown(keys, drawn, 1300, 5), drawn);
});

test('what is tall counts as the rows it takes, and one comes in each turn however tall it is', () => {
  const tall = (key: number): number => (key % 2 === 0 ? 8 : 1);
  assert.deepEqual([...grown(keys, new Set(), 1000, 4, tall)], [1000]);
  assert.deepEqual([...grown(keys, new Set(), 1003, 4, tall)], [1003]);
  assert.deepEqual([...grown(keys, new Set(), 1003, 9, tall)], [1003, 1006]);
  assert.deepEqual([...grown(keys, new Set([1000]), 1000, 2, tall)], [1000, 1003]);
});

test('what is gone is forgotten, and what arrives is the nearest to the end', () => {
  const drawn = grown(keys, new Set(), undefined, 10);
  const [added, ...others] = [...grown([...keys.slice(2), 2000], drawn, undefined, 1)].reverse();
  assert.equal(added, 2000);
  assert.equal(others.length, 10);
  assert.ok(![...grown(keys.slice(0, -1), drawn, undefined, 1)].includes(1897));
});

test('a turn is as long as the machine makes it: fewer rows where they take long', () => {
  assert.equal(nextTurn(8, 48), 2);
  assert.equal(nextTurn(2, 500), 2);
  assert.equal(nextTurn(4, 2), 8);
  assert.equal(nextTurn(16, 1), TURN_MAX);
});

test('rows that did not change stay in the same group', () => {
  const rows = keys.map((seq) => ({ seq }));
  const first = grouped(rows, ({ seq }) => seq, 64, new Map());
  const second = grouped([...rows, { seq: 5000 }], ({ seq }) => seq, 64, first);
  assert.equal([...first].filter(([name, group]) => second.get(name) !== group).length, 0);
  const third = grouped(rows.map((row) => (row.seq === 1300 ? { seq: 1300 } : row)), ({ seq }) => seq, 64, first);
  assert.deepEqual([...first].filter(([name, group]) => third.get(name) !== group).map(([name]) => name), [Math.floor(1300 / 64)]);
});

test('a list of three hundred begins with what is in sight, and no frame lays out more than the share of a turn', async () => {
  options.requestAnimationFrame = (then) => setTimeout(then);
  const frames = new Map<number, () => void>();
  let asked = 0;
  Object.assign(globalThis, {
    addEventListener: () => undefined, removeEventListener: () => undefined,
    requestAnimationFrame: (then: () => void) => (frames.set(++asked, then), asked), cancelAnimationFrame: (id: number) => frames.delete(id),
  });
  let size = 0;
  const List = (): JSX.Element | null => {
    size = useTurns(keys, { near: [keys[0]], first: 4 }).size;
    return null;
  };
  const into = place();
  Object.assign(document, { hidden: false });
  render(h(List, null), into);
  const sizes = [size];
  while (size < keys.length) {
    // All that comes without a frame.
    for (let turn = 0; turn < 5; turn++) await new Promise((done) => setTimeout(done));
    sizes.push(size);
    for (const [id, frame] of frames) frames.delete(id) && frame();
  }
  assert.equal(sizes[1], 4);
  for (let at = 1; at < sizes.length; at++) assert.ok((sizes[at] ?? 0) - (sizes[at - 1] ?? 0) <= TURN_MAX, sizes.join());
});

test('what waits for the room waits for all that is drawn in its turn, within another too, each after a frame', async () => {
  options.requestAnimationFrame = (then) => setTimeout(then);
  const seen: string[] = [];
  Object.assign(globalThis, { requestAnimationFrame: (then: () => void) => setTimeout(() => (seen.push('frame'), then())) });
  const Part = ({ name, within }: { name: string; within?: string }): JSX.Element | null => {
    seen.push(name);
    return within ? h(Next, { children: h(Part, { name: within }) }) : null;
  };
  const into = place();
  Object.assign(document, { hidden: false });
  render(h('div', null, [h(Next, { children: h(Part, { name: 'acts' }) }), h(Next, { children: h(Part, { name: 'column', within: 'panel' }) })]), into);
  assert.deepEqual(seen, []);
  await allDrawn();
  assert.deepEqual(seen, ['frame', 'acts', 'frame', 'column', 'frame', 'panel']);
  await allDrawn();
});
