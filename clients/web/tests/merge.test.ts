// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isObject, merge } from '../src/core/merge.ts';
import type { Json } from '../src/core/merge.ts';

// RFC 7396, appendix A.
const cases: readonly [Json, Json, Json][] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [['a', 'b'], ['c', 'd'], ['c', 'd']],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

test('the examples of the RFC', () => {
  for (const [target, patch, result] of cases) assert.deepEqual(merge(target, patch), result);
});

test('neither argument is written to', () => {
  const target: Json = { a: { b: 1, c: 2 } };
  const patch: Json = { a: { b: null, d: { e: 1 } } };
  const before = JSON.stringify([target, patch]);
  merge(target, patch);
  assert.equal(JSON.stringify([target, patch]), before);
});

test('what the patch does not touch keeps its identity', () => {
  const target: Json = { chat: { messages: { '1': { text: 'a' }, '2': { text: 'b' } } }, poll: {} };
  const result = merge(target, { chat: { messages: { '2': { text: 'c' } } } });
  assert.ok(isObject(result) && isObject(target));
  assert.equal(result['poll'], target['poll']);
  const messages = (of: Json): Json | undefined => (isObject(of) && isObject(of['chat']) && isObject(of['chat']['messages']) ? of['chat']['messages']['1'] : undefined);
  assert.equal(messages(result), messages(target));
});

test('patches compose: one after the other is the same as the later state', () => {
  const patches: Json[] = [{ a: { '1': { x: 1 } } }, { a: { '2': { x: 2 } } }, { a: { '1': null } }, { a: { '2': { y: [3] } } }];
  const result = patches.reduce<Json>((view, patch) => merge(view, patch), {});
  assert.deepEqual(result, { a: { '2': { x: 2, y: [3] } } });
});

test('a member named __proto__ is data', () => {
  const patch = JSON.parse('{"__proto__":{"admin":true}}') as Json;
  const result = merge({}, patch);
  assert.equal(JSON.stringify(result), '{"__proto__":{"admin":true}}');
  assert.equal((result as { admin?: boolean }).admin, undefined);
  assert.equal(({} as { admin?: boolean }).admin, undefined);
});
