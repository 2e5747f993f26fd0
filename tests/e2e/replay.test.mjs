// SPDX-License-Identifier: Apache-2.0
// Watching again: who missed the session sees it happen in the same room; who comes back for one moment is there at once, on a
// phone in Arabic; the host attaches the recording, and puts room and picture in step with both before their eyes.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { leaveAll } from "../wire/client.mjs";
import { root } from "../wire/server.mjs";
import { accessible, inspect, language } from "./look.mjs";
import { liveWebinar, person } from "./staged.mjs";
import { becomes, until } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

// What lies on the server: the demo's clip.
const media = mkdtempSync(join(tmpdir(), "muster-replay-"));
cpSync(join(root, "media/demo"), join(media, "demo"), { recursive: true });
after(() => {
  leaveAll();
  rmSync(media, { recursive: true, force: true });
});

// It says in itself when it was taken.
function taken(at) {
  const list = readFileSync(join(media, "demo/index.m3u8"), "utf8");
  writeFileSync(join(media, "demo/dated.m3u8"), list.replace("#EXTINF", `#EXT-X-PROGRAM-DATE-TIME:${new Date(at).toISOString()}\n#EXTINF`));
}

const PHONE = { viewport: { width: 390, height: 844 } };
const APART_MS = 3000;

// What is said three seconds apart: a film counts in seconds.
async function held(world, member) {
  const host = await liveWebinar(world.server);
  const begun = Date.now();
  await host("agenda.go", { item: await host("agenda.add", { title: { en: "What counts", ar: "ما يُعتد به" } }) });
  await host("chat.post", { text: "Said at the beginning" });
  await host("captions.offer", { languages: ["en", "ar"] });
  for (const [at, text] of [[0, "نبدأ بالأدلة"], [4000, "الهاتف في الحقيبة"], [6000, "شكرًا لكم"]])
    await host("captions.line", { language: "ar", text, from: begun + at, to: begun + at + 1500 });
  const asks = await person(world.server, "p5", WEBINAR);
  const question = await asks("question.ask", { text: "Where is the key?" });
  const polls = [];
  for (const ballot of ["named", "secret"]) {
    const poll = await host("poll.prepare", { type: "boolean", title: { en: `Is it ${ballot}?` }, results: "closed", ballot });
    await host("poll.open", { poll });
    polls.push(poll);
  }
  await until(() => Date.now() > begun + APART_MS, "three seconds");
  for (const poll of polls) await host("poll.close", { poll });
  await host("chat.post", { text: "Said at the end" });
  await host("notice.post", { text: { en: "We go on in a moment.", ar: "نواصل بعد قليل." } });
  await until(() => Date.now() > begun + 2 * APART_MS, "three more");
  // At last, a break-out group.
  await host("group.make", { how: "hand", count: 1 });
  await host("group.move", { whom: member, number: 1 });
  await host("group.open", {});
  await host("chat.post", { group: 1, text: "Said among them" });
  await until(() => Date.now() > begun + 3 * APART_MS, "three more");
  await host("group.back", {});
  await host("stage.phase", { to: "ended" });
  return { host, polls, begun, question };
}

const says = (window, text) => window.page.locator(".message", { hasText: text }).count();
const by = (window) => window.at("shift-says").getAttribute("data-by");

