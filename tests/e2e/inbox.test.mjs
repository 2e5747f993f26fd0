// SPDX-License-Identifier: Apache-2.0
// What follows a person on two devices: a badge that is cleared everywhere, all read by one press, and a discussion that is
// followed or muted; and who comes back after a week.

import assert from "node:assert/strict";
import { after } from "node:test";
import { token } from "../wire/server.mjs";
import { Client, leaveAll } from "../wire/client.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes } from "./until.mjs";
import { COURSE, WEBINAR, story } from "./world.mjs";

const DAY_S = 86400;

after(leaveAll);

story("what is new is told on both devices of a person, and read on both", {}, async (world) => {
  const desk = await world.enter("participant", WEBINAR);
  const host = await new Client(world.server, { token: token("host", { name: "Host" }) }).ready();
  const mine = await new Client(world.server, { token: token(desk.id, { name: "Me" }) }).ready();
  const device = await mine.follow("inbox:me");
  let count = 0;
  const says = async (client, method, data) =>
    (await client.rpc(method, { room: COURSE, op: `${method}-${count++}`, ...data })).seq;
  const thread = await says(mine, "forum.thread", { title: "Locked phones", text: "How?" });
  const first = await says(host, "forum.post", { thread, text: "Keep them powered." });
  await desk.at("inbox").getByText("Inbox, 1 new").waitFor();
  await becomes(async () => (await desk.page.title()).startsWith("(1) "), true);

  // A reply that is taken back leaves no badge behind.
  await host.rpc("forum.delete", { room: COURSE, op: "taken-back", post: first });
  await desk.at("inbox").getByText("Inbox, 1 new").waitFor({ state: "detached" });

  await says(host, "forum.post", { thread, text: "Keep them charged." });
  const other = await says(host, "forum.thread", { title: "Warrants", text: "Which form?" });
  await desk.at("inbox").click();
  await desk.at("new-reply").getByText("Locked phones").waitFor();
  const settings = desk.at("inbox-settings");
  await settings.locator("summary").click();
  await world.shot(desk, "inbox");

  // Followed: every post in it is told, though nobody answered me.
  await desk.open(`/course/c1/thread/${other}`);
  await desk.at("follow").click();
  await desk.at("follow-following").click();
  await world.shot(desk, "inbox-follow");
  await desk.at("follow").getByText("Following").waitFor();
  await says(host, "forum.post", { thread: other, text: "The long one." });
  await desk.at("inbox").click();

  await desk.at("read-all").click();
  await becomes(() => desk.at("inbox-asked").count(), 0);
  await desk.at("inbox").getByText("Inbox, 1 new").waitFor({ state: "detached" });
  // One entry, which the other device has heard; taken back by one, all is new again.
  const heard = (type) => device.publications.filter(({ data }) => data.type === type).length;
  await becomes(() => heard("read.all"), 1);
  const upto = device.view.inbox.all[COURSE];
  assert.ok(upto > other);
  await desk.at("notice").getByText("All is read.").waitFor();
  await world.shot(desk, "inbox-all-read");
  await desk.at("notice").getByRole("button", { name: "Undo" }).click();
  await becomes(() => heard("read.back"), 1);
  assert.ok((device.view.inbox.all[COURSE] ?? 0) < upto);
  await desk.at("inbox").getByText("Inbox, 1 new").waitFor();
  await desk.at("new-reply").getByText("Locked phones").waitFor();
  await desk.at("read-all").click();
  await becomes(() => heard("read.all"), 2);
  await desk.at("inbox").getByText("Inbox, 1 new").waitFor({ state: "detached" });
});

// What the page puts on the icon of the app.
function badged() {
  navigator.setAppBadge = async (count) => void (globalThis.badge = count);
}

