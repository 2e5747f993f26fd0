// SPDX-License-Identifier: Apache-2.0
// A course in its second week, as whoever leads it and one of its participants see it; and what follows a
// person from page to page: the inbox, the dates, the search.

import assert from "node:assert/strict";
import { does } from "../wire/browser.mjs";
import { until } from "../wire/client.mjs";
import { at } from "./scenes_academy.mjs";

const HOUR_MS = 3_600_000;
const OF = "course:phones";
const LEADS = ["organiser", "Organiser"];
const LEARNS = ["p19", "Participant 19"];

const UNITS = [
  { en: "What a phone tells", ar: "ما يقوله الهاتف", fr: "Ce que dit un téléphone", es: "Lo que dice un teléfono" },
  { en: "The search of a flat", ar: "تفتيش شقة", fr: "La perquisition d’un logement", es: "El registro de una vivienda" },
  { en: "Before the court", ar: "أمام المحكمة", fr: "Devant le tribunal", es: "Ante el tribunal" },
];

// act(method, data) of somebody in the course resolves to the entry's number.
const actor = (server, who, of = OF) => {
  let turn = 0;
  return async (method, data) => {
    const op = `scene-${who}-${method}-${++turn}`;
    const { status, body } = await does(server, who, "POST", `/api/rooms/${of}/${method}`, { op, ...data });
    assert.equal(status, 200, `${method}: ${JSON.stringify(body)}`);
    return body.seq;
  };
};

const roleOf = async (server, who) => (await does(server, who, "GET", `/api/rooms/${OF}`)).body?.view?.me.role;

// Units with their parts, a test and an assignment that is handed in, documents, a forum, a session of its own.
async function taught(evening) {
  if (evening.taught) return evening.taught;
  await at(evening, ...LEADS, "/");
  const { server } = evening.world;
  const academy = actor(server, "organiser", "academy:main");
  await academy("room.invite", { of: OF, people: ["p18", "p19"] });
  for (const who of ["p18", "p19"]) await actor(server, who, "academy:main")("room.answer", { of: OF, accept: true });
  await until(async () => (await roleOf(server, "organiser")) === "host" && (await roleOf(server, "p19")) === "participant", "all are in the course");
  const session = { of: "webinar:phones2", template: "webinar", title: { en: "Your questions on unit 2", ar: "أسئلتكم عن الوحدة 2" } };
  await academy("room.create", { ...session, course: OF, start: Date.now() + 27 * HOUR_MS, minutes: 60, who: { to: "invited" } });

  const host = actor(server, "organiser");
  const [first, second] = [await host("unit.add", { title: UNITS[0], open: true, text: { en: "Where it was, and **with whom**.", ar: "أين كان، **ومع من**." } }), await host("unit.add", { title: UNITS[1], open: true })];
  await host("unit.add", { title: UNITS[2], at: Date.now() + 96 * HOUR_MS });
  const article = await host("item.add", { unit: first, kind: "article", title: { en: "What to seize", ar: "ما يُضبط" }, text: { en: "The phone, **and** its charger.", ar: "الهاتف **وشاحنه**." }, minutes: 5, counts: true });
  const test = await host("item.add", { unit: first, kind: "test", title: { en: "What you know", ar: "ما تعرفه" }, counts: true });
  const options = [{ en: "The order of the judge", ar: "أمر القاضي" }, { en: "The phone", ar: "الهاتف" }];
  await host("test.ask", { item: test, type: "single", title: { en: "Which comes first?", ar: "أيهما أولًا؟" }, options, correct: [1] });
  await host("test.set", { item: test, pass: 60, due: Date.now() + 50 * HOUR_MS });
  const work = await host("item.add", { unit: second, kind: "assignment", title: { en: "A plan for the search", ar: "خطة للتفتيش" }, counts: true });
  const asks = { en: "Write **in which order** you would go through the flat, and why.", ar: "اكتب **بأي ترتيب** ستفتش الشقة، ولماذا." };
  await host("assignment.set", { item: work, text: asks, takes: "text", attempts: 2, due: Date.now() + 24 * HOUR_MS });
  await host("completion.rules", { items: 2, posts: 1 });
  for (const [title, year] of [["Seizing phones", 2019], ["دليل الأدلة الرقمية", 2024], ["La chaîne de possession", 2022]])
    await host("document.add", { title, kind: "book", year, authors: ["Police College"], subjects: ["Evidence"] });
  const learner = actor(server, "p18");
  await learner("item.mark", { unit: first, item: article, done: true });
  await learner("assignment.hand", { item: work, text: "First the door, then the kitchen." });
  const thread = await learner("forum.thread", { title: "Which form do you sign?", text: "Ours is from 2011." });
  await host("forum.post", { thread, text: "The new one, since March. @Participant 19 has it too.", mentions: ["p19"] });
  return (evening.taught = { first, second, test, work });
}

// What `who` sees at a path of the course once `id` is there.
function scene(name, who, path, id) {
  return {
    name: `course-${name}`,
    async make(evening) {
      const window = await at(evening, ...who, path(await taught(evening)));
      await window.shows(id);
      return window;
    },
  };
}

export const SCENES = [
  scene("home", LEARNS, () => "/course/phones", "units"),
  scene("home-host", LEADS, () => "/course/phones", "units"),
  scene("build", LEADS, () => "/course/phones/build", "units"),
  scene("unit", LEARNS, ({ first }) => `/course/phones/unit/${first}`, "unit-text"),
  scene("test", LEARNS, ({ first, test }) => `/course/phones/unit/${first}#item-${test}`, "take-due"),
  scene("work", LEARNS, ({ second, work }) => `/course/phones/unit/${second}#item-${work}`, "work-text"),
  scene("works", LEADS, ({ second, work }) => `/course/phones/unit/${second}#item-${work}`, "work-mark-p18"),
  scene("library", LEARNS, () => "/course/phones/library", "library-list"),
  scene("participation", LEARNS, () => "/course/phones/participation", "record"),
  scene("everybody", LEADS, () => "/course/phones/participation", "record-p18"),
  scene("people", LEADS, () => "/course/phones/people", "cohort-people"),
  scene("inbox", LEARNS, () => "/inbox", "read-all"),
  scene("dates", LEARNS, () => "/calendar", "date-due"),
  scene("search", LEARNS, () => "/search?q=form", "search-group"),
  scene("learner", LEARNS, () => "/", "room-course:phones"),
];
