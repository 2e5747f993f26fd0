// SPDX-License-Identifier: Apache-2.0
// The film of a session: a moment that is sought is the fold of all before it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merge } from '../src/core/merge.ts';
import type { JsonObject } from '../src/core/merge.ts';
import { Film } from '../src/features/stage/replay/film.ts';
import type { Index } from '../src/features/stage/replay/film.ts';

const FROM = 1_700_000_000_000;
const at = (second: number): number => FROM + second * 1000;
const STEP = 60_000;

/** A session of random changes; its film as the server cuts it, with pieces only where something changes. */
function filmed(seed: number, seconds: number): { readonly index: Index; readonly get: (path: string) => Promise<unknown>; readonly changes: readonly (readonly [number, JsonObject])[]; asked: string[] } {
  const below = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n;
  const changes: (readonly [number, JsonObject])[] = [];
  for (let second = 1; second <= seconds; second++) {
    if (second % 240 > 150) continue;
    for (let n = below(3); n > 0; n--) {
      const key = String(below(12));
      changes.push([at(second), { things: { [key]: below(3) === 0 ? null : { at: second, n: below(9) } } }]);
    }
  }
  const pieces = new Map<number, { at: number; view: JsonObject; changes: (readonly [number, JsonObject])[] }>();
  const start: JsonObject = { stage: { phase: 'live' } };
  for (let number = 0; number * STEP <= seconds * 1000; number++) {
    const begin = FROM + number * STEP;
    const own = changes.filter(([moment]) => moment > begin && moment <= begin + STEP);
    const view = changes.filter(([moment]) => moment <= begin).reduce<JsonObject>((last, [, patch]) => merge(last, patch) as JsonObject, start);
    if (number === 0 || own.length > 0) pieces.set(number, { at: begin, view, changes: own });
  }
  const asked: string[] = [];
  const index: Index = {
    room: 'webinar:w1', set: '1', version: 'v', from: FROM, to: at(seconds), step: STEP, live: [], chapters: [], busy: [],
    parts: { room: [...pieces.keys()].map((number) => [number, `v${number}`, 1, 1] as const) },
  };
  const get = async (path: string): Promise<unknown> => {
    asked.push(path);
    if (path === '/api/films/webinar:w1') return index;
    const [, number, on] = /\/room\/(\d+)\.v\d+(\.on)?$/.exec(path) ?? [];
    const { view, ...rest } = pieces.get(Number(number))!;
    return structuredClone(on ? rest : { view, ...rest });
  };
  return { index, get, changes, asked };
}

test('a moment that is sought is the fold of all before it, however one comes there', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { get, changes } = filmed(seed * 7919, 900);
    const fold = (moment: number): JsonObject => changes.filter(([when]) => when <= moment).reduce<JsonObject>((last, [, patch]) => merge(last, patch) as JsonObject, { stage: { phase: 'live' } });
    const film = await Film.open('webinar:w1', get);
    const part = film.part('room');
    let moment = FROM;
    for (let turn = 0; turn < 300; turn++) {
      // Playing on in quarters of a second, with a leap now and then.
      moment = turn % 17 === 0 ? at((turn * seed * 37) % 900) : Math.min(at(900), moment + 250 * (1 + (turn % 5)));
      const view = part.step(moment) ?? await part.seek(moment);
      assert.deepEqual(view, fold(moment), `seed ${seed}, second ${(moment - FROM) / 1000}`);
    }
  }
});

test('playing on takes the changes alone, each piece once', async () => {
  const { get, asked } = filmed(11, 900);
  const part = (await Film.open('webinar:w1', get)).part('room');
  for (let second = 0; second <= 900; second++) {
    if (!part.step(at(second))) await part.seek(at(second));
    part.ahead(at(second));
  }
  assert.equal(new Set(asked).size, asked.length);
  assert.equal(asked.filter((path) => !path.endsWith('.on')).length, 2, 'the index and the first');
});

test('of two searches the last counts', async () => {
  const { get } = filmed(3, 300);
  const part = (await Film.open('webinar:w1', get)).part('room');
  const [first, second] = await Promise.all([part.seek(at(200)), part.seek(at(61))]);
  assert.equal(first, undefined);
  assert.deepEqual(part.view, second);
});
