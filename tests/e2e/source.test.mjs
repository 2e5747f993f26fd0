// SPDX-License-Identifier: Apache-2.0
// The picture before and while it is there: a source is tried before it is taken, and what is wrong with one is told; who watches
// chooses what of it they see.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { does } from "../wire/browser.mjs";
import { until } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

// Another server, as a service for video has: pages, files, things that are none.
async function elsewhere(answer) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${server.address().port}`, end: () => server.close() };
}

const told = (window, state) => window.at("stream-source").first().locator(`xpath=self::*[@data-state='${state}']`).waitFor();

// Opens the dialog, and names a source; nothing is saved.
async function names(host, url, kind) {
  await host.at("stream-kind").selectOption(kind);
  await host.at("stream-url").fill(url);
  await host.at("stream-url").blur();
}

story("a video source is tried before it is taken, and what is wrong with it is told", {}, async (world) => {
  const host = await world.enter("host", WEBINAR, { moving: true });
  host.tolerated.push(/404/, /net::ERR/, /media/i, /security policy/i, /CORS/i);
  const other = await elsewhere((request, response) => response.end("x"));
  await host.at("session-menu").click();
  await host.at("stream").click();
  await told(host, "plays");
  await world.shot(host, "source-plays");
  await names(host, `${other.url}/talk/index.m3u8`, "hls");
  await told(host, "forbidden");
  await host.at("stream-source").getByText("server.stream_hosts").getByText(other.url).waitFor();
  await world.shot(host, "source-forbidden");
  await names(host, `${other.url}/watch?v=1`, "mp4");
  await host.at("stream-source").getByText("looks like the address of a page").waitFor();
  await names(host, "http://127.0.0.1:1/a.m3u8", "hls");
  await told(host, "forbidden");
  other.end();
});

story("of a server that is allowed it is told apart what does not play", {}, async (world) => {
  const answers = {
    "/page.mp4": [200, "text/html", "<!doctype html><title>Watch</title>"],
    "/nothing.mp4": [404, "text/plain", "none"],
    "/broken.mp4": [200, "video/mp4", "no film"],
    "/page.m3u8": [200, "text/html; charset=utf-8", "<html></html>"],
  };
  const other = await elsewhere(({ url }, response) => {
    const [status, type, body] = answers[url] ?? [200, "text/plain", "shut"];
    const open = answers[url] ? { "access-control-allow-origin": "*" } : {};
    response.writeHead(status, { "content-type": type, ...open }).end(body);
  });
  const { set } = world.server;
  set["server.stream_hosts"] = `${other.url} http://127.0.0.1:1`;
  await world.server.end();
  await world.server.start();
  const host = await world.enter("host", WEBINAR, { moving: true });
  // It asks that other server, as is meant.
  host.tolerated.push(/404/, /net::ERR/, /media/i, /CORS/i, /a request to/);
  await host.at("session-menu").click();
  await host.at("stream").click();
  for (const [url, kind, state] of [
    [`${other.url}/page.mp4`, "mp4", "page"],
    [`${other.url}/nothing.mp4`, "mp4", "missing"],
    [`${other.url}/broken.mp4`, "mp4", "unplayable"],
    [`${other.url}/page.m3u8`, "hls", "page"],
    [`${other.url}/shut.m3u8`, "hls", "closed"],
    ["http://127.0.0.1:1/a.mp4", "mp4", "unreachable"],
  ]) {
    await names(host, url, kind);
    await told(host, state);
  }
  other.end();
});

story("live without a picture that plays asks first", {}, async (world) => {
  const host = await world.enter("host", WEBINAR, { moving: true });
  host.tolerated.push(/404/, /net::ERR/, /media/i);
  await host.at("session-menu").click();
  await host.at("stream").click();
  await names(host, `${world.server.url}/nothing.mp4`, "mp4");
  await told(host, "missing");
  await host.at("stream-save").click();
  await host.at("stream-save").waitFor({ state: "detached" });
  await host.at("phase-live").click();
  await host.page.getByRole("dialog").getByText("has nothing at that address (404)").waitFor();
  await world.shot(host, "source-blind");
  await host.page.getByRole("button", { name: "Cancel" }).click();
  assert.notEqual(await host.at("phase").innerText(), "Live");
});

story("who saves data decides when the video begins", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR, { moving: true });
  await one.page.evaluate(() => localStorage.setItem("muster.saving", "yes"));
  await one.reload();
  await host.at("phase-live").click();
  await one.at("player").locator("xpath=self::*[@data-state='waiting']").waitFor();
  assert.ok(!one.requested.some((path) => path.startsWith("/media/")));
  await one.at("play-saving").click();
  await one.at("player").locator("xpath=self::*[@data-state='playing' or @data-state='blocked']").waitFor();
  assert.ok(one.requested.some((path) => path.startsWith("/media/")));
});

// Three lists of one clip, as the ingest makes them.
function mediaWith(names) {
  const folder = mkdtempSync(join(tmpdir(), "muster-variants-"));
  for (const [name, text] of Object.entries(names)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { folder, end: () => rmSync(folder, { recursive: true, force: true }) };
}
const lists = {
  "talk/index.m3u8": `#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=2500000
full.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=280000,RESOLUTION=426x240
low.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=72000,CODECS="mp4a.40.2"
sound.m3u8
`,
};

story("who watches chooses the small picture or the sound alone, and it is kept", {}, async (world) => {
  const media = mediaWith(lists);
  world.server.set["server.media"] = media.folder;
  await world.server.end();
  await world.server.start();
  const host = await world.enter("host", WEBINAR);
  await does(world.server, "host", "POST", "/api/rooms/webinar:w1/stage.stream", {
    url: "/media/talk/index.m3u8",
    type: "hls",
    lang: "en",
    more: [
      { url: "/media/talk/fr.mp3", type: "audio", lang: "fr" },
      { url: "/media/talk/sign.mp4", type: "mp4", sign: true },
    ],
  });
  const one = await world.enter("participant", WEBINAR, { moving: true });
  one.tolerated.push(/404/, /media/i, /net::ERR/);
  await host.at("phase-live").click();
  await host.at("confirm").or(host.at("player")).first().waitFor();
  const asked = (name) => until(() => one.requested.some((path) => path.endsWith(name)), `${name} is asked for`);
  await one.at("player").waitFor();
  await asked("/talk/sign.mp4");
  await one.at("picture-choose").click();
  await one.at("picture-low").waitFor();
  await world.shot(one, "picture-menu");
  await one.at("picture-low").click();
  await asked("/talk/low.m3u8");
  await one.at("picture-choose").click();
  await one.at("picture-sound").click();
  await asked("/talk/sound.m3u8");
  assert.equal(await one.at("player-sign").count(), 0, "no picture beside the sound alone");
  await one.reload();
  await one.at("picture-choose").click();
  await one.at("picture-sound").locator("xpath=self::*[@aria-checked='true']").waitFor();
  await one.at("spoken-fr").click();
  await asked("/talk/fr.mp3");
  media.end();
});
