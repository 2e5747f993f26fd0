// SPDX-License-Identifier: Apache-2.0
// The wall: what is chosen for it, what is kept from it, and where the words of a cloud stand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h } from 'preact';
import { parts } from 'wall:webinar';
import type { JsonObject } from '../src/core/merge.ts';
import type { RoomEvent } from '../src/core/room.ts';
import { routeOf } from '../src/core/router.ts';
import type { Scene, Seen } from '../src/core/wall.ts';
import { cloud } from '../src/features/poll/wall/layout.ts';
import { publicPoll } from '../src/features/poll/wall/public.ts';
import type { Poll } from '../src/features/poll/view.ts';
import { publicQuestions } from '../src/features/question/wall/public.ts';
import { actOf, chosenBy, choiceOf, choiceText, choose } from '../src/pages/present/choose.ts';
import { drawn } from './help-tree.ts';

const CANARY = 'canary';
const poll = { type: 'single', title: { en: 'Where?' }, options: { 1: { en: 'Here' }, 2: { en: 'There' } }, min: 1, max: 1, change: true } as const;
const tally = { voters: 77, options: { 1: 911, 2: 912 } };

/** A room as its host sees it, in which every word and every number that is not for all is a canary. */
const team: JsonObject = {
  stage: { kind: 'webinar', title: { en: 'Digital evidence' }, phase: 'live' },
  poll: {
    order: [1],
    polls: {
      1: { ...poll, title: { en: `${CANARY} draft` }, state: 'draft', published: false },
      2: { ...poll, state: 'closed', published: false, closed: 5, tally, correct: [1], results: 'never' },
      3: { ...poll, title: { en: `${CANARY} archived` }, state: 'archived', published: true, tally },
      4: { ...poll, type: 'cloud', options: {}, state: 'open', opened: 9, published: false, ask: { words: 3, banned: [`${CANARY} banned`] }, tally: { voters: 2, words: [[`${CANARY} word`, 2, 'w']] } },
      5: { ...poll, type: 'text', options: {}, state: 'closed', closed: 6, published: false, tally: { voters: 1, shown: [{ answer: 1, text: `${CANARY} answer`, dir: 'ltr' }] } },
    },
  },
  question: {
    questions: {
      20: { by: 'p1', name: 'Participant 1', at: 1, text: `${CANARY} pending`, dir: 'ltr', state: 'pending' },
      21: { by: 'p1', name: 'Participant 1', at: 1, text: `${CANARY} dismissed`, dir: 'ltr', state: 'dismissed', reason: { text: `${CANARY} reason`, dir: 'ltr' } },
      22: { by: 'p1', name: 'Participant 1', at: 1, text: 'Shall we?', dir: 'ltr', state: 'open', votes: 3, claim: { by: `${CANARY} claimer`, at: 2 } },
      23: { by: '*7', name: `${CANARY} nameless`, at: 1, text: 'Must we?', dir: 'ltr', state: 'answering', votes: 1 },
    },
  },
  me: { id: 'host', role: 'host' },
  can: {},
};
const SEEN: Seen = new Map([['poll-2', 5], ['poll-5', 6]]);

const scenesOf = (view: JsonObject, seen: Seen = SEEN): Scene[] => Object.values(parts).flatMap(({ wall }) => wall.scenes?.(view, seen) ?? []);
/** Every scene of a view as it would be drawn: words, titles, labels. */
function wallOf(view: JsonObject): string {
  return scenesOf(view).map(({ kind, id }) => {
    const Show = Object.values(parts).flatMap(({ wall }) => wall.shows?.[kind] ?? [])[0];
    assert.ok(Show, kind);
    const tree = drawn(h(Show, { id }), view);
    return [tree.textContent, ...tree.all(() => true).flatMap(({ attributes }) => [...attributes.values()])].join(' | ');
  }).join('\n');
}
const edited = (path: readonly string[], members: JsonObject): JsonObject => {
  const copy = structuredClone(team);
  const thing = path.reduce<JsonObject>((at, name) => at[name] as JsonObject, copy);
  Object.assign(thing, members);
  return copy;
};

class Sizes {
  observe(): void {
    // Nothing changes its size here.
  }
  disconnect(): void {
    // Likewise.
  }
}
Object.assign(globalThis, { ResizeObserver: Sizes });

