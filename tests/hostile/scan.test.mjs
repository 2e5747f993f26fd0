// SPDX-License-Identifier: Apache-2.0
// A scanner of the operator's looks at every file, whatever it answers: here one that speaks as
// clamd does, and finds the harmless text that all scanners are tried with.

import assert from "node:assert/strict";
import net from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { muster, Server, token } from "../wire/server.mjs";

const eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
let server, scanner, answer;

// Reads one INSTREAM to its end: the content; null when it is none.
function content(bytes) {
  const command = Buffer.from("zINSTREAM\0");
  if (!bytes.subarray(0, command.length).equals(command)) return null;
  const pieces = [];
  for (let at = command.length; at + 4 <= bytes.length; ) {
    const len = bytes.readUInt32BE(at);
    if (len === 0) return Buffer.concat(pieces);
    if (at + 4 + len > bytes.length) return null;
    pieces.push(bytes.subarray(at + 4, at + 4 + len));
    at += 4 + len;
  }
  return null;
}

function speak(socket) {
  let bytes = Buffer.alloc(0);
  socket.on("error", () => {});
  socket.on("data", (more) => {
    bytes = Buffer.concat([bytes, more]);
    if (answer === "hang up") return socket.destroy();
    const file = content(bytes);
    if (!file) return;
    const found = file.includes(eicar) ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";
    socket.end(`${answer ?? found}\0`);
  });
}

before(async () => {
  server = new Server({});
  const path = join(server.folder, "clamd.ctl");
  scanner = net.createServer(speak);
  await new Promise((done) => scanner.listen(path, done));
  server.set["server.clamd"] = `unix:${path}`;
  await server.start();
});
after(async () => {
  scanner.close();
  await server.kill();
  server.forget();
});

async function upload(text) {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token("u7")}` };
  const bytes = Buffer.byteLength(text);
  const body = JSON.stringify({ room: "course:c1", name: "x.txt", bytes });
  const told = await server.get("/api/uploads", { method: "POST", headers, body });
  const done = await server.get((await told.json()).url, { method: "POST", body: text });
  return { status: done.status, ...(await done.json()) };
}

const kept = () => server.filesKept();

test("a harmful file is refused, and any other taken", async () => {
  assert.equal((await upload("nothing in it")).status, 200);
  const before = kept();
  for (const text of [eicar, `${"x".repeat(200000)}${eicar}`]) {
    const { status, name } = await upload(text);
    assert.equal(status, 422);
    assert.equal(name, "file_harmful");
  }
  assert.equal(kept(), before);
});

test("without an answer nothing is taken", async () => {
  const before = kept();
  for (const [said, name] of [
    ["hang up", "scan_away"],
    ["", "scan_away"],
    ["stream: OK, perhaps", "scan_away"],
    ["UNKNOWN COMMAND", "scan_away"],
    ["x".repeat(2000), "scan_away"],
    ["INSTREAM size limit exceeded. ERROR", "file_too_large"],
  ]) {
    answer = said;
    assert.equal((await upload("nothing in it")).name, name, said);
  }
  answer = undefined;
  assert.equal((await upload("nothing in it")).status, 200);
  assert.equal(kept(), before + 1);
  scanner.close();
  assert.equal((await upload("nothing in it")).name, "scan_away");
  assert.equal(kept(), before + 1);
});

test("an address that is none is told at the start", async () => {
  for (const address of ["clamd", "localhost:3310", "unix:clamd.ctl", "127.0.0.1:0", "::1:3310"]) {
    const set = ["--set", `server.clamd=${address}`, "--listen", "127.0.0.1:0"];
    const { code, stderr } = await muster("serve", "--demo", "--journal", "memory:", ...set);
    assert.notEqual(code, 0, address);
    assert.match(stderr, /server\.clamd must be/);
  }
});
