// SPDX-License-Identifier: Apache-2.0
// Text that wants to be more than text, in every field of the academy, of a room and of a course, through every page that shows it:
// it makes no element, runs nothing, turns nothing around, and widens no page.

import assert from "node:assert/strict";
import { after } from "node:test";
import { Browser, does } from "../wire/browser.mjs";
import { leaveAll } from "../wire/client.mjs";
import { token } from "../wire/server.mjs";
import { fits } from "./look.mjs";
import { COURSE, WEBINAR, story } from "./world.mjs";

after(leaveAll);

// Markup, a handler, a slot of our own texts, an entity, an override, a word that never ends, and one from right to left.
const hostile = (field) => `<b class=made>${field}</b><img src=x onerror=ran=1>{name}&amp;\u202e${"W".repeat(20)} يمين`.slice(0, 100);
// What no text makes: each of its marks stands as it was written.
const MADE = "img[src='x'], b.made, [onerror]";
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };

async function filled(server) {
  const academy = async (type, data, who = "organiser") => {
    const { status, body } = await does(server, who, "POST", `/api/rooms/academy:main/${type}`, data);
    assert.equal(status, 200, `${type}: ${JSON.stringify(body)}`);
    return body;
  };
  await academy("person.add", { person: "hurt", name: hostile("name").slice(0, 80), agency: hostile("agency"), country: "TN", mail: "hurt@police.example" });
  const title = { en: hostile("title"), ar: hostile("title") };
  const questions = [
    { kind: "text", title: { en: hostile("asks") }, required: true },
    { kind: "choice", title: { en: hostile("choice") }, options: [{ en: hostile("one").slice(0, 80) }, { en: "Two" }] },
  ];
  const start = Date.now() + 3_600_000;
  const room = { template: "webinar", title, summary: { en: hostile("summary") }, series: hostile("series").slice(0, 64), start, minutes: 60, hosts: ["organiser"] };
  await academy("room.create", { ...room, of: "webinar:hurt", who: { to: "academy" } });
  await academy("room.create", { ...room, of: "webinar:asks", who: { to: "academy" }, registration: { questions } });
  await academy("room.register", { of: "webinar:asks", answers: { 1: hostile("answer"), 2: 1 } }, "hurt");
  await academy("room.invite", { of: "webinar:hurt", people: ["hurt"] });
  await academy("announce.post", { title: { en: hostile("news") }, text: { en: hostile("news text") } });
  await academy("conduct.set", { text: { en: hostile("conduct") } });
  const { seq } = await academy("credential.give", { person: "hurt", kind: "instructor", reference: hostile("reference"), issued: Date.now() - 1000 });
  await academy("person.suspend", { person: "hurt", why: hostile("why") });
  await academy("person.restore", { person: "hurt" });
  const apply = { name: hostile("asker").slice(0, 80), mail: "asker@police.example", country: "TN", agency: hostile("asker’s agency"), reason: hostile("reason"), language: "en" };
  const asked = await new Browser(server).post("/api/apply", apply);
  assert.equal(asked.status, 202, asked.text);
  return new URL((await does(server, "organiser", "GET", `/api/credentials/${seq}`)).body.link).pathname;
}

async function inRoom(server) {
  const says = async (type, data, who = "host") => {
    const { status, body } = await does(server, who, "POST", `/api/rooms/${WEBINAR}/${type}`, data);
    assert.equal(status, 200, `${type}: ${JSON.stringify(body)}`);
    return body.seq;
  };
  await says("stage.phase", { to: "live" });
  await says("notice.post", { text: { en: hostile("notice") } });
  await says("agenda.go", { item: await says("agenda.add", { title: { en: hostile("agenda") }, minutes: 5 }) });
  await says("handout.add", { title: { en: hostile("handout") }, url: `https://a.example/${encodeURI(hostile("url"))}`.slice(0, 500) });
  await says("timer.start", { seconds: 600, title: { en: hostile("timer") } });
  const written = await says("chat.post", { text: "to be edited" }, "u41");
  await says("chat.edit", { message: written, text: hostile("chat") }, "u41");
  await says("report.send", { of: "chat", thing: written, reason: "other", text: hostile("report") }, "u42");
  await says("direct.send", { text: hostile("direct") }, "u42");
  await says("report.note", { whom: "u42", name: hostile("noted").slice(0, 80), text: hostile("noted") });
  await says("notes.add", { text: hostile("note"), done: true }, "u41");
  await says("group.make", { how: "hand", count: 1 });
  await says("group.edit", { number: 1, title: { en: hostile("group").slice(0, 60) } });
  await says("question.ask", { text: hostile("question") });
  await says("captions.offer", { languages: ["en"] });
  const poll = await says("poll.prepare", { type: "single", title: { en: hostile("poll") }, options: [{ en: hostile("option") }, { en: "Two" }] });
  await says("poll.open", { poll });
}

// Nothing came of it but text, on a desk and on a phone.
async function harmless(window, where) {
  for (const size of [DESK, PHONE]) {
    await window.resize(size);
    const found = await window.page.evaluate((made) => ({
      ran: globalThis.ran ?? null, made: document.querySelectorAll(made).length,
      turned: [...document.body.innerText].filter((letter) => /[\u202a-\u202e\u2066-\u2069]/.test(letter)).length,
    }), MADE);
    assert.deepEqual(found, { ran: null, made: 0, turned: 0 }, `${where} at ${size.width}`);
    await fits(window, `${where} at ${size.width}`);
  }
}

