// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf } from '../src/pages/academy/requests/asked.ts';

const asked = { name: 'Participant 12', mail: 'p12@police.example', country: 'TN', agency: '', reason: '', language: 'ar' };

test('a request for somebody else says what it wants first', () => {
  assert.equal(faultOf(asked), undefined);
  assert.deepEqual(faultOf({ ...asked, name: ' ' }), { field: 'name', says: 'access.ask.wants.name' });
  assert.equal(faultOf({ ...asked, mail: 'p12@police' })?.field, 'mail');
  assert.equal(faultOf({ ...asked, country: '' })?.field, 'country');
  assert.equal(faultOf({ ...asked, agency: 'x'.repeat(121) })?.field, 'agency');
  assert.equal(faultOf({ ...asked, reason: 'x'.repeat(501) })?.field, 'reason');
});
