// SPDX-License-Identifier: Apache-2.0
// Through each front of config/: WebSocket, streams, uploads; figures are nobody's business; and
// nobody is cut off when an instance leaves.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, test } from "node:test";
import { ask, TRANSPORTS } from "../wire/stream.mjs";
import { token } from "../wire/server.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { KINDS, leaves } from "./fronts.mjs";

after(endAll);

const ROOM = "webinar:w1";
const PLACES = ["/metrics", "/metrics?all", "/%6detrics", "//metrics", "/x/../metrics"];

// What is said comes at once on each transport: the server has no more to say meanwhile.
async function talks(there) {
  const host = await connect(there, "host");
  await host.rpc("stage.phase", { room: ROOM, op: "live", to: "live" });
  for (const transport of [undefined, ...TRANSPORTS]) {
    const wire = await connect(there, "u7", { transport });
    await wire.ask("subscribe", { channel: ROOM });
    const text = `over ${transport ?? "websocket"}`;
    await wire.rpc("chat.post", { room: ROOM, op: text.replaceAll(" ", "-"), text });
    await wire.publication(ROOM, ({ patch }) => JSON.stringify(patch).includes(text));
    wire.end();
  }
  host.end();
}

// A file of two megabytes, longer than what any of them takes unless told so.
async function uploads(there) {
  const content = randomBytes(2 << 20).toString("base64").slice(0, 2 << 20);
  const headers = { Authorization: `Bearer ${token("u7")}`, "Content-Type": "application/json" };
  const data = { room: "course:c1", name: "notes.txt", bytes: content.length, for: "own" };
  const told = await ask(there, "POST", "/api/uploads", { headers, body: JSON.stringify(data) });
  assert.equal(told.status, 200, told.text);
  const sent = await ask(there, "POST", JSON.parse(told.text).url, { body: content });
  assert.equal(sent.status, 200, sent.text);
  const { file } = JSON.parse(sent.text);
  const got = await ask(there, "GET", `/api/rooms/course:c1/file.get?file=${file}`, { headers });
  assert.equal(got.status, 200, got.text);
  const back = await ask(there, "GET", JSON.parse(got.text).url);
  assert.ok(back.text === content, "the file came back as it was");
}

async function look(there) {
  for (const path of PLACES) {
    const { status, text } = await ask(there, "GET", path);
    assert.ok([400, 403].includes(status), `${path}: ${status}`);
    assert.doesNotMatch(text, /muster_up/);
  }
  for (const path of PLACES.slice(0, 2)) assert.equal((await ask(there, "GET", path)).status, 403);
  assert.equal((await ask(there, "GET", "/health")).status, 200);
  await talks(there);
  await uploads(there);
}

for (const kind of KINDS)
  test(`${kind}: everything goes through, and nobody is cut off when an instance leaves`, (t) =>
    leaves(t, kind, { people: 300, look }));
