// SPDX-License-Identifier: Apache-2.0
// What was seen before: kept, shown without a network, bounded, and gone when it must be.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { About, PastBase, Row } from '../src/core/past-base.ts';
import { PAST_BYTES_MAX, PAST_MAX, Past } from '../src/core/past.ts';
import type { Seeing } from '../src/core/past.ts';
import type { Room, RoomState } from '../src/core/room.ts';
import type { Connection } from '../src/core/session.ts';
import { Store } from '../src/core/store.ts';

const rows = new Map<string, Row>();
const key = ({ person, what }: Pick<About, 'person' | 'what'>): string => `${person} ${what}`;
const base: PastBase = {
  about: async () => [...rows.values()],
  get: async (person, what) => rows.get(key({ person, what })),
  put: async (row) => void rows.set(key(row), row),
  drop: async (all) => all.forEach((row) => rows.delete(key(row))),
  close: () => undefined,
};
const connection = new Store<Connection>('connected');
const followed = new Map<string, { room: Room; users: number }>();
let agains = 0;
let clock = 1_000_000_000_000;
const leaves = new Map<string, () => void>();
let focused: { matches(): boolean; addEventListener(type: string, then: () => void): void } | null = null;

function roomOf(channel: string, state: RoomState = {}): Room {
  const room = { state: new Store(state) } as unknown as Room;
  followed.set(channel, { room, users: 1 });
  return room;
}

let open: Past[] = [];
async function begun(person = 'p1', alone = true): Promise<Past> {
  const past = new Past(person, base, { connection, followed, again: () => void agains++ } as unknown as Seeing, () => clock++);
  open.push(past);
  await past.begin(alone);
  return past;
}
const settle = async (): Promise<void> => { for (let at = 0; at < 10; at++) await null; };
const leave = async (): Promise<void> => { leaves.get('pagehide')?.(); await settle(); };

beforeEach(() => {
  for (const past of open) past.close();
  open = [];
  rows.clear();
  followed.clear();
  connection.set('connected');
  agains = 0;
  focused = null;
  Object.assign(globalThis, {
    addEventListener: (type: string, hear: () => void) => leaves.set(type, hear), removeEventListener: () => undefined,
    document: { addEventListener: () => undefined, removeEventListener: () => undefined, get activeElement() { return focused; } },
  });
});

test('the last view of a channel is shown without a network, with its time, and what comes anew takes its place', async () => {
  const first = await begun();
  const room = roomOf('course:c1', { view: { title: 'Phones' } });
  await first.entered('course:c1', room);
  room.state.set({ view: { title: 'Phones, as evidence' } });
  await leave();
  connection.set('reconnecting');
  followed.clear();
  const again = roomOf('course:c1');
  const unknown = roomOf('course:c2');
  await begun();
  assert.deepEqual(again.state.get().view, { title: 'Phones, as evidence' });
  assert.ok((again.state.get().kept ?? 0) > 0);
  assert.deepEqual(unknown.state.get(), {});
  again.state.set({ view: { title: 'Now' } });
  await leave();
  assert.match([...rows.values()].map(({ text }) => text).join(), /Now/);
});

test('what stands is not replaced by what was, and what was is not written down as what is', async () => {
  const past = await begun();
  const room = roomOf('course:c1', { view: { at: 1 } });
  await past.entered('course:c1', room);
  await leave();
  const [written] = [...rows.values()];
  connection.set('reconnecting');
  await settle();
  assert.equal(room.state.get().kept, undefined);
  room.state.set({ view: { at: 1 }, kept: 5 });
  await leave();
  assert.deepEqual([...rows.values()], [written]);
});

test('a question is answered as last time while there is no network, and asked again once there is', async () => {
  const past = await begun();
  const data = { room: 'academy:main', scope: 'soon', from: 1 };
  assert.equal(await past.query('room.list', data, async () => 'first'), 'first');
  await settle();
  connection.set('reconnecting');
  const never = async (): Promise<never> => { throw new Error('asked'); };
  assert.equal(await past.query('room.list', { scope: 'soon', room: 'academy:main', from: 2 }, never), 'first', 'the time of asking is no other question');
  await assert.rejects(past.query('room.list', { ...data, scope: 'live' }, async () => Promise.reject({ code: 1 })));
  focused = { matches: () => true, addEventListener: (_, then) => leaves.set('blur', then) };
  connection.set('connected');
  assert.equal(agains, 0, 'somebody writes');
  leaves.get('blur')?.();
  assert.equal(agains, 1);
});

