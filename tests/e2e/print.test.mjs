// SPDX-License-Identifier: Apache-2.0
// What is printed: a discussion with its authors and hours, the results of polls with their numbers, a certificate with its
// code, in both directions.
// The pages are made as a browser makes them for paper, and read by a program that knows nothing of the page.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after } from "node:test";
import { promisify } from "node:util";
import { leaveAll } from "../wire/client.mjs";
import { added, asks, organiserComes } from "./academy.mjs";
import { panel } from "./acts.mjs";
import { language, theme } from "./look.mjs";
import { fullCourse, fullWebinar, liveWebinar, POLL } from "./staged.mjs";
import { COURSE, WEBINAR, shotsFolder, story } from "./world.mjs";

after(leaveAll);

const run = promisify(execFile);

// What is laid out for paper comes behind all the rest.
const paper = (window) =>
  window.page.waitForFunction(() => [...document.styleSheets].some(({ href, cssRules }) => href?.includes("/print-") && cssRules.length > 0));

// The text of the paper, without how it is broken into lines; with SHOTS, pictures of it.
async function printed(window, name) {
  await paper(window);
  const path = join(shotsFolder(), `${name}.pdf`);
  await window.page.pdf({ path, format: "A4" });
  if (process.env.SHOTS) await run("pdftoppm", ["-r", "60", "-png", path, path.slice(0, -4)]);
  const { stdout } = await run("pdftotext", ["-layout", path, "-"]);
  return stdout.normalize("NFKC").replace(/[\u2066-\u2069\u200e\u200f\u202a-\u202e]/g, "").replace(/\s+/g, " ");
}

// Nothing to press is on paper, in whatever feature it stands.
async function nothingToPress(window) {
  await paper(window);
  await window.page.emulateMedia({ media: "print" });
  const buttons = await window.page.evaluate(() =>
    [...document.querySelectorAll("button:not(.name-button), input, select, textarea, video")].filter((each) => each.checkVisibility()).map((each) => each.outerHTML.slice(0, 120)),
  );
  await window.page.emulateMedia({ media: null });
  assert.deepEqual(buttons, []);
}

story("a discussion is printed whole: who wrote what, and when", {}, async (world) => {
  const { thread } = await fullCourse(world.server);
  const window = await world.enter("participant", COURSE);
  await window.open(`/course/c1/thread/${thread}`);
  await window.page.getByText("SHA-256 as well", { exact: false }).waitFor();
  await theme(window, "dark");
  const text = await printed(window, "print-thread");
  for (const each of ["Which hash is accepted where you work?", "SHA-256 as well, and MD5 beside it", "Which program do you use", "Anything that is on the list of the laboratory", "Chez nous, le SHA-256", "Accepted answer"])
    assert.ok(text.includes(each), `${each}: ${text}`);
  // Whose it is, and the hour itself: how long ago it was says nothing on paper.
  for (const name of ["Participant 1", "Participant 2", "Participant 3", "Participant 4"]) assert.ok(text.includes(name), name);
  assert.ok(text.includes(String(new Date().getFullYear())), text);
  assert.doesNotMatch(text, /\bago\b|Comment|just now|Skip to the content/);
  await nothingToPress(window);
  await language(window, "ar");
  await printed(window, "print-thread-ar");
  await nothingToPress(window);
});

story("results are printed with their numbers", {}, async (world) => {
  const host = await liveWebinar(world.server);
  const { open } = await fullWebinar(world.server, host);
  await host("poll.close", { poll: open });
  await host("poll.publish", { poll: open, published: true });
  await host("stage.phase", { to: "ended" });
  const window = await world.enter("participant", WEBINAR);
  await panel(window, "polls");
  await window.page.getByText(POLL.options[0].en).first().waitFor();
  await theme(window, "dark");
  const text = await printed(window, "print-results");
  for (const each of [POLL.title.en, ...POLL.options.map(({ en }) => en), "Is there a written procedure"]) assert.ok(text.includes(each), `${each}: ${text}`);
  assert.match(text, /On phones.*\d+ ?%/);
  assert.doesNotMatch(text, /Skip to the content|Chat Polls/);
  await nothingToPress(window);
  await language(window, "ar");
  await printed(window, "print-results-ar");
  await nothingToPress(window);
});

story("a certificate is printed with its code and where anybody can check it", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const person = await added(organiser, { name: "مشاركة 17", country: "TN" });
  const title = { en: "Phones as evidence", ar: "الهواتف أدلةً" };
  const given = { person, kind: "completion", reference: "T-17", title, issued: Date.UTC(2026, 0, 15) };
  const { seq } = await asks(organiser, "credential.give", given);
  const { code } = await organiser.page.evaluate(async (path) => (await fetch(path)).json(), `/api/credentials/${seq}`);
  const stranger = await world.window({ address: organiser.address });
  await stranger.open(`/verify/${code}`);
  await stranger.shows("verify");
  await theme(stranger, "dark");
  const text = await printed(stranger, "print-certificate");
  for (const each of ["Certificate of completion", "Phones as evidence", "January 15, 2026", "T-17", code, `/verify/${code}`])
    assert.ok(text.includes(each), `${each}: ${text}`);
  await nothingToPress(stranger);
  const reader = await world.window({ address: organiser.address, locale: "ar-TN" });
  await reader.open(`/verify/${code}`);
  await reader.shows("verify");
  const arabic = await printed(reader, "print-certificate-ar");
  assert.ok(arabic.includes(code), arabic);
});
