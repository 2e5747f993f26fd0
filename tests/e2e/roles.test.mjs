// SPDX-License-Identifier: Apache-2.0
// What each of the academy's people does day by day, in English at a desk in the dark and in Arabic on a phone: a coordinator
// decides on requests, a manager makes a webinar and hands out its link, a participant accepts and comes in; the manager of a
// work space, a librarian, whoever works through a course at their own pace, and a guest of named places. An organiser's day on a phone is in
// pocket.test.mjs, at a desk in first.test.mjs; an instructor's course from its first unit to its end in rooms.test.mjs.

import assert from "node:assert/strict";
import { added, asks, organiserComes, personComes } from "./academy.mjs";
import { act, message, panel, post, say } from "./acts.mjs";
import { fed, taken } from "./dates.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes, until } from "./until.mjs";
import { story } from "./world.mjs";

const HOUR = 3_600_000;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
const LOOKS = [
  { name: "desk-en", lang: "en", locale: "en-GB", viewport: DESK, colorScheme: "dark" },
  { name: "phone-ar", lang: "ar", locale: "ar-TN", viewport: PHONE },
].map((look) => ({ timezoneId: "Africa/Tunis", ...look }));

async function looks(world, window, name) {
  await fits(window, name);
  await accessible(window, name);
  await world.shot(window, `roles-${name}`);
}

async function applies(world, name, country) {
  const headers = { "Content-Type": "application/json", Origin: world.server.url };
  const mail = `${name.toLowerCase().replaceAll(" ", "")}@police.example`;
  const body = { name, mail, country, agency: "Police judiciaire", reason: "Courses on digital evidence.", language: "fr" };
  const answer = await world.server.get("/api/apply", { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 202, await answer.text());
}

story("a coordinator endorses one, refuses another with a reason, and sees nobody else's", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const id = await added(organiser, { name: "Coordinator of Tunisia", country: "TN", roles: ["coordinator"], coordinates: ["TN"] });
  await applies(world, "Participant of Kenya", "KE");
  for (const { name, ...look } of LOOKS) {
    await applies(world, `Participant ${name}`, "TN");
    await applies(world, `Stranger ${name}`, "TN");
    const window = await personComes(world, id, look);
    await window.at("to-requests").click();
    const card = (who) => window.at("requests").locator("article", { hasText: `${who} ${name}` });
    await card("Stranger").waitFor();
    assert.equal(await window.page.getByText("Participant of Kenya").count(), 0);
    await looks(world, window, `requests-${name}`);
    await card("Participant").locator('[data-testid^="endorse-"]').click();
    await card("Participant").locator('[data-testid^="endorse-"]').waitFor({ state: "detached" });
    await card("Stranger").locator('[data-testid^="refuse-"]').click();
    await window.at("why").fill("Not of the police");
    await looks(world, window, `refuse-${name}`);
    await window.at("confirm").click();
    await card("Stranger").waitFor({ state: "detached" });
  }
  const { requests } = await asks(organiser, "access.list", { country: "TN", state: "endorsed" });
  assert.deepEqual(requests.map(({ name }) => name), LOOKS.map(({ name }) => `Participant ${name}`));
});

const TITLES = { en: "Digital evidence on phones", ar: "الأدلة الرقمية على الهواتف" };

story("a manager makes a webinar, asks a country to come, and hands out a link with its QR code", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const id = await added(organiser, { name: "Manager 2", country: "TN", roles: ["manager"] });
  const guest = await added(organiser, { name: "Participant 12", country: "TN" });
  for (const { name, lang, ...look } of LOOKS) {
    const window = await personComes(world, id, look);
    await window.at("room-new").click();
    await window.at(`title-${lang}`).fill(TITLES[lang]);
    await window.at("room-date").fill(new Date(Date.now() + 72 * HOUR).toISOString().slice(0, 10));
    await window.at("room-time").fill("15:00");
    await looks(world, window, `form-${name}`);
    await window.at("room-save").click();
    await window.shows("invitations");
    await window.at("invitations").getByRole("radio").nth(2).check();
    await window.at("invite-country").selectOption("TN");
    await window.at("invite-country-find").click();
    await window.at("confirm").click();
    await window.at(`guest-${guest}`).waitFor();
    assert.equal(await window.at(`guest-${id}`).count(), 0, "whoever hosts it is not asked to come");
    await window.at("link-new").click();
    await window.at("link-make").click();
    await window.shows("qr");
    await looks(world, window, `link-${name}`);
    await window.page.keyboard.press("Escape");
    await window.lacks("qr");
    await looks(world, window, `room-${name}`);
  }
});

