// SPDX-License-Identifier: Apache-2.0
// The door of a room over real connections: who is banned does not come back by any of them, one of
// two tabs keeps the place in the line, the hand and the ballot, and who waits is sent nothing of what
// goes on inside.

import assert from "node:assert/strict";
import { after, describe, it, test } from "node:test";
import { pause, until } from "./client.mjs";
import { serve, token } from "./server.mjs";
import { TRANSPORTS } from "./stream.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const canary = "Canary of the inside";
let ops = 0;
const does = (wire, method, data) => wire.rpc(method, { room, op: `door-${++ops}`, ...data });
const follow = (wire, more = {}) => wire.ask("subscribe", { channel: room, ...more });
const ended = (wire) =>
  wire.until(() => wire.pushes.find((push) => push.unsubscribe)?.unsubscribe, "an unsubscribe");
const ways = [undefined, ...TRANSPORTS].map((transport) => (transport ? { transport } : {}));

test("a banned person loses every connection and comes back by none, until it is taken back", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  await follow(host);
  await does(host, "stage.phase", { to: "live" });
  const own = await Promise.all(ways.map((way) => connect(server, "u7", way)));
  const [first] = await Promise.all(own.map((wire) => follow(wire)));
  const listed = async () => (await host.rpc("presence.roster", { room })).people.u7;
  await until(listed, "the list has them");
  await does(own[0], "hand.raise", {});
  await does(host, "member.ban", { whom: "u7", why: "Insults" });
  for (const wire of own) assert.deepEqual(await ended(wire), { code: 2002, reason: "Insults" });
  const { offset, epoch } = first;
  for (const [at, way] of ways.entries()) {
    const again = await connect(server, "u7", way);
    for (const wire of [own[at], again]) {
      const recover = { channel: room, recover: true, offset, epoch };
      assert.equal(await wire.refusal("subscribe", { channel: room }), "PERMISSION_DENIED");
      assert.equal(await wire.refusal("subscribe", recover), "PERMISSION_DENIED");
      for (const verb of ["presence", "presence_stats"])
        assert.equal(await wire.refusal(verb, { channel: room }), "PERMISSION_DENIED", verb);
      assert.equal(await wire.refusal("history", { channel: room }), "NOT_AVAILABLE"); // to anybody
      for (const [method, data] of [
        ["chat.post", { text: "I am back" }],
        ["chat.history", { before: 9 }],
        ["stage.media", {}],
      ])
        assert.equal(
          await wire.rpcRefusal(method, { room, op: `back-${++ops}`, ...data }),
          "PERMISSION_DENIED",
          method,
        );
    }
    again.end();
  }
  const headers = { Authorization: `Bearer ${token("u7")}`, "Content-Type": "application/json" };
  const is403 = async (path, asks = { headers }) => {
    let status = 429; // a moment too fast
    for (; status === 429; await pause(50)) ({ status } = await server.get(`/api/rooms/${room}${path}`, asks));
    assert.equal(status, 403, path);
  };
  for (const path of ["", "/chat.history?before=9", "/stage.media"]) await is403(path);
  const sent = { method: "POST", headers: { ...headers, "Idempotency-Key": "back" }, body: JSON.stringify({ text: "I am back" }) };
  await is403("/chat.post", sent);
  await until(async () => !(await listed()), "the list has them no more");
  await host.publication(room, ({ patch }) => Object.values(patch?.hand?.up ?? {}).includes(null));
  await does(host, "member.unban", { whom: "u7" });
  assert.ok((await follow(await connect(server, "u7"))).data.chat);
});

test("one of two tabs keeps the place in the line; the last one gone, it is given up", async (t) => {
  const server = await serve(t, { memory: true, set: { "limits.grace_seconds": 1 } });
  const host = await connect(server, "host");
  await follow(host);
  await does(host, "member.policy", { policy: "ask" });
  const line = (ticket, fits) =>
    host.publication(room, ({ patch }) => fits(patch?.lobby?.line?.[ticket]), `ticket ${ticket}`);
  const first = await connect(server, "u7");
  const { data } = await follow(first);
  assert.equal(data.me.role, "waiting");
  await line(1, (one) => one?.by === "u7");
  const second = await connect(server, "u7", { transport: "http_stream" });
  await follow(second);
  const other = await connect(server, "u8", { transport: "sse" });
  await follow(other);
  await line(2, (one) => one?.by === "u8");
  first.end();
  await pause(2500); // longer than the grace: nothing may come
  assert.equal((await follow(await connect(server, "u7"))).data.me.lobby.ticket, 1);
  await does(host, "lobby.admit", { whom: "u7" });
  assert.equal((await ended(second)).code, 2500);
  assert.equal((await follow(second)).data.me.role, "participant");
  other.end();
  await line(2, (one) => one === null);
});

