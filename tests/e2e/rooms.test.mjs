// SPDX-License-Identifier: Apache-2.0
// Rooms of an installation of one's own: made in four languages, people asked to come, coming in.

import assert from "node:assert/strict";
import { added, asks, organiserComes, personComes, prints } from "./academy.mjs";
import { taken } from "./dates.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes } from "./until.mjs";
import { story } from "./world.mjs";
import { muster } from "../wire/server.mjs";

const TITLES = {
  en: "Digital evidence on phones",
  fr: "Preuves numériques sur les téléphones",
  es: "Pruebas digitales en los teléfonos",
  ar: "الأدلة الرقمية على الهواتف",
};
const PHONE = { viewport: { width: 360, height: 740 }, locale: "ar-EG", timezoneId: "Africa/Tunis" };

// One page as it is looked at.
async function looks(world, window, name) {
  await fits(window, name);
  await accessible(window, name);
  await world.shot(window, `rooms-${name}`);
}

// Where the page of a room is: the room's name.
const shown = (window) => new URL(window.page.url()).pathname.split("/").slice(-2).join(":");

async function fills(window) {
  await window.at("title-en").fill(TITLES.en);
  for (const lang of ["fr", "es", "ar"]) {
    await window.at(`add-${lang}`).click();
    await window.at(`title-${lang}`).fill(TITLES[lang]);
  }
  await window.at("summary-ar").fill("كيف تُؤمَّن آثار الهاتف لتقبلها المحكمة.");
  // Three days ahead where it is: in its last hour UTC has another day than Tunis.
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Africa/Tunis" }).format(Date.now() + 3 * 86_400_000);
  await window.at("room-date").fill(day);
  await window.at("room-time").fill("15:00");
  await window.at("room-zone").selectOption("Africa/Tunis");
}

story("a manager makes a webinar and asks people by list; one accepts on a phone in Arabic, and comes in", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser 1");
  await organiser.shows("first-steps");
  const manager = await added(organiser, { name: "Manager 2", country: "FR", roles: ["manager"] });
  const guest = await added(organiser, { name: "Participant 17", country: "TN", mail: "p17@police.example", languages: ["ar"] });
  const window = await personComes(world, manager, { timezoneId: "Europe/Paris" });

  await window.at("room-new").click();
  await window.shows("room-form");
  await window.at("room-save").click();
  await window.page.getByText("Please write a title, in one language at least.").waitFor();
  await looks(world, window, "form-faults");
  await fills(window);
  await window.at("title-en").press("Enter");
  await window.shows("room-form"); // one key makes no room
  await window.reload();
  await becomes(() => window.at("title-ar").inputValue(), TITLES.ar, "what was written is kept");
  await looks(world, window, "form");
  await window.at("room-save").click();
  await window.shows("invitations");
  const of = shown(window);
  const made = await asks(window, "room.get", { of });
  assert.deepEqual(made.title, TITLES);
  assert.equal(new Date(made.start).getUTCHours(), 14, "three in Tunis is two at UTC");
  assert.deepEqual(made.hosts, [manager]);

  await window.page.getByRole("radio", { name: "By list" }).check();
  await window.at("invite-list").fill("Participant 17 <p17@police.example>, nobody@police.example");
  await window.at("invite-check").click();
  await window.at("invite-missing").getByText("nobody@police.example").waitFor();
  await looks(world, window, "invite");
  await window.at("invite-go").click();
  await window.shows(`guest-${guest}`);
  await becomes(() => window.at("invite-list").inputValue(), "nobody@police.example");

  const phone = await personComes(world, guest, PHONE);
  const invitation = phone.at(`invited-${of}`);
  await invitation.getByText(TITLES.ar).waitFor();
  await looks(world, phone, "home-ar");
  await phone.at(`decline-${of}`).click();
  await phone.undo(); // and nothing was sent
  await phone.at(`accept-${of}`).click();
  await phone.at(`room-${of}`).getByText(/٣ أيام/).waitFor();
  await phone.at("asked").getByText(TITLES.ar).waitFor({ state: "detached" });
  await window.reload();
  await window.at(`guest-${guest}`).getByText("Is coming").waitFor();

  await phone.at(`room-${of}`).click();
  await phone.at("stage-about").getByText("Manager 2").waitFor();
  await asks(window, "room.change", { of, languages: ["fr", "ar"] });
  await phone.at("stage-languages").getByText("العربية").waitFor();
  const { date } = await taken(phone, phone.at("calendar"));
  assert.deepEqual([date.UID.split("@")[0], date.SUMMARY], [of, TITLES.ar]);
  await looks(world, phone, "before-ar");
  await asks(window, "stage.phase", { to: "live" }, of);
  await phone.at("phase").getByText("مباشر").waitFor();

  // After the end stands what comes next of its series.
  await asks(window, "room.change", { of, series: "Phones" });
  const next = { of: "webinar:next", template: "webinar", title: TITLES, start: Date.now() + 86_400_000, who: { to: "academy" }, series: "Phones" };
  await asks(window, "room.create", next);
  await asks(window, "stage.phase", { to: "ended" }, of);
  await phone.at("stage-next").getByRole("link").waitFor();
  assert.equal((await taken(phone, phone.at("take-next"))).name, "webinar-next.ics");
  await looks(world, phone, "after-ar");
});

