// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { increases } from '../src/features/reaction/sums.ts';

test('each kind rises by what was added to it', () => {
  assert.deepEqual(increases({ clap: 12, heart: 3 }, { clap: 15, heart: 4 }), { clap: 3, heart: 1 });
});

test('a kind that was not there began at 0', () => {
  assert.deepEqual(increases({ clap: 12 }, { clap: 12, wow: 2 }), { wow: 2 });
  assert.deepEqual(increases({}, { laugh: 1 }), { laugh: 1 });
});

test('what did not rise is not named', () => {
  const sums = { clap: 12, heart: 3 };
  assert.deepEqual(increases(sums, sums), {});
  assert.deepEqual(increases(sums, { clap: 11, heart: 3 }), {}, 'a sum that fell was counted anew');
  assert.deepEqual(increases(sums, { clap: 13 }), { clap: 1 }, 'a kind that went away');
});

test('a room without reactions, before or after, is one without sums', () => {
  assert.deepEqual(increases(undefined, undefined), {});
  assert.deepEqual(increases(undefined, { clap: 2 }), { clap: 2 });
  assert.deepEqual(increases({ clap: 2 }, undefined), {});
});
