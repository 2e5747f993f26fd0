// SPDX-License-Identifier: Apache-2.0
// How often what stands in a room is drawn: what a component selects, and nothing else, draws it again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h, options, render } from 'preact';
import type { FunctionComponent } from 'preact';
import { HereContext, useRights, useView } from '../src/core/here.ts';
import { merge } from '../src/core/merge.ts';
import type { JsonObject } from '../src/core/merge.ts';
import { Room } from '../src/core/room.ts';
import type { RoomView } from '../src/core/views.ts';
import { place } from './help-dom.ts';

interface View extends RoomView {
  readonly chat?: { readonly messages?: { readonly [seq: string]: { readonly text: string } } };
  readonly poll?: { readonly polls?: { readonly [seq: string]: { readonly title: string } } };
}

const start: JsonObject = {
  me: { id: 'u1', role: 'participant' }, can: { participant: { 'chat.post': true } },
  chat: { messages: { 1: { text: 'a' } } }, poll: { polls: { 2: { title: 'p' } } },
};

function followed(): { room: Room; happens: (patch: JsonObject) => void } {
  const handlers = new Map<string, (context: object) => void>();
  const room = new Room({ on: (name: string, handler: (context: object) => void) => handlers.set(name, handler) } as never);
  handlers.get('subscribed')?.({ data: start });
  return { room, happens: (patch) => handlers.get('publication')?.({ data: { type: 't', at: 1, patch } }) };
}

function counted(draw: () => string): { Part: FunctionComponent; times: () => number; shows: () => string } {
  let times = 0;
  let shows = '';
  return {
    Part: () => {
      times++;
      shows = draw();
      return null;
    },
    times: () => times,
    shows: () => shows,
  };
}

test('a chat message draws the chat again, and neither the polls nor the rights', async () => {
  // Without frames: what is due is drawn and its effects run when a task has ended.
  options.requestAnimationFrame = (then) => setTimeout(then);
  const { room, happens } = followed();
  const chat = counted(() => Object.values(useView((view: View) => view.chat?.messages) ?? {}).map(({ text }) => text).join());
  const poll = counted(() => Object.keys(useView((view: View) => view.poll?.polls) ?? {}).join());
  const rights = counted(() => String(useRights().may('chat.post')));
  render(h(HereContext.Provider, { value: room }, h(chat.Part, null), h(poll.Part, null), h(rights.Part, null)), place());
  await settled();
  assert.deepEqual([chat.times(), poll.times(), rights.times()], [1, 1, 1]);
  for (let seq = 10; seq < 20; seq++) {
    happens({ chat: { messages: { [seq]: { text: String(seq) } } } });
    await settled();
  }
  assert.deepEqual([chat.times(), poll.times(), rights.times()], [11, 1, 1]);
  assert.equal(chat.shows(), 'a,10,11,12,13,14,15,16,17,18,19');
  happens({ can: { participant: { 'chat.post': null } } });
  await settled();
  assert.deepEqual([chat.times(), poll.times(), rights.times()], [11, 1, 2]);
  assert.equal(rights.shows(), 'false');
});

test('what comes together is looked at as a whole', async () => {
  const { room, happens } = followed();
  const role = counted(() => useView((view: View) => view.me.role));
  render(h(HereContext.Provider, { value: room }, h(role.Part, null)), place());
  await settled();
  // As after a short absence: what is the person's own is taken away, and given anew.
  happens({ me: null });
  happens({ me: { id: 'u1', role: 'host' } });
  await settled();
  assert.equal(role.shows(), 'host');
});

test('who draws a view that has gone still has the last one', () => {
  const handlers = new Map<string, (context: object) => void>();
  const room = new Room({ on: (name: string, handler: (context: object) => void) => handlers.set(name, handler) } as never);
  handlers.get('subscribed')?.({ data: start });
  handlers.get('unsubscribed')?.({ code: 2000 });
  assert.equal(room.state.get().view, undefined);
  assert.deepEqual(room.view, merge({}, start));
});

test('a view that is said anew is seen before and after, and not between', () => {
  const { room, happens } = followed();
  const seen: JsonObject[] = [];
  room.state.follow(() => seen.push(room.view));
  happens({ me: null, can: null, chat: null, poll: null });
  assert.deepEqual(room.view, start);
  const anew = { me: start['me']!, chat: { messages: { 1: { text: 'b' } } } };
  happens(anew);
  assert.deepEqual(seen, [anew]);
  happens({ chat: { messages: { 2: { text: 'c' } } } });
  assert.equal(seen.length, 2);
});

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