story("who was away for a week finds what stands, the same on both devices, and reads it all by one entry", {}, async (world) => {
  const { server } = world;
  const PHONE = { locale: "ar-EG", viewport: { width: 390, height: 844 }, colorScheme: "dark" };
  const first = await world.enter("participant", COURSE);
  const { id } = first;
  const identity = await first.page.evaluate(() => sessionStorage.getItem("muster.identity"));
  await first.isIn("connected");
  const says = async (who, method, data) => {
    const iat = Math.floor(Date.now() / 1000) + server.ahead_s;
    const pass = token(who, { name: who === id ? "Me" : "Host", iat, exp: iat + 3600 });
    const headers = { Authorization: `Bearer ${pass}`, "Content-Type": "application/json" };
    const answer = await server.get(`/api/rooms/${data.room ?? COURSE}/${method}`, { method: "POST", headers, body: JSON.stringify(data) });
    const said = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(said));
    return said.seq;
  };
  const posts = (thread, text, more) => says("host", "forum.post", { thread, text, ...more });
  const mine = await says(id, "forum.thread", { title: "Locked phones", text: "How?" });
  const muted = await says("host", "forum.thread", { title: "Muted", text: "Words" });
  await says(id, "follow.set", { room: "inbox:me", of: COURSE, thread: muted, level: "muted" });
  const topic = await says("host", "topic.add", { title: { en: "News" }, kind: "announcement" });
  // With their browser closed, which another time opens it again.
  await world.close(first);

  // On the first day, on the fourth, and on the seventh, when they are back.
  const later = async (days) => {
    await server.end();
    server.ahead_s = days * DAY_S;
    await server.start();
  };
  await posts(mine, "Keep them powered.");
  const gone = await posts(mine, "Taken back.");
  await posts(muted, "Nobody is told.");
  await later(3);
  await says("host", "forum.delete", { post: gone });
  const warrants = await says("host", "forum.thread", { title: "Warrants", text: "Which form?" });
  await posts(warrants, "This one.", { mentions: [id] });
  await says("host", "forum.thread", { topic, title: "Dates", text: "Next week." });
  await says("host", "forum.thread", { title: "Cold places", text: "Who was there?" });
  await later(7);

  const comes = async (options) => {
    const window = await world.window(options);
    await window.page.addInitScript(badged);
    await window.be(identity);
    await window.open("/");
    return window;
  };
  const [desk, phone] = [await comes({}), await comes(PHONE)];
  const badge = (window) => window.page.evaluate(() => globalThis.badge);
  for (const [window, two, four] of [[desk, "2", "4"], [phone, "٢", "٤"]]) {
    await becomes(async () => /^\((.+)\) /.exec(await window.page.title())?.[1], two);
    await becomes(() => badge(window), 2);
    // What has anything unread: mine, warrants, dates, cold places; and what was said to them by name.
    const row = window.page.locator('a[href="/course/c1"]').filter({ has: window.page.locator(".count") });
    await becomes(() => row.locator(".count").allInnerTexts(), [four, two]);
  }
  await becomes(async () => (await desk.at("asked").locator("a").allInnerTexts()).map((text) => /now/.test(text)), [false, false]);
  await world.shot(phone, "week-home-ar");
  await desk.at("inbox").getByText("Inbox, 2 new").waitFor();
  for (const window of [desk, phone]) await window.at("inbox").click();
  const lines = async (window, part) => (await window.at(`inbox-${part}`).locator("li").allInnerTexts()).map((text) => text.split("\n"));
  const course = "Evidence on phones: a course forum to try";
  await becomes(async () => (await lines(desk, "asked")).map(([what, title, from]) => [what, title, from.split(" · ")[0]]), [
    ["Host mentioned you in a discussion", "Warrants", course],
    ["Host replied to you", "Locked phones", course],
  ]);
  await becomes(() => lines(desk, "fresh"), [["Announcement", "Dates", `${course} · 4 days ago`]]);
  await becomes(async () => (await lines(phone, "asked")).map(([, title]) => title), ["Warrants", "Locked phones"]);
  for (const window of [desk, phone]) await accessible(window, "after a week");
  for (const [window, name] of [[desk, "week"], [phone, "week-ar"]]) {
    await fits(window, name);
    await world.shot(window, name);
  }

  // By one press and one entry; the other device has it without asking.
  await phone.at("read-all").click();
  for (const window of [desk, phone]) {
    await becomes(async () => /^\(/.test(await window.page.title()), false);
    await becomes(() => badge(window), 0);
    await becomes(() => Promise.all(["asked", "fresh"].map((part) => window.at(`inbox-${part}`).count())), [0, 0]);
    await becomes(() => window.at("inbox").locator(".count, .dot").count(), 0);
  }
  assert.equal((await server.entries(`inbox:${id}`)).filter(({ type }) => type === "read.all").length, 1);
  await desk.open("/");
  await desk.at("inbox").waitFor();
  await becomes(() => desk.page.locator('a[href="/course/c1"] .count').count(), 0);
});
