// SPDX-License-Identifier: Apache-2.0
// What cannot be taken costs what it stands in and nothing more: a refused connect the rest of its
// frame, an unreadable command itself. Ids, offsets, dates and subjects are taken as SDKs and
// identity providers write them.

import assert from "node:assert/strict";
import { after, before, describe, it, test } from "node:test";
import { Client, leaveAll, pause, until } from "./client.mjs";
import { muster, now, serve, token } from "./server.mjs";
import { TRANSPORTS, emulate } from "./stream.mjs";
import { Wire, connect, endAll, nameOf } from "./wire.mjs";

const room = "webinar:w1";
let server, open;
const cleanUps = [];

before(async () => {
  const t = { after: (fn) => cleanUps.push(fn) };
  server = await serve(t, { memory: true });
  open = await serve(t, { set: { "channels.open": "yes" } });
});
after(async () => {
  leaveAll();
  endAll();
  for (const cleanUp of cleanUps) await cleanUp();
});

const old = (sub) => token(sub, { exp: now() - 20 });
const code = (reply) => reply.error?.code;

// As a client that comes back after a night sends them.
const returning = (id = 0) =>
  [
    { id: id + 1, connect: { token: old("u7") } },
    { id: id + 2, subscribe: { channel: room, recover: true, offset: 3, epoch: "e" } },
  ]
    .map((command) => JSON.stringify(command))
    .join("\n");

test("an expired token costs the frame it came in; the next connect is heard", async () => {
  const wire = new Wire(server);
  await wire.open;
  wire.text(returning());
  assert.equal(code(await wire.reply(1)), 109);
  assert.equal(code(await wire.reply(2)), 101);
  wire.id = 2;
  const hello = await wire.ask("connect", { token: token("u7") });
  assert.equal(hello.data.person.id, "u7");
  await wire.ask("subscribe", { channel: room });
});

for (const transport of TRANSPORTS)
  test(`${transport}: an expired token ends the body, and nobody for good`, async () => {
    const wire = new Wire(server, { transport });
    await wire.open;
    wire.text(returning());
    assert.equal(code(await wire.reply(1)), 109);
    if (transport !== "sse") assert.equal(code(await wire.reply(2)), 101); // a query holds connect alone
    assert.deepEqual(await wire.closed, { code: 0, reason: "" });
  });

for (const transport of ["websocket", "http_stream", "sse"])
  test(`${transport}: the SDK comes back with a new token by itself`, async () => {
    let asked = 0;
    const client = new Client(server, {
      transports: [transport],
      token: old("u7"),
      getToken: async () => (asked++, token("u7")),
    });
    await client.follow(room);
    assert.equal(asked, 1);
    assert.deepEqual(client.disconnects, []);
  });

const say = (op, text) =>
  `{"id":@,"rpc":{"method":"chat.post","data":{"room":"${room}","op":"${op}","text":${text}}}}`;

describe("a text that cannot be taken", () => {
  const texts = {
    "half of an emoji": ['"\\ud83d"', "TEXT_INVALID"],
    "a NUL": ['"a\\u0000b"', "TEXT_INVALID"],
    "24,577 letters": [`"${"x".repeat(24577)}"`, "TEXT_TOO_LONG"],
    "a number": ["0.5", "BAD_REQUEST"],
  };
  for (const transport of [undefined, "http_stream", "sse"])
    for (const [what, [text, error]] of Object.entries(texts))
      it(`${what}, ${transport ?? "websocket"}: is refused, and what follows is heard`, async () => {
        const wire = await connect(server, "u7", { transport });
        wire.text(`${say("one", text).replace("@", "2")}\n{"id":3,"ping":{}}`);
        assert.equal(nameOf(code(await wire.reply(2))), error);
        assert.deepEqual((await wire.reply(3)).ping, {});
        wire.end();
      });
});

