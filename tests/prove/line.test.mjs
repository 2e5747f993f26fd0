// SPDX-License-Identifier: Apache-2.0
// Slides and captions over a bad line (32 kbit/s, 600 ms there and back, 3 % lost), by who saves data, and cut once:
// nothing is lost, nothing comes twice, and the hour stays within its bytes. LINE_MINUTES says how long; three by default,
// and the bytes of an hour are reckoned from those of the minutes behind the first.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { join as enter, leaveAll, pause, until } from "../wire/client.mjs";
import { Saver, saverEnd, saverMake, sentence } from "../wire/saver.mjs";
import { serve, token } from "../wire/server.mjs";
import { slidesMake } from "../wire/slides.mjs";
import { SlowLine } from "./line.mjs";

const MINUTES = Number(process.env.LINE_MINUTES ?? 3);
const LINE_MS = 4000;
const PAGES = 6;
const LATE_MS = 20_000;
const TRIES = 3;
const room = "webinar:w1";

// A token of a person that outlives the line: one of the suite's lasts an hour.
const lasting = (sub) => ({ token: token(sub, { exp: Math.floor(Date.now() / 1000) + (MINUTES + 60) * 60 }) });

after(() => (leaveAll(), saverEnd()));

// A machine with much else to do answers late: said again under the same op it is one entry, and the line is what is tried.
async function says(speaker, method, data) {
  for (let tries = 0; ; tries++)
    try {
      return await speaker.rpc(method, data);
    } catch (error) {
      if (error.message !== "timeout" || tries === TRIES) throw error;
    }
}

test("slides and captions at 32 kbit/s, 600 ms and 3 % loss: nothing lost or twice", async (t) => {
  await saverMake();
  const server = await serve(t, { memory: true });
  const line = await new SlowLine(server.port).start();
  const speaker = await enter(server, "host", lasting("host"));
  const { deck } = await slidesMake(server, room, PAGES);
  await speaker.rpc("captions.offer", { room, op: "offer", languages: ["fr"] });
  const browser = new Saver();
  const lean = await browser.join({ ...server, endpoint: line.endpoint }, "u7", lasting("u7"));
  const followers = [await lean.follow(room), await lean.follow(`${room}/captions/fr`)];
  const [follower, captions] = followers;
  const bytes = () => browser.frames.reduce((sum, { data }) => sum + data.length + 2, 0);
  const coming = bytes();
  const lines = Math.round((MINUTES * 60_000) / LINE_MS);
  const said = [];
  const late = [];
  const began = Date.now();
  for (let n = 0; n < lines; n++) {
    if (n % 15 === 0) await says(speaker, "slide.show", { room, op: `show-${n}`, deck, page: ((n / 15) % PAGES) + 1 });
    if (n === Math.floor(lines / 2)) line.drop();
    const from = Date.now() - 3400;
    const { seq } = await says(speaker, "captions.line", { room, op: `line-${n}`, language: "fr", text: `${n} ${sentence(n)}`, from, to: from + 3000 });
    said.push(seq);
    const told = Date.now();
    void until(() => captions.view.captions.lines[seq], `line ${n}`, LATE_MS).then(() => late.push(Date.now() - told), () => {});
    await pause(Math.max(0, began + (n + 1) * LINE_MS - Date.now()));
  }
  await until(() => captions.view.captions.lines[said.at(-1)], "the last line", LATE_MS);
  const shown = (Math.floor((lines - 1) / 15) % PAGES) + 1;
  await until(() => follower.view.slide.page === shown, "the last page", LATE_MS);
  const came = captions.publications.flatMap(({ data }) => Object.entries(data.patch.captions?.lines ?? {}).flatMap(([seq, value]) => (value ? [Number(seq)] : [])));
  assert.deepEqual(came, said, "each line once, in order");
  assert.equal(captions.resumes.at(-1)?.recovered, true, "what was missed while it was cut was sent, and no more");
  const hour = Math.round(coming + ((bytes() - coming) / MINUTES) * 60);
  late.sort((a, b) => a - b);
  console.log(`# ${lines} lines, ${line.packets} packets, ${line.held} sent again; a line is there after ${late[late.length >> 1]} ms, the latest ${late.at(-1)} ms`);
  console.log(`# ${bytes()} bytes in ${MINUTES} minutes, one break among them; an hour of it ${hour} bytes`);
  assert.ok(hour <= 120_000, `${hour} bytes an hour`);
  await line.end();
});
