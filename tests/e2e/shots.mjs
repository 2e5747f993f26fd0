// SPDX-License-Identifier: Apache-2.0
// Makes the pictures of the README anew: a real server, a crowd, and windows that look at them.
// usage: node tests/e2e/shots.mjs [FOLDER]
// FOLDER is docs/. Takes a minute; ffmpeg makes the files small.

import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { leaveAll, Client } from "../wire/client.mjs";
import { root, serve, token } from "../wire/server.mjs";
import { browserEnd } from "./browser.mjs";
import { WEBINAR, World } from "./world.mjs";
import { panel, phase, pollNumber, vote } from "./acts.mjs";
import { until } from "./until.mjs";

const CROWD = 60;
const MESSAGES = 12;
const CROWD_MS = 120_000;
const BYTES_MAX = 300 * 1024;
const folder = resolve(root, process.argv[2] ?? "docs");
const rough = mkdtempSync(join(tmpdir(), "muster-shots-"));
const ends = [() => rmSync(rough, { recursive: true, force: true }), leaveAll, browserEnd];

const TITLE = {
  en: "Where do you meet digital evidence most often?",
  fr: "Où rencontrez-vous le plus souvent des preuves numériques ?",
  es: "¿Dónde encuentran pruebas digitales con más frecuencia?",
  ar: "أين تجدون الأدلة الرقمية في أغلب الأحيان؟",
};
const OPTIONS = [
  { en: "On phones", fr: "Sur les téléphones", es: "En los teléfonos", ar: "في الهواتف" },
  { en: "In online accounts", fr: "Dans les comptes en ligne", es: "En cuentas en línea", ar: "في الحسابات على الإنترنت" },
  { en: "On computers", fr: "Sur les ordinateurs", es: "En ordenadores", ar: "في الحواسيب" },
  { en: "In vehicles", fr: "Dans les véhicules", es: "En vehículos", ar: "في المركبات" },
];

// The picture in 256 colours, beside the others of `folder`.
async function keep(window, name) {
  const [from, to] = [join(rough, `${name}.png`), join(folder, `${name}.png`)];
  await window.page.screenshot({ path: from });
  const palette = "split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=none";
  const words = ["-loglevel", "error", "-y", "-i", from, "-vf", palette, "-pred", "mixed", to];
  await promisify(execFile)("ffmpeg", words);
  const { size } = statSync(to);
  if (size > BYTES_MAX) throw new Error(`${to}: ${size} bytes are too many`);
  console.log(`${to}: ${size} bytes`);
}

// A poll that is open, with its results in sight.
async function pollOpen(server) {
  const host = await new Client(server, { token: token("host", { name: "Host" }) }).ready();
  const act = (method, data) => host.rpc(method, { room: WEBINAR, op: `shots-${method}`, ...data });
  const { seq } = await act("poll.prepare", { type: "single", title: TITLE, options: OPTIONS, change: true });
  await act("poll.open", { poll: seq });
  await act("poll.publish", { poll: seq, published: true });
}

function crowd(server) {
  const words = [join(root, "tests/crowd/crowd.mjs"), String(CROWD), "--url", server.url];
  const child = spawn(process.execPath, words, { stdio: "ignore" });
  ends.unshift(() => child.kill("SIGTERM"));
}

const number = (text) => Number(/\d+/.exec(text)?.[0] ?? 0);

async function shoot(world) {
  const host = await world.enter("host", WEBINAR);
  await phase(host, "live");
  await pollOpen(world.server);
  const desk = await world.enter("participant", WEBINAR, {
    viewport: { width: 1600, height: 1000 },
    moving: true,
  });
  const phone = await world.enter("participant", WEBINAR, {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 1.5,
    isMobile: true,
    hasTouch: true,
    locale: "ar",
    moving: true,
  });
  crowd(world.server);
  await panel(desk, "polls");
  await panel(phone, "polls");
  const voters = desk.page.locator(".results > .hint");
  await until(async () => number(await voters.innerText()) > CROWD / 2, "votes", CROWD_MS);
  const messages = desk.at("chat-log").locator("li");
  await until(async () => (await messages.count()) >= MESSAGES, "messages", CROWD_MS);
  const poll = await pollNumber(desk, TITLE.en);
  await vote(desk, poll, OPTIONS[0].en);
  await vote(phone, poll, OPTIONS[2].ar);
  for (const window of [desk, phone]) {
    // Sound needs a press, as for everybody.
    if ((await window.at("player").getAttribute("data-state")) === "blocked") await window.at("play").click();
    await window.page.locator('[data-state="playing"]').waitFor();
  }
  mkdirSync(folder, { recursive: true });
  await keep(desk, "room");
  await keep(phone, "room-ar-phone");
}

try {
  const t = { after: (end) => ends.push(end) };
  const world = new World(await serve(t));
  await shoot(world);
} finally {
  for (const end of ends) await end();
}
