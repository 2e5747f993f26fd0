// SPDX-License-Identifier: Apache-2.0
// A camera's picture arrives in the browser, and who watches is told that it has stopped: through nginx and ffmpeg as they are in
// config/. The rest of it is ./dev prove stream.

import assert from "node:assert/strict";
import { picture, plays, streamedStory } from "./streamed.mjs";

streamedStory("what a camera sends plays, and that it has stopped is told", async (room) => {
  const camera = await room.camera();
  await room.shows();
  await room.host("stage.phase", { to: "live" });
  const one = await room.enter("participant");
  // Until the first pieces are there.
  one.tolerated.push(/404/, /media/i, /net::ERR/);
  await plays(one);
  const { width, height } = await picture(one);
  assert.deepEqual([width, height], [320, 180]);
  await camera.stop();
  await one.at("player-told").getByText("The picture has stopped").waitFor();
});