story("a link and a code lead in; a copy has one new date; what is archived comes back", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser 1");
  const start = Date.now() + 86_400_000;
  const room = { of: "webinar:w1", template: "webinar", title: TITLES, start, minutes: 60, who: { to: "invited" }, series: "Phones" };
  await asks(organiser, "room.create", room);
  const [one, other] = [await added(organiser, { name: "Participant 1" }), await added(organiser, { name: "Participant 2" })];
  const third = await added(organiser, { name: "Participant 3" });
  await organiser.open("/academy/rooms/webinar/w1");
  await organiser.at("link-new").click();
  await organiser.at("link-uses").fill("1");
  await organiser.at("link-make").click();
  await organiser.shows("qr");
  await accessible(organiser, "the link");
  await world.shot(organiser, "rooms-link");
  const { pathname, hash } = new URL(await organiser.text("link-address"));
  await organiser.page.keyboard.press("Escape");
  await organiser.at("code-make").click();
  const code = await organiser.text("room-code");
  await looks(world, organiser, "room");

  // Not signed in yet: the link is followed once they are.
  const linked = await world.window({ address: organiser.address, ...PHONE });
  await linked.open(pathname + hash);
  await linked.shows("passkey");
  await linked.open(await prints(world.server, "person", "link", one));
  await linked.at("enrol-device").click();
  await linked.shows("stage");

  // A code is typed before one is anybody, on a phone, and kept; the same as a picture to be read.
  const coded = await world.window({ address: organiser.address, ...PHONE, locale: "ar-EG" });
  await coded.open("/enter");
  await coded.at("way-code").fill("12");
  await coded.at("way-keep").click();
  await coded.at("way").getByRole("alert").filter({ hasText: /./ }).waitFor();
  await coded.at("way-code").fill(` ${code.toLowerCase()} `);
  await coded.at("way-keep").click();
  await coded.page.locator('[data-testid="way"][data-way="code"]').waitFor();
  await looks(world, coded, "enter-code-ar");
  await coded.reload();
  await coded.page.locator('[data-testid="way"][data-way="code"]').waitFor();
  await coded.open(await prints(world.server, "person", "link", third));
  await coded.at("enrol-device").click();
  await coded.shows("stage");
  const known = await personComes(world, other);
  await known.open(pathname + hash);
  await known.shows("link-gone");
  await looks(world, known, "link-gone");
  await known.open("/");
  await known.at("code").fill(`${code.slice(0, 3)}-${code.slice(3).toLowerCase()}`);
  await known.at("code-go").click();
  await known.shows("stage");
  await known.open(`/join#${code}`);
  await known.shows("stage");
  await known.open("/join#AAAAAA");
  await known.page.locator('[data-testid="link-gone"][data-why="NONE"]').waitFor();

  // By its bare address too, where one is let in without being asked.
  await asks(organiser, "room.create", { ...room, of: "webinar:w2", who: { to: "some", roles: ["member"] } });
  await known.open("/webinar/w2");
  await known.shows("stage");

  // Where one registers, the questions come first.
  const registration = { questions: [{ kind: "text", title: { en: "Which unit?" }, required: true }, { kind: "yesno", title: { en: "On site?" } }] };
  await asks(organiser, "room.create", { ...room, of: "webinar:w3", who: { to: "academy" }, registration });
  await known.open("/webinar/w3");
  await known.at("register-go").click();
  await known.page.getByText("Please answer this").waitFor();
  await looks(world, known, "register");
  await known.at("answer-1").fill("Judicial police");
  await known.at("answer-2-false").check();
  await known.at("register-go").click();
  await known.shows("registered");
  const { people } = await asks(organiser, "room.answers", { of: "webinar:w3" });
  assert.deepEqual(people.map(({ answers }) => answers), [{ 1: "Judicial police", 2: false }]);
  await known.at("room-enter").click();
  await known.shows("stage");

  await organiser.at("room-menu").click();
  await organiser.at("room-copy").click();
  await organiser.at("copy-go").click();
  await organiser.page.waitForURL(/\/academy\/rooms\/webinar\/(?!w1$)/);
  const copy = await asks(organiser, "room.get", { of: shown(organiser) });
  assert.equal(copy.start, start + 7 * 86_400_000 - (start % 60_000), "a week later, to the minute");
  assert.deepEqual(copy.title, TITLES);
  await organiser.page.getByRole("link", { name: "Phones", exact: true }).click();
  await organiser.shows("listed-webinar:w1");
  await organiser.shows(`listed-${copy.of}`);
  await looks(world, organiser, "series");
  await organiser.at(`listed-${copy.of}`).click();
  await organiser.at("room-menu").click();
  await organiser.at("room-archive").click();
  await organiser.holdUndo();
  await organiser.shows("room-restore");
  await organiser.undo();
  await organiser.shows("room-enter");
  await organiser.open("/academy/rooms?words=phones");
  await organiser.shows(`listed-${copy.of}`);
  await looks(world, organiser, "list");
});

