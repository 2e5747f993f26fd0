// SPDX-License-Identifier: Apache-2.0
// A class behind one address: 200 people come within a few seconds, write, vote and ask. What one
// person or one address may cost must never be felt by them.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const PEOPLE = 200;
const AT_ONCE = 25; // come at the same time; all of them within a few seconds
const room = "webinar:w1";
const data = (op, more) => ({ room, op, ...more });

// One of them: connected, and in the room, with the first answer to both.
async function comes(server, n) {
  const wire = await connect(server, `pupil${n}`);
  wire.view = (await wire.ask("subscribe", { channel: room })).data;
  return wire;
}

// All of them from one address, some at a time.
async function classComes(server) {
  const wires = [];
  for (let n = 0; n < PEOPLE; n += AT_ONCE) {
    const some = Array.from({ length: AT_ONCE }, (_, at) => comes(server, n + at));
    wires.push(...(await Promise.all(some)));
  }
  return wires;
}

// The chat message with this text reaches `wire`, by itself or in a composed patch.
function hears(wire, text) {
  const messages = ({ pub }) => Object.values(pub?.data.patch?.chat?.messages ?? {});
  const heard = () => wire.pushes.some((push) => messages(push).some((one) => one?.text === text));
  return wire.until(() => heard() || undefined, text);
}

async function pollOpens(host) {
  const title = { en: "Ready?" };
  const poll = (await host.rpc("poll.prepare", data("prepare", { type: "yesno", title }))).seq;
  await host.rpc("stage.phase", data("live", { to: "live" }));
  await host.rpc("poll.open", data("open", { poll }));
  return poll;
}

test(`${PEOPLE} people of one address come, write, vote and ask, none is refused`, async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  const wires = await classComes(server);
  assert.ok(wires.every(({ view }) => view.me.role === "participant"));

  // `rpc` fails on any refusal.
  await Promise.all(
    wires.map((wire, n) => wire.rpc("chat.post", data(`chat${n}`, { text: `hello from ${n}` }))),
  );
  await host.rpc("chat.post", data("begin", { text: "we begin" }));
  await Promise.all(wires.map((wire) => hears(wire, "we begin")));

  const poll = await pollOpens(host);
  await Promise.all(
    wires.map((wire, n) =>
      wire.rpc("poll.vote", data(`vote${n}`, { poll, choices: [1 + (n % 2)] })),
    ),
  );
  await Promise.all(
    wires.map((wire, n) => wire.rpc("question.ask", data(`ask${n}`, { text: `question ${n}` }))),
  );

  const fresh = await connect(server, "host");
  const { data: view } = await fresh.ask("subscribe", { channel: room });
  const { voters, options } = view.poll.polls[poll].tally;
  assert.deepEqual([voters, options[1], options[2]], [PEOPLE, PEOPLE / 2, PEOPLE / 2]);
  assert.equal(Object.keys(view.question.questions).length, PEOPLE);
  const said = (await server.entries(room)).filter(({ type }) => type === "chat.post");
  assert.equal(said.length, PEOPLE + 1);
  assert.ok(wires.every(({ over }) => over === undefined), "nobody was cut off");
});

test(`${PEOPLE} people of one address lose the network together and come back`, async (t) => {
  const server = await serve(t);
  const before = await classComes(server);
  for (const wire of before) wire.end();
  const wires = await classComes(server);
  await Promise.all(wires.map((wire, n) => wire.rpc("chat.post", data(`b${n}`, { text: "back" }))));
  assert.ok(wires.every(({ over }) => over === undefined), "nobody was cut off");
});