test('without an answer the last one stands; a refusal takes it away', async () => {
  const past = await begun();
  const data = { room: 'course:c1', thread: 5 };
  await past.query('forum.posts', data, async () => ({ posts: {} }));
  await settle();
  assert.deepEqual(await past.query('forum.posts', data, async () => Promise.reject({ code: 1 })), { posts: {} });
  await assert.rejects(past.query('forum.posts', data, async () => Promise.reject({ code: 100, temporary: true })));
  assert.equal(rows.size, 1);
  await assert.rejects(past.query('forum.posts', data, async () => Promise.reject({ code: 103 })));
  await settle();
  assert.equal(rows.size, 0);
});

test('it tells which pages of rooms are here, the newest first, and nothing else', async () => {
  const past = await begun();
  const seen = async (channel: string, at: number): Promise<void> => {
    await past.entered(channel, roomOf(channel, { view: { at } }));
    await leave();
  };
  for (const [at, channel] of ['course:c1', 'inbox:me', 'course:c1/unit/3', 'webinar:w1/captions/en', 'academy:main', 'course:c1/thread/5', 'webinar:w1'].entries()) await seen(channel, at);
  await past.query('forum.posts', { room: 'course:c1', thread: 5 }, async () => ({}));
  await settle();
  assert.deepEqual((await past.opened(9)).map(({ channel, view }) => [channel, view['at']]), [['webinar:w1', 6], ['course:c1/thread/5', 5], ['course:c1/unit/3', 2], ['course:c1', 0]]);
  assert.deepEqual((await past.opened(1)).map(({ channel }) => channel), ['webinar:w1']);
});

test('a channel that is refused is forgotten', async () => {
  const past = await begun();
  const room = roomOf('course:c1', { view: { secret: true } });
  await past.entered('course:c1', room);
  await leave();
  assert.equal(rows.size, 1);
  room.state.set({ refused: 103 });
  await settle();
  assert.equal(rows.size, 0);
});

test('exams, figures and what is said of other people are not kept', async () => {
  const past = await begun();
  for (const method of ['test.paper', 'test.read', 'test.results', 'person.get', 'person.list', 'presence.roster', 'poll.ballots', 'report.notes', 'assignment.works', 'ingest.key'])
    await past.query(method, { room: 'course:c1' }, async () => 'confidential');
  await settle();
  assert.equal(rows.size, 0);
});

test('what has not been written down for longest goes first, by number and by size', async () => {
  const past = await begun();
  for (let at = 0; at < PAST_MAX + 5; at++) await past.query('forum.posts', { thread: at }, async () => at);
  await settle();
  assert.equal(rows.size, PAST_MAX);
  assert.ok(![...rows.keys()].some((each) => each.includes('"thread",0]')));
  const long = 'x'.repeat(900_000);
  for (let at = 0; at < 12; at++) await past.query('forum.posts', { page: at }, async () => long);
  await settle();
  assert.ok([...rows.values()].reduce((sum, { bytes }) => sum + bytes, 0) <= PAST_BYTES_MAX);
  await past.query('forum.posts', { page: 99 }, async () => long + long);
  await settle();
  assert.ok(![...rows.keys()].some((each) => each.includes('"page",99]')), 'too large for any place');
});

test('what is old goes, and of others where nobody chooses who to be', async () => {
  const one = await begun('p1');
  await one.query('forum.posts', { thread: 1 }, async () => 1);
  await settle();
  await begun('p2', false);
  assert.equal(rows.size, 1, 'in the demo a tab is a person');
  clock += 31 * 86_400_000;
  const two = await begun('p1');
  assert.equal(rows.size, 0);
  await two.query('forum.posts', { thread: 1 }, async () => 1);
  await settle();
  await begun('p2');
  assert.equal(rows.size, 0);
});

test('once it is over nothing is written', async () => {
  const past = await begun();
  past.close();
  await past.query('forum.posts', { thread: 1 }, async () => 1);
  await settle();
  assert.equal(rows.size, 0);
});