// As long as it stays one JSON value, it comes as it was sent.
test("data of plain channels is passed on byte for byte, also after a restart", async () => {
  const values = [
    "0.5",
    "-1.50E+400",
    "1152921504606846976",
    "null",
    "[".repeat(20) + "]".repeat(20),
    '"a\\u0000b\\ud83d\\/\\u0061"',
    '{"a" : 1,"a":2}',
    `[${"7,".repeat(1499)}7]`,
    `"${"é".repeat(15000)}"`,
  ];
  const wire = await connect(open, null);
  await wire.ask("subscribe", { channel: "raw" });
  const heard = [];
  wire.socket.on("message", (bytes) => heard.push(bytes.toString()));
  for (const value of values) {
    const id = ++wire.id;
    wire.text(`{"id":${id},"publish":{"channel":"raw","data":${value}}}`);
    assert.equal(code(await wire.reply(id)), undefined, value.slice(0, 50));
  }
  const id = ++wire.id;
  wire.text(`{"id":${id},"rpc":{"method":"publish","data":{"room":"raw","op":"o","data":1e400}}}`);
  await wire.reply(id);
  await wire.until(() => (wire.pushes.length === values.length + 1 ? true : undefined));
  const wanted = [...values, "1e400"].map((value, at) => `{"data":${value},"offset":${at + 1}}`);
  for (const one of wanted) assert.ok(heard.join("\n").includes(`"pub":${one}`), one.slice(0, 60));
  await open.end();
  await open.start();
  const again = await connect(open, null);
  again.socket.on("message", (bytes) => heard.push(bytes.toString()));
  heard.length = 0;
  await again.ask("history", { channel: "raw", limit: 100 });
  for (const one of wanted) assert.ok(heard.join("\n").includes(one), one.slice(0, 60));
  const since = await again.ask("subscribe", { channel: "raw", recover: true, offset: 7, epoch: "" });
  assert.deepEqual([since.recovered, since.publications.length], [true, 3]);
});

// A carriage return ends a line of an event stream.
test("sse: white space in data of others cannot cut an event", async () => {
  const wire = await connect(open, null, { transport: "sse" });
  await wire.ask("subscribe", { channel: "cr" });
  const other = await connect(open, null);
  other.text('{"id":2,"publish":{"channel":"cr","data":{"a":\r1,\r"b":2}}}');
  const { data } = await wire.publication("cr", () => true);
  assert.deepEqual(data, { a: 1, b: 2 });
});

test("numbers are as large as the protocol's", async () => {
  const wire = await connect(open, null);
  wire.text(
    '{"id":4294967295,"subscribe":{"channel":"n","recover":true,"offset":18446744073709551615}}',
  );
  assert.equal((await wire.reply(4294967295)).subscribe.recovered, false);
  wire.text('{"id":7,"history":{"channel":"n","limit":1,"since":{"offset":18446744073709551615}}}');
  assert.deepEqual((await wire.reply(7)).history.publications, []);
  for (const id of ["4294967296", "-1", "1.0", '"1"']) {
    const bad = await connect(open, null);
    bad.text(`{"id":${id},"ping":{}}`);
    assert.equal((await bad.closed).code, 3501);
  }
});

test("what cannot be recovered is refused where the client asked for that", async () => {
  const wire = await connect(open, null);
  await wire.ask("publish", { channel: "all", data: 1 });
  const asked = { channel: "all", recover: true, flag: 3 };
  assert.equal(await wire.refusal("subscribe", { ...asked, offset: 9 }), "UNRECOVERABLE_POSITION");
  const { recovered, publications } = await wire.ask("subscribe", asked);
  assert.deepEqual([recovered, publications], [true, [{ data: 1, offset: 1 }]]);
});

test("the SDK loads its state and subscribes from there", async () => {
  const client = await new Client(open).ready();
  for (const n of [1, 2, 3]) await client.sdk.publish("state", n);
  let loaded = 0;
  const getState = async () => (loaded++, { offset: 1, epoch: "" });
  const subscription = client.sdk.newSubscription("state", { getState });
  const seen = [];
  subscription.on("publication", ({ data }) => seen.push(data));
  subscription.subscribe();
  await until(() => seen.length === 2, "what came after the state");
  assert.deepEqual([loaded, seen], [1, [2, 3]]);
});

test("maps, polls and filters are refused, and nothing of them is stored", async () => {
  const wire = await connect(open, null);
  for (const more of [{ type: 1 }, { type: 2 }, { type: 3 }, { type: 4 }, { tf: { op: "eq" } }])
    assert.equal(await wire.refusal("subscribe", { channel: "map", ...more }), "NOT_AVAILABLE");
  for (const more of [{ type: 1, key: "k" }, { key: "k", removed: true }])
    assert.equal(
      await wire.refusal("publish", { channel: "map", data: 1, ...more }),
      "NOT_AVAILABLE",
    );
  assert.equal((await wire.ask("history", { channel: "map", limit: 10 })).offset, 0);
  const { delta } = await wire.ask("subscribe", { channel: "map", delta: "fossil", flag: 1 });
  assert.equal(delta, undefined);
});

