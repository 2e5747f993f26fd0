// SPDX-License-Identifier: Apache-2.0
// What people do in a room and how often. Each act is a row: its method, how many times a second
// it happens in the whole room (n people present, and the views), and how one of them does it. An
// act returns the data to send, or null when there is nothing to do now.

import { pick, weigh } from "./chance.mjs";
import * as texts from "./texts.mjs";

const OPEN_QUESTIONS_MAX = 30;
const THREADS_MAX = 12;
const THREAD_POSTS_MAX = 60;

function sayChat(person, { room }) {
  const recent = room.list("chat", "messages").filter(([, it]) => !it.pending && it.by !== person.id);
  const data = { text: pick(texts.chat[person.language]) };
  if (recent.length > 0 && Math.random() < 0.15) data.reply = pick(recent.slice(-8))[0];
  return data;
}

const react = () => ({ kind: pick(["clap", "clap", "clap", "heart", "thumb", "wow", "laugh"]) });

function askQuestion(person, { room }) {
  const open = room.list("question", "questions").filter(([, it]) => it.state === "open");
  const asked = new Set(open.map(([, it]) => it.text));
  const left = texts.questions[person.language].filter((text) => !asked.has(text));
  if (open.length >= OPEN_QUESTIONS_MAX || left.length === 0) return null;
  return { text: pick(left) };
}

// Questions that many like are found by more people.
function likeQuestion(person, { room }) {
  const open = room
    .list("question", "questions")
    .filter(([seq, it]) => it.state === "open" && it.by !== person.id && !person.voted.has(seq));
  if (open.length === 0) return null;
  const [seq] = open[weigh(open.map(([, it]) => 1 + (it.votes ?? 0)))];
  person.voted.add(seq);
  return { question: seq };
}

function writePost(person, { course }) {
  const threads = course.list("forum", "threads").filter(([, it]) => it.posts < THREAD_POSTS_MAX);
  if (threads.length === 0) return null;
  return { thread: pick(threads)[0], text: pick(texts.posts[person.language]) };
}

function openThread(person, { course }) {
  const titles = new Set(course.list("forum", "threads").map(([, it]) => it.title));
  const left = texts.threads[person.language].filter(([title]) => !titles.has(title));
  if (titles.size >= THREADS_MAX || left.length === 0) return null;
  const [title, text] = pick(left);
  return { title, text };
}

// An empty forum gets its first threads soon.
function threadsRate(n, { course }) {
  return [1 / 5, 1 / 20, 1 / 60][course.list("forum", "threads").length] ?? 1 / 400;
}

export const acts = [
  { method: "chat.post", rate: (n) => Math.min(0.6, 0.08 + n / 400), data: sayChat },
  { method: "reaction.send", rate: (n) => Math.min(2, n / 60), data: react },
  { method: "question.ask", rate: (n) => Math.min(0.05, 0.01 + n / 5000), data: askQuestion },
  { method: "question.vote", rate: (n) => Math.min(3, n / 60), data: likeQuestion },
  { method: "forum.post", in: "course", rate: () => 1 / 45, data: writePost },
  { method: "forum.thread", in: "course", rate: threadsRate, data: openThread },
];

const YESNO = [60, 25, 15]; // yes, no, abstain

function options(poll) {
  return poll.type === "yesno" ? ["1", "2", "3"] : Object.keys(poll.options ?? {});
}

// A ballot for `poll`: distinct choices, as many as it allows, by the taste of this room.
export function ballot(seq, poll, tastes) {
  const names = options(poll);
  const weights = poll.type === "yesno" ? [...YESNO] : tastes(seq, names.length);
  const min = poll.min ?? 1;
  const max = poll.type === "multiple" ? (poll.max ?? names.length) : 1;
  const wanted = Math.min(names.length, min + Math.floor(Math.random() * (max - min + 1)));
  const choices = [];
  while (choices.length < wanted) {
    const at = weigh(weights);
    if (weights[at] > 0) choices.push(Number(names[at]));
    weights[at] = 0;
  }
  return choices.sort((a, b) => a - b);
}