// A course that asks for something by tomorrow.
async function courseWithWork(organiser, person) {
  const of = "course:c9";
  const title = { en: "A plan for the search", ar: "خطة للتفتيش" };
  await asks(organiser, "room.create", { of, template: "spoc", title: { en: "Phones as evidence", ar: "الهواتف كدليل" }, who: { to: "invited" } });
  // It is made, and theirs, a moment after the catalogue has it.
  const leads = async (room) => (await (await fetch("/api/rooms/inbox:me")).json()).view.inbox?.rooms?.[room] !== undefined;
  await until(() => organiser.page.evaluate(leads, of), "that they lead it");
  const { seq: unit } = await asks(organiser, "unit.add", { title: { en: "Searches", ar: "التفتيش" }, open: true }, of);
  const { seq: item } = await asks(organiser, "item.add", { unit, kind: "assignment", title }, of);
  await asks(organiser, "assignment.set", { item, text: { en: "Write it." }, takes: "text", attempts: 1, due: Date.now() + 24 * HOUR }, of);
  const { seq: test } = await asks(organiser, "item.add", { unit, kind: "test", title: { en: "What you know", ar: "ما تعرفه" }, counts: true }, of);
  const question = { type: "single", title: { en: "Which comes first?" }, options: [{ en: "The order" }, { en: "The phone" }], correct: [1] };
  await asks(organiser, "test.ask", { item: test, ...question }, of);
  await asks(organiser, "test.set", { item: test, pass: 60, due: Date.now() + 25 * HOUR }, of);
  const { seq: ahead } = await asks(organiser, "unit.add", { title: { en: "Canary" }, at: Date.now() + 48 * HOUR }, of);
  await asks(organiser, "room.invite", { of, people: [person] });
  return { of, unit, item, test, ahead };
}

// Wherever a date stands it can be taken along, and is what the feed has of it, word for word, so that no calendar has it twice.
async function takesAlong(world, window, name, { of, unit, item, test }, lang) {
  const dates = window.at("date-take");
  await becomes(async () => (await dates.count()) >= 4, true, "a session, two that are due, and what opens next");
  const feed = await fed(window, lang);
  const seen = async (button) => {
    const { date } = await taken(window, button);
    const known = feed.get(date.UID);
    assert.ok(known, `${date.UID} is in ${[...feed.keys()]}`);
    // No address is said to the feed of a server that does not know its own.
    assert.deepEqual({ ...date, URL: undefined }, { ...known, URL: undefined });
    return date.UID.replace(/@.*/, "");
  };
  const all = [];
  for (let place = 0; place < await dates.count(); place++) all.push(await seen(dates.nth(place)));
  const opens = all.find((uid) => uid.startsWith(`${of}-opens-`));
  const sessions = all.filter((uid) => uid.startsWith("webinar:"));
  assert.ok(sessions.includes(`webinar:${name}`), `${sessions}`);
  assert.equal([...feed.values()].find(({ UID }) => UID.startsWith(`webinar:${name}@`)).SEQUENCE, "1", "it was moved");
  assert.deepEqual(new Set(all), new Set([...sessions, `${of}-due-${item}`, `${of}-due-${test}`, opens]));
  await window.open(`/course/c9`);
  await window.shows("unit-next");
  await looks(world, window, `course-dates-${name}`);
  assert.deepEqual([await seen(window.at(`take-${item}`)), await seen(window.at(`take-${test}`)), await seen(window.at("take-next"))], [`${of}-due-${item}`, `${of}-due-${test}`, opens]);
  await window.open(`/course/c9/unit/${unit}`);
  for (const each of [item, test]) {
    await window.at(`item-open-${each}`).click();
    assert.equal(await seen(window.at("take-due")), `${of}-due-${each}`);
    await looks(world, window, `due-${each === item ? "assignment" : "test"}-${name}`);
    await window.at("to-unit").click();
  }
}