story("who missed it watches it again, who comes back is there at once, the host attaches the recording and puts it in step", { set: { "server.media": media } }, async (world) => {
  const late = await world.enter("participant", WEBINAR);
  const { host, polls: [poll, secret], begun, question } = await held(world, late.id);

  // Without a recording it goes by its own clock.
  await late.open("/webinar/w1");
  await late.at("again-watch").click();
  await late.shows("replay-still");
  assert.equal(await says(late, "Said at the end"), 0, "it has not been said yet");
  await late.at("replay-play").click();
  await becomes(() => says(late, "Said at the beginning"), 1);
  await becomes(() => says(late, "Said at the end"), 1);
  await late.at("replay-line").focus();
  await late.page.keyboard.press("Home");
  await becomes(() => says(late, "Said at the end"), 0);
  await late.lacks("notices");
  await inspect(late, "watched again");
  // Announcements and captions come at their moments, too.
  await late.open("/webinar/w1?t=5");
  await late.at("notices").getByText("We go on in a moment.").waitFor();
  await late.at("captions-menu").click();
  await late.at("captions-ar").click();
  await late.at("captions").getByText("الهاتف في الحقيبة").waitFor();

  // A poll is answered at its moment, and stands beside what it came to; a question is asked of the team.
  await late.open("/webinar/w1?t=1&tab=polls");
  await late.at(`poll-${secret}`).getByText("in the session only").waitFor();
  await late.at(`ballot-${poll}`).locator("input").first().check();
  await late.at(`vote-${poll}`).click();
  await late.at(`poll-${poll}`).getByText("counted apart").waitFor();
  await late.open("/webinar/w1?t=5&tab=polls");
  await late.at(`poll-${poll}`).getByTestId("results-later").getByText("1 person").waitFor();
  await late.at("reaction-clap").click();
  await late.shows("replay-reacted");
  await late.open("/webinar/w1?t=5&tab=questions");
  await late.at("question-text").fill("What if I missed it?");
  await late.at("question-ask").click();
  await late.page.locator(".question", { hasText: "What if I missed it?" }).waitFor();
  await late.at(`upvote-${question}`).click();
  await late.at(`upvote-${question}`).getByText("1", { exact: true }).waitFor();
  await inspect(late, "taking part, watched again");
  // Who was in a group is led there again, and who goes on is back with everybody.
  await late.open("/webinar/w1?t=8");
  await late.at("group-aside").getByText("Said among them").waitFor();
  await inspect(late, "a group, watched again");
  await late.open("/webinar/w1?t=9");
  await late.lacks("group-aside");

  // The host attaches the recording in its language; when it was taken it says itself.
  taken(begun);
  const staff = await world.enter("host", WEBINAR, { moving: true });
  await staff.at("media-new").click();
  await staff.at("media-type").selectOption("hls");
  await staff.at("media-url").fill("/media/demo/dated.m3u8");
  await staff.at("media-lang").selectOption("en");
  await world.shot(staff, "attaching-a-recording");
  await staff.at("media-add").click();
  await staff.at("after-recordings").getByText("English").waitFor();
  await staff.at("after-recordings").getByText("In step by its own dates").waitFor();
  await late.at("replay").locator("video").waitFor();
  // Who saves data has the room at once, and the recording when they play.
  await late.page.evaluate(() => localStorage.setItem("muster.saving", "yes"));
  const before = late.requested.length;
  const media = () => late.requested.slice(before).filter((path) => path.startsWith("/media/")).length;
  await late.reload();
  await late.at("replay-wanted").getByText("nobody knows").waitFor();
  await late.shows("replay-line");
  await world.shot(late, "replay-saving");
  await accessible(late);
  assert.equal(media(), 0);
  await late.at("replay-wanted").click();
  await until(() => media() > 0, "the recording");
  await world.close(late);

  // Answered by now: the answer stands where the question was asked.
  await host("question.answer", { question, text: "In the blue box." });
  // One second of it, in an address.
  const back = await world.enter("participant", WEBINAR, PHONE);
  await language(back, "ar");
  await back.open("/webinar/w1?t=5");
  await becomes(() => says(back, "Said at the end"), 1);
  await back.open("/webinar/w1?t=2&tab=questions");
  await back.at(`question-${question}`).getByText("In the blue box.").waitFor();
  await back.at(`question-${question}`).getByText("بعد الجلسة").waitFor();
  await world.shot(back, "answered-late-ar");
  // What was said is read, searched, and leads to its second.
  await back.open("/webinar/w1?tab=said");
  await back.at("said").getByText("شكرًا لكم").waitFor();
  await back.at("said-find").fill("الحقيبة");
  await becomes(() => back.at("said").locator("a").count(), 1);
  await back.at("said").getByText("الهاتف في الحقيبة").click();
  await back.shows("replay-line");
  await back.at("said").locator("[aria-current=true]").getByText("الهاتف في الحقيبة").waitFor();
  await inspect(back, "what was said, at a second of it");
  // What was found in the search leads to its second too: a message, and a line of captions.
  for (const [kind, words] of [["message", "said end"], ["caption", "شكرا لكم"]]) {
    await back.open(`/search?room=${WEBINAR}&q=${encodeURIComponent(words)}`);
    await back.at(`found-${kind}`).click();
    await back.shows("replay-line");
    const second = Number(new URL(back.page.url()).searchParams.get("t"));
    // A line is where it came in, a message from where it stands.
    assert.ok(second >= (kind === "message" ? 2 : 0) && second <= 8, `${kind} at ${second}`);
    if (kind === "message") await becomes(() => says(back, "Said at the end"), 1);
  }
  await world.close(back);

  await staff.open("/webinar/w1?t=1&shift=");
  await staff.page.locator("[data-testid=replay-player][data-state=ready]").waitFor();
  // With or without its sound, and as large as the screen.
  await staff.at("replay-more").click();
  await staff.at("replay-mute").click();
  await staff.at("replay-more").click();
  await staff.at("replay-full").click();
  await staff.page.waitForFunction(() => document.fullscreenElement?.querySelector("video")?.muted);
  await world.shot(staff, "filling-the-screen");
  await staff.page.evaluate(() => document.exitFullscreen());
  await staff.at("replay-play").click();
  await becomes(() => says(staff, "Said at the end"), 1, "in step with the picture");
  await staff.at("replay-play").click();
  await staff.at("shift-1000").click();
  await becomes(() => by(staff), "1000");
  await staff.at("shift-save").click();
  await becomes(() => by(staff), "0");
  await staff.undo();
  await staff.open("/webinar/w1?t=8");
  await staff.at("group-see-1").click();
  await staff.at("group-aside").getByText("Said among them").waitFor();
  await staff.at("groups").getByText("You look into Group 1.").waitFor();
  await inspect(staff, "put in step");
});
