// SPDX-License-Identifier: Apache-2.0
// A course that the catalogue archives: what is in it is read, nothing is written, and everybody takes along what they wrote.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { does } from "./browser.mjs";
import { until } from "./client.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

test("a course that is archived is read and not written, over a crash, until it is taken back", async (t) => {
  const server = await serve(t);
  const room = "course:ended";
  const act = async (who, method, data) => {
    const { status, body } = await does(server, who, "POST", `/api/rooms/academy:main/${method}`, data);
    assert.equal(status, 200, JSON.stringify(body));
  };
  await act("organiser", "person.add", { person: "u7", name: "Participant 7" });
  await act("organiser", "room.create", { of: room, template: "spoc", title: { en: "Ended" }, who: { to: "academy" } });
  const comes = async () => {
    const one = await connect(server, "u7");
    await one.ask("subscribe", { channel: room });
    return one;
  };
  let one = await until(() => comes().catch(() => undefined), "the room");
  const thread = await one.rpc("forum.thread", { room, op: "t", title: "Seals", text: "Which one?" });
  await act("organiser", "room.archive", { of: room, archived: true });
  await server.kill();
  await server.start();
  const told = async (archived) => (await server.entries(room)).some(({ type, data }) => type === "stage.archive" && data.archived === archived);
  await until(() => told(true), "that the course is told");
  one = await comes();
  const post = { room, thread: thread.seq, text: "Late." };
  assert.equal(await one.rpcRefusal("forum.post", { ...post, op: "p" }), "WRONG_PHASE");
  const { posts } = await one.rpc("forum.mine", { room });
  assert.deepEqual(posts.map(({ title, text }) => [title, text]), [["Seals", "Which one?"]]);
  await act("organiser", "room.archive", { of: room, archived: false });
  await until(() => told(false), "that it is told so");
  assert.ok((await one.rpc("forum.post", { ...post, op: "q" })).seq > thread.seq);
});
