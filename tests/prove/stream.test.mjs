// SPDX-License-Identifier: Apache-2.0
// Streams from end to end: a camera (ffmpeg) sends RTMP to nginx as config/ has it, ffmpeg makes HLS, Chromium plays what Muster
// signs. It stops and comes back, its key is renewed, it is seen small and heard alone, and its recording plays. What is
// not a stream is told apart in tests/e2e/source.test.mjs, which ./dev prove stream runs as well.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { picture, plays, state, streamedStory } from "../e2e/streamed.mjs";
import { until } from "../e2e/until.mjs";

const PHONE = { locale: "ar", colorScheme: "dark", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const pieces = [/404/, /media/i, /net::ERR/, /403/];

async function begins(room, { role = "participant", form } = {}) {
  const camera = await room.camera(form);
  await room.shows();
  await room.host("stage.phase", { to: "live" });
  const one = await room.enter(role);
  one.tolerated.push(...pieces);
  await plays(one);
  return { camera, one };
}

streamedStory("a source that stops is told, and comes back by itself", async (room) => {
  const { camera, one } = await begins(room);
  const { width, height } = await picture(one);
  assert.deepEqual([width, height], [320, 180]);
  await camera.stop();
  await one.at("player-told").getByText("The picture has stopped").waitFor();
  await room.world.shot(one, "stream-stopped");
  await room.camera();
  await one.at("player-told").waitFor({ state: "detached" });
  await plays(one);
  await room.world.shot(one, "stream-back");
  const list = readFileSync(join(room.ingest.media, "live/w1/full.m3u8"), "utf8");
  assert.ok(list.match(/#EXT-X-PROGRAM-DATE-TIME:/g).length >= 3, list);
  assert.ok(!list.includes("ENDLIST"), "it may always go on");
});

streamedStory("the small picture and the sound alone are streams of their own", async (room) => {
  const { one } = await begins(room, { form: { size: "640x360", rate: 10 } });
  await one.at("picture-choose").click();
  await one.at("picture-low").click();
  await until(async () => (await picture(one)).height === 240, "the small picture");
  await plays(one);
  await one.at("picture-choose").click();
  await one.at("picture-sound").click();
  await one.at("sound-only").waitFor();
  await plays(one);
  assert.equal((await picture(one)).width, 0, "no picture comes with it");
  await room.world.shot(one, "stream-sound");
});

streamedStory("a renewed key cuts off what the old one sends; bad keys begin nothing", async (room) => {
  const { camera, one } = await begins(room);
  await room.host("ingest.renew", {});
  const { code } = await camera.ended;
  assert.notEqual(code, 0);
  await one.at("player-told").getByText("The picture has stopped").waitFor();
  const bad = room.ingest.camera("w1?key=0.AAAAAAAAAAAAAAAAAAAAAA");
  assert.notEqual((await bad.ended).code, 0);
  const nameless = room.ingest.camera("w1");
  assert.notEqual((await nameless.ended).code, 0);
  assert.ok((await room.world.server.metric('refused_total{reason="stream"}')) >= 3);
  await room.camera();
  await plays(one);
});

streamedStory("what was sent is recorded, told to the team and plays", async (room) => {
  const { camera } = await begins(room);
  await camera.stop();
  const recordings = async () => {
    const { view } = await room.host("");
    return Object.keys(view.ingest.recordings ?? {});
  };
  await until(async () => (await recordings()).length > 0, "the recording is told");
  const [recording] = await recordings();
  const { url } = await room.host(`ingest.recording?recording=${recording}`);
  await until(async () => (await fetch(room.ingest.url + url)).status === 200, "it is made");
  assert.equal((await fetch(room.ingest.url + url.replace(/\.[\w-]{22}\//, ".AAAAAAAAAAAAAAAAAAAAAA/"))).status, 403);
  const window = await room.world.window({ address: room.ingest.url, moving: true });
  await window.open("/");
  const seconds = await window.page.evaluate(async (address) => {
    const video = document.createElement("video");
    video.muted = true;
    video.src = address;
    await new Promise((done, failed) => ((video.onloadedmetadata = done), (video.onerror = failed)));
    return video.duration;
  }, url);
  assert.ok(seconds > 3, `${seconds} s`);
});

// Muster is told of nothing: it is the silence that says so, 45 seconds after it was last written down that it goes on.
streamedStory("a media server that was killed is told of within a minute, and comes back", async (room) => {
  const { one } = await begins(room);
  const phone = await room.enter("participant", PHONE);
  phone.tolerated.push(...pieces);
  await plays(phone);
  await room.world.shot(phone, "stream-plays-phone-ar-dark");
  await room.ingest.killed();
  const killed = Date.now();
  await until(async () => (await room.host("")).view.ingest.lost === true, "it is told", 70_000);
  const took = Date.now() - killed;
  console.log(`# a killed media server is told of after ${Math.round(took / 1000)} s`);
  assert.ok(took < 60_000, `${took} ms`);
  await room.ingest.start();
  await one.at("player-told").getByText("does not answer").waitFor();
  await phone.at("player-told").getByText("لا يجيب").waitFor();
  await room.world.shot(one, "stream-lost");
  await room.world.shot(phone, "stream-lost-phone-ar-dark");
  const host = await room.enter("host", { ...PHONE, moving: false });
  await host.at("session-menu").click();
  await host.at("stream").click();
  await host.at("ingest-state").locator("xpath=self::*[@data-state='lost']").waitFor();
  await room.world.shot(host, "ingest-lost-phone-ar-dark");
  await room.camera();
  await plays(one);
  await state(one, "playing");
});

streamedStory("the host finds the key, and sees that it arrives", async (room) => {
  const host = await room.enter("host", { moving: false });
  await host.at("session-menu").click();
  await host.at("stream").click();
  await host.at("stream-kind").selectOption("ingest");
  await host.at("stream-source").locator("xpath=self::*[@data-state='waiting']").waitFor();
  assert.match(await host.at("ingest-key").innerText(), /^•+$/);
  await host.at("ingest-show").click();
  const shown = await host.at("ingest-key").innerText();
  assert.match(shown, /^w1\?key=0\.[\w-]{22}$/);
  await room.world.shot(host, "ingest-waits");
  room.ingest.camera(shown, { size: "320x180", rate: 10 });
  await host.at("ingest-state").locator("xpath=self::*[@data-state='live']").waitFor();
  await room.world.shot(host, "ingest-arrives");
  await host.at("ingest-renew").click();
  await host.at("ingest-renew-sure").click();
  await until(async () => !(await host.at("ingest-key").innerText()).includes("?key=0."), "another key");
  await host.at("ingest-state").locator("xpath=self::*[@data-state='off']").waitFor();
  await host.at("stream-save").click();
  await host.at("stream-save").waitFor({ state: "detached" });
});
