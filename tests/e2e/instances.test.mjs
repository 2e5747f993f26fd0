// SPDX-License-Identifier: Apache-2.0
// Two instances that share the requests of every window in turn, and an office whose proxy lets no
// WebSocket pass: what the page sends seldom comes to the instance that holds its stream.

import assert from "node:assert/strict";
import { WEBINAR, story } from "./world.mjs";
import { becomes, until } from "./until.mjs";
import { chat, message, panel, phase, prepare, said, say, showsResults, vote } from "./acts.mjs";

const SOCKET = /^Upgrade: websocket/im;
const TURNS = { cluster: { instances: 2, balance: "roundrobin" } };

// How many connections of this kind each instance holds.
function carried(world, name) {
  const figure = `transport_connections{transport="${name}"}`;
  return Promise.all(world.cluster.instances.map((one) => one.metric(figure)));
}

const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

async function blocked(world) {
  const proxy = await world.proxy();
  proxy.refuse(SOCKET);
  const window = await world.enter("participant", WEBINAR, { address: proxy.url });
  window.tolerated.push(/WebSocket connection|status of 403/);
  await window.isIn("connected");
  return { proxy, window };
}

story("two instances in turn, WebSocket refused: the page joins, chats, votes and sees the others", TURNS, async (world) => {
  const host = await world.enter("host", WEBINAR);
  await phase(host, "live");
  const { proxy, window } = await blocked(world);
  const { window: other } = await blocked(world);
  assert.notEqual(window.id, other.id);
  assert.equal(sum(await carried(world, "http_stream")), 2);
  await say(window, "Can you hear me?");
  await said(window, "Can you hear me?");
  for (const one of [host, other]) await message(one, "Can you hear me?").waitFor();
  await say(host, "Loud and clear");
  for (const one of [window, other]) await message(one, "Loud and clear").waitFor();

  const texts = [{ lang: "en", title: "Shall we begin?", options: ["Now", "Later"] }];
  const poll = await prepare(host, { texts });
  await host.at(`poll-open-${poll}`).click();
  for (const [one, choice] of [
    [window, "Now"],
    [other, "Later"],
  ]) {
    await one.at("now").getByTestId(`ballot-${poll}`).waitFor();
    await vote(one, poll, choice);
    await one.shows("poll-voted");
  }
  await showsResults(host, poll, ["Now: 1 vote", "Later: 1 vote"]);
  const handed = await Promise.all(world.cluster.instances.map((one) => one.metric("bus_told_total")));
  assert.ok(sum(handed) > 0, "nothing was posted to the other instance");

  for (const one of [host, window, other]) await panel(one, "chat");
  proxy.cut();
  await window.isIn("reconnecting");
  await say(host, "While you were away");
  await said(host, "While you were away");
  window.tolerateLoss();
  proxy.mend();
  await window.isIn("connected");
  await message(window, "While you were away").waitFor();
  await until(async () => sum(await carried(world, "http_stream")) === 2, "a stream for each");
  for (const one of [window, other]) await becomes(() => chat(one), await chat(host));
});
