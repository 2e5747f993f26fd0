// SPDX-License-Identifier: Apache-2.0
// A webinar and a course as they look on a good day, for people to look at: real sentences in four
// languages, polls of which one is counted, questions in every state. Made without a browser.

import assert from "node:assert/strict";
import { does } from "../wire/browser.mjs";
import { Client, until } from "../wire/client.mjs";
import { token } from "../wire/server.mjs";
import { chat as lines } from "../crowd/texts.mjs";
import { COURSE, WEBINAR } from "./world.mjs";

const VOTERS = 23;
const NAMES = { host: "Host", moderator: "Moderator", presenter: "Presenter" };

export const POLL = {
  title: {
    en: "Where do you meet digital evidence most often?",
    fr: "Où rencontrez-vous le plus souvent des preuves numériques ?",
    es: "¿Dónde encuentran pruebas digitales con más frecuencia?",
    ar: "أين تجدون الأدلة الرقمية في أغلب الأحيان؟",
  },
  options: [
    { en: "On phones", fr: "Sur les téléphones", es: "En los teléfonos", ar: "في الهواتف" },
    { en: "In online accounts", fr: "Dans les comptes en ligne", es: "En cuentas en línea", ar: "في الحسابات على الإنترنت" },
    { en: "On computers", fr: "Sur les ordinateurs", es: "En ordenadores", ar: "في الحواسيب" },
    { en: "In vehicles", fr: "Dans les véhicules", es: "En vehículos", ar: "في المركبات" },
  ],
};
const BEFORE = {
  title: {
    en: "Is there a written procedure for seized phones in your unit?",
    fr: "Existe-t-il dans votre unité une procédure écrite pour les téléphones saisis ?",
    es: "¿Hay en su unidad un procedimiento escrito para los teléfonos incautados?",
    ar: "هل لدى وحدتكم إجراء مكتوب للهواتف المضبوطة؟",
  },
};
const DRAFTS = [
  { en: "How long may an examination take?", fr: "Combien de temps peut durer un examen ?", ar: "كم يمكن أن يستغرق الفحص؟" },
  { en: "Which topic next?", fr: "Quel sujet ensuite ?", ar: "ما الموضوع التالي؟" },
];
const QUESTIONS = [
  "Is a screenshot evidence without the phone it was taken from?",
  "هل يمكننا الاعتماد على نسخة احتياطية من السحابة إذا أُتلف الهاتف؟",
  "Quel délai entre la saisie et la copie est acceptable ?",
  "¿Quién firma el registro cuando hay dos equipos?",
  "Does the checklist also apply to tablets and watches?",
  "Can the exercise be done in pairs?",
];
const ANSWER = "Yes. Everything with a battery and a memory is handled alike: the same bag, the same form, the same signatures.";

// A person who acts: act(method, data) resolves to the entry's number.
export async function person(server, id, room) {
  const name = NAMES[id] ?? id.replace(/^p(\d+)$/, "Participant $1");
  const client = await new Client(server, { token: token(id, { name }) }).ready();
  let turn = 0;
  return async (method, data) => {
    const op = `staged-${id}-${method}-${++turn}`;
    return (await client.rpc(method, { room, op, ...data })).seq;
  };
}

// Another session, whose team the host is of: what they do there.
export async function another(server) {
  const add = (type, data) => does(server, "organiser", "POST", `/api/rooms/academy:main/${type}`, data);
  await add("person.add", { person: "host", name: "Host" });
  const made = { of: "webinar:w9", template: "webinar", title: { en: "Last week" }, start: Date.now() + 3_600_000, minutes: 60 };
  const { status, body } = await add("room.create", { ...made, hosts: ["host"], who: { to: "academy" } });
  assert.equal(status, 200, JSON.stringify(body));
  const role = async () => (await does(server, "host", "GET", `/api/rooms/${made.of}`)).body?.view?.me.role;
  await until(async () => (await role()) === "host", "the session knows its host");
  return person(server, "host", made.of);
}

const crowdOf = (server, count) =>
  Promise.all(Array.from({ length: count }, (_, at) => person(server, `p${at + 1}`, WEBINAR)));

// Live, with nothing in it yet.
export async function liveWebinar(server) {
  const host = await person(server, "host", WEBINAR);
  await host("stage.phase", { to: "live" });
  return host;
}

// A quarter of an hour later.
export async function fullWebinar(server, host) {
  const crowd = await crowdOf(server, VOTERS);
  const polls = await pollsMade(host, crowd);
  await messagesWritten(host, crowd);
  const asked = await questionsAsked(host, crowd);
  return { crowd, asked, ...polls };
}

