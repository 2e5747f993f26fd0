// SPDX-License-Identifier: Apache-2.0
// What a person may not see is in no byte that is sent to them, whatever they ask for and however
// they come back.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const canary = /canary-\d+/;

// Says things that only staff may see, each with a canary; `tag` keeps ops apart.
async function whisper(host, writer, tag) {
  const does = (wire, method, op, data) => wire.rpc(method, { room, op: `${op}-${tag}`, ...data });
  await does(host, "chat.mode", "mode", { mode: "approve" });
  await does(writer, "chat.post", "post", { text: "canary-1" });
  await does(host, "question.intake", "intake", { intake: "open", moderated: true });
  const { seq } = await does(writer, "question.ask", "ask", { text: "canary-2" });
  await does(writer, "question.ask", "again", { text: "canary-3" });
  await does(host, "question.dismiss", "dismiss", { question: seq });
  const options = [{ en: "canary-4" }, { en: "canary-5" }];
  const draft = { type: "single", title: { en: "canary-6" }, options };
  await does(host, "poll.prepare", "draft", draft);
}

const heard = (wire) => wire.frames.flat().join("\n");

test("a participant is sent nothing of what waits, was set aside or is a draft", async (t) => {
  const server = await serve(t, { set: { "limits.tally_ms": 50 } });
  const [host, writer] = [await connect(server, "host"), await connect(server, "u1")];
  const curious = await connect(server, "u2");
  const { epoch } = await curious.ask("subscribe", { channel: room });
  await whisper(host, writer, 1);
  await host.rpc("chat.post", { room, op: "seen", text: "for all" });
  await curious.publication(room, ({ type }) => type === "chat.post", "the message for all");

  const asks = ["history", "presence", "presence_stats"].map((verb) => ({
    [verb]: { channel: room },
  }));
  for (const command of asks) await curious.frame(command);
  for (const method of ["presence.roster", "attendance.list"])
    assert.equal(await curious.rpcRefusal(method, { room }), "PERMISSION_DENIED");
  for (const offset of [0, 5, 8]) {
    await curious.ask("unsubscribe", { channel: room });
    await curious.ask("subscribe", { channel: room, recover: true, epoch, offset });
  }
  assert.match(heard(curious), /for all/);
  assert.doesNotMatch(heard(curious), canary);

  await server.kill();
  await server.start();
  const again = await connect(server, "u2");
  for (const recover of [true, false]) {
    await again.ask("subscribe", { channel: room, recover, epoch, offset: 0 });
    await again.ask("unsubscribe", { channel: room });
  }
  assert.match(heard(again), /for all/);
  assert.doesNotMatch(heard(again), canary);
  const staff = await connect(server, "moderator");
  const { data } = await staff.ask("subscribe", { channel: room });
  for (const n of [1, 2, 3, 4, 5, 6])
    assert.ok(JSON.stringify(data).includes(`canary-${n}`), `${n}`);
});

test("another's epoch of staff gives a participant no more than a view of their own", async (t) => {
  const server = await serve(t, { memory: true });
  const [host, writer] = [await connect(server, "host"), await connect(server, "u1")];
  const { epoch, offset } = await host.ask("subscribe", { channel: room });
  await whisper(host, writer, 1);
  const curious = await connect(server, "u2");
  const answer = await curious.ask("subscribe", { channel: room, recover: true, epoch, offset });
  assert.equal(answer.recovered, false);
  assert.equal(answer.data.me.role, "participant");
  assert.deepEqual(Object.keys(answer.data.can), ["guest", "participant"]);
  assert.doesNotMatch(heard(curious), canary);
});

