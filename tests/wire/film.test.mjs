// SPDX-License-Identifier: Apache-2.0
// The film of a session: its index and segments, by HTTP, for who may see them; what is taken back
// or answered late makes other segments, and the old addresses answer no more.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { until } from "./client.mjs";
import { serve, token } from "./server.mjs";
import { endAll, Wire } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const CANARY = "CANARY-5c1e";

async function get(server, who, path, headers = {}) {
  const own = who ? { Authorization: `Bearer ${token(who)}` } : {};
  const answer = await server.get(`/api/films/${path}`, { headers: { ...own, ...headers } });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: text ? JSON.parse(text) : null };
}

function merge(into, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const out = into && typeof into === "object" ? { ...into } : {};
  for (const [name, value] of Object.entries(patch))
    if (value === null) delete out[name];
    else out[name] = merge(out[name], value);
  return out;
}

const shown = ({ view, changes }) => changes.reduce((now, [, patch]) => merge(now, patch), view);

async function person(server, sub) {
  const wire = new Wire(server);
  await wire.open;
  await wire.ask("connect", { token: token(sub) });
  const { data } = await wire.ask("subscribe", { channel: room });
  let count = 0;
  const does = (method, more = {}) => wire.rpc(method, { room, op: `${sub}-${++count}`, ...more });
  return { wire, view: data, does };
}

const address = (index, part, [number, version]) => `${room}/${index.set}/${part}/${number}.${version}`;

test("a session is watched again as it was", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await person(server, "host");
  const u7 = await person(server, "u7");
  await host.does("stage.phase", { to: "live" });
  assert.equal((await get(server, "u7", room)).status, 409);
  const said = await u7.does("chat.post", { text: "Good morning" });
  const gone = await u7.does("chat.post", { text: CANARY });
  const question = await u7.does("question.ask", { text: "Where is the key?" });
  await host.does("stage.phase", { to: "ended" });

  const { status, headers, body: index } = await get(server, "u7", room);
  assert.equal(status, 200);
  assert.equal(headers.get("cache-control"), "private, no-cache");
  assert.deepEqual([index.room, index.step, index.parts.room.length], [room, 60000, 1]);
  assert.ok(index.to >= index.from && index.live.length === 1);
  const first = address(index, "room", index.parts.room[0]);
  const segment = await get(server, "u7", first);
  const seen = shown(segment.body);
  assert.equal(seen.chat.messages[said.seq].text, "Good morning");
  assert.equal(seen.chat.messages[gone.seq].text, CANARY);
  assert.equal(seen.stage.phase, "ended");
  assert.equal(seen.me, undefined);
  assert.deepEqual((await get(server, "u7", `${first}.on`)).body.changes, segment.body.changes);

  // It comes as whoever asks takes it, smaller where it can; the same bytes are not sent twice.
  for (const [takes, coding] of [["gzip, deflate, br", "br"], ["gzip", "gzip"], ["br;q=0, gzip", "gzip"]]) {
    const coded = await get(server, "u7", first, { "Accept-Encoding": takes });
    assert.equal(coded.headers.get("content-encoding"), coding, takes);
    assert.match(coded.headers.get("vary"), /Accept-Encoding/);
    assert.equal(coded.text, segment.text);
  }
  const etag = segment.headers.get("etag");
  const again = await get(server, "u7", first, { "If-None-Match": etag });
  assert.deepEqual([again.status, again.text], [304, ""]);

  // Others: of the team's film nobody else has an address that answers; nobody unknown has any.
  const staff = (await get(server, "host", room)).body;
  assert.notEqual(staff.set, index.set);
  const theirs = address(staff, "room", staff.parts.room[0]);
  assert.equal((await get(server, "u7", theirs)).status, 404);
  assert.equal((await get(server, "host", theirs)).status, 200);
  assert.equal((await get(server, null, first)).status, 401);

  // What is deleted is in no film any more, and the address it stood at answers nobody.
  await host.does("chat.delete", { message: gone.seq });
  // Nor does it say to who has it kept that it is as it was.
  for (const kept of [{}, { "If-None-Match": etag }]) assert.equal((await get(server, "u7", first, kept)).status, 404);
  const later = (await get(server, "u7", room)).body;
  assert.notEqual(later.version, index.version);
  const mended = await get(server, "u7", address(later, "room", later.parts.room[0]));
  assert.ok(!mended.text.includes(CANARY));
  assert.ok(mended.text.includes("Good morning"));

  // What is answered late stands with its question, and is said to be late.
  await host.does("question.answer", { question: question.seq, text: "In the blue box" });
  const answered = (await get(server, "u7", room)).body;
  assert.notEqual(answered.version, later.version);
  const last = await get(server, "u7", address(answered, "room", answered.parts.room[0]));
  const { answer, late, state } = shown(last.body).question.questions[question.seq];
  assert.deepEqual([answer.text, late, state], ["In the blue box", true, "open"]);

  // Who may not come in may not watch.
  await host.does("member.ban", { whom: "u7", why: "noise" });
  for (const path of [room, address(later, "room", later.parts.room[0])])
    assert.equal((await get(server, "u7", path)).status, 403);
  assert.ok(question.seq);
});

