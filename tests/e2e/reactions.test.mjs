// SPDX-License-Identifier: Apache-2.0
// Applause in a session: who may give it, and that everyone sees it rise.

import assert from "node:assert/strict";
import { WEBINAR, story } from "./world.mjs";
import { phase } from "./acts.mjs";
import { pause, until } from "./until.mjs";

const KINDS = ["clap", "heart", "thumb", "wow", "laugh"];
// The server hears no two of one person within 300 ms: it has heard one before the rise is seen.
const APART_MS = 400;

// Notes every rise from now on, for each is seen for two seconds only.
function risesNote() {
  globalThis.rises = {};
  const note = () => {
    for (const each of document.querySelectorAll("[data-sum]")) {
      if (each.noted) continue;
      each.noted = true;
      (globalThis.rises[each.dataset.testid] ??= []).push(Number(each.dataset.sum));
    }
  };
  new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
}

const rises = (window, kind) =>
  window.page.evaluate((id) => globalThis.rises[id] ?? [], `reaction-sum-${kind}`);

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

async function rose(window, kind, by) {
  await until(async () => sum(await rises(window, kind)) >= by, `${by} ${kind} for ${window.id}`);
  assert.equal(sum(await rises(window, kind)), by, `${kind} for ${window.id}`);
}

async function react(window, ...kinds) {
  for (const kind of kinds) {
    const before = sum(await rises(window, kind));
    await window.at(`reaction-${kind}`).click();
    await until(async () => sum(await rises(window, kind)) > before, `${kind} of ${window.id}`);
    await pause(APART_MS);
  }
}

const sentOf = (window) => window.sent.filter((frame) => frame.includes("reaction.send")).length;

story("everyone sees what the room feels, while the session is live", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const guest = await world.enter("participant", WEBINAR);
  const all = [host, guest];
  for (const window of all) {
    await window.shows("countdown");
    for (const kind of KINDS) assert.equal(await window.at(`reaction-${kind}`).count(), 0, "not yet live");
  }
  await phase(host, "live");
  for (const window of all) {
    for (const kind of KINDS) await window.shows(`reaction-${kind}`);
    await window.page.evaluate(risesNote);
  }
  await react(guest, "clap", "heart");
  for (const window of all) {
    await rose(window, "clap", 1);
    await rose(window, "heart", 1);
  }
  await react(host, "clap");
  for (const window of all) await rose(window, "clap", 2);
  for (const window of all) await window.lacks("reaction-sum-clap");

  const late = await world.enter("participant", WEBINAR);
  await late.page.evaluate(risesNote);
  await late.shows("reaction-clap");
  await react(guest, "wow");
  await rose(late, "wow", 1);
  assert.deepEqual(await rises(late, "clap"), [], "what was before one came is not shown as news");

  await phase(host, "paused");
  for (const window of [...all, late]) await window.lacks("reaction-clap");
});

story("pressing fast sends no faster than the server takes", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  await phase(host, "live");
  await host.shows("reaction-laugh");
  await host.page.evaluate(risesNote);
  await host.at("reaction-laugh").evaluate((button) => {
    for (let press = 0; press < 10; press++) button.click();
  });
  await rose(host, "laugh", 1);
  // The first may have been told before the next may be sent.
  await until(async () => {
    await host.at("reaction-laugh").click();
    return sentOf(host) === 2;
  }, "a second one sent");
  await rose(host, "laugh", 2);
  assert.equal(sentOf(host), 2);
});

story("a reaction without a connection is gone", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  await phase(host, "live");
  const proxy = await world.proxy();
  const guest = await world.enter("participant", WEBINAR, { address: proxy.url });
  await guest.shows("reaction-heart");
  await guest.page.evaluate(risesNote);
  guest.tolerateLoss();
  proxy.cut();
  await guest.isIn("reconnecting");
  await guest.at("reaction-heart").click();
  proxy.mend();
  await guest.isIn("connected");
  await react(guest, "thumb");
  await rose(guest, "thumb", 1);
  assert.equal(sentOf(guest), 1, "only what was pressed with a connection");
  assert.deepEqual(await rises(guest, "heart"), []);
});
