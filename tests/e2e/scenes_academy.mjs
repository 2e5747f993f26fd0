// SPDX-License-Identifier: Apache-2.0
// The academy's pages, as its organiser and one of its members see them.

import { Browser, does } from "../wire/browser.mjs";
import { added, asks, organiserComes, personComes } from "./academy.mjs";
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
  { person: "p17", name: "Participant 17", country: "TN", mail: "p17@police.example", languages: ["ar"] },
  { person: "p18", name: "Participant 18", country: "TN", mail: "p18@police.example" },
  { person: "p19", name: "Participant 19", country: "MA", mail: "p19@police.example" },
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
  await does(server, "p18", "POST", "/api/rooms/academy:main/room.answer", { of: "webinar:evidence", accept: true });
}

// What organisers do besides: announcements, certificates, a request; the address of a certificate.
async function lived(evening) {
  if (evening.certificate) return;
  await founded(evening);
  const { server } = evening.world;
  await commands(server, "announce.post", {
    title: { en: "Winter school", ar: "مدرسة الشتاء" },
    text: { en: "Places are open until Friday. Ask your coordinator.", ar: "التسجيل مفتوح حتى الجمعة. اسأل منسقك." },
  });
  await commands(server, "conduct.set", { text: { en: "What is said here stays here.", ar: "ما يُقال هنا يبقى هنا." } });
  const DAY_MS = 24 * HOUR_MS;
  const given = [
    { person: "p18", kind: "completion", reference: "Phones as evidence", issued: Date.now() - 90 * DAY_MS },
    { person: "p19", kind: "instructor", reference: "IN-2026-15", issued: Date.now() - 300 * DAY_MS, until: Date.now() + 20 * DAY_MS },
    { person: "p17", kind: "instructor", reference: "IN-2026-14", issued: Date.now() - 30 * DAY_MS, until: Date.now() + 700 * DAY_MS },
  ];
  for (const data of given) await commands(server, "credential.give", data);
  const { body } = await does(server, "organiser", "POST", "/api/rooms/academy:main/credential.list", { limit: 10 });
  const { credential } = body.credentials.find(({ person }) => person === "p17");
  const link = await does(server, "organiser", "GET", `/api/credentials/${credential}`);
  evening.certificate = new URL(link.body.link).pathname;
  const asks = { mail: "participant12@police.example", country: "TN", agency: "Police", reason: "I lead a unit that secures phones.", language: "en" };
  await new Browser(server).post("/api/apply", { name: "Participant 12", ...asks });
}

// A window of somebody whom the academy knows.
export async function at(evening, id, name, path) {
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

// Likewise, where more has happened.
function after(name, who, path, id) {
  return {
    name: `academy-${name}`,
    async make(evening) {
      await lived(evening);
      const window = await at(evening, ...who, typeof path === "string" ? path : path(evening));
      await window.shows(id);
      return window;
    },
  };
}

const ORGANISER = ["organiser", "Organiser"];
const GUEST = ["p17", "Participant 17"];
const EVIDENCE = "/academy/rooms/webinar/evidence";

export const SCENES = [
  scene("home", ORGANISER, "/", "room-webinar:evidence"),
  scene("invited", GUEST, "/", "invited-webinar:evidence"),
  scene("rooms", ORGANISER, "/academy/rooms", "rooms"),
  scene("rooms-none", ORGANISER, "/academy/rooms?words=nowhere", "rooms-words"),
  scene("room", ORGANISER, EVIDENCE, "invited"),
  {
    ...scene("link", ORGANISER, EVIDENCE, "link-new"),
    async dialog(window) {
      await window.at("link-new").click();
      await window.page.locator("dialog").waitFor();
    },
  },
  scene("asked", GUEST, EVIDENCE, "room-asked"),
  scene("form", ORGANISER, `${EVIDENCE}/edit`, "room-form"),
  {
    ...scene("form-faults", ORGANISER, "/academy/rooms/new", "room-form"),
    async dialog(window) {
      await window.at("room-save").click();
    },
  },
  after("news", GUEST, "/", "home-news"),
  after("announcements", ORGANISER, "/academy/announcements", "news"),
  after("requests", ORGANISER, "/academy/requests", "requests"),
  after("credentials", ORGANISER, "/academy/credentials", "creds"),
  {
    name: "me",
    async make(evening) {
      const world = await evening.apart();
      const organiser = await organiserComes(world, "Organiser");
      const id = await added(organiser, { name: "Participant 12", country: "TN", languages: ["en", "ar"] });
      const given = { person: id, kind: "completion", reference: "Phones as evidence", issued: Date.now() - 90 * 24 * HOUR_MS };
      await asks(organiser, "credential.give", given);
      const window = await personComes(world, id);
      await window.open("/me");
      await window.shows("certificates");
      return window;
    },
  },
  after("history", ORGANISER, "/academy/people/p17", "person-acts"),
  after("figures", ORGANISER, "/academy/figures", "figures"),
  after("verify", GUEST, ({ certificate }) => certificate, "verify"),
  scene("link-gone", GUEST, "/join#webinar:evidence.nothing", "link-gone"),
];
