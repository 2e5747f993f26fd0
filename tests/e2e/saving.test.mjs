// SPDX-License-Identifier: Apache-2.0
// Who saves data is served lean and packed, and sees the same.

import assert from "node:assert/strict";
import { chat, me, message, said, say } from "./acts.mjs";
import { becomes, until } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

const WIDE = { viewport: { width: 1680, height: 900 } };

story("data is saved when one says so, remembered, and everything still arrives", {}, async (world) => {
  const host = await world.enter("host", WEBINAR, WIDE);
  const window = await world.window(WIDE);
  const binary = [];
  window.page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => binary.push(typeof payload !== "string")),
  );
  await window.open("/");
  await window.at("identity-participant").click();
  await window.at(`room-${WEBINAR}`).click();
  await say(host, "Before");
  await said(host, "Before");
  await message(window, "Before").waitFor();
  assert.ok(binary.every((is) => !is));
  await me(window, "saving");
  await window.page.locator('.topbar[data-saving="true"]').waitFor();
  await until(() => binary.at(-1), "a packed frame");
  await say(host, "While saving");
  await said(host, "While saving");
  await message(window, "While saving").waitFor();
  await window.reload();
  await window.page.locator('.topbar[data-saving="true"]').waitFor();
  await say(window, "Sent lean");
  await said(window, "Sent lean");
  await message(host, "Sent lean").waitFor();
  await becomes(() => chat(window), await chat(host));
  await me(window, "saving");
  await until(() => binary.at(-1) === false, "a text frame");
  await say(host, "After");
  await said(host, "After");
  await message(window, "After").waitFor();
  await window.isIn("connected");
});
