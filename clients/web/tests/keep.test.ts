// SPDX-License-Identifier: Apache-2.0
// What stands in the storages of a browser goes with whoever it is of.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OF_DEVICE, OF_NEXT, othersDrop } from '../src/core/keep.ts';

class Storing {
  [key: string]: unknown;
  getItem(key: string): string | null { return (this[key] as string | undefined) ?? null; }
  setItem(key: string, value: string): void { this[key] = value; }
  removeItem(key: string): void { delete this[key]; }
}
const [local, session] = [new Storing(), new Storing()];
Object.assign(globalThis, { localStorage: local, sessionStorage: session });

function filled(): void {
  for (const key of [...OF_DEVICE, ...OF_NEXT, 'muster.direct.m1.webinar:w1', 'muster.direct.m10.webinar:w1', 'another']) local.setItem(key, 'x');
  for (const key of ['muster.tab', 'muster.commands.m1', 'muster.commands.m2', 'muster.draft.m1.post/3', 'muster.captions.m1.webinar:w1', 'muster.notices.m2.course:c1', 'muster.way.m1.course:c1'])
    session.setItem(key, 'x');
}

test('who leaves leaves what is of the device', () => {
  filled();
  othersDrop();
  assert.deepEqual(Object.keys(local).sort(), [...OF_DEVICE, 'another'].sort());
  assert.deepEqual(Object.keys(session), ['muster.tab']);
});

test('who comes finds what is theirs, and a way in that they opened', () => {
  filled();
  othersDrop('m1');
  assert.deepEqual(Object.keys(local).sort(), [...OF_DEVICE, ...OF_NEXT, 'muster.direct.m1.webinar:w1', 'another'].sort());
  assert.deepEqual(Object.keys(session).sort(), ['muster.captions.m1.webinar:w1', 'muster.commands.m1', 'muster.draft.m1.post/3', 'muster.tab', 'muster.way.m1.course:c1']);
  othersDrop('');
  assert.deepEqual(Object.keys(local).sort(), [...OF_DEVICE, ...OF_NEXT, 'another'].sort());
});
