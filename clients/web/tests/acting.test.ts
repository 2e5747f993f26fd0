// SPDX-License-Identifier: Apache-2.0
// What a button does while the server has not answered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h, options, render } from 'preact';
import { WordsContext } from '../src/i18n/context.tsx';
import { wordsFor } from '../src/i18n/index.ts';
import { useAct } from '../src/ui/command.ts';
import type { Acting } from '../src/ui/command.ts';
import { RoomContext, SessionContext } from '../src/ui/session.tsx';
import { place } from './help-dom.ts';
import { all } from './help-texts.ts';

interface Held {
  readonly method: string;
  readonly answer: (ok: boolean) => Promise<void>;
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(() => setTimeout(done)));

// A button, and what it has sent; each waits until the test answers.
function button(): { at: () => Acting; sent: Held[] } {
  options.requestAnimationFrame = (then) => setTimeout(then);
  const sent: Held[] = [];
  const run = (method: string): Promise<object> => new Promise((done) => {
    sent.push({ method, answer: async (ok) => {
      done({ ok, error: 'bad_request' });
      await settled();
    } });
  });
  let acting: Acting | undefined;
  const Part = (): null => {
    acting = useAct();
    return null;
  };
  const words = h(WordsContext.Provider, { value: wordsFor('en', all.en), children: h(Part, null) });
  const room = h(RoomContext.Provider, { value: 'webinar:w1', children: words });
  render(h(SessionContext.Provider, { value: { queue: { run } } as never, children: room }), place());
  return { at: () => acting as Acting, sent };
}

test('a second press while the first is under way is none', async () => {
  const { at, sent } = button();
  const first = at().run('poll.open', {});
  assert.equal(await at().run('poll.open', {}), false);
  await sent[0]?.answer(true);
  assert.equal(await first, true);
  assert.equal(sent.length, 1);
});

test('no press comes between two commands that are one act', async () => {
  const { at, sent } = button();
  const pressed = at();
  let between: boolean | undefined;
  const act = pressed.whole(async (run) => {
    const closed = await run('poll.close', {});
    between = await pressed.run('poll.open', {});
    return closed && run('run.go', {});
  });
  await sent[0]?.answer(true);
  assert.equal(between, false);
  assert.deepEqual(sent.map(({ method }) => method), ['poll.close', 'run.go']);
  assert.equal(at().sending, true, 'it is under way until its last command is answered');
  assert.equal(await pressed.run('poll.open', {}), false);
  await sent[1]?.answer(true);
  assert.equal(await act, true);
  assert.equal(at().sending, false);
});

test('an act that goes wrong lets the next press through', async () => {
  const { at } = button();
  await assert.rejects(at().whole(() => Promise.reject(new Error('broken'))));
  await settled();
  assert.equal(at().sending, false);
  assert.equal(await at().whole(() => Promise.resolve(true)), true);
});
