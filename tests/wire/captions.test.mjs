// SPDX-License-Identifier: Apache-2.0
// Captions by an outside service: a program that has an account of its own and speaks HTTP alone, as docs/captions.md
// tells it to. Whoever chose the language is sent its lines at once, nobody else a byte of them.

import assert from "node:assert/strict";
import { request } from "node:http";
import { after, test } from "node:test";
import { serve, token } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const room = "webinar:w1";
const channel = `${room}/captions/fr`;

// What a service does: a token, and a key for each line.
class Service {
  constructor(server, sub) {
    this.port = server.port;
    this.headers = { Authorization: `Bearer ${token(sub)}`, "Content-Type": "application/json" };
  }

  ask(method, path, body, key) {
    const headers = { ...this.headers, ...(key && { "Idempotency-Key": key }) };
    const { port } = this;
    return new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (piece) => (text += piece));
        answer.on("end", () => resolve({ status: answer.statusCode, type: answer.headers["content-type"], text }));
      });
      asked.on("error", reject);
      asked.end(body && JSON.stringify(body));
    });
  }

  async does(type, body, key) {
    const { status, text } = await this.ask("POST", `/api/rooms/${room}/${type}`, body, key);
    return { status, ...JSON.parse(text) };
  }
}

test("a service writes captions by HTTP, and those who chose the language read them", async (t) => {
  const server = await serve(t, { memory: true });
  const [host, moderator, reader, elsewhere] = await Promise.all(
    ["host", "moderator", "u1", "u2"].map((sub) => connect(server, sub)),
  );
  const service = new Service(server, "captions-service");
  let ops = 0;
  const does = async (method, data, by = host) =>
    (await by.rpc(method, { room, op: `captions-${++ops}`, ...data })).seq;
  await elsewhere.ask("subscribe", { channel: room });
  await does("captions.offer", { languages: ["fr", "ar"] });
  await reader.ask("subscribe", { channel });

  // Nobody writes whom the team does not let.
  const line = { language: "fr", text: "Nous commençons." };
  assert.equal((await service.does("captions.line", line)).status, 403);
  await does("captions.assign", { whom: "captions-service", languages: ["fr"] });
  assert.equal((await service.does("captions.line", { ...line, language: "ar" })).status, 403);

  // Each line is with its readers at once; one whose answer was lost is said again, and is one.
  const began = Date.now() - 5000;
  const texts = ["Nous commençons.", "Éteignez l’appareil.", "Ne l’alumez pas."];
  const seqs = [];
  for (const [at, text] of texts.entries()) {
    const said = { language: "fr", text, from: began + at * 1000, to: began + at * 1000 + 900 };
    const { status, seq } = await service.does("captions.line", said, `line-${at}`);
    assert.equal(status, 200);
    assert.equal((await service.does("captions.line", said, `line-${at}`)).seq, seq, "said again");
    seqs.push(seq);
    const comes = ({ patch }) => patch.captions?.lines?.[seq]?.text === text;
    const { data } = await reader.publication(channel, comes, text);
    assert.equal(data.by, "*", "who writes is told to those alone who write");
  }
  const right = "Ne l’allumez pas.";
  const amended = await service.does("captions.amend", { line: seqs[2], text: right, from: began + 2000, to: began + 2900 });
  assert.equal(amended.status, 200);
  const mended = ({ patch }) => patch.captions?.lines?.[seqs[2]]?.text === right;
  await reader.publication(channel, mended, "the correction");
  assert.ok(!JSON.stringify(elsewhere.pushes).includes("Éteignez"), "who chose none is sent none");

  // As a file for players of video, for whoever is in the room.
  const path = `/api/rooms/${room}/captions.history.vtt?language=fr`;
  const file = await service.ask("GET", `${path}&zero=${began}`);
  assert.equal(file.status, 200);
  assert.equal(file.type, "text/vtt; charset=utf-8");
  const times = ["00:00:00.000 --> 00:00:00.900", "00:00:01.000 --> 00:00:01.900", "00:00:02.000 --> 00:00:02.900"];
  const cues = [texts[0], texts[1], right].map((text, at) => `${seqs[at]}\n${times[at]}\n${text}`);
  assert.deepEqual(file.text.split("\n\n").slice(2, -1), cues);
  assert.ok(!file.text.includes("alumez"), "what was amended is nowhere");
  assert.equal((await service.ask("GET", path.replace("captions.history", "chat.history"))).status, 404);
  assert.equal((await service.ask("GET", `${path}e`)).status, 404, "never offered");

  // More than a page of them: all, once, in order.
  for (let n = 0; n < 105; n++)
    await does("captions.line", { language: "ar", text: `سطر${"·".repeat(n)}`, from: began + n, to: began + n }, n % 2 ? host : moderator);
  const all = await service.ask("GET", path.replace("fr", "ar"));
  const lengths = all.text.split("\n").filter((each) => each.startsWith("سطر")).map((each) => each.length);
  assert.deepEqual(lengths, Array.from({ length: 105 }, (_, n) => 3 + n));
});