test("presence knows clients by the id they were told", async () => {
  const [one, two] = await Promise.all([connect(open, null), connect(open, null)]);
  for (const wire of [one, two]) await wire.ask("subscribe", { channel: "who" });
  const { presence } = await one.ask("presence", { channel: "who" });
  for (const { hello } of [one, two])
    assert.deepEqual(presence[hello.client], { client: hello.client, user: hello.data.person.id });
  assert.equal(Object.keys(presence).length, 2);
});

test("an unknown method is not found, whatever its data", async () => {
  const wire = await connect(server, "u7");
  for (const data of [undefined, 7, {}, { room }, { room: "inbox:u9" }, { room: "x:y", op: "a" }])
    assert.equal(await wire.refusal("rpc", { method: "no.such", data }), "METHOD_NOT_FOUND");
});

test("who came without a token is in plain channels alone", async () => {
  const wire = await connect(open, null);
  for (const channel of [room, "webinar:none", "inbox:me", "course:c1"]) {
    assert.equal(await wire.refusal("subscribe", { channel }), "PERMISSION_DENIED");
    assert.equal(await wire.refusal("presence_stats", { channel }), "PERMISSION_DENIED");
  }
  const words = { room, op: "o", text: "a" };
  assert.equal(await wire.rpcRefusal("chat.post", words), "PERMISSION_DENIED");
});

test("dates with fractions and subjects of real providers are taken", async () => {
  const exp = now() + 100.5;
  const claims = { exp, iat: now() - 0.5, deep: [[[[[[[[[[1.5]]]]]]]]]], big: 2 ** 60 };
  const people = [];
  for (const sub of ["auth0|5f7c", "a b/c+d", "مريم", "anon-x", "auth0|5f7c"]) {
    const wire = new Wire(server);
    await wire.open;
    const hello = await wire.ask("connect", { token: token(sub, claims) });
    people.push(hello.data.person.id);
    await wire.ask("subscribe", { channel: room });
  }
  for (const id of people) assert.match(id, /^x\.[\w-]{22}$/);
  assert.equal(new Set(people).size, 4);
  assert.equal(people[0], people[4]);
});

for (const transport of ["http_stream", "sse"])
  test(`${transport}: what was said first is done first, whichever request arrives first`, async () => {
    const wire = await connect(server, "u8", { transport });
    const command = (id) => `{"id":${id},"ping":{}}`;
    for (const id of [5, 4, 3]) assert.equal((await emulate(server, wire.hello, command(id))).status, 204);
    await emulate(server, wire.hello, command(2));
    await wire.reply(5);
    assert.deepEqual(
      wire.replies.map(({ id }) => id),
      [1, 2, 3, 4, 5],
    );
    await emulate(server, wire.hello, command(9)); // 6 to 8 were lost
    await wire.reply(9);
  });

for (const transport of ["http_stream", "sse"])
  test(`${transport}: requests delayed by 0 to 60 ms each are done in the order of their ids`, async () => {
    const wire = await connect(open, null, { transport });
    const channel = `late-${transport}`;
    const ids = Array.from({ length: 20 }, (_, at) => at + 2);
    const publish = (id) => `{"id":${id},"publish":{"channel":"${channel}","data":${id}}}`;
    const late = ids.map(async (id) => {
      await pause(Math.random() * 60);
      return emulate(open, wire.hello, publish(id));
    });
    for (const { status } of await Promise.all(late)) assert.equal(status, 204);
    await wire.reply(21);
    wire.id = 21;
    const { publications } = await (
      await connect(open, null)
    ).ask("history", { channel, limit: 100 });
    assert.deepEqual(
      publications.map(({ data }) => data),
      ids,
    );
  });

test("what a journal holds cannot forge a line of what is printed of it", async () => {
  const wire = await connect(open, null);
  const channel = "a\u2028forged 3 entries, chain ends with 00\u009b31m\u202e";
  assert.equal(await wire.refusal("publish", { channel: "a\nb", data: 1 }), "PERMISSION_DENIED");
  await wire.ask("publish", { channel, data: "x\u009b\u2028\u202e\u007f" });
  const other = "no\nroom\u009b";
  for (const words of [["verify"], ["rooms"], ["print", channel], ["print", other], ["view", channel]]) {
    const { stdout, stderr } = await muster("journal", ...words, "--journal", open.journal);
    assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
    assert.doesNotMatch(stdout + stderr, /^(forged|room)/m);
  }
  assert.equal((await open.entries(channel))[0].data.data, "x\u009b\u2028\u202e\u007f");
});
