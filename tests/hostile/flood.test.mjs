// SPDX-License-Identifier: Apache-2.0
// Too much of everything: commands, subscriptions, rooms, connections, and readers that never read.
// Each costs its sender more than the server, and nobody else notices.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { until } from "../wire/client.mjs";
import { serve, websockets } from "../wire/server.mjs";
import { connect } from "../wire/wire.mjs";
import {
  Raw,
  allEnd,
  bounded as boundedBy,
  endSockets,
  frame,
  pause,
  socket,
  textFrame,
  upgrade,
  warm,
  well,
} from "./raw.mjs";

const CONNECTIONS = 2000;
const EACH_KB = websockets === "own" ? 2 : 6; // libwebsockets keeps buffers of its own for each
const SILENT = 1500; // fewer than may wait at once, where descriptors are few
const HALF_OPEN = 1900;
const room = "webinar:w1";

const SET = {
  "channels.open": "yes",
  "limits.sleep_seconds": 1,
  "limits.grace_seconds": 1,
  "limits.connect_seconds": 3,
};

let server, cleanUp, memory;

before(async () => {
  server = await serve({ after: (fn) => (cleanUp = fn) }, { set: SET });
  memory = await warm(server);
});
after(async () => {
  endSockets();
  await cleanUp();
});

const bounded = (grown_kb, most_kb) => boundedBy(server, grown_kb, most_kb);

// The longest that somebody else waited for an answer while `work` was under way.
async function noticed(work) {
  const wire = await connect(server, "bystander");
  let worst = 0;
  let over = false;
  const watch = (async () => {
    while (!over) {
      const started = Date.now();
      await wire.ask("ping");
      worst = Math.max(worst, Date.now() - started);
      await pause(50);
    }
  })();
  await work().finally(() => (over = true));
  await watch;
  wire.end();
  return worst;
}

async function gone(of = server, wanted = 0) {
  await until(async () => (await of.health()).connections <= wanted, "the end of connections");
}

async function roomsLeft(most) {
  await until(async () => (await server.health()).rooms <= most, `no more than ${most} rooms`);
}

const commands = (count, command) =>
  Array.from({ length: count }, (_, at) => JSON.stringify({ id: at + 10, ...command(at) })).join(
    "\n",
  );

test("a flood of commands is refused with 111 and ended with 3013", async () => {
  const worst = await noticed(async () => {
    const raw = await socket(server, "u1");
    const post = (at) => ({
      rpc: { method: "chat.post", data: { room, op: `a${at}`, text: "x" } },
    });
    raw.write(textFrame(commands(500, post)));
    raw.write(textFrame(commands(500, post)));
    assert.equal(await raw.code(), 3013);
    const answers = raw.messages.filter(({ id }) => id >= 10);
    const done = answers.filter(({ rpc }) => rpc);
    assert.ok(done.length <= 300, `${done.length} were done`);
    assert.ok(answers.some(({ error }) => error?.code === 111 && error.temporary));
  });
  assert.ok(worst < 1000, `somebody else waited ${worst} ms`);
});

test("a hundred flooders together do not keep anybody else from being answered", async () => {
  const worst = await noticed(async () => {
    const raws = await Promise.all(
      Array.from({ length: 100 }, (_, n) => socket(server, `flooder${n}`)),
    );
    const pings = textFrame(commands(1000, () => ({ ping: {} })));
    for (const raw of raws) raw.write(pings);
    for (const raw of raws) assert.equal(await raw.code(), 3013);
  });
  assert.ok(worst < 3000, `somebody else waited ${worst} ms`);
});

test("a flood of subscriptions is bounded at 32 a connection", async () => {
  const raw = await socket(server, "u2");
  raw.write(textFrame(commands(150, (at) => ({ subscribe: { channel: `flood${at}` } }))));
  const answered = () => (raw.messages.length === 151 ? true : undefined);
  assert.ok(await raw.until(answered, "all answers"));
  const taken = raw.messages.filter(({ subscribe }) => subscribe).length;
  assert.equal(taken, 32);
  const refused = raw.messages.filter(({ error }) => error?.code === 106).length;
  assert.equal(refused, 150 - 32);
  raw.end();
});

test("subscribing and unsubscribing without end holds nothing", async () => {
  const wire = await connect(server, "u3");
  for (let n = 0; n < 60; n++)
    await wire.frame({ subscribe: { channel: room } }, { unsubscribe: { channel: room } });
  assert.equal((await wire.frame({ subscribe: { channel: room } }))[0].error, undefined);
  wire.end();
});

test("names of rooms that do not exist leave no rooms behind", async () => {
  const raws = await Promise.all(
    Array.from({ length: 20 }, (_, n) => socket(server, `seeker${n}`)),
  );
  for (const [n, raw] of raws.entries())
    raw.write(
      textFrame(commands(150, (at) => ({ subscribe: { channel: `webinar:no-${n}-${at}` } }))),
    );
  for (const raw of raws) await raw.reply(159);
  for (const raw of raws) raw.end();
  await roomsLeft(40);
});

test("plain channels that anybody opened are forgotten when they leave", async () => {
  const raws = await Promise.all(
    Array.from({ length: 60 }, (_, n) => socket(server, `opener${n}`)),
  );
  for (const [n, raw] of raws.entries())
    raw.write(textFrame(commands(32, (at) => ({ subscribe: { channel: `open-${n}-${at}` } }))));
  for (const raw of raws) await raw.reply(41);
  assert.ok((await server.health()).rooms >= 60 * 32);
  for (const raw of raws) raw.end();
  await roomsLeft(10);
});

