// SPDX-License-Identifier: Apache-2.0
// The door of a room over real connections: who is banned does not come back by any of them, one of
// two tabs keeps the place in the line, and who waits is sent nothing of what goes on inside.

import assert from "node:assert/strict";
import { after, test } from "node:test";
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
  const headers = { Authorization: `Bearer ${token("u7")}` };
  assert.equal((await server.get(`/api/rooms/${room}`, { headers })).status, 403);
  const { people } = await host.rpc("presence.roster", { room });
  assert.equal(people.u7, undefined);
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
  await new Promise((done) => setTimeout(done, 2500)); // longer than the grace: nothing may come
  assert.equal((await follow(await connect(server, "u7"))).data.me.lobby.ticket, 1);
  await does(host, "lobby.admit", { whom: "u7" });
  assert.equal((await ended(second)).code, 2500);
  assert.equal((await follow(second)).data.me.role, "participant");
  other.end();
  await line(2, (one) => one === null);
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