async function looks(window, path, id, word) {
  await window.open(path);
  await window.shows(id);
  if (word) await window.page.getByText(`>${word}<`).first().waitFor();
  await harmless(window, path);
}

story("hostile text of every field is text on every page of the academy and of a room", {}, async (world) => {
  const { server } = world;
  const certificate = await filled(server);
  await inRoom(server);
  const somebody = async (id) => {
    const window = await world.window();
    await window.be(JSON.stringify({ token: token(id, { name: id }), id, name: id }));
    return window;
  };
  const organiser = await somebody("organiser");
  for (const [path, id, word] of [
    ["/", "home-rooms"], ["/academy/people", "people", "name"], ["/academy/people/hurt", "person-acts", "name"], ["/academy/people/hurt/edit", "person-name"],
    ["/academy/requests", "requests", "reason"], ["/academy/rooms", "rooms", "title"], ["/academy/rooms/webinar/hurt", "invited", "summary"],
    ["/academy/rooms/webinar/asks", "room-edit"], ["/academy/rooms/webinar/asks/edit", "room-form"], ["/academy/credentials", "creds", "reference"],
    ["/academy/announcements", "news", "news text"], ["/academy/settings", "settings-conduct-en"], ["/academy/figures", "figures"]
  ]) await looks(organiser, path, id, word);
  const hurt = await somebody("hurt");
  await looks(hurt, "/", "conduct");
  await hurt.at("conduct-read").click();
  await hurt.page.getByText(">conduct<").first().waitFor();
  await harmless(hurt, "the code of conduct");
  await looks(hurt, "/academy/rooms/webinar/asks", "room-enter", "title");
  await looks(hurt, "/inbox", "inbox");
  await looks(await world.window(), certificate, "verify", "name");

  const host = await world.enter("host", WEBINAR, { viewport: DESK });
  for (const [tab, word] of [["needs", "report"], ["needs", "direct"], ["sheet", "agenda"], ["sheet", "group"], ["polls", "poll"], ["questions", "question"], ["chat", "chat"], ["notes", "note"]]) {
    await host.at(`tab-${tab}`).click();
    await host.page.locator(`#panel-${tab}`).getByText(`>${word}<`).first().waitFor();
    await harmless(host, `the host’s ${tab}`);
    await host.resize(DESK);
  }
  await host.at("tab-people").click();
  await host.at("noted-all").locator("summary").click();
  await host.at("noted-all").getByText(">noted<").first().waitFor();
  await harmless(host, "the host’s notes on people");
  const participant = await world.enter("participant", WEBINAR, { viewport: DESK });
  for (const word of ["notice", "agenda", "timer", "poll"]) await participant.page.getByText(`>${word}<`).first().waitFor();
  await participant.at("captions-menu").click();
  await participant.at("captions-en").click();
  await participant.at("captions").waitFor({ state: "attached" });
  const caption = await does(server, "host", "POST", `/api/rooms/${WEBINAR}/captions.line`, { language: "en", text: hostile("caption") });
  assert.equal(caption.status, 200);
  await participant.at("captions").getByText(">caption<").first().waitFor();
  await harmless(participant, "a participant’s room");
});

// Of the course: its groups, units, items and discussions.
async function inCourse(server) {
  const says = async (type, data, who = "host") => {
    const { status, body } = await does(server, who, "POST", `/api/rooms/${COURSE}/${type}`, data);
    assert.equal(status, 200, `${type}: ${JSON.stringify(body)}`);
    return body.seq;
  };
  await says("cohort.add", { title: { en: hostile("cohort").slice(0, 60) } });
  const unit = await says("unit.add", { title: { en: hostile("unit") }, text: { en: hostile("unit text") }, open: true });
  const article = await says("item.add", { unit, kind: "article", title: { en: hostile("article") }, text: { en: hostile("article text") } });
  await says("item.add", { unit, kind: "link", title: { en: hostile("link") }, url: "https://a.example/" });
  const thread = await says("forum.thread", { title: hostile("thread"), text: hostile("opening") }, "u41");
  const post = await says("forum.post", { thread, text: hostile("post") }, "u42");
  await says("forum.post", { thread, reply: post, text: hostile("comment") }, "u41");
  return { unit, article, thread };
}

story("hostile text of every field is text on every page of a course", {}, async (world) => {
  const { unit, article, thread } = await inCourse(world.server);
  for (const role of ["host", "participant"]) {
    const window = await world.enter(role, COURSE, { viewport: DESK });
    await window.page.getByText(">unit<").first().waitFor();
    for (const [path, id, word] of [
      ["/course/c1", "threads", "thread"], ["/course/c1/forum", "threads", "thread"], [`/course/c1/thread/${thread}`, "posts", "comment"],
      [`/course/c1/unit/${unit}`, "unit-text", "unit text"],
      ...(role === "host" ? [["/course/c1/people", "cohorts", "cohort"], ["/course/c1/build", "units", "unit"]] : []),
    ]) await looks(window, path, id, word);
    await window.open(`/course/c1/unit/${unit}`);
    await window.at(`item-open-${article}`).click();
    await window.at("item-text").getByText(">article text<").first().waitFor();
    await harmless(window, "an article");
  }
});
