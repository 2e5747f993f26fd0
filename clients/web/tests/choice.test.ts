// SPDX-License-Identifier: Apache-2.0
// What is chosen beside what holds, while news of that come early or late.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h, options, render } from 'preact';
import { Store, useStore } from '../src/core/store.ts';
import { useChoice } from '../src/ui/choice.ts';
import type { Choice } from '../src/ui/choice.ts';
import { place } from './help-dom.ts';

type Role = 'participant' | 'presenter' | 'host';

const settled = (): Promise<void> => new Promise((done) => setTimeout(() => setTimeout(done)));

// Acts on the control as it is drawn, and waits until it is drawn again.
function control(): { tell: (role: Role) => Promise<void>; act: (what: (choice: Choice<Role>) => void) => Promise<void>; at: () => Choice<Role> } {
  options.requestAnimationFrame = (then) => setTimeout(then);
  const told = new Store<Role>('participant');
  let choice: Choice<Role> | undefined;
  const Part = (): null => {
    choice = useChoice(useStore(told));
    return null;
  };
  render(h(Part, null), place());
  const at = (): Choice<Role> => choice as Choice<Role>;
  const act = (what: (choice: Choice<Role>) => void): Promise<void> => {
    what(at());
    return settled();
  };
  const tell = (role: Role): Promise<void> => {
    told.set(role);
    return settled();
  };
  return { tell, act, at };
}

test('what is chosen stands when news come of what holds', async () => {
  const { tell, act, at } = control();
  await act((choice) => choice.choose('host'));
  await tell('presenter');
  assert.equal(at().chosen, 'host');
  assert.equal(at().holds, 'presenter');
  await act((choice) => choice.drop());
  assert.equal(at().chosen, 'presenter');
});

test('what was given holds at once, and what is chosen next is not taken away by its late news', async () => {
  const { tell, act, at } = control();
  await act((choice) => choice.choose('presenter'));
  await act((choice) => choice.give('presenter', 'participant'));
  assert.equal(at().holds, 'presenter');
  await act((choice) => choice.choose('participant'));
  assert.equal(at().chosen, 'participant');
  await tell('presenter');
  assert.equal(at().chosen, 'participant');
});

test('news before the answer count, and later ones too', async () => {
  const { tell, act, at } = control();
  await act((choice) => choice.choose('presenter'));
  await tell('presenter');
  await act((choice) => choice.give('presenter', 'participant'));
  assert.equal(at().chosen, 'presenter');
  await tell('participant');
  assert.equal(at().chosen, 'participant');
  await act((choice) => choice.give('host', 'participant'));
  await tell('presenter');
  assert.equal(at().chosen, 'presenter', 'somebody else was later');
  await tell('participant');
  assert.equal(at().chosen, 'participant');
});
