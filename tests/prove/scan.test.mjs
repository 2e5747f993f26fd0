// SPDX-License-Identifier: Apache-2.0
// Uploads beside programs that others made: a real clamd, whose signatures are made here of the
// harmless text that all scanners are tried with, and which is stopped and killed in the middle; and
// exiftool, which reads what is left in a picture. Needs clamav-daemon and libimage-exiftool-perl:
// ./dev prove.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { CANARY, files } from "../hostile/files.mjs";
import { until } from "../wire/client.mjs";
import { Server, token } from "../wire/server.mjs";

const eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
const READY_MS = 60000;
let server, clamd, folder;

// In any kind of file (target 0), wherever it stands.
const signature = `Muster-Eicar:0:*:${Buffer.from(eicar).toString("hex")}\n`;

async function startScanner() {
  const socket = join(folder, "clamd.ctl");
  clamd = spawn("setpriv", ["--pdeathsig", "KILL", "--", "clamd", "-c", join(folder, "clamd.conf")], {
    stdio: "ignore",
  });
  await until(() => existsSync(socket), "clamd listens", READY_MS);
}

async function endScanner(signal) {
  const ended = once(clamd, "exit");
  clamd.kill(signal);
  clamd.kill("SIGCONT");
  await ended;
  execFileSync("rm", ["-f", join(folder, "clamd.ctl")]);
}

before(async () => {
  server = new Server({});
  folder = server.folder;
  mkdirSync(join(folder, "signatures"));
  writeFileSync(join(folder, "signatures/muster.ndb"), signature);
  const lines = {
    DatabaseDirectory: join(folder, "signatures"),
    LocalSocket: join(folder, "clamd.ctl"),
    LogFile: join(folder, "clamd.log"),
    Foreground: "yes",
    User: "root",
  };
  if (process.getuid() !== 0) delete lines.User;
  const conf = Object.entries(lines).map((pair) => `${pair.join(" ")}\n`);
  writeFileSync(join(folder, "clamd.conf"), conf.join(""));
  await startScanner();
  server.set["server.clamd"] = `unix:${join(folder, "clamd.ctl")}`;
  await server.start();
});
after(async () => {
  if (clamd.exitCode === null && clamd.signalCode === null) await endScanner("SIGKILL");
  await server.clean();
});

let people = 0;

async function upload(content, name = "x.txt") {
  const who = `u${100 + (people++ % 20)}`;
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token(who)}` };
  const bytes = Buffer.byteLength(content);
  const body = JSON.stringify({ room: "course:c1", name, bytes });
  const told = await server.get("/api/uploads", { method: "POST", headers, body });
  const done = await server.get((await told.json()).url, { method: "POST", body: content });
  return { who, status: done.status, ...(await done.json()) };
}

const kept = () => server.filesKept();

test("a real scanner finds it, alone and inside; what is clean is taken", async () => {
  assert.equal((await upload("nothing in it")).status, 200);
  const before = kept();
  for (const text of [eicar, `${"x".repeat(300000)}${eicar}`, `%PDF-1.4\n${eicar}\n%%EOF\n`]) {
    const { status, name } = await upload(text);
    assert.deepEqual([status, name], [422, "file_harmful"]);
  }
  assert.equal(kept(), before);
  assert.match(readFileSync(join(folder, "clamd.log"), "utf8"), /Muster-Eicar/);
});

test("killed in the middle: nothing is taken; started again: all goes on", async () => {
  const before = kept();
  clamd.kill("SIGSTOP");
  const waiting = [upload("one"), upload("two")];
  await new Promise((done) => setTimeout(done, 500)); // so that they are with the scanner
  await endScanner("SIGKILL");
  for (const { status, name } of await Promise.all(waiting))
    assert.deepEqual([status, name], [503, "scan_away"]);
  assert.equal((await upload("three")).name, "scan_away");
  assert.equal(kept(), before);
  await startScanner();
  assert.equal((await upload("four")).status, 200);
  assert.equal((await upload(eicar)).name, "file_harmful");
});

test("standing still: given up in time, and nobody else waits for it", async () => {
  const before = kept();
  clamd.kill("SIGSTOP");
  const waiting = upload("one");
  const start = Date.now();
  while (Date.now() - start < 2000) {
    const asked = Date.now();
    assert.equal((await server.health()).status, "ok");
    assert.ok(Date.now() - asked < 1000);
  }
  assert.deepEqual((({ status, name }) => [status, name])(await waiting), [503, "scan_away"]);
  assert.ok(Date.now() - start < 40000);
  assert.equal(kept(), before);
  clamd.kill("SIGCONT");
  await until(async () => (await upload("two")).status === 200, "it scans again");
});

test("of a picture exiftool reads nothing but how it is turned", async () => {
  const pictures = files.filter(([, , , type]) => ["jpeg", "png", "webp"].includes(type));
  assert.ok(pictures.length >= 4);
  for (const [what, name, content, type] of pictures) {
    const done = await upload(content, name);
    assert.equal(done.type, type, what);
    const headers = { Authorization: `Bearer ${token(done.who)}` };
    const where = await (
      await server.get(`/api/rooms/course:c1/file.get?file=${done.file}`, { headers })
    ).json();
    const path = join(folder, `picture.${type}`);
    writeFileSync(path, Buffer.from(await (await server.get(where.url)).arrayBuffer()));
    const [told] = JSON.parse(execFileSync("exiftool", ["-j", "-a", "-G1", "-u", path]).toString());
    const groups = Object.keys(told).map((key) => key.split(":")[0]);
    const own = ["SourceFile", "ExifTool", "System", "File", "JFIF", "PNG", "RIFF", "Composite", "IFD0"];
    for (const group of groups) assert.ok(own.includes(group), `${what}: ${group}`);
    const turned = Object.keys(told).filter((key) => key.startsWith("IFD0:"));
    for (const key of turned)
      assert.match(key, /Orientation|XResolution|YResolution|ResolutionUnit|YCbCrPositioning/, what);
    assert.ok(!JSON.stringify(told).includes(CANARY), what);
  }
  // The control: what was sent had it.
  writeFileSync(join(folder, "sent.jpg"), pictures[0][2]);
  assert.match(execFileSync("exiftool", ["-a", "-u", join(folder, "sent.jpg")]).toString(), new RegExp(CANARY));
});
