// SPDX-License-Identifier: Apache-2.0
// JSON that is none ends the connection with 3501, whether it has said who it is or not. JSON that
// wants to become large or strange costs the command it stands in and nothing else, and what is odd
// but harmless is answered.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../wire/server.mjs";
import { allEnd, endSockets, socket, textFrame, warm, well } from "./raw.mjs";

const GROWTH_KB = 4096;
const rpc = (text) => `{"id":9,"rpc":{"method":"chat.post","data":${text}}}`;
const post = (more) => rpc(`{"room":"webinar:w1","op":"one"${more}}`);

// Each [code of the error, command].
const refused = {
  "objects deeper than allowed": [106, rpc('{"a":'.repeat(9) + "1" + "}".repeat(9))],
  "arrays deeper than allowed": [106, rpc(`{"a":${"[".repeat(8)}${"]".repeat(8)}}`)],
  "64 KiB of [1,1,...]": [106, rpc(`{"a":[${"1,".repeat(32000)}1]}`)],
  "64 KiB of {}": [106, rpc(`{"a":[${"{},".repeat(20000)}{}]}`)],
  "64 KiB of members": [106, rpc(`{${Array.from({ length: 5000 }, (_, n) => `"k${n}":1`)}}`)],
  "a text longer than any may be": [403, post(`,"text":"${"x".repeat(30000)}"`)],
  "a name of 30,000 bytes": [403, rpc(`{"${"x".repeat(30000)}":1}`)],
  "an integer beyond 2^53": [107, post(',"reply":9007199254740993')],
  "an integer of 1,000 digits": [107, post(`,"reply":${"9".repeat(1000)}`)],
  "an integer of 60,000 digits": [107, post(`,"reply":${"9".repeat(60000)}`)],
  "a huge exponent": [107, post(',"reply":1e999')],
  "a huge negative exponent": [107, post(',"reply":1e-99999')],
  "a fraction of 60,000 digits": [107, post(`,"reply":0.${"1".repeat(60000)}`)],
  "a duplicate name": [107, post(',"text":"a","text":"b"')],
  "a duplicate name, escaped": [107, post(',"text":"a","te\\u0078t":"b"')],
  "a duplicate verb": [107, '{"id":9,"ping":{},"ping":{}}'],
  "NUL in a text": [402, post(',"text":"a\\u0000b"')],
  "NUL in a name": [402, rpc('{"a\\u0000b":1}')],
  "a lone surrogate": [402, post(',"text":"\\ud800"')],
  "surrogates the wrong way round": [402, post(',"text":"\\udc00\\ud800"')],
  "20,000 arrays in one another": [106, rpc(`{"a":${"[".repeat(20000)}${"]".repeat(20000)}}`)],
  "20,000 arrays in a ping": [106, `{"id":9,"ping":{"a":${"[".repeat(20000)}${"]".repeat(20000)}}}`],
};

const bombs = {
  "60,000 open brackets": "[".repeat(60000),
  "60,000 open brackets inside a command": rpc("[".repeat(60000)),
  "20,000 open objects": '{"a":'.repeat(10000),
  "escapes that grow": post(`,"text":"${"\\u0041".repeat(30000)}"`).slice(0, 65000),
  "an id with an exponent": '{"id":1e1,"ping":{}}',
  hexadecimal: post(',"reply":0x10'),
  "a leading zero": post(',"reply":01'),
  "a plus": post(',"reply":+1'),
  "a lone minus": post(',"reply":-'),
  NaN: post(',"reply":NaN'),
  Infinity: post(',"reply":-Infinity'),
  "NUL after it all": post(',"text":"a"') + "\0",
  "a bad escape": post(',"text":"\\x41"'),
  "a cut escape": '{"id":9,"ping":{"a":"\\u12',
  "a raw tab in a text": post(',"text":"a\tb"'),
  "trailing garbage": post(',"text":"a"') + "garbage",
  "two values": post(',"text":"a"') + post(',"text":"b"'),
  "a trailing comma": rpc('{"a":1,}'),
  "a missing comma": rpc('{"a":1"b":2}'),
  "single quotes": "{'id':9,'ping':{}}",
  "no quotes": "{id:9,ping:{}}",
  "a comment": '{"id":9,/* */"ping":{}}',
  "a byte order mark": '\ufeff{"id":9,"ping":{}}',
  "an open text": '{"id":9,"ping":{"a":"',
  "an open object": '{"id":9,"ping":{}',
  "a lone word": "null",
  "true alone": "true",
  "a form feed for white space": '{"id":9,\f"ping":{}}',
};

let server, cleanUp, memory;

before(async () => {
  server = await serve({ after: (fn) => (cleanUp = fn) }, { memory: true });
  memory = await warm(server);
});
after(async () => {
  endSockets();
  await cleanUp();
});

for (const [what, text] of Object.entries(bombs))
  test(`${what}: the connection ends with 3501`, async () => {
    assert.ok(Buffer.byteLength(text) <= 65536, "within the size of a message");
    for (const sub of ["u7", null]) {
      const raw = await socket(server, sub);
      raw.write(textFrame(text));
      assert.equal(await raw.code(), 3501);
    }
  });

for (const [what, [code, text]] of Object.entries(refused))
  test(`${what}: that command is refused with ${code}, the connection stays`, async () => {
    assert.ok(Buffer.byteLength(text) <= 65536, "within the size of a message");
    const raw = await socket(server, "u7");
    raw.write(textFrame(text));
    raw.write(textFrame('{"id":10,"ping":{}}'));
    assert.equal((await raw.reply(9)).error.code, code);
    assert.deepEqual((await raw.reply(10)).ping, {});
    raw.end();
    const stranger = await socket(server, null);
    stranger.write(textFrame(text));
    assert.equal(await stranger.code(), 3501);
  });

test("a bomb behind a good command in one frame ends the connection as well", async () => {
  const raw = await socket(server, "u7");
  raw.write(textFrame('{"id":9,"ping":{}}\n' + "[".repeat(5000)));
  assert.equal(await raw.code(), 3501);
});

test("30,000 empty lines and 10,000 commands in one frame are bounded", async () => {
  const raw = await socket(server, "u7");
  raw.write(textFrame("\n".repeat(30000)));
  raw.write(textFrame('{"id":9,"ping":{}}'));
  assert.deepEqual((await raw.reply(9)).ping, {});
  raw.write(textFrame('{"id":1}\n'.repeat(7000)));
  assert.equal(await raw.code(), 3013);
});

test("odd but harmless JSON is answered", async () => {
  const raw = await socket(server, "u7");
  const harmless = [
    ' { "id" : 9 , "ping" : { } } ',
    '{"id":9,"ping":{},"unknown":[1,{"a":null}]}',
    '{"ping":{},"id":9}',
    '{"id":9,"ping":{"-":-9007199254740991,"+":9007199254740991,"0":-0}}',
    '{"id":9,"ping":{"text":"\\ud83c\\udf93 \\/ \\b\\f\\n\\r\\t"}}',
    '{"id":9,"ping":{"__proto__":{"a":1},"constructor":2}}',
  ];
  for (const [at, text] of harmless.entries()) {
    raw.write(
      textFrame(
        text.replace(/9(?! *[0-9])/, `${100 + at}`).replace('"id":9,', `"id":${100 + at},`),
      ),
    );
    assert.deepEqual((await raw.reply(100 + at)).ping, {}, text);
  }
  raw.end();
});

test(`after all this the server is well and at most ${GROWTH_KB} kB larger`, async (t) => {
  await allEnd();
  t.diagnostic(`grown by ${await well(server, memory, GROWTH_KB)} kB`);
});