async function pollsMade(host, crowd) {
  const yesno = await host("poll.prepare", { type: "yesno", ...BEFORE, change: false });
  await host("poll.open", { poll: yesno });
  await Promise.all(crowd.map((act, at) => act("poll.vote", { poll: yesno, choices: [at % 3 === 0 ? 2 : 1] })));
  await host("poll.close", { poll: yesno });
  await host("poll.publish", { poll: yesno, published: true });
  for (const title of DRAFTS) {
    const options = Object.keys(title).reduce(
      (made, lang) => made.map((one, at) => ({ ...one, [lang]: `${lang.toUpperCase()} ${at + 1}` })),
      [{}, {}],
    );
    await host("poll.prepare", { type: "single", title, options, change: true });
  }
  const open = await host("poll.prepare", { type: "single", ...POLL, change: true });
  await host("poll.open", { poll: open, seconds: 600 });
  await Promise.all(
    // The first of them have not: scenes vote as one of those.
    crowd.slice(5).map((act, at) => act("poll.vote", { poll: open, choices: [[1, 1, 2, 1, 3, 2, 4][at % 7]] })),
  );
  return { yesno, open };
}

async function messagesWritten(host, crowd) {
  await host("chat.post", { text: "Welcome, everybody. Slides are in the files, and questions are taken all the time." });
  for (let at = 0; at < 16; at++) {
    const lang = ["en", "fr", "en", "ar", "es", "en"][at % 6];
    await crowd[(at * 5) % crowd.length]("chat.post", { text: lines[lang][at % lines[lang].length] });
  }
  await host("chat.mode", { mode: "approve" });
  await crowd[3]("chat.post", { text: "Could the recording be shared with our colleagues?" });
  await crowd[4]("chat.post", { text: "هل ستُتاح الشرائح بعد الجلسة؟" });
  await host("chat.mode", { mode: "slow", seconds: 10 });
}

async function questionsAsked(host, crowd) {
  const asked = [];
  for (const [at, text] of QUESTIONS.entries()) asked.push(await crowd[at + 2]("question.ask", { text }));
  for (const [at, question] of asked.slice(0, 5).entries())
    for (const act of crowd.slice(0, 9 - at * 2)) await act("question.vote", { question }).catch(() => {});
  await host("question.answer", { question: asked[4], text: ANSWER });
  await host("question.take", { question: asked[1] });
  await host("question.intake", { intake: "open", moderated: true });
  await crowd[9]("question.ask", { text: "Who pays for the analysis of a phone that is sent abroad?" });
  await crowd[10]("question.ask", { text: "Peut-on examiner un téléphone sans le code ?" });
  return asked;
}

const THREADS = [
  ["Which hash is accepted where you work?", "We use SHA-256 for everything that leaves the laboratory. What do your courts ask for?"],
  ["كيف توثّقون تسليم الهاتف بين الوحدات؟", "نستخدم نموذجًا ورقيًا بتوقيعين، ونبحث عن طريقة لا تضيع فيها الصفحة الثانية."],
  ["Batteries that swell", "Two of last month’s phones could not be stored with the others. How do you keep them?"],
  ["Une procédure pour les très petites unités", "Nous sommes deux. Qui vérifie, si l’un des deux est en mission ?"],
  ["El registro y las horas", "¿Apuntan la hora local o la universal?"],
];
const REPLIES = [
  "SHA-256 as well, and MD5 beside it for an older register that knows nothing else.",
  "Chez nous, le SHA-256 seul est admis depuis deux ans.",
  "We write both sums on the form, and the clerk reads them aloud: it sounds odd and has saved us twice.",
  "نكتب المجموع على النموذج ونرفقه بالصورة.",
  "Which program do you use to compute them on the spot?",
  "Anything that is on the list of the laboratory; what matters is that the version is noted.",
];

export async function fullCourse(server) {
  const people = await Promise.all(["host", "p1", "p2", "p3", "p4"].map((id) => person(server, id, COURSE)));
  const [host, ...members] = people;
  const threads = [];
  for (const [at, [title, text]] of [...THREADS.entries()].reverse())
    threads[at] = await members[at % 4]("forum.thread", { title, text });
  const [thread] = threads;
  const posts = [];
  for (const [at, text] of REPLIES.entries())
    posts.push(await members[(at + 1) % 4]("forum.post", { thread, text, ...(at === 5 ? { reply: posts[4] } : {}) }));
  const gone = await members[2]("forum.post", { thread, text: "Posted twice" });
  await host("forum.delete", { post: gone });
  await members[0]("forum.accept", { post: posts[2], accepted: true });
  await members[1]("forum.post", { thread: threads[1], text: "نعم، بتوقيعين." });
  return { thread, posts, threads };
}
