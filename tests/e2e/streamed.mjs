// SPDX-License-Identifier: Apache-2.0
// A room that is sent its stream by a real camera through a real media server, and what its windows see of it: for the short
// story in this folder and the long ones of tests/prove.

import { Ingest } from "../../scripts/ingest.mjs";
import { does } from "../wire/browser.mjs";
import { until } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

const SMALL = { size: "320x180", rate: 10 };
const set = { "server.ingest": "rtmp://127.0.0.1/live", "server.proxies": "127.0.0.1" };

export class Streamed {
  constructor(world, ingest) {
    Object.assign(this, { world, ingest });
  }

  // A query or a command of the host, over HTTP.
  async host(method, data) {
    const path = `/api/rooms/${WEBINAR}${method ? `/${method}` : ""}`;
    const answer = await does(this.world.server, "host", data ? "POST" : "GET", path, data);
    return answer.body;
  }

  async camera(form = SMALL) {
    const { key } = await this.host("ingest.key");
    return this.ingest.camera(key, form);
  }

  // The room shows what it is sent.
  shows() {
    return this.host("stage.stream", { url: "/media/live/w1/index.m3u8", type: "hls" });
  }

  // By way of the media server, as people come.
  enter(role, options) {
    return this.world.enter(role, WEBINAR, { address: this.ingest.url, moving: true, ...options });
  }
}

export const state = (window, name) =>
  window.at("player").locator(`xpath=self::*[@data-state='${name}']`).waitFor();

// The picture's place in time, and its size.
export const picture = (window) =>
  window.at("player").locator("video").evaluate((video) => ({
    time: video.currentTime,
    width: video.videoWidth,
    height: video.videoHeight,
  }));

// Sound needs a press first where the browser says so.
export async function plays(window) {
  await until(async () => {
    if ((await window.at("play").count()) > 0) await window.at("play").click().catch(() => {});
    return (await window.at("player").getAttribute("data-state")) === "playing";
  }, "the picture plays");
  const { time } = await picture(window);
  await until(async () => (await picture(window)).time > time + 0.5, "the picture moves");
}

export function streamedStory(name, tell) {
  story(name, { set }, async (world) => {
    const ingest = new Ingest({ muster: world.server.port });
    try {
      await ingest.start();
      await tell(new Streamed(world, ingest));
    } finally {
      await ingest.end();
    }
  });
}
