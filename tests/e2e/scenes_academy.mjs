// SPDX-License-Identifier: Apache-2.0
// The academy's pages, as its organiser and one of its members see them.

import { does } from "../wire/browser.mjs";
import { token } from "../wire/server.mjs";

const HOUR_MS = 3_600_000;
const ROOMS = [
  {
    of: "webinar:evidence",
    template: "webinar",
    title: {
      en: "Digital evidence 2/4",
      fr: "Preuves numériques 2/4",
      es: "Pruebas digitales 2/4",
      ar: "الأدلة الرقمية 2/4",
    },
    summary: {
      en: "How traces on phones are secured, so that a court can use them. Bring a case of your own.",
      ar: "كيف تُؤمَّن آثار الهاتف لتقبلها المحكمة. أحضر قضية من عملك.",
    },
    series: "Digital evidence",
    start: 50 * HOUR_MS,
    minutes: 60,
    hosts: ["organiser", "manager"],
    who: { to: "some", countries: ["TN", "MA"], roles: ["coordinator"] },
  },
  {
    of: "webinar:custody",
    template: "webinar",
    title: { en: "Chain of custody", ar: "سلسلة العهدة" },
    start: 0.7 * HOUR_MS,
    minutes: 45,
    hosts: ["organiser"],
    who: { to: "academy" },
  },
  {
    of: "course:phones",
    template: "spoc",
    title: { en: "Phones as evidence", ar: "الهواتف دليلًا" },
    hosts: ["organiser"],
    who: { to: "invited" },
  },
  {
    of: "course:trainers2",
    template: "workspace",
    title: { en: "Trainers of North Africa", ar: "مدربو شمال أفريقيا" },
    hosts: ["organiser"],
    who: { to: "invited" },
  },
];
const PEOPLE = [
  { person: "layla", name: "Layla Ben Salah", country: "TN", mail: "layla@police.example", languages: ["ar"] },
  { person: "omar", name: "Omar Haddad", country: "TN", mail: "omar@police.example" },
  { person: "nadia", name: "Nadia Alaoui", country: "MA", mail: "nadia@police.example" },
];

async function commands(server, type, data) {
  await does(server, "organiser", "POST", `/api/rooms/academy:main/${type}`, data);
}

// Rooms, people and invitations, once.
async function founded(evening) {
  if (evening.founded) return;
  evening.founded = true;
  const { server } = evening.world;
  for (const person of PEOPLE) await commands(server, "person.add", person);
  for (const { start, ...room } of ROOMS)
    await commands(server, "room.create", { ...room, ...(start ? { start: Date.now() + start } : {}) });
  const people = PEOPLE.map(({ person }) => person);
  await commands(server, "room.invite", { of: "webinar:evidence", people });
  await commands(server, "room.code", { of: "webinar:evidence", code: "KRTWXY" });
  await does(server, "omar", "POST", "/api/rooms/academy:main/room.answer", { of: "webinar:evidence", accept: true });
}

// A window of somebody whom the academy knows.
async function at(evening, id, name, path) {
  await founded(evening);
  evening.known ??= new Map();
  if (!evening.known.has(id)) {
    const window = await evening.world.window();
    await window.be(JSON.stringify({ token: token(id, { name }), id, name }));
    evening.known.set(id, window);
  }
  const window = evening.known.get(id);
  await window.open(path);
  return window;
}

// What somebody sees at a path once `id` is there.
function scene(name, who, path, id) {
  return {
    name: `academy-${name}`,
    async make(evening) {
      const window = await at(evening, ...who, path);
      await window.shows(id);
      return window;
    },
  };
}

const ORGANISER = ["organiser", "Organiser"];
const LAYLA = ["layla", "Layla Ben Salah"];
const EVIDENCE = "/academy/rooms/webinar/evidence";

export const SCENES = [
  scene("home", ORGANISER, "/", "room-webinar:evidence"),
  scene("invited", LAYLA, "/", "invited-webinar:evidence"),
  scene("rooms", ORGANISER, "/academy/rooms", "rooms"),
  scene("rooms-none", ORGANISER, "/academy/rooms?words=nowhere", "rooms-words"),
  scene("room", ORGANISER, EVIDENCE, "invited"),
  {
    ...scene("link", ORGANISER, EVIDENCE, "link-new"),
    async dialog(window) {
      await window.at("link-new").click();
    },
  },
  scene("asked", LAYLA, EVIDENCE, "room-asked"),
  scene("form", ORGANISER, `${EVIDENCE}/edit`, "room-form"),
  {
    ...scene("form-faults", ORGANISER, "/academy/rooms/new", "room-form"),
    async dialog(window) {
      await window.at("room-save").click();
    },
  },
  scene("link-gone", LAYLA, "/join#webinar:evidence.nothing", "link-gone"),
];