story("a participant sees what comes in their own time, accepts, and comes in when it begins", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const id = await added(organiser, { name: "Participant 12", country: "TN" });
  const work = await courseWithWork(organiser, id);
  const { of: course } = work;
  // Who leads it takes along when a unit opens, and does not open the unit by it.
  await organiser.open("/course/c9");
  assert.equal((await taken(organiser, organiser.at(`take-unit-${work.ahead}`))).name, `course-c9-unit-${work.ahead}.ics`);
  for (const { name, lang, ...look } of LOOKS) {
    const of = `webinar:${name}`;
    await asks(organiser, "room.create", { of, template: "webinar", title: TITLES, start: Date.now() + 2 * HOUR, who: { to: "invited" } });
    await asks(organiser, "room.invite", { of, people: [id] });
    const window = await personComes(world, id, look);
    await window.shows(`invited-${of}`);
    await asks(window, "room.answer", { of: course, accept: true });
    await window.shows(`due-${course}`);
    await window.shows(`take-${course}`);
    await window.shows(`calendar-${of}`);
    await looks(world, window, `asked-${name}`);
    assert.equal((await taken(window, window.at(`calendar-${of}`))).name, `webinar-${name}.ics`);
    assert.equal((await taken(window, window.at(`take-${course}`))).name, `course-c9-due-${work.item}.ics`);
    await asks(organiser, "room.change", { of, start: Date.now() + 2 * HOUR + 60_000 });
    await window.open("/calendar");
    await window.shows("date-due");
    await takesAlong(world, window, name, work, lang);
    await window.open("/");
    await window.at(`accept-${of}`).click();
    await window.at(`invited-${of}`).waitFor({ state: "detached" });
    await window.at(`room-${of}`).locator(".home-until").filter({ hasText: /[12١٢]|ساع/ }).waitFor();
    await asks(organiser, "stage.phase", { to: "live" }, of);
    await window.page.locator(`.home-live[data-testid="room-${of}"]`).waitFor();
    await looks(world, window, `live-${name}`);
    await window.at(`room-${of}`).click();
    await window.shows("stage");
    await becomes(async () => new URL(window.page.url()).pathname, `/webinar/${name}`, "in the session");
    await asks(organiser, "stage.phase", { to: "ended" }, of);
    await window.open("/me");
    await window.shows("browsers");
    await looks(world, window, `me-${name}`);
    await window.open("/calendar");
    await window.page.locator(`a[data-testid="date-session"][href="/webinar/${name}"]`).waitFor();
    await window.shows("date-due");
    await looks(world, window, `calendar-${name}`);
  }
});

// A room as the page makes it, with what its template begins with: its name.
async function roomOf(world, window, { template, title, lang, look, to, history = true }) {
  await window.at("room-new").click();
  await window.at(`template-${template}`).check();
  await window.at(`title-${lang}`).fill(title);
  if (to) await window.at(`to-${to}`).check();
  if (!history) await window.at("room-history").uncheck();
  await looks(world, window, `${template}-form-${look}`);
  await window.at("room-save").click();
  await window.shows("invitations");
  const of = new URL(window.page.url()).pathname.split("/").slice(-2).join(":");
  await window.at("room-enter").click();
  await window.shows("course-kind");
  return of;
}

async function documentAdd(window, title, url) {
  await window.at("document-new").click();
  await window.at("document-title").fill(title);
  await window.at("document-authors").fill("Police College");
  await window.at("document-year").fill("2024");
  await sourceUrl(window, url);
  await window.at("document-send").click();
  await window.at("library-list").getByRole("link", { name: title }).waitFor();
}

async function sourceUrl(window, url) {
  await window.at("document-form").or(window.at("version-form")).locator('input[type="radio"][value="url"]').check();
  await window.at("document-url").fill(url);
}

