// SPDX-License-Identifier: Apache-2.0
// The run sheet: what stands in it, in what order, and what its one key does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../src/core/merge.ts';
import type { Plan, Step } from '../src/core/plan.ts';
import { plan as agenda } from '../src/features/agenda/plan.ts';
import { plan as poll } from '../src/features/poll/plan.tsx';
import { movedTo, nextOf, stepsOf } from '../src/features/run/view.ts';
import type { RunView } from '../src/features/run/view.ts';
import { isInterlaced } from '../src/features/slide/files.ts';
import { plan as slide } from '../src/features/slide/plan.tsx';
import { keyFor, plan as timer } from '../src/features/timer/plan.tsx';
import { wordsFor } from '../src/i18n/index.ts';
import { all } from './help-texts.ts';

const PLANS: readonly Plan[] = [agenda, poll, slide, timer];
const words = wordsFor('en', all.en);
const yes = (): boolean => true;
const asked = { type: 'yesno', title: { en: 'Shall we?' }, state: 'draft' } as const;
const room = (more: JsonObject): RunView => ({
  agenda: { items: { 3: { title: { en: 'Welcome' }, minutes: 5 } } },
  poll: { polls: { 7: asked, 8: { ...asked, title: { en: 'And where?' } } }, order: [8, 7] },
  slide: { page: 0, decks: { 5: { name: 'Phones.pdf', pages: 14 }, 6: { name: 'Coming.pdf', pages: 0 } } },
  timer: { seconds: 0 },
  ...more,
}) as unknown as RunView;
const steps = (more: JsonObject): readonly Step[] => stepsOf(PLANS, room(more), words);
const keys = (more: JsonObject): readonly string[] => steps(more).map(({ key }) => key);

test('what is prepared stands in the sheet by itself, behind what was put into an order', () => {
  assert.deepEqual(keys({}), ['item:3', 'poll:8', 'poll:7', 'deck:5']);
  assert.deepEqual(keys({ run: { steps: ['poll:7', 'timer:5', 'item:3'] } }), ['poll:7', 'timer:5', 'item:3', 'poll:8', 'deck:5']);
  // What is gone is left out; a deck of which some pages are a step is none as a whole.
  assert.deepEqual(keys({ run: { steps: ['poll:99', 'deck:5:8-14', 'note:1'] } }), ['deck:5:8-14', 'item:3', 'poll:8', 'poll:7']);
  assert.deepEqual(movedTo(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b']);
  assert.equal(keyFor(5, ['timer:5', 'timer:5:2']), 'timer:5:3');
});

test('the one key goes on, and says what it will do and how that is taken back', () => {
  const run = (now: string | undefined, more: JsonObject = {}) => {
    const { run: _, ...rest } = more;
    return nextOf(steps({ ...rest, run: { steps: [], ...(now === undefined ? {} : { now }) } }), now, yes);
  };
  const on = { ...asked, title: { en: 'And where?' }, state: 'open' };
  const told = (state: string, more: JsonObject = {}): JsonObject => ({ poll: { polls: { 7: asked, 8: { ...on, state, ...more } }, order: [8, 7] } });
  assert.deepEqual(run(undefined)?.press.data, { item: 3 });
  const opens = run('item:3', { agenda: { items: { 3: { title: { en: 'Welcome' }, began: 1 } }, now: 3 } })?.press;
  assert.deepEqual([opens?.method, opens?.undo?.method], ['poll.open', 'poll.retract']);
  const closes = run('poll:8', told('open'))?.press;
  assert.deepEqual([closes?.method, closes?.undo?.method], ['poll.close', 'poll.open']);
  assert.equal(run('poll:8', told('closed', { results: 'never' }))?.press.method, 'poll.publish');
  // Whose results are told by themselves is over.
  assert.deepEqual(run('poll:8', told('closed', { results: 'closed' }))?.step.key, 'poll:7');
  // One that was taken back is the next again.
  assert.equal(run('poll:8')?.press.method, 'poll.open');
  const turns = run('deck:5', { slide: { page: 13, deck: 5, decks: { 5: { name: 'Phones.pdf', pages: 14 } } } })?.press;
  assert.deepEqual([turns?.data, turns?.undo?.data], [{ deck: 5, page: 14 }, { deck: 5, page: 13 }]);
  assert.equal(run('deck:5', { slide: { page: 14, deck: 5, decks: { 5: { name: 'Phones.pdf', pages: 14 } } } }), undefined);
});

test('what cannot be done yet is not passed over, and a step that was left is done', () => {
  const none = nextOf(steps({}), undefined, (method) => method !== 'agenda.go');
  assert.equal(none, undefined);
  const states = steps({ run: { steps: ['timer:5', 'deck:5'], now: 'deck:5' } }).map(({ key, state }) => [key, state]);
  assert.deepEqual(states.slice(0, 2), [['timer:5', 'done'], ['deck:5', 'done']]);
});

test('a picture in passes is known by its head', async () => {
  const head = (passes: number): Blob => new Blob([Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, passes])]);
  assert.deepEqual([await isInterlaced(head(1)), await isInterlaced(head(0)), await isInterlaced(new Blob(['%PDF']))], [true, false, false]);
});