test('nothing that is the team’s alone is on the wall', () => {
  const wall = wallOf(team);
  assert.doesNotMatch(wall, new RegExp(`${CANARY}|911|912|correct`));
  for (const told of ['Where?', 'Here', 'There', '77 people have voted', 'Shall we?', 'Must we?', 'Anonymous', '3 votes']) assert.ok(wall.includes(told), told);
});

test('what becomes public is on the wall', () => {
  // The control of the one above: each canary is let out by what makes it public, and by nothing else.
  const out = (path: readonly string[], members: JsonObject, told: string): void => assert.ok(wallOf(edited(path, members)).includes(told), told);
  out(['poll', 'polls', '1'], { state: 'open', opened: 3 }, `${CANARY} draft`);
  out(['poll', 'polls', '2'], { published: true }, '911');
  out(['poll', 'polls', '2'], { published: true, revealed: true }, 'correct');
  out(['poll', 'polls', '5'], { published: true }, `${CANARY} answer`);
  out(['question', 'questions', '20'], { state: 'open' }, `${CANARY} pending`);
  assert.ok(!wallOf(edited(['question'], { shown: 'answered' })).includes('Shall we?'), 'only answered ones are seen here');
});

test('a member that a poll gets later is not shown by itself', () => {
  const more = publicPoll({ ...poll, state: 'open', published: true, tally, rounds: [tally], quiz: 'q1', results: 'live', [CANARY]: 1 } as unknown as Poll);
  assert.deepEqual(Object.keys(more ?? {}).sort(), ['ask', 'options', 'published', 'state', 'tally', 'title', 'type', 'voters']);
});

test('what is correct is not taken along until it is told', () => {
  const asked = { ...poll, state: 'closed', published: true, tally, correct: [1] } as unknown as Poll;
  assert.equal(publicPoll(asked)?.correct, undefined);
  assert.deepEqual(publicPoll({ ...asked, revealed: true })?.correct, [1]);
});

test('a secret poll says how many voted until it is counted', () => {
  const secret = { ...poll, state: 'closed', published: true, ballot: 'secret', tally } as unknown as Poll;
  assert.equal(publicPoll(secret)?.tally, undefined);
  assert.equal(publicPoll({ ...secret, result: 'few' })?.tally, undefined);
  assert.deepEqual(publicPoll({ ...secret, result: 'counted' })?.tally, tally);
});

test('the question being answered is first, then what is shown first, then by votes', () => {
  const asked = (votes: number, state = 'open'): object => ({ by: 'p', name: 'Participant 1', at: 1, text: 'x', dir: 'ltr', votes, state });
  const questions = { 1: asked(1), 2: asked(9), 3: asked(9), 4: asked(0), 5: asked(2), 6: asked(3), 7: asked(0, 'answering') } as never;
  assert.deepEqual(publicQuestions({ pin: 4, questions }).map(({ seq }) => seq), [7, 4, 2, 3, 6]);
});

const scene = (kind: Scene['kind'], id: string, at = 0, goes = false): Scene => ({ kind, id, at, goes });
const JOIN = scene('join', 'join');
const AUTO = choiceOf('');

test('by itself the wall shows what happened last', () => {
  const all = [scene('poll', 'poll-1', 10), scene('poll', 'poll-2', 20, true), scene('questions', 'questions', 0, true), JOIN];
  const chosen = (seen: readonly (readonly [string, number])[]): string | undefined => choose(all, new Map(seen), AUTO)?.id;
  assert.equal(chosen([]), 'poll-2', 'what goes on');
  assert.equal(chosen([['questions', 30]]), 'questions');
  assert.equal(chosen([['questions', 30], ['poll-1', 31]]), 'poll-1', 'results that have just come out');
  assert.equal(choose([JOIN], new Map(), AUTO)?.id, 'join', 'how to take part, while nothing happens');
  assert.equal(choose([...all, scene('stage', 'stage')], new Map([['poll-1', 31]]), AUTO)?.id, 'stage', 'a break is a break');
});