const SPACE = { en: "Trainers of the north", ar: "مدربو الشمال" };
const SECTION = { en: "Lesson plans", ar: "خطط الدروس" };
// Of what was said before somebody came they see nothing, where the space was made so.
const EARLIER = "Said among its managers";
const NONE_LATE = { en: "No discussion has been begun since you came.", ar: "لم يبدأ أي نقاش منذ مجيئك." };
const GUIDE = { en: "How to seal a phone", ar: "كيف يُختم الهاتف" };

story("the manager of a work space makes sections, renews a document, calls a meeting; whom they ask comes, and nobody else", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const manager = await added(organiser, { name: "Manager 2", country: "TN", roles: ["manager"] });
  const member = await added(organiser, { name: "Participant 12", country: "TN" });
  const stranger = await added(organiser, { name: "Participant 13", country: "TN" });
  const spaces = [];
  for (const { name, lang, ...look } of LOOKS) {
    const window = await personComes(world, manager, look);
    const of = await roomOf(world, window, { template: "workspace", title: SPACE[lang], lang, look: name, history: false });
    spaces.push(of);
    await window.open(`/${of.replace(":", "/")}/new`);
    await window.at("thread-title").fill(EARLIER);
    await window.at("thread-text").fill(EARLIER);
    await window.at("thread-send").click();
    await window.shows("posts");
    await window.at("back").click();
    await window.at("units").locator("li").first().waitFor();
    await window.at("to-build").click();
    await window.at("unit-new").click();
    await window.at(`unit-title-${lang}`).fill(SECTION[lang]);
    await looks(world, window, `section-form-${name}`);
    await window.at("unit-send").click();
    await window.at("units").getByRole("link", { name: SECTION[lang] }).waitFor();
    await looks(world, window, `sections-${name}`);
    await window.at("back").click();
    await window.at("to-library").click();
    await documentAdd(window, GUIDE[lang], "https://example.org/seal-1.pdf");
    await window.at("library-list").getByRole("link", { name: GUIDE[lang] }).click();
    await window.page.locator("[data-acts] button").first().click();
    await window.at("document-renew").click();
    await sourceUrl(window, "https://example.org/seal-2.pdf");
    await window.at("document-send").click();
    await becomes(() => window.at("versions").locator("li").count(), 2, "versions");
    await looks(world, window, `space-document-${name}`);
    await window.open("/academy/rooms/new");
    await window.at(`title-${lang}`).fill(TITLES[lang]);
    await window.at("room-date").fill(new Date(Date.now() + 72 * HOUR).toISOString().slice(0, 10));
    await window.at("room-time").fill("15:00");
    await window.at("room-further").locator("summary").click();
    await window.at("room-course").selectOption(of);
    await window.at("room-save").click();
    await window.shows("invitations");
    const meeting = new URL(window.page.url()).pathname.split("/").slice(-2).join(":");
    await asks(window, "room.invite", { of, people: [member] });

    const one = await personComes(world, member, look);
    await one.at(`accept-${of}`).click();
    await one.at(`invited-${of}`).waitFor({ state: "detached" });
    await one.shows(`room-${meeting}`);
    await one.at(`room-${of}`).click();
    await one.at("units").getByRole("link", { name: SECTION[lang] }).waitFor();
    assert.equal(await one.at("to-build").count(), 0, "to build is for its managers");
    await one.page.getByText(NONE_LATE[lang]).waitFor();
    assert.ok(!one.heard(EARLIER), "what was begun before they came");
    await looks(world, one, `space-${name}`);
    await one.at("to-library").click();
    await one.at("library-list").getByRole("link", { name: GUIDE[lang] }).click();
    await becomes(() => one.at("document-get").first().getAttribute("href"), "https://example.org/seal-2.pdf", "the newest");
  }
  const other = await personComes(world, stranger);
  for (const of of spaces) {
    await other.open("/");
    await other.shows("home-dates");
    assert.equal(await other.at(`room-${of}`).count(), 0, "it is by invitation alone");
    await other.open(`/${of.replace(":", "/")}`);
    await other.shows("refused");
  }
  for (const word of [...Object.values(SPACE), ...Object.values(SECTION), ...Object.values(GUIDE)]) assert.ok(!other.heard(word), word);
});