// Connections from several addresses of this machine, a bounded number at once.
async function flood(of, each) {
  const raws = [];
  for (let n = 0; n < CONNECTIONS; n += 100) {
    const some = Array.from({ length: 100 }, (_, at) => each(n + at));
    raws.push(...(await Promise.all(some)));
  }
  const peak = of.memory();
  for (const raw of raws) raw.end();
  await gone(of);
  return peak;
}

test(`${SILENT} connections that say nothing are taken, then closed 3502`, async () => {
  const worst = await noticed(async () => {
    const raws = await Promise.all(
      Array.from({ length: SILENT }, async (_, n) => {
        const raw = new Raw(server, { localAddress: `127.0.1.${1 + (n % 8)}` });
        await raw.open;
        raw.write(upgrade(server));
        if ((await raw.status()) === 101) raw.head = raw.text.indexOf("\r\n\r\n") + 4;
        return raw;
      }),
    );
    assert.equal((await server.health()).status, "ok");
    const codes = await Promise.all(raws.map((raw) => raw.code()));
    assert.ok(
      codes.every((code) => code === 3502),
      `${[...new Set(codes)]}`,
    );
    await allEnd();
  });
  assert.ok(worst < 3000, `somebody else waited ${worst} ms`);
});

// A server of its own: where others have already been, their pages serve these people too, and what
// people cost is not seen.
test(`${CONNECTIONS} people at once cost little, and again nothing more`, async (t) => {
  const fresh = await serve(t, { set: SET });
  const quiet = await warm(fresh);
  const come = (n) => socket(fresh, `guest${n}`, { localAddress: `127.0.1.${1 + (n % 8)}` });
  const peak = await flood(fresh, come);
  const after = fresh.memory();
  await flood(fresh, come);
  const again = fresh.memory();
  t.diagnostic(`${quiet} kB at first, ${peak} at the peak, ${after} after, ${again} after the second`);
  assert.ok(peak > quiet, "people cost something");
  boundedBy(fresh, peak - quiet, CONNECTIONS * EACH_KB);
  boundedBy(fresh, again - after, 2048);
});

test(`${HALF_OPEN} requests that stop half-way do not keep anybody out`, async () => {
  const raws = await Promise.all(
    Array.from({ length: HALF_OPEN }, async (_, n) => {
      const raw = new Raw(server, { localAddress: `127.0.1.${1 + (n % 8)}` });
      await raw.open;
      raw.write(upgrade(server).slice(0, n % 150));
      return raw;
    }),
  );
  const worst = await noticed(() => pause(500));
  assert.ok(worst < 2000, `somebody else waited ${worst} ms`);
  await Promise.all(raws.map((raw) => raw.ends(15000)));
});

test("much at once from those who may is no flood", async () => {
  const wires = await Promise.all([1, 2, 3, 4].map((n) => connect(server, `writer${n}`)));
  const before = server.memory();
  const data = "x".repeat(24000);
  const started = Date.now();
  for (const wire of wires)
    await Promise.all(
      Array.from({ length: 180 }, () => wire.ask("publish", { channel: "pour", data })),
    );
  await pause(Math.max(0, 6000 - (Date.now() - started))); // longer than between two looks
  for (const wire of wires) await wire.ask("ping");
  for (const wire of wires) wire.end();
  bounded(server.memory() - before, 32768); // 180 commands of 24 kB at once, several copies each
});

test("readers who never read cost a bounded share while their room is flooded", async (t) => {
  const before = server.memory();
  const readers = await Promise.all(
    Array.from({ length: 50 }, (_, n) => socket(server, `slow${n}`)),
  );
  for (const raw of readers) {
    raw.write(textFrame('{"id":2,"subscribe":{"channel":"river"}}'));
    await raw.reply(2);
    raw.socket.pause();
  }
  const speakers = await Promise.all([1, 2, 3].map((n) => connect(server, `speaker${n}`)));
  const data = "x".repeat(24000);
  const sends = speakers.flatMap((wire) =>
    Array.from({ length: 180 }, () => wire.ask("publish", { channel: "river", data })),
  );
  await Promise.all(sends);
  for (const wire of speakers) wire.end();
  const grown = server.memory() - before;
  t.diagnostic(`13 MB to 50 readers who do not read: ${grown} kB more`);
  bounded(grown, 24576);
  const [first] = readers;
  first.socket.resume();
  first.write(frame({ payload: '{"id":3,"ping":{}}' }));
  const end = await first.until(() => first.messages.find(({ id }) => id === 3), "an answer");
  assert.ok(end ?? first.over, "it goes on or has been ended");
  for (const raw of readers) raw.end();
  await gone(server, 5);
});

test("who never reads and asks for the same view again is not served without end", async () => {
  const raw = await socket(server, "greedy");
  raw.socket.pause();
  const text = commands(100, (at) =>
    at % 2 ? { unsubscribe: { channel: room } } : { subscribe: { channel: room } },
  );
  const before = server.memory();
  for (let n = 0; n < 3; n++) {
    raw.write(textFrame(text));
    await pause(1500);
  }
  bounded(server.memory() - before, 8192);
  raw.end();
});

test("after all this the server is well and its memory bounded", async (t) => {
  await gone(server, 1);
  t.diagnostic(`grown by ${await well(server, memory, 65536)} kB`);
  assert.equal(await server.end(), 0);
});