test('its window may hold one thing, and go back', () => {
  const all = [scene('poll', 'poll-1', 10), scene('poll', 'poll-2', 20, true), JOIN, scene('stage', 'stage')];
  assert.equal(choose(all, new Map(), choiceOf('poll'))?.id, 'poll-2');
  assert.equal(choose(all, new Map(), choiceOf('poll.1'))?.id, 'poll-1');
  assert.equal(choose(all, new Map(), choiceOf('poll.2'))?.id, 'poll-2', 'round again');
  assert.equal(choose(all, new Map(), choiceOf('board')), undefined);
  assert.deepEqual(chosenBy('poll', chosenBy('poll', AUTO)), { kind: 'poll', back: 1 });
  assert.deepEqual(chosenBy('auto', choiceOf('poll.1')), AUTO);
  for (const text of ['', 'poll', 'poll.2', 'join']) assert.equal(choiceText(choiceOf(text)), text);
  for (const text of ['stage', 'poll.x', 'poll.-1', 'x']) assert.equal(choiceOf(text).back, 0);
});

test('keys are letters, or their places where there are no such letters', () => {
  const key = (name: string, code: string, more = {}): string | undefined => actOf({ key: name, code, ctrlKey: false, metaKey: false, altKey: false, ...more });
  assert.equal(key('p', 'KeyP'), 'poll');
  assert.equal(key('a', 'KeyQ'), 'auto', 'a French keyboard');
  assert.equal(key('ح', 'KeyP'), 'poll', 'an Arabic one');
  assert.equal(key('?', 'Slash'), 'help');
  assert.equal(key('p', 'KeyP', { ctrlKey: true }), undefined, 'printing');
  assert.equal(key('Tab', 'Tab'), undefined);
});

test('events are news only where they show something to all', () => {
  const news = (type: string, patch: JsonObject, view: JsonObject = team): string | undefined => (
    Object.values(parts).flatMap(({ wall }) => wall.news?.({ type, at: 1, patch, before: {}, view } as RoomEvent) ?? [])[0]
  );
  const touched = { poll: { polls: { 2: {} } } };
  assert.equal(news('poll.open', touched), 'poll-2');
  assert.equal(news('poll.prepare', touched), undefined);
  assert.equal(news('poll.vote', touched), undefined);
  assert.equal(news('poll.publish', touched), undefined, 'taken back');
  assert.equal(news('poll.publish', touched, edited(['poll', 'polls', '2'], { published: true })), 'poll-2');
  assert.equal(news('question.take', {}), 'questions');
  assert.equal(news('question.ask', {}), undefined);
  assert.equal(news('poll.board', { poll: { boards: { q1: { of: 1, top: [] } } } }, edited(['poll'], { boards: { q1: { of: 1, top: [] } } })), 'board-q1');
  assert.equal(news('poll.board', { poll: { boards: { q1: null } } }), undefined, 'put away');
});

test('sixty words stand apart, at the same places each time', () => {
  const words = Array.from({ length: 60 }, (_, at) => ({ text: `word ${at}`, times: 1 + ((at * 7) % 13), em: 1.5 + (at % 9) * 0.6 }));
  for (const box of [{ width: 1700, height: 760, least: 37, most: 180 }, { width: 930, height: 520, least: 26, most: 130 }]) {
    const placed = cloud(words, box);
    assert.deepEqual(cloud([...words].reverse(), box), placed);
    assert.ok(placed.length >= 50, `${placed.length} of 60 in ${box.width}`);
    const rects = placed.map(({ x, y, size, em }) => ({ left: x - (em * size) / 2, right: x + (em * size) / 2, top: y - size / 2, bottom: y + size / 2 }));
    rects.forEach((a, at) => {
      assert.ok(a.left >= 0 && a.right <= box.width && a.top >= 0 && a.bottom <= box.height, placed[at]?.text);
      for (const b of rects.slice(at + 1)) assert.ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top, placed[at]?.text);
    });
    for (const { size } of placed) assert.ok(size >= box.least);
    assert.equal(placed[0]?.times, 13, 'said most often, in the middle');
    assert.deepEqual([placed[0]?.x, placed[0]?.y], [box.width / 2, box.height / 2]);
  }
});

test('a wall has an address', () => {
  for (const path of ['/present/w1', '/present/webinar/w1']) assert.deepEqual(routeOf(path), { page: 'present', room: 'webinar:w1' }, path);
  for (const path of ['/present', '/present/course/c1', '/present/webinar/w1/x']) assert.equal(routeOf(path).page, 'unknown', path);
});