const LIBRARY = { en: "Library of evidence", ar: "مكتبة الأدلة" };
const OWN = { en: "Batteries in the heat", ar: "البطاريات في الحر" };

story("a librarian adds documents and lets members add theirs; one is cited, and says where", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const librarian = await added(organiser, { name: "Manager 2", country: "TN", roles: ["manager"] });
  const member = await added(organiser, { name: "Participant 12", country: "TN" });
  for (const { name, lang, ...look } of LOOKS) {
    const window = await personComes(world, librarian, look);
    const of = await roomOf(world, window, { template: "library", title: LIBRARY[lang], lang, look: name, to: "academy" });
    await window.at("to-library").click();
    await documentAdd(window, GUIDE[lang], "https://example.org/seal.pdf");
    await window.at("library-policy").locator("summary").click();
    await window.at("library-members").click();
    await becomes(() => window.at("library-members").isChecked(), true, "members add theirs");
    await looks(world, window, `library-${name}`);

    const one = await personComes(world, member, look);
    await one.open(`/${of.replace(":", "/")}`);
    await looks(world, one, `library-home-${name}`);
    await one.at("to-library").click();
    await documentAdd(one, OWN[lang], "https://example.org/heat.pdf");
    await one.at("library-list").getByRole("link", { name: GUIDE[lang] }).click();
    await one.at("document-cite").click();
    await one.at("cite-text").getByText(GUIDE[lang]).waitFor();
    await looks(world, one, `cite-${name}`);
    const address = await one.at("cite-address").innerText();
    await one.page.keyboard.press("Escape");
    await asks(one, "forum.thread", { title: SECTION[lang], text: `${SECTION[lang]}: ${address}` }, of);

    await window.at("library-list").getByRole("link", { name: OWN[lang] }).waitFor();
    await window.at("library-list").getByRole("link", { name: GUIDE[lang] }).click();
    await window.at("cited-list").getByText(SECTION[lang]).waitFor();
    await looks(world, window, `library-cited-${name}`);
  }
});

const PACED = { en: "Phones, at your own pace", ar: "الهواتف، بوتيرتك" };
const ASKED = { en: "Which seal holds?", ar: "أي ختم يصمد؟" };
const ANSWER = { en: "The numbered one.", ar: "الختم المرقم." };

story("whoever works through a course at their own pace comes in by themselves, asks for help, and has completed it", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const instructor = await added(organiser, { name: "Manager 2", country: "TN", roles: ["manager"] });
  const member = await added(organiser, { name: "Participant 12", country: "TN" });
  for (const { name, lang, ...look } of LOOKS) {
    const window = await personComes(world, instructor, look);
    const of = await roomOf(world, window, { template: "course", title: PACED[lang], lang, look: name, to: "academy" });
    await asks(window, "completion.rules", { items: 1 }, of);

    const one = await personComes(world, member, look);
    await one.open(`/${of.replace(":", "/")}`);
    assert.equal(await one.at("unit-next").count(), 0, "it has no dates");
    await one.at("go-on").click();
    await looks(world, one, `paced-item-${name}`);
    await one.page.locator('[data-testid^="item-done-"]').click();
    await one.at("to-unit").click();
    await one.at("back").click();
    await one.at("completed").waitFor();
    await looks(world, one, `paced-done-${name}`);
    await one.at("topics").getByRole("link").first().click();
    await one.at("thread-new").click();
    await one.at("thread-title").fill(ASKED[lang]);
    await one.at("thread-text").fill(ASKED[lang]);
    await one.at("thread-send").click();
    await one.shows("posts");
    const thread = Number(new URL(one.page.url()).pathname.split("/").pop());
    const { seq } = await asks(window, "forum.post", { thread, text: ANSWER[lang] }, of);
    await act(one, `accept-${seq}`);
    await one.at(`post-${seq}`).locator(".post-answer").waitFor();
    await looks(world, one, `paced-answer-${name}`);
    await one.open("/me");
    await one.at("certificates").getByText(PACED[lang]).waitFor();
  }
});