test("who waits and is banned waits no more, and does not come to the line again", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  await follow(host);
  await does(host, "member.policy", { policy: "ask" });
  const waits = await Promise.all(ways.map((way) => connect(server, "u7", way)));
  await Promise.all(waits.map((wire) => follow(wire)));
  const line = (fits) => host.publication(room, ({ patch }) => fits(patch?.lobby?.line?.[1]), "the line");
  await line((one) => one?.by === "u7");
  await does(host, "member.ban", { whom: "u7", why: "Insults" });
  await line((one) => one === null);
  for (const [at, wire] of waits.entries()) {
    assert.deepEqual(await ended(wire), { code: 2002, reason: "Insults" });
    assert.equal(await wire.refusal("subscribe", { channel: room }), "PERMISSION_DENIED");
    assert.equal(await (await connect(server, "u7", ways[at])).refusal("subscribe", { channel: room }), "PERMISSION_DENIED");
  }
});

// All that stands of u7 for others, in one line.
const standing = async (host, poll) => {
  const { people } = await host.rpc("presence.roster", { room });
  const newcomer = await connect(host.server, "host");
  const { data } = await follow(newcomer);
  newcomer.end();
  return [people.u7 !== undefined, Object.values(data.hand.up).some(({ by }) => by === "u7"), data.poll.polls[poll].tally.voters].join();
};

// `own` are connections of u7; what they have stands while `lost` (given them) takes some of these away.
async function keeps(server, own, lost) {
  const host = Object.assign(await connect(server, "host"), { server });
  await follow(host);
  await does(host, "stage.phase", { to: "live" });
  await Promise.all(own.map((wire) => follow(wire)));
  const { seq: poll } = await does(host, "poll.prepare", { type: "yesno", title: { en: "Agreed?" } });
  await does(host, "poll.open", { poll });
  await does(own[0], "hand.raise", {});
  await does(own[0], "poll.vote", { poll, choices: [1] });
  await until(async () => (await standing(host, poll)) === "true,true,1", "u7 is here, with hand and ballot");
  const before = host.frames.length;
  await lost();
  await pause(2500); // longer than the grace: nothing may come
  assert.equal(await standing(host, poll), "true,true,1");
  assert.doesNotMatch(host.frames.slice(before).flat().join(), /presence.leave|"up":{"[0-9]+":null/);
  const again = await connect(server, "u7");
  const { data } = await follow(again);
  assert.deepEqual([data.me.hand !== undefined, Object.keys(data.me.poll.ballots)], [true, [String(poll)]]);
  again.end();
  return { host, poll };
}

describe("one of two connections", { concurrency: true }, () => {
  const set = { "limits.grace_seconds": 1, "limits.tally_ms": 50, "limits.ping_seconds": 1 };
  for (const way of ways)
    it(`that is closed, over ${way.transport ?? "a WebSocket"}, takes nothing with it; the last one does`, async (t) => {
      const server = await serve(t, { memory: true, set });
      const own = [await connect(server, "u7", way), await connect(server, "u7")];
      const { host, poll } = await keeps(server, own, () => own[0].end());
      own[1].end();
      await until(async () => (await standing(host, poll)).startsWith("false,"), "u7 is gone");
    });

  it("that is old and cleaned up late, when its person is back, takes nothing with it", async (t) => {
    const server = await serve(t, { memory: true, set });
    const own = [await connect(server, "u7", { pong: false })];
    await keeps(server, own, async () => {
      await follow(await connect(server, "u7"));
      assert.equal((await own[0].closed).code, 3012);
    });
  });
});

test("who waits is sent nothing of what goes on inside", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  await does(host, "stage.phase", { to: "live" });
  await does(host, "member.policy", { policy: "ask" });
  const waits = await Promise.all(ways.map((way, at) => connect(server, `u${20 + at}`, way)));
  for (const wire of waits) {
    const { data } = await follow(wire);
    assert.deepEqual(Object.keys(data).sort(), ["can", "lobby", "me", "stage"]);
    assert.equal(data.stage.stream, undefined);
    assert.equal(await wire.rpcRefusal("presence.roster", { room }), "PERMISSION_DENIED");
    assert.equal(await wire.rpcRefusal("stage.media", { room }), "PERMISSION_DENIED");
    assert.equal(await wire.refusal("presence", { channel: room }), "PERMISSION_DENIED");
    assert.equal(await wire.refusal("presence_stats", { channel: room }), "PERMISSION_DENIED");
  }
  for (const wire of waits)
    await wire.publication(room, ({ patch }) => patch?.me?.lobby?.ticket > 0, "a ticket");
  await does(host, "chat.post", { text: canary });
  const title = { en: canary };
  const { seq: poll } = await does(host, "poll.prepare", { type: "yesno", title });
  await does(host, "poll.open", { poll });
  await does(host, "hand.raise", {});
  await does(host, "lobby.tell", { text: "Soon" });
  for (const wire of waits) {
    await wire.publication(room, ({ patch }) => patch?.lobby?.told?.text === "Soon");
    assert.ok(!JSON.stringify(wire.frames).includes(canary));
    for (const { pub } of wire.pushes.filter((push) => push.pub))
      assert.deepEqual(
        Object.keys(pub.data.patch).filter((share) => !["lobby", "stage", "me"].includes(share)),
        [],
      );
  }
  await does(host, "lobby.refuse", { whom: "u20", why: "Not on the list" });
  assert.deepEqual(await ended(waits[0]), { code: 2003, reason: "Not on the list" });
});
