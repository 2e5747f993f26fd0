// SPDX-License-Identifier: Apache-2.0
// What has been said and done: looked at as of a day that is past, and words that are gone for good.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join as path } from "node:path";
import { after, test } from "node:test";
import { leaveAll, until } from "./client.mjs";
import { muster, serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(() => (leaveAll(), endAll()));

const room = "webinar:w1";
const words = "what was never to be said";

const say = (wire, text, op) => wire.rpc("chat.post", { room, op, text });

async function view(server, ...more) {
  const where = ["--journal", server.journal];
  const { stdout, stderr } = await muster("journal", "view", room, ...more, ...where);
  return stdout ? JSON.parse(stdout) : stderr;
}

const texts = (of) => Object.values(of.chat.messages).map(({ text }) => text);

// The files of the journal that hold these bytes.
function holding(server, text) {
  const folder = dirname(server.path);
  return readdirSync(folder).filter((name) => {
    try {
      return readFileSync(path(folder, name)).includes(text);
    } catch {
      return false; // a folder
    }
  });
}

test("a room is looked at as of an entry, as its staff or as a person then", async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  const first = await say(host, "the first words", "a");
  await say(host, "and the last", "b");
  const { data: shown } = await host.ask("subscribe", { channel: room });
  assert.deepEqual(texts(await view(server)), texts(shown));
  assert.deepEqual(texts(await view(server, String(first.seq))), ["the first words"]);
  await host.rpc("member.policy", { room, op: "c", policy: "members" });
  assert.deepEqual(texts(await view(server, String(first.seq), "--as", "u7")), ["the first words"]);
  assert.match(await view(server, "--as", "u7"), /u7 had no place in it then/);
  assert.match(await view(server, "100000"), /there was no such room then/);
});

test("deleted words leave every file of the journal, also through a kill", async (t) => {
  const server = await serve(t, { set: { "journal.erase_days": "0" } });
  let host = await connect(server, "host");
  const { seq } = await say(host, words, "a");
  assert.notDeepEqual(holding(server, words), []);
  await host.rpc("chat.delete", { room, op: "b", message: seq });
  await server.kill();
  await server.start();
  // Nobody comes: the room is woken for it.
  const gone = async () => (await server.entries(room)).some(({ type }) => type === "room.erased");
  await until(gone, "the erasure");
  await until(() => holding(server, words).length === 0, "the end of its bytes");
  const entry = (await server.entries(room)).find((one) => one.seq === seq);
  assert.deepEqual([entry.data, entry.name], [{}, ""]);
  assert.ok(await server.verified());
  // Said again by who never heard the answer: it is still the first one.
  host = await connect(server, "host");
  assert.equal((await say(host, words, "a")).seq, seq);
  assert.deepEqual(holding(server, words), []);
});
