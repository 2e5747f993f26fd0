// SPDX-License-Identifier: Apache-2.0
// WebSocket frames that no client sends: each is refused with its code, and costs nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../wire/server.mjs";
import {
  Raw,
  allEnd,
  endSockets,
  frame,
  library,
  pause,
  socket,
  textFrame,
  upgrade,
  warm,
  well,
} from "./raw.mjs";

const GROWTH_KB = 4096; // allowed from the first test to the last
const ping = '{"id":9,"ping":{}}';

let server, cleanUp, memory;

before(async () => {
  server = await serve({ after: (fn) => (cleanUp = fn) }, { memory: true });
  memory = await warm(server);
});
after(async () => {
  endSockets();
  await cleanUp();
});

// The code a connection ends with after some bytes.
async function ending(bytes, sub = "u7") {
  const raw = await socket(server, sub);
  raw.write(bytes);
  return raw.code();
}

async function answers(raw) {
  raw.write(textFrame(ping));
  assert.deepEqual((await raw.reply(9)).ping, {});
  raw.end();
}

const message = (bytes) => ping + " ".repeat(bytes - ping.length);

test("a frame of 2^40 bytes is refused by its header, before and after connect", async () => {
  const bytes = frame({ payload: "x".repeat(100), length: 2 ** 40 });
  assert.equal(await ending(bytes), 1009);
  assert.equal(await ending(bytes, null), 1009);
});

test("a frame of 2^63 bytes and more is refused", async () => {
  const bytes = Buffer.from([
    0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5,
  ]);
  assert.equal(await ending(bytes), library ? 0 : 1002);
});

test("a message of 64 KiB is taken, and one byte more is not", async () => {
  const raw = await socket(server, "u7");
  raw.write(textFrame(message(65536)));
  assert.deepEqual((await raw.reply(9)).ping, {});
  raw.end();
  assert.equal(await ending(textFrame(message(65537))), 1009);
});

test("a message of 64 KiB and one byte in fragments is refused", async () => {
  const part = "x".repeat(8192);
  const parts = Array.from({ length: 8 }, (_, at) =>
    frame({ opcode: at ? 0 : 1, fin: false, payload: part }),
  );
  const bytes = Buffer.concat([...parts, frame({ opcode: 0, payload: "x" })]);
  assert.equal(await ending(bytes), 1009);
});

test("a message in 32 fragments is taken, and one in 33 is not", async () => {
  const cut = (pieces) =>
    Buffer.concat(
      Array.from({ length: pieces }, (_, at) =>
        frame({
          opcode: at ? 0 : 1,
          fin: at === pieces - 1,
          payload:
            at < ping.length - 1 && at < pieces - 1
              ? ping[at]
              : at === pieces - 1
                ? ping.slice(at)
                : " ",
        }),
      ),
    );
  const raw = await socket(server, "u7");
  raw.write(cut(ping.length));
  await raw.reply(9);
  raw.end();
  assert.equal(await ending(cut(33)), 1009);
});

test("a flood of empty fragments ends the connection", async () => {
  const raw = await socket(server, "u7");
  raw.write(frame({ fin: false }));
  const empty = Buffer.concat(Array.from({ length: 1000 }, () => frame({ opcode: 0, fin: false })));
  raw.pour(empty, 100);
  assert.equal(await raw.code(), 1009);
});

test("a flood of control frames ends the connection with 3013 within some seconds", async () => {
  const raw = await socket(server, "u7");
  const started = Date.now();
  const pings = Buffer.concat(
    Array.from({ length: 100 }, () => frame({ opcode: 9, payload: "x".repeat(125) })),
  );
  let over = false;
  raw.closed.then(() => (over = true));
  const flood = (async () => {
    while (!over && Date.now() - started < 15000) {
      await raw.pour(pings, 1);
      await pause(10);
    }
  })();
  const code = await raw.code();
  await flood;
  assert.ok([0, 3013].includes(code), `${code}`);
  assert.ok(Date.now() - started < 12000, `${Date.now() - started} ms`);
  assert.equal(await server.metric('refused_total{reason="flood"}'), 1);
});

test("an unmasked frame ends the connection with 1002", async () => {
  if (library) {
    const raw = await socket(server, "u7");
    raw.write(frame({ payload: ping, masked: false }));
    assert.deepEqual((await raw.reply(9)).ping, {});
    raw.end();
    return;
  }
  assert.equal(await ending(frame({ payload: ping, masked: false })), 1002);
  assert.equal(await ending(frame({ opcode: 9, masked: false })), 1002);
});

test("invalid UTF-8 ends the connection with 1007", async () => {
  const bad = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]];
  for (const bytes of bad) {
    const payload = Buffer.concat([
      Buffer.from('{"id":9,"x":"'),
      Buffer.from(bytes),
      Buffer.from('"}'),
    ]);
    assert.equal(await ending(frame({ payload })), 1007, `${bytes}`);
  }
});

test("invalid UTF-8 across two fragments is seen as well", async () => {
  const parts = [
    frame({ fin: false, payload: Buffer.from([0x7b, 0xe2, 0x82]) }),
    frame({ opcode: 0, payload: Buffer.from([0x7d]) }),
  ];
  assert.equal(await ending(Buffer.concat(parts)), 1007);
});

test("a binary frame ends the connection with 3506, empty or not", async () => {
  assert.equal(await ending(frame({ opcode: 2, payload: "\0\x01" })), 3506);
  assert.equal(await ending(frame({ opcode: 2, payload: "" })), 3506);
});

