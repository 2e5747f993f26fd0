// SPDX-License-Identifier: Apache-2.0
// Offices whose proxy lets no WebSocket pass, or nothing but event streams: the page works all the
// same, and nobody has to choose anything.

import assert from "node:assert/strict";
import { WEBINAR, story } from "./world.mjs";
import { becomes, until } from "./until.mjs";
import {
  chat,
  me,
  message,
  panel,
  phase,
  prepare,
  said,
  say,
  showsResults,
  vote,
} from "./acts.mjs";

const SOCKET = /^Upgrade: websocket/im;
const LINES = /^POST \/connection\/http_stream /;

// A participant behind a proxy that refuses what fits one of `patterns`.
async function behind(world, ...patterns) {
  const proxy = await world.proxy();
  for (const pattern of patterns) proxy.refuse(pattern);
  const window = await world.enter("participant", WEBINAR, { address: proxy.url });
  window.tolerated.push(/WebSocket connection|status of 403/);
  await window.isIn("connected");
  return { proxy, window };
}

// The host asks, the participant answers, the host sees it.
async function polled(host, window) {
  const texts = [{ lang: "en", title: "Shall we begin?", options: ["Now", "Later"] }];
  const poll = await prepare(host, { texts });
  await host.at(`poll-open-${poll}`).click();
  await window.at("now").getByTestId(`ballot-${poll}`).waitFor();
  await vote(window, poll, "Now");
  await window.shows("poll-voted");
  await showsResults(host, poll, ["Now: 1 vote", "Later: 0 votes"]);
}

async function carried(world, name) {
  return world.server.metric(`transport_connections{transport="${name}"}`);
}

story("where WebSocket is refused the page joins, chats and votes by HTTP streaming", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  await phase(host, "live");
  const { proxy, window } = await behind(world, SOCKET);
  assert.equal(await carried(world, "http_stream"), 1);
  assert.ok(proxy.forbidden >= 1);
  await say(window, "Can you hear me?");
  await said(window, "Can you hear me?");
  await message(host, "Can you hear me?").waitFor();
  await say(host, "Loud and clear");
  await message(window, "Loud and clear").waitFor();
  await polled(host, window);
  await panel(window, "chat");
  await panel(host, "chat");
  proxy.cut();
  await window.isIn("reconnecting");
  await say(host, "While you were away");
  await said(host, "While you were away");
  await say(window, "Written meanwhile");
  window.tolerateLoss();
  proxy.mend();
  await window.isIn("connected");
  await message(window, "While you were away").waitFor();
  await message(host, "Written meanwhile").waitFor();
  await becomes(() => chat(window), await chat(host));
  assert.equal(await carried(world, "http_stream"), 1, "it goes on by what worked");
});

story("where nothing but event streams passes the page works by them", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  await phase(host, "live");
  const { proxy, window } = await behind(world, SOCKET, LINES);
  assert.equal(await carried(world, "sse"), 1);
  assert.ok(proxy.forbidden >= 2);
  await say(window, "By events");
  await message(host, "By events").waitFor();
  await say(host, "Seen");
  await message(window, "Seen").waitFor();
  await polled(host, window);
});

story("who saves data where WebSocket is refused is served lean", {}, async (world) => {
  const host = await world.enter("host", WEBINAR, { viewport: { width: 1680, height: 900 } });
  const { window } = await behind(world, SOCKET);
  await window.resize({ width: 1680, height: 900 });
  await me(window, "saving");
  await window.page.locator('.topbar[data-saving="true"]').waitFor();
  await window.isIn("connected");
  await say(host, "Composed");
  await said(host, "Composed");
  await message(window, "Composed").waitFor();
  await until(async () => (await carried(world, "http_stream")) === 1, "one stream");
});