const VISITED = { en: "Searches at the border", ar: "التفتيش على الحدود" };
const NAMED = { en: "Ask the expert", ar: "اسأل الخبير" };
const ELSEWHERE = "Canary of the other places";

story("a guest of a course reads and writes in the places that are named, until their end, and finds nothing else", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const manager = await added(organiser, { name: "Manager 3", roles: ["manager"] });
  const expert = await added(organiser, { name: "Expert of seals", country: "TN" });
  for (const { name, lang, ...look } of LOOKS) {
    const of = `course:visited-${name}`;
    const title = { en: "Borders", ar: "الحدود" };
    await asks(organiser, "room.create", { of, template: "spoc", title, hosts: [manager], who: { to: "invited" } });
    const host = await personComes(world, manager, look);
    const made = {};
    for (const [key, words] of [["named", NAMED], ["other", { en: ELSEWHERE }]]) {
      made[key] = (await asks(host, "topic.add", { title: words, kind: "discussion" }, of)).seq;
      await asks(host, "forum.thread", { title: words[lang] ?? ELSEWHERE, text: "Which seal holds?", topic: made[key] }, of);
    }
    const { seq: unit } = await asks(host, "unit.add", { title: VISITED, text: VISITED, open: true }, of);
    await asks(host, "item.add", { unit, kind: "article", title: VISITED, text: VISITED }, of);
    await asks(host, "unit.add", { title: { en: ELSEWHERE }, open: true }, of);
    const questions = [{ kind: "scale", title: { en: ELSEWHERE } }];
    const { seq: survey } = await asks(host, "survey.add", { title: { en: ELSEWHERE }, unit, questions }, of);
    await asks(host, "survey.open", { survey }, of);
    const { seq: guide } = await asks(host, "document.add", { title: GUIDE[lang], authors: ["Police College"], year: 2024, kind: "manual", text: GUIDE[lang] }, of);
    const { seq: other } = await asks(host, "document.add", { title: ELSEWHERE, kind: "book" }, of);
    const cited = (document) => `${world.server.url}/${of.replace(":", "/")}/document/${document}`;
    await asks(host, "forum.thread", { title: ELSEWHERE, text: `${ELSEWHERE} ${cited(guide)}`, topic: made.other }, of);
    await asks(host, "forum.thread", { title: "Both", text: `${cited(guide)} ${cited(other)}`, topic: made.named }, of);
    const session = `webinar:visited-${name}`;
    await asks(host, "room.create", { of: session, template: "webinar", title: VISITED, course: of, who: { to: "invited" } });
    await asks(host, "item.add", { unit, kind: "webinar", title: VISITED, of: session }, of);
    await host.open(`/${of.replace(":", "/")}/document/${guide}`);
    await host.page.locator("[data-acts] button").first().click();
    await host.at("document-renew").click();
    await host.at("document-file").setInputFiles({ name: "Seals.txt", mimeType: "text/plain", buffer: Buffer.from("The numbered one.") });
    await host.at("document-file-name").waitFor();
    await host.at("document-send").click();
    await host.at("versions").waitFor();
    await host.open(`/${of.replace(":", "/")}/people`);
    await host.at("guest-new").click();
    await host.at("guest-find").fill("Expert");
    await host.at(`guest-found-${expert}`).click();
    await host.at(`guest-unit-${unit}`).check();
    await host.at(`guest-topic-${made.named}`).check();
    await host.at("choose-words").fill(GUIDE[lang]);
    await host.at(`choose-${other}`).waitFor({ state: "detached" });
    await host.at(`choose-${guide}`).check();
    await host.at("guest-writes").check();
    await host.at("guest-until").fill(new Date(Date.now() + 48 * HOUR).toISOString().slice(0, 10));
    await looks(world, host, `guest-form-${name}`);
    await host.at("guest-send").click();
    await host.shows(`guest-${expert}`);
    await looks(world, host, `guests-${name}`);

    const guest = await personComes(world, expert, look);
    await guest.shows(`room-${of}`);
    await looks(world, guest, `guest-home-${name}`);
    await guest.at(`room-${of}`).click();
    await guest.shows("visiting");
    await looks(world, guest, `guest-course-${name}`);
    await guest.at(`visitor-unit-${unit}`).click();
    await guest.shows("unit-title");
    await looks(world, guest, `guest-unit-${name}`);
    assert.equal(await guest.at("surveys").count(), 0, "a form that they could not answer");
    await guest.at("back").click();
    await guest.at(`visitor-document-${guide}`).click();
    await guest.at("cited-list").waitFor();
    await becomes(() => guest.at("cited-list").locator("li").count(), 1, "where it is cited, of their places");
    await looks(world, guest, `guest-document-${name}`);
    const file = await guest.at("document-get").first().getAttribute("href");
    assert.equal(await (await world.server.get(file)).text(), "The numbered one.");
    // It is another, is theirs no more, is theirs again, and is gone, each while they look at it.
    const whole = { whom: expert, until: Date.now() + 48 * HOUR, writes: true, topics: [made.named], units: [unit] };
    await asks(host, "document.edit", { document: guide, said: guide, title: NAMED[lang], kind: "manual" }, of);
    await guest.at("document-title").getByText(NAMED[lang]).waitFor();
    await asks(host, "visitor.set", whole, of);
    await guest.shows("document-gone");
    await looks(world, guest, `guest-document-gone-${name}`);
    await asks(host, "visitor.set", { ...whole, documents: [guide] }, of);
    await guest.shows("document-title");
    await asks(host, "document.remove", { document: guide }, of);
    await guest.shows("document-gone");
    await guest.open(`/${of.replace(":", "/")}/forum/${made.named}`);
    await guest.at("threads").getByRole("link", { name: NAMED[lang] }).click();
    await guest.at("posts").waitFor();
    await becomes(() => guest.page.url().includes("/thread/"), true, "the discussion");
    await post(guest, Number(new URL(guest.page.url()).pathname.split("/").pop()), "The numbered one.");
    await guest.at("posts").getByText("The numbered one.").waitFor();
    await looks(world, guest, `guest-thread-${name}`);
    const thread = new URL(guest.page.url()).pathname;
    await host.open(thread);
    await host.at("posts").locator("article", { hasText: "The numbered one." }).locator(".role").waitFor();
    // In the session of their unit everybody sees it too.
    await asks(host, "stage.phase", { to: "live" }, session);
    await host.open(`/${session.replace(":", "/")}`);
    await guest.open(`/${session.replace(":", "/")}`);
    await say(guest, "Good morning.");
    await panel(host, "chat");
    await message(host, "Good morning.").locator(".role").waitFor();
    await looks(world, host, `guest-session-${name}`);
    for (const path of [`forum/${made.other}`, `document/${other}`, "forum", "people", "library"]) {
      await guest.open(`/${of.replace(":", "/")}/${path}`);
      await guest.at("connection").waitFor({ state: "attached" });
    }
    assert.ok(!guest.heard(ELSEWHERE), "what is elsewhere");

    // Ended by hand, and taken back: at once.
    await guest.open(thread);
    await guest.at("posts").waitFor();
    await host.open(`/${of.replace(":", "/")}/people`);
    await host.at(`guest-acts-${expert}`).click();
    await host.at("guest-end").click();
    await host.holdUndo();
    await host.lacks(`guest-${expert}`);
    await guest.shows("refused");
    await host.undo();
    await host.shows(`guest-${expert}`);
    await guest.open(thread);
    await guest.at("posts").waitFor();
    // Shorter, and over by itself.
    const stay = { whom: expert, topics: [made.named], until: Date.now() + 1000 };
    await asks(host, "visitor.set", stay, of);
    await guest.shows("refused");
    await host.lacks(`guest-${expert}`);
    await guest.open("/");
    await guest.shows("home-dates");
    await guest.lacks(`room-${of}`);
  }
});
