// SPDX-License-Identifier: Apache-2.0
// Every text that somebody is given of a course, whatever they ask for: the queries that there are, with all that they may say,
// as files too; refusals; the search; the calendar; the views of what they name. Words to look for begin with "canary".

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { methodsOf } from "../../scripts/openapi.mjs";
import { pause } from "./client.mjs";
import { program, root, token } from "./server.mjs";
import { connect } from "./wire.mjs";

const ACADEMY = "academy:main";
const CANARY = /canary\w*/gi;
const methods = methodsOf(process.env.MUSTER_METHODS ?? join(dirname(program), "tests/methods"));

// What each parameter of a query may name.
const meant = ({ unit, topic, items, thread, post = thread }, who, course) => ({
  unit: [unit], topic: [topic], item: items, thread: [thread], post: [post], room: [course], of: [course], person: [who], text: ["canary"], words: ["canary"],
});

// A query with all it may say, once for each item.
function queried(name, named) {
  const { properties } = JSON.parse(readFileSync(join(root, `protocol/entries/${name}.schema.json`), "utf8"));
  const known = Object.keys(properties).filter((key) => key !== "room" && named[key]);
  const times = Math.max(1, ...known.map((key) => named[key].length));
  return Array.from({ length: times }, (_, at) => Object.fromEntries(known.map((key) => [key, named[key][at % named[key].length]])));
}

// `made`: what they may name, by kind.
export async function looks(server, who, made, course = "course:c1") {
  const said = [];
  // Who asks for so much at once is told to wait.
  const get = async (path) => {
    for (;;) {
      const answer = await server.get(path, { headers: { Authorization: `Bearer ${token(who)}` } });
      said.push(await answer.text());
      if (answer.status !== 429 && answer.status !== 503) return;
      await pause(100);
    }
  };
  const named = meant(made, who, course);
  const { unit, topic, thread, items } = made;
  const wire = await connect(server, who);
  // Refusals too, and what they do to whoever follows it all.
  const channels = ["", `/unit/${unit}`, `/thread/${thread}`].map((part) => course + part);
  for (const channel of [...channels, "inbox:me"]) await wire.command("subscribe", { channel });
  for (const method of ["unit.edit", "item.edit", "item.mark", "topic.edit", "test.begin", "assignment.write", "forum.thread", "forum.post"])
    for (const item of items)
      await wire.command("rpc", { method, data: { room: course, op: `${method}${item}`, unit, topic, thread, item, done: true, title: "x", text: "x" } });
  for (const { kind, name, way } of methods)
    if (way === "query" && ["course", "academy"].includes(kind))
      for (const data of queried(name, named))
        for (const end of ["", ".csv"])
          await get(`/api/rooms/${kind === "course" ? course : ACADEMY}/${name}${end}?${new URLSearchParams(data)}`);
  for (const room of [undefined, course]) {
    // What was written a moment ago is found a moment later.
    await pause(1000);
    const headers = { Authorization: `Bearer ${token(who)}`, "Content-Type": "application/json" };
    const answer = await server.get("/api/search", { method: "POST", headers, body: JSON.stringify({ words: "canary", begins: true, room, limit: 50 }) });
    said.push(await answer.text());
  }
  for (const channel of channels) await get(`/api/rooms/${encodeURIComponent(channel)}`);
  await get(`/api/calendars/${course}`);
  said.push(...wire.frames.flat());
  wire.end();
  return said.join("\n");
}

export const found = (text) => [...new Set((text.match(CANARY) ?? []).map((word) => word.toLowerCase()))].filter((word) => word !== "canary").sort();
