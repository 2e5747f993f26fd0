// SPDX-License-Identifier: Apache-2.0
// The door: who one is, where one goes, in which language; and the picture.

import { me } from "./acts.mjs";
import assert from "node:assert/strict";
import { COURSE, WEBINAR, story } from "./world.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes, until } from "./until.mjs";

const HLS_CHUNK = /^\/assets\/hls[.-].*\.js$/;

const playing = (window) =>
  window.page.evaluate(() => {
    const video = document.querySelector("video");
    return video !== null && !video.paused && video.currentTime > 0.4;
  });

// Goes to just before the end, and waits until it has begun anew.
async function playsOn(window) {
  await window.page.evaluate(() => {
    const video = document.querySelector("video");
    video.currentTime = video.duration - 0.3;
  });
  const begun = () =>
    window.page.evaluate(() => {
      const { currentTime, duration, ended } = document.querySelector("video");
      return !ended && currentTime < duration / 2;
    });
  await until(begun, "the clip from its beginning");
  await until(() => playing(window), "the picture after the clip's end");
}

const lang = (window) =>
  window.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);

story("everyone finds a way in: a role, then a room", {}, async (world) => {
  const window = await world.window();
  await window.open("/");
  await window.shows("identity-host");
  assert.equal(await window.at(`room-${WEBINAR}`).count(), 0, "no room before there is a person");
  for (const role of ["participant", "presenter", "moderator", "host"]) {
    await window.at(`identity-${role}`).click();
    await window.page.locator(`[data-testid="identity-${role}"][aria-pressed="true"]`).waitFor();
  }
  await world.shot(window, "entry");
  await window.at(`room-${COURSE}`).click();
  await window.shows("thread-new");
  await window.at("home").click();
  await window.at(`room-${WEBINAR}`).click();
  await window.shows("countdown");
  assert.equal(await window.text("phase"), "Scheduled");
  await window.reload();
  await window.shows("phase-live");
  await me(window, "leave");
  await window.shows("identity-host");
});

story("a link into a room asks first who one is, and leads there", {}, async (world) => {
  const window = await world.window();
  await window.open("/course/c1");
  await window.at("identity-participant").click();
  await window.shows("thread-new");
  await window.open("/webinar/nowhere");
  await window.shows("refused");
  await window.open("/no/such/page");
  await window.page.getByRole("heading", { name: "There is no such page." }).waitFor();
});

story("the page speaks the reader's language from the first moment", {}, async (world) => {
  const window = await world.window({ locale: "ar-EG" });
  await window.open("/");
  await window.shows("identity-host");
  assert.deepEqual(await lang(window), ["ar", "rtl"]);
  for (const [next, dir] of [["fr", "ltr"], ["es", "ltr"], ["ar", "rtl"], ["en", "ltr"]]) {
    await me(window, `language-${next}`);
    await becomes(() => lang(window), [next, dir]);
  }
  await me(window, "language-fr");
  await becomes(() => lang(window), ["fr", "ltr"]);
  await window.reload();
  await window.shows("identity-host");
  assert.deepEqual(await lang(window), ["fr", "ltr"], "what was chosen is remembered");
});

story("before the start one tries whether one will see and hear it, in English and on a phone in Arabic", {}, async (world) => {
  const phone = { viewport: { width: 360, height: 740 }, locale: "ar-TN" };
  for (const [role, options] of [["participant", {}], ["presenter", phone]]) {
    const window = await world.enter(role, WEBINAR, options);
    await window.at("try").click();
    await window.page.locator('[data-testid="try-picture"][data-state="none"], [data-testid="try-picture"][data-state="fine"]').waitFor();
    assert.equal(await window.text("try-sound"), "", "nothing is heard before one wants it");
    await accessible(window, "sound and picture are tried");
    await fits(window, "sound and picture are tried");
    await world.shot(window, `entry-try-${role}`);
    await window.at("try-play").click();
    await window.page.locator('[data-testid="try-sound"][data-state="played"]').waitFor();
    await window.page.keyboard.press("Escape");
    await window.lacks("try-play");
    assert.equal(await window.page.evaluate(() => document.activeElement.dataset.testid), "try", "the focus comes back");
  }
});

story("the livestream plays once the session is live", {}, async (world) => {
  const host = await world.enter("host", WEBINAR, { moving: true });
  const guest = await world.enter("participant", WEBINAR, { moving: true });
  await guest.shows("countdown");
  assert.equal(await guest.page.locator("video").count(), 0);
  await host.at("phase-live").click();
  await until(() => playing(guest), "the picture of the participant");
  await until(() => playing(host), "the picture of the host");
  assert.ok(!guest.requested.some((path) => HLS_CHUNK.test(path)), "no library where none is needed");
  await playsOn(guest);
  await guest.reload();
  await guest.page.locator('[data-testid="player"]:is([data-state="playing"], [data-state="blocked"])').waitFor();
  // A page that nobody has touched yet may not make a sound.
  if ((await guest.at("play").count()) > 0) await guest.at("play").click();
  await until(() => playing(guest), "the picture after a reload");
  await world.shot(host, "webinar-host");
});

story("a browser that cannot play the stream itself loads the library, and only then", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const guest = await world.window({ moving: true });
  await guest.context.addInitScript(() => {
    HTMLMediaElement.prototype.canPlayType = () => "";
  });
  await guest.open("/");
  await guest.at("identity-participant").click();
  await guest.at(`room-${WEBINAR}`).click();
  await guest.shows("countdown");
  assert.ok(!guest.requested.some((path) => HLS_CHUNK.test(path)), "not before there is a stream");
  await host.at("phase-live").click();
  await until(() => playing(guest), "the picture");
  await playsOn(guest);
  assert.equal(guest.requested.filter((path) => HLS_CHUNK.test(path)).length, 1);
});