async function within(server, sub, channel) {
  const wire = new Wire(server);
  await wire.open;
  await wire.ask("connect", { token: token(sub) });
  const { data } = await wire.ask("subscribe", { channel });
  const { me: _, ...view } = data;
  return view;
}

test("a group is watched again by who was in it, and by the team", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await person(server, "host");
  const [u7, u8] = [await person(server, "u7"), await person(server, "u8")];
  await host.does("stage.phase", { to: "live" });
  await host.does("group.make", { how: "hand", count: 2 });
  await host.does("group.move", { whom: "u7", number: 1 });
  await host.does("group.move", { whom: "u8", number: 2 });
  // Who came in is there by name a moment later.
  const people = async () => Object.values((await within(server, "host", room)).group.people);
  await until(async () => (await people()).every(({ name }) => name !== ""), "their names");
  await host.does("group.open");
  const said = await u7.does("chat.post", { group: 1, text: "Among us" });
  const gone = await u7.does("chat.post", { group: 1, text: CANARY });
  await u8.does("chat.post", { group: 2, text: "Elsewhere" });
  await host.does("group.back");
  await host.does("stage.phase", { to: "ended" });

  const path = `${room}/group.1`;
  const { status, body: index } = await get(server, "u7", path);
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(index.parts), ["group.1"]);
  const seen = async (who, of) => {
    const all = (await get(server, who, `${room}/${of}`)).body;
    return shown((await get(server, who, address(all, of, all.parts[of].at(-1)))).body);
  };
  for (const who of ["u7", "host"]) assert.deepEqual(await seen(who, "group.1"), await within(server, who, `${room}/group/1`), who);
  assert.equal((await seen("u7", "group.1")).chat.messages[said.seq].text, "Among us");
  assert.equal((await seen("host", "group.2")).chat.messages[said.seq], undefined);

  // Others are answered alike, whether there is such a group or not.
  const first = address(index, "group.1", index.parts["group.1"][0]);
  assert.equal((await get(server, "u7", first)).status, 200);
  const none = await get(server, "u8", `${room}/group.9`);
  for (const asked of [path, `${room}/group.x`, `${room}/group.01`, first]) {
    const { status: answered, text } = await get(server, "u8", asked);
    assert.ok([400, 403, 404].includes(answered), `${asked}: ${answered}`);
    if (asked === path || asked === first) assert.deepEqual([answered, text], [none.status, none.text]);
  }
  assert.ok(!(await get(server, "u8", address((await get(server, "u8", room)).body, "group.1", index.parts["group.1"][0]))).text.includes("Among us"));

  // What is taken back is in no film of it.
  assert.ok((await get(server, "u7", first)).text.includes(CANARY));
  await host.does("chat.delete", { group: 1, message: gone.seq });
  assert.equal((await get(server, "u7", first)).status, 404);
  assert.ok(!JSON.stringify(await seen("u7", "group.1")).includes(CANARY));
});