// A course of one unit, which the page makes, with an item, an assignment, a forum and a rule; its webinar comes later.
async function built(world, window) {
  await window.open("/course/c1/build");
  await window.at("unit-new").click();
  await window.at("unit-title-en").fill("What a phone tells");
  await window.at("unit-day").fill("1");
  await window.at("unit-send").click();
  await window.page.getByRole("heading", { name: "What a phone tells" }).waitFor();
  const unit = Number((await window.at("units").locator("li").first().getAttribute("data-testid")).replace("build-", ""));
  const menu = () => window.at(`build-${unit}`).locator("[data-acts] button").first().click();
  await menu();
  await window.at(`unit-news-${unit}`).click();
  await window.at("unit-news-en").fill("The first unit is **open**.");
  await looks(world, window, "announcement");
  await window.at("unit-news-send").click();
  await window.shows(`build-news-${unit}`);
  const makes = async (type, data) => (await asks(window, type, data, "course:c1")).seq;
  const item = await makes("item.add", { unit, kind: "article", title: { en: "Where it was", ar: "أين كان" }, text: { en: "Two sources.", ar: "مصدران." }, counts: true });
  const work = await makes("item.add", { unit, kind: "assignment", title: { en: "A plan" } });
  await makes("assignment.set", { item: work, text: { en: "Write it." }, takes: "text", attempts: 1, due: Date.UTC(2098, 6, 25, 16) });
  const topic = await makes("topic.add", { title: { en: "Talk of phones", ar: "حديث عن الهواتف" }, kind: "discussion", unit });
  await makes("completion.rules", { items: 1 });
  if ((await window.at(`unit-open-${unit}`).count()) === 0) await menu();
  await window.at(`unit-open-${unit}`).click();
  await window.open(`/course/c1/unit/${unit}`);
  await window.at("unit-news").getByText("The first unit is open.").waitFor();
  return { unit, item, topic };
}

// Somebody works through it on a phone, and has a certificate: where that is read.
async function completes(world, phone, { unit, item, topic }) {
  await phone.at("accept-course:c1").click();
  await phone.at("invited-course:c1").waitFor({ state: "detached" });
  await phone.open(`/course/c1/unit/${unit}`);
  await phone.at(`item-open-${item}`).click();
  await phone.at(`item-done-${item}`).click();
  await phone.at("to-unit").click();
  await phone.at("back").click();
  await phone.shows("completed");
  await looks(world, phone, "completed-ar");
  const { seq } = await asks(phone, "forum.thread", { topic, title: "الختم", text: "Canary: أي ختم؟" }, "course:c1");
  await phone.at("certified").click();
  await phone.at("certificates").locator("li").getByRole("button").click();
  await phone.page.locator('[data-testid="verify"][data-state="valid"]').waitFor();
  return { thread: seq, certificate: new URL(phone.page.url()).pathname };
}

// All of it in one file, which the command proves.
async function takenAlong(window) {
  await window.open("/course/c1/participation");
  await window.at("export-make").click();
  await window.shows("export-save");
  const [download] = await Promise.all([window.page.waitForEvent("download"), window.at("export-save").click()]);
  assert.equal(download.suggestedFilename(), "course-c1.zip");
  const path = `${await download.path()}.zip`;
  await download.saveAs(path);
  const proof = await muster("journal", "verify", path);
  assert.equal(proof.code, 0, proof.stdout + proof.stderr);
}

