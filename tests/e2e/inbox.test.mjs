// SPDX-License-Identifier: Apache-2.0
// What follows a person on two devices: a badge that is cleared everywhere, all read by one press, and a discussion that is
// followed or muted.

import assert from "node:assert/strict";
import { after } from "node:test";
import { token } from "../wire/server.mjs";
import { Client, leaveAll } from "../wire/client.mjs";
import { becomes } from "./until.mjs";
import { COURSE, WEBINAR, story } from "./world.mjs";

after(leaveAll);

story("what is new is told on both devices of a person, and read on both", {}, async (world) => {
  const desk = await world.enter("participant", WEBINAR);
  const host = await new Client(world.server, { token: token("host", { name: "Host" }) }).ready();
  const mine = await new Client(world.server, { token: token(desk.id, { name: "Me" }) }).ready();
  const device = await mine.follow("inbox:me");
  let count = 0;
  const says = async (client, method, data) =>
    (await client.rpc(method, { room: COURSE, op: `${method}-${count++}`, ...data })).seq;
  const thread = await says(mine, "forum.thread", { title: "Locked phones", text: "How?" });
  const first = await says(host, "forum.post", { thread, text: "Keep them powered." });
  await desk.at("inbox").getByText("Inbox, 1 new").waitFor();
  await becomes(async () => (await desk.page.title()).startsWith("(1) "), true);

  // A reply that is taken back leaves no badge behind.
  await host.rpc("forum.delete", { room: COURSE, op: "taken-back", post: first });
  await desk.at("inbox").getByText("Inbox, 1 new").waitFor({ state: "detached" });

  await says(host, "forum.post", { thread, text: "Keep them charged." });
  const other = await says(host, "forum.thread", { title: "Warrants", text: "Which form?" });
  await desk.at("inbox").click();
  await desk.at("new-reply").getByText("Locked phones").waitFor();
  const settings = desk.at("inbox-settings");
  await settings.locator("summary").click();
  await world.shot(desk, "inbox");

  // Followed: every post in it is told, though nobody answered me.
  await desk.open(`/course/c1/thread/${other}`);
  await desk.at("follow").click();
  await desk.at("follow-following").click();
  await world.shot(desk, "inbox-follow");
  await desk.at("follow").getByText("Following").waitFor();
  await says(host, "forum.post", { thread: other, text: "The long one." });
  await desk.at("inbox").click();

  await desk.at("read-all").click();
  await becomes(() => desk.at("inbox-asked").count(), 0);
  await desk.at("inbox").getByText("Inbox, 1 new").waitFor({ state: "detached" });
  // One entry, which the other device has heard.
  await becomes(() => device.publications.filter(({ data }) => data.type === "read.all").length, 1);
  assert.ok(device.view.inbox.all[COURSE] > other);
});
