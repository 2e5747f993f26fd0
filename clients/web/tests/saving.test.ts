// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceSaves } from '../src/core/saving.ts';

test('a device that saves data, or has a slow link, starts lean', () => {
  assert.equal(deviceSaves({}), false);
  assert.equal(deviceSaves({ connection: { saveData: false, effectiveType: '4g' } }), false);
  assert.equal(deviceSaves({ connection: { effectiveType: '3g' } }), false);
  assert.equal(deviceSaves({ connection: { saveData: true, effectiveType: '4g' } }), true);
  assert.equal(deviceSaves({ connection: { effectiveType: '2g' } }), true);
  assert.equal(deviceSaves({ connection: { effectiveType: 'slow-2g' } }), true);
});
