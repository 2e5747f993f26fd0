// SPDX-License-Identifier: Apache-2.0
// The picture before and while it is there: a source that cannot be played is said in time, and who saves data decides.

import assert from "node:assert/strict";
import { WEBINAR, story } from "./world.mjs";

story("a video source that cannot be played is said before the session is live", {}, async (world) => {
  const host = await world.enter("host", WEBINAR, { moving: true });
  host.tolerated.push(/404/, /net::ERR/, /media/i);
  await host.at("session-menu").click();
  await host.at("stream").click();
  await host.at("stream-source").locator("xpath=self::*[@data-state='plays']").waitFor();
  await host.at("stream-url").fill(`${world.server.url}/nothing.mp4`);
  await host.page.getByRole("radio", { name: "File (MP4)" }).check();
  await host.at("stream-source").getByText("does not answer").waitFor();
  await host.at("stream-save").click();
  await host.at("stream-save").waitFor({ state: "detached" });
  await host.at("phase-live").click();
  await host.page.getByRole("dialog").getByText("does not answer").waitFor();
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

story("who saves data is told that the picture is the smallest, and may take the full one and go back", {}, async (world) => {
  const host = await world.enter("host", WEBINAR);
  const one = await world.enter("participant", WEBINAR, { moving: true });
  // Where the browser plays HLS itself it is not the page that says how large.
  await one.page.addInitScript(() => (HTMLMediaElement.prototype.canPlayType = () => ""));
  await one.page.evaluate(() => localStorage.setItem("muster.saving", "yes"));
  await one.reload();
  await host.at("phase-live").click();
  await one.at("play-saving").click();
  const state = (name) => one.at("player").locator(`xpath=self::*[@data-state='${name}']`).waitFor();
  await one.at("picture-size").or(one.at("play")).first().waitFor();
  if ((await one.at("play").count()) > 0) await one.at("play").click();
  await state("playing");
  const line = one.at("player").locator(".player-line");
  await line.getByText("the picture is the smallest there is").waitFor();
  await one.at("picture-size").click();
  await line.getByText("You have taken the full picture.").waitFor();
  await state("playing");
  await one.at("picture-size").click();
  await line.getByText("the picture is the smallest there is").waitFor();
});
