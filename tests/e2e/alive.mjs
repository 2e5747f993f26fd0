// SPDX-License-Identifier: Apache-2.0
// A room and a course in which a lot has happened, long words and two scripts among it; made without
// a browser, which would take long.

import { Client } from "../wire/client.mjs";
import { token } from "../wire/server.mjs";
import { COURSE, WEBINAR } from "./world.mjs";

const LONG = "anticonstitutionnellement-".repeat(9);
const FRENCH =
  "Une question particulièrement longue : l’intergouvernementalisation des responsabilités " +
  "administratives est-elle véritablement anticonstitutionnelle ?";
const ARABIC = "هل يمكننا استخدام لقطات الشاشة كدليل أمام المحكمة دون الرجوع إلى الهاتف نفسه؟";

const NAMES = { host: "Host", moderator: "Moderator" };

// A person who acts: act(method, data) resolves to the entry's number.
async function person(server, id, room) {
  const name = NAMES[id] ?? id.replace(/^p(\d+)$/, "Participant $1");
  const client = await new Client(server, { token: token(id, { name }) }).ready();
  let turn = 0;
  return async (method, data) => {
    const op = `alive-${id}-${method}-${++turn}`;
    return (await client.rpc(method, { room, op, ...data })).seq;
  };
}

export async function livelyWebinar(server) {
  const [host, one, two] = await Promise.all(
    ["host", "p1", "p2"].map((id) => person(server, id, WEBINAR)),
  );
  await host("stage.phase", { to: "live" });
  const first = await one("chat.post", { text: FRENCH });
  await two("chat.post", { text: `See https://example.org/${LONG} please` });
  await two("chat.post", { text: ARABIC, reply: first });
  await host("chat.post", { text: LONG });
  await host("chat.mode", { mode: "approve" });
  await one("chat.post", { text: "May this be said?" });
  await host("chat.mode", { mode: "slow", seconds: 30 });

  const poll = (title, options, more = {}) =>
    host("poll.prepare", { type: "single", title, options, ...more });
  const done = await poll(
    { en: "Which of these do you use every day?", fr: FRENCH, ar: ARABIC },
    [{ en: "A phone", fr: LONG.slice(0, 140), ar: "هاتف" }, { en: "A camera", fr: "Une caméra", ar: "كاميرا" }],
  );
  await host("poll.open", { poll: done });
  await one("poll.vote", { poll: done, choices: [1] });
  await two("poll.vote", { poll: done, choices: [1] });
  await host("poll.close", { poll: done });
  await host("poll.publish", { poll: done, published: true });
  const open = await poll({ en: "Several of these", ar: "عدة من هذه" }, [
    { en: LONG.slice(0, 100), ar: "واحد" },
    { en: "Two", ar: "اثنان" },
    { en: "Three", ar: "ثلاثة" },
  ], {
    type: "multiple",
    min: 1,
    max: 2,
  });
  await host("poll.open", { poll: open, seconds: 3600 });
  await two("poll.vote", { poll: open, choices: [1, 2] });
  await poll({ en: "Not yet" }, [{ en: "This" }, { en: "That" }]);

  const asked = [];
  for (const text of [FRENCH, ARABIC, `${LONG}?`, "And then?"]) asked.push(await one("question.ask", { text }));
  await two("question.vote", { question: asked[0] });
  await host("question.take", { question: asked[1] });
  await host("question.answer", { question: asked[3], text: `${FRENCH} ${LONG}` });
  await host("question.intake", { intake: "open", moderated: true });
  await two("question.ask", { text: "Shown to the team first" });
  return { host, done, open, asked };
}

export async function livelyCourse(server) {
  const [host, one, two] = await Promise.all(
    ["host", "p1", "p2"].map((id) => person(server, id, COURSE)),
  );
  await two("forum.thread", { title: ARABIC, text: ARABIC });
  await two("forum.thread", { title: LONG.slice(0, 190), text: LONG });
  const thread = await one("forum.thread", { title: "Which hash is accepted?", text: FRENCH });
  const answer = await two("forum.post", { thread, text: `SHA-256: https://example.org/${LONG}` });
  const comment = await one("forum.post", { thread, text: ARABIC, reply: answer });
  const gone = await host("forum.post", { thread, text: "Gone", reply: answer });
  await host("forum.delete", { post: gone });
  await two("forum.edit", { post: answer, version: answer, text: `SHA-256. ${LONG}` });
  await one("forum.accept", { post: answer, accepted: true });
  return { thread, answer, comment };
}