test("who is staff no longer hears nothing of it from then on", async (t) => {
  const server = await serve(t, { memory: true });
  const [host, writer] = [await connect(server, "host"), await connect(server, "u1")];
  const moderator = await connect(server, "moderator");
  await moderator.ask("subscribe", { channel: room });
  const dismiss = { room, op: "dismiss", whom: "moderator", role: "participant" };
  await host.rpc("member.set", dismiss);
  await moderator.until(() => moderator.pushes.find((push) => push.unsubscribe), "unsubscribe");
  const before = moderator.frames.length;
  const { data } = await moderator.ask("subscribe", { channel: room });
  assert.equal(data.me.role, "participant");
  await whisper(host, writer, 1);
  await host.rpc("chat.post", { room, op: "seen", text: "for all" });
  await moderator.publication(room, ({ type }) => type === "chat.post", "the message for all");
  assert.doesNotMatch(moderator.frames.slice(before).flat().join("\n"), canary);
});

test("the tally of a poll is for staff until it is published", async (t) => {
  const server = await serve(t, { memory: true, set: { "limits.tally_ms": 50 } });
  const [host, voter] = [await connect(server, "host"), await connect(server, "u1")];
  const curious = await connect(server, "u2");
  for (const wire of [host, curious]) await wire.ask("subscribe", { channel: room });
  const does = (wire, method, data) => wire.rpc(method, { room, op: method, ...data });
  await does(host, "stage.phase", { to: "live" });
  const title = { en: "Agreed?" };
  const { seq: poll } = await does(host, "poll.prepare", { type: "yesno", title });
  await does(host, "poll.open", { poll });
  await does(voter, "poll.vote", { poll, choices: [1] });
  const counted = ({ type, patch }) =>
    type === "tally" && patch.poll?.polls[poll].tally.voters === 1;
  await host.publication(room, counted, "the tally for staff");
  await does(host, "poll.close", { poll });
  await curious.publication(room, ({ type }) => type === "poll.close", "the close");
  assert.doesNotMatch(heard(curious), /"voters"/);
  await does(host, "poll.publish", { poll, published: true });
  await curious.publication(room, ({ type }) => type === "poll.publish", "the result");
  assert.match(heard(curious), /"voters":1/);
});

test("an inbox is its owner's alone", async (t) => {
  const server = await serve(t, { memory: true });
  const [owner, curious] = [await connect(server, "u1"), await connect(server, "u2")];
  const mark = { of: "course:c1", thread: 1, upto: 1 };
  await owner.rpc("read.mark", { room: "inbox:me", op: "mark", ...mark });
  for (const channel of ["inbox:u1", "inbox:u1/", "inbox:me/../u1", "inbox:*", "inbox:"])
    for (const verb of ["subscribe", "history", "presence", "presence_stats"])
      assert.notEqual((await curious.command(verb, { channel })).error, undefined, channel);
  const data = { room: "inbox:u1", op: "mark2", ...mark };
  assert.equal(await curious.rpcRefusal("read.mark", data), "PERMISSION_DENIED");
  const { data: own } = await curious.ask("subscribe", { channel: "inbox:me" });
  assert.deepEqual(own.inbox, { read: {}, mentions: {} });
  const { data: view } = await owner.ask("subscribe", { channel: "inbox:me" });
  assert.deepEqual(view.inbox, { read: { "course:c1": { 1: 1 } }, mentions: {} });
});

test("nobody speaks for the server: its own entries are refused to every role", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await connect(server, "host");
  const own = {
    "stage.create": { title: { en: "Mine" } },
    "presence.join": { people: { host: "Host" } },
    "presence.leave": { people: ["host"] },
    "presence.gone": { node: "" },
    "room.erase": { seqs: [1] },
    "room.erased": { seqs: [1] },
  };
  for (const where of [room, "course:c1", "webinar:other", "course:other"])
    for (const [method, data] of Object.entries(own)) {
      const refusal = await host.rpcRefusal(method, { room: where, op: "own", ...data });
      assert.ok(["PERMISSION_DENIED", "UNKNOWN_CHANNEL"].includes(refusal), refusal);
    }
  assert.equal(await host.refusal("subscribe", { channel: "webinar:other" }), "PERMISSION_DENIED");
});