test("reserved bits and opcodes end the connection", async () => {
  for (const rsv of [1, 2, 4, 7])
    assert.equal(await ending(frame({ rsv, payload: ping })), 1002);
  for (const opcode of [3, 7, 11, 15])
    assert.equal(await ending(frame({ opcode, payload: ping })), 1002, `${opcode}`);
});

test("control frames that are too long or cut end the connection", async () => {
  const long = frame({ opcode: 9, payload: "x".repeat(126) });
  assert.equal(await ending(long), library ? 0 : 1002);
  assert.equal(await ending(frame({ opcode: 9, fin: false })), 1002);
});

test("a continuation of nothing and a message inside another end the connection", async () => {
  assert.equal(await ending(frame({ opcode: 0, payload: ping })), 1002);
  const inside = Buffer.concat([frame({ fin: false, payload: '{"id"' }), textFrame(ping)]);
  assert.equal(await ending(inside), 1002);
});

test("a close frame is answered with its code, a malformed one with what is wrong", async () => {
  const closing = async (...bytes) => {
    const raw = await socket(server, "u7");
    raw.write(frame({ opcode: 8, payload: Buffer.from(bytes) }));
    const answer = await raw.until(() => raw.frames.find(({ opcode }) => opcode === 8), "a close");
    await raw.ends();
    return answer.payload.length ? answer.payload.readUInt16BE() : "none";
  };
  assert.equal(await closing(), "none");
  assert.equal(await closing(3, 232), 1000);
  assert.equal(await closing(15, 160, 98, 121, 101), 4000);
  assert.equal(await closing(3), 1002);
  assert.equal(await closing(255, 255), 1002);
  assert.equal(await closing(3, 237), 1002);
  assert.equal(await closing(3, 232, 255), 1007);
});

test("of many pings that come together one is answered", async () => {
  const raw = await socket(server, "u7");
  const pings = Array.from({ length: 50 }, (_, at) => frame({ opcode: 9, payload: `ping ${at}` }));
  raw.write(Buffer.concat([...pings, textFrame(ping)]));
  await raw.reply(9);
  const pongs = () => raw.frames.filter(({ opcode }) => opcode === 10);
  const answered = library ? "ping 0" : "ping 49";
  await raw.until(() => (String(pongs().at(-1)?.payload) === answered ? true : undefined), "a pong");
  assert.ok(pongs().length < 50, `${pongs().length}`);
  raw.end();
});

test("the first bytes may come one by one, whatever they begin", async () => {
  const slowly = async (text) => {
    const raw = new Raw(server);
    await raw.open;
    for (const byte of text) {
      raw.write(byte);
      await pause(2);
    }
    return raw;
  };
  const health = await slowly("GET /connection/websocke HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.equal(await health.status(), 404);
  const upgraded = await slowly(upgrade(server));
  assert.equal(await upgraded.status(), 101);
  upgraded.end();
  const bare = await slowly("GET /connection/websocket HTTP/1.1\r\nHost: x\r\n\r\n");
  assert.equal(await bare.status(), 426);
  const half = await slowly("GET /connection");
  half.socket.end();
  await half.ends(8000);
});

test("a ping in the middle of a message is answered, and so is the message", async () => {
  const raw = await socket(server, "u7");
  raw.write(frame({ fin: false, payload: ping.slice(0, 5) }));
  raw.write(frame({ opcode: 9, payload: "here?" }));
  raw.write(frame({ opcode: 0, payload: ping.slice(5) }));
  assert.deepEqual((await raw.reply(9)).ping, {});
  const pong = await raw.until(() => raw.frames.find(({ opcode }) => opcode === 10), "a pong");
  assert.equal(pong.payload.toString(), "here?");
  raw.end();
});

test("a message byte by byte is a message", async () => {
  const raw = await socket(server, "u7");
  for (const byte of textFrame(ping)) {
    raw.write(Buffer.from([byte]));
    await pause(1);
  }
  assert.deepEqual((await raw.reply(9)).ping, {});
  raw.end();
});

test("commands in the same packet as the upgrade are read", async () => {
  const raw = new Raw(server);
  await raw.open;
  raw.write(Buffer.concat([Buffer.from(upgrade(server)), textFrame("nonsense")]));
  assert.equal(await raw.status(), 101);
  raw.head = raw.text.indexOf("\r\n\r\n") + 4;
  assert.equal(await raw.code(), 3501);
});

test("random bytes after the upgrade end the connection", async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const raw = await socket(server);
    let state = seed * 2654435761;
    const bytes = Buffer.alloc(4096).map(
      () => (state = Math.imul(state ^ (state >>> 15), 2246822519)),
    );
    raw.write(bytes);
    raw.socket.end();
    await raw.ends();
  }
});

test("a connection half closed or reset in the middle of a frame is forgotten", async () => {
  for (let n = 0; n < 50; n++) {
    const raw = await socket(server, "u7");
    raw.write(frame({ payload: "x".repeat(100), length: 1000 }));
    if (n % 2) raw.socket.resetAndDestroy();
    else raw.socket.end();
  }
  await allEnd();
  for (let tries = 0; (await server.health()).connections > 0 && tries < 100; tries++)
    await pause(50);
  assert.equal((await server.health()).connections, 0);
});

test(`after all this the server is well and at most ${GROWTH_KB} kB larger`, async (t) => {
  t.diagnostic(`grown by ${await well(server, memory, GROWTH_KB)} kB`);
  await answers(await socket(server, "u7"));
});
