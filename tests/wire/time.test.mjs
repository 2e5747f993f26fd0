// SPDX-License-Identifier: Apache-2.0
// What takes time: pings, the end of tokens, connections that say nothing. These wait beside each
// other.

import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { Client, join, leaveAll, pause, until } from "./client.mjs";
import { muster, now, serve, sign, token } from "./server.mjs";
import { Wire, connect, endAll } from "./wire.mjs";

const room = "webinar:w1";
const shared = {};
let cleanUp;

// One server for all: pings every second, little patience with those who do not say who they are.
function server() {
  shared.server ??= serve(
    { after: (fn) => (cleanUp = fn) },
    { set: { "limits.ping_seconds": 1, "limits.connect_seconds": 2, "channels.open": "yes" } },
  );
  return shared.server;
}

after(async () => {
  leaveAll();
  endAll();
  await cleanUp?.();
});

const shortLived = (sub, seconds) => token(sub, { exp: now() + seconds });

// The moment it closed, in seconds after `start`.
async function closing(wire, start = Date.now()) {
  const { code, reason } = await wire.closed;
  return { code, reason, seconds: (Date.now() - start) / 1000 };
}

describe("time", { concurrency: 16 }, () => {
  it("the server's ping comes at its interval as long as it is answered", async () => {
    const wire = await connect(await server(), "u1");
    assert.equal(wire.hello.ping, 1);
    const begun = Date.now();
    const before = wire.pings;
    for (let more = 3; more <= 21; more += 3)
      await wire.until(() => wire.pings >= before + more || undefined, `${more} pings`);
    const seconds = (Date.now() - begun) / 1000;
    assert.ok(wire.pings - before <= seconds + 2, `${wire.pings - before} pings in ${seconds} s`);
  });

  it("the SDK stays connected on pings alone", async () => {
    const client = await join(await server(), "u2");
    await pause(25000);
    assert.equal(client.connecting.length, 1);
    assert.deepEqual(client.disconnects, []);
  });

  it("a client that never answers is closed 3012", async () => {
    const wire = await connect(await server(), "u3", { pong: false });
    const { code, reason, seconds } = await closing(wire);
    assert.deepEqual([code, reason], [3012, "no pong"]);
    assert.ok(wire.pings >= 1 && seconds > 9 && seconds < 40, `${wire.pings} in ${seconds} s`);
  });

  it("a connection that says nothing is closed 3502 in its time", async () => {
    const wire = new Wire(await server());
    await wire.open;
    const { code, reason, seconds } = await closing(wire);
    assert.deepEqual([code, reason], [3502, "stale"]);
    assert.ok(seconds > 1.9 && seconds < 9, `${seconds} s`);
  });

  it("WebSocket pings do not keep a connection that says nothing", async () => {
    const wire = new Wire(await server());
    await wire.open;
    const noise = setInterval(() => wire.socket.ping(), 100);
    const { code, seconds } = await closing(wire);
    clearInterval(noise);
    assert.equal(code, 3502);
    assert.ok(seconds < 9, `${seconds} s`);
  });

  it("the SDK asks for a new token before the old one ends and stays connected", async () => {
    const asked = [];
    const client = new Client(await server(), {
      token: shortLived("u4", 2),
      getToken: async () => {
        asked.push(Date.now());
        return shortLived("u4", asked.length === 1 ? 3 : 3600);
      },
    });
    await client.ready();
    const follower = await client.follow("kept");
    await until(() => asked.length === 2, "the second question for a token");
    await client.settled();
    assert.equal(client.sockets.length, 1);
    assert.equal(client.connecting.length, 1);
    await client.sdk.publish("kept", 1);
    await until(() => follower.publications.length, "a publication on the same connection");
  });

  it("the SDK refreshes with tokens that `muster token` makes", async () => {
    let asked = 0;
    const made = async () => {
      asked++;
      return (await muster("token", "--sub", "u5", "--ttl", "2s")).stdout.trim();
    };
    const client = new Client(await server(), { getToken: made });
    await client.ready();
    await until(() => asked === 4, "three refreshes");
    await client.settled();
    assert.equal(client.sockets.length, 1);
    assert.equal(client.sdk.state, "connected");
  });

  it("an expired token is refused with 109, and the SDK comes with a new one", async () => {
    let asked = 0;
    const client = new Client(await server(), {
      token: shortLived("u6", -60),
      getToken: async () => (asked++, token("u6")),
    });
    await client.ready();
    assert.equal(asked, 1);
    assert.equal(client.sockets.length, 2);
    const wire = new Wire(await server());
    await wire.open;
    const params = { token: shortLived("u6", -60) };
    assert.equal(await wire.refusal("connect", params), "TOKEN_EXPIRED");
    await wire.ask("connect", { token: token("u6") });
  });

  it("a token that is not renewed ends the connection with 3005 after the grace", async () => {
    const wire = new Wire(await server());
    await wire.open;
    await wire.ask("connect", { token: shortLived("u7", 1) });
    await wire.ask("subscribe", { channel: room });
    const { code, reason, seconds } = await closing(wire);
    assert.deepEqual([code, reason], [3005, "expired"]);
    assert.ok(seconds > 20 && seconds < 40, `${seconds} s`);
  });

  it("a refresh with an expired token ends the connection with 3005", async () => {
    const wire = await connect(await server(), "u8");
    wire.text(JSON.stringify({ id: 9, refresh: { token: shortLived("u8", -60) } }));
    assert.equal((await wire.closed).code, 3005);
  });

  it("a refresh with somebody else's token ends the connection for good with 3500", async () => {
    const wire = await connect(await server(), "u9");
    wire.text(JSON.stringify({ id: 9, refresh: { token: token("u10") } }));
    assert.deepEqual(await wire.closed, { code: 3500, reason: "invalid token" });
  });

  it("a refresh with a good token says until when it holds", async () => {
    const wire = await connect(await server(), "u11");
    const answer = await wire.ask("refresh", { token: shortLived("u11", 100) });
    assert.equal(answer.expires, true);
    assert.ok(answer.ttl > 95 && answer.ttl <= 100);
  });

  it("the SDK with an invalid token is closed 3500 and does not come back", async () => {
    const bad = sign({ sub: "u12", exp: now() + 60 }, { key: "another secret".repeat(4) });
    const client = new Client(await server(), { token: bad });
    await until(() => client.disconnects.length, "the end");
    assert.deepEqual(
      [client.disconnects[0].code, client.disconnects[0].reason],
      [3500, "invalid token"],
    );
    await pause(2000);
    assert.equal(client.sockets.length, 1);
  });
});
