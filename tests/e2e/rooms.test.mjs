// SPDX-License-Identifier: Apache-2.0
// Rooms of an installation of one's own: made in four languages, people asked to come, coming in.

import assert from "node:assert/strict";
import { added, asks, organiserComes, personComes, prints } from "./academy.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes } from "./until.mjs";
import { story } from "./world.mjs";

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
  await looks(world, phone, "before-ar");
  await asks(window, "stage.phase", { to: "live" }, of);
  await phone.at("phase").getByText("مباشر").waitFor();

  // After the end stands what comes next of its series.
  await asks(window, "room.change", { of, series: "Phones" });
  const next = { of: "webinar:next", template: "webinar", title: TITLES, start: Date.now() + 86_400_000, who: { to: "academy" }, series: "Phones" };
  await asks(window, "room.create", next);
  await asks(window, "stage.phase", { to: "ended" }, of);
  await phone.at("stage-next").getByRole("link").waitFor();
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

story("a course runs again with one new start, from the page", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser 1");
  const start = Date.UTC(2098, 6, 7, 8); // 10:00 in Paris, in summer
  const what = { title: TITLES, zone: "Europe/Paris", who: { to: "invited" } };
  await asks(organiser, "room.create", { ...what, of: "course:c1", template: "spoc", start });
  await asks(organiser, "room.create", { ...what, of: "webinar:w1", template: "webinar", start: start + 17 * 86_400_000, minutes: 60, course: "course:c1" });
  await organiser.open("/course/c1/build");
  await organiser.shows("unit-new");
  await organiser.at("unit-new").click();
  await organiser.at("unit-title-en").fill("What a phone tells");
  await organiser.at("unit-day").fill("1");
  await organiser.at("unit-send").click();
  await organiser.page.getByRole("heading", { name: "What a phone tells" }).waitFor();
  const seq = (await organiser.at("units").locator("li").first().getAttribute("data-testid")).replace("build-", "");
  await organiser.at("units").locator("[data-acts] button").first().click();
  await organiser.at(`unit-news-${seq}`).click();
  await organiser.at("unit-news-en").fill("The first unit is **open**.");
  await looks(world, organiser, "announcement");
  await organiser.at("unit-news-send").click();
  await organiser.shows(`build-news-${seq}`);
  await organiser.open(`/course/c1/unit/${seq}`);
  await organiser.at("unit-news").getByText("The first unit is open.").waitFor();

  await organiser.open("/academy/rooms/course/c1");
  await organiser.at("room-menu").click();
  await organiser.at("room-copy").click();
  await organiser.at("again-title-en").fill("Phones, autumn");
  await organiser.at("copy-date").fill("2098-10-20");
  await becomes(() => organiser.at("again-dates").locator("time").evaluateAll((all) => all.map((each) => each.dateTime)), [
    "2098-10-20T08:00:00.000Z",
    "2098-11-06T09:00:00.000Z",
  ]);
  await looks(world, organiser, "again");
  await organiser.at("copy-go").click();
  await organiser.page.waitForURL(/\/academy\/rooms\/course\/(?!c1$)/);
  await organiser.holdUndo();
  const of = shown(organiser);
  const made = await asks(organiser, "room.get", { of });
  assert.deepEqual([made.title.en, made.start], ["Phones, autumn", Date.UTC(2098, 9, 20, 8)]);
  const { rooms } = await asks(organiser, "room.list", { course: of });
  assert.deepEqual(rooms.map((each) => each.start), [Date.UTC(2098, 10, 6, 9)]);
  await organiser.undo();
  await organiser.page.waitForURL(/\/academy\/rooms\/course\/c1$/);
  assert.deepEqual((await asks(organiser, "room.list", { course: of })).rooms, []);
});