// Read as before, and nothing is written.
async function archived(world, window, phone, thread) {
  await window.open("/academy/rooms/course/c1");
  await window.at("room-menu").click();
  await window.at("room-archive").click();
  await window.shows("room-restore");
  await window.shows("room-enter");
  await phone.open(`/course/c1/thread/${thread}`);
  await phone.at("posts").getByText("Canary: أي ختم؟").waitFor();
  await phone.shows("archived");
  await phone.lacks(`text-post/${thread}`);
  await looks(world, phone, "archived-thread-ar");
  await phone.at("back").click();
  await phone.shows("archived");
  await phone.lacks("thread-new");
  assert.equal(await phone.at("due").count(), 0, "nothing is asked for any more");
  await looks(world, phone, "archived-ar");
}

async function again(window) {
  await window.at("room-menu").click();
  await window.at("room-copy").click();
  await window.at("again-title-en").fill("Phones, autumn");
  await window.at("copy-date").fill("2098-10-20");
}

async function goesAgain(window) {
  await window.at("copy-go").click();
  await window.page.waitForURL(/\/academy\/rooms\/course\/(?!c1$)/);
  return shown(window);
}

// What it is made of is there, each at its hour in Paris; of the people, nothing.
async function isNew(world, window, of) {
  const made = await asks(window, "room.get", { of });
  assert.deepEqual([made.title.en, made.start, made.invited_count, made.archived], ["Phones, autumn", Date.UTC(2098, 9, 20, 8), 0, undefined]);
  const { rooms } = await asks(window, "room.list", { course: of });
  assert.deepEqual(rooms.map((each) => each.start), [Date.UTC(2098, 10, 6, 9)]);
  const before = window.received.length;
  await window.at("room-enter").click();
  await window.at("to-build").click();
  const unit = window.at("units").locator("li", { hasText: "What a phone tells" });
  await unit.getByText(/20 October 2098|October 20, 2098/).waitFor();
  await unit.getByRole("link").first().click();
  for (const title of ["Where it was", "A plan"]) await window.at("items").getByText(title).waitFor();
  await becomes(async () => Object.values((await asks(window, "assignment.dates", {}, of)).dates), [{ due: Date.UTC(2098, 10, 7, 17) }]);
  await window.open(`/${of.replace(":", "/")}/people`);
  await window.page.getByText("Nobody is here yet.").waitFor();
  await looks(world, window, "again-people");
  await window.at("people-invite").click();
  await window.shows("invitations");
  await window.open(`/${of.replace(":", "/")}/forum`);
  await window.at("topics").getByText("Talk of phones").waitFor();
  assert.ok(!window.received.slice(before).some((frame) => frame.includes("Canary")), "what was written stays where it was");
}

story("a course ends: certificates, all of it in one file, the archive; and it runs again with one new start, without the people", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser 1");
  const instructor = await added(organiser, { name: "Manager 2", country: "FR", roles: ["manager"] });
  const guest = await added(organiser, { name: "مشاركة 17", country: "TN", languages: ["ar"] });
  const window = await personComes(world, instructor);
  const start = Date.UTC(2098, 6, 7, 8); // 10:00 in Paris, in summer
  const what = { title: TITLES, zone: "Europe/Paris", who: { to: "invited" } };
  await asks(window, "room.create", { ...what, of: "course:c1", template: "spoc", start });
  await asks(window, "room.create", { ...what, of: "webinar:w1", template: "webinar", start: start + 17 * 86_400_000, minutes: 60, course: "course:c1" });
  await asks(window, "room.invite", { of: "course:c1", people: [guest] });
  const course = await built(world, window);
  const phone = await personComes(world, guest, PHONE);
  const { thread, certificate } = await completes(world, phone, course);
  await takenAlong(window);
  await archived(world, window, phone, thread);

  await again(window);
  await becomes(() => window.at("again-dates").locator("time").evaluateAll((all) => all.map((each) => each.dateTime)), [
    "2098-10-20T08:00:00.000Z",
    "2098-11-06T09:00:00.000Z",
  ]);
  await looks(world, window, "again");
  const undone = await goesAgain(window);
  await window.undo();
  await window.page.waitForURL(/\/academy\/rooms\/course\/c1$/);
  assert.deepEqual((await asks(window, "room.list", { course: undone })).rooms, []);
  await again(window);
  const of = await goesAgain(window);
  await isNew(world, window, of);
  // Whoever was in the first has its certificate, and no way into the second.
  await phone.open(certificate);
  await phone.page.locator('[data-testid="verify"][data-state="valid"]').waitFor();
  await phone.open("/");
  await phone.shows("home-dates");
  assert.equal(await phone.at(`room-${of}`).count(), 0);
  await phone.open(`/${of.replace(":", "/")}`);
  await phone.shows("refused");
});
