// SPDX-License-Identifier: Apache-2.0
// Uploads: what is taken is harmless, what is not taken or not whole leaves nothing, and nobody is
// given what was not for them.

import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { now, secret, serve, token } from "../wire/server.mjs";
import { endAll } from "../wire/wire.mjs";
import { CANARY, files, jpeg, names } from "./files.mjs";
import { well, endSockets, Raw } from "./raw.mjs";

after(endAll);
after(endSockets);

const room = "course:c1";
const MB = 1 << 20;
let server, cleanUps;

before(async () => {
  cleanUps = [];
  server = await serve({ after: (fn) => cleanUps.push(fn) });
});
after(async () => {
  for (const fn of cleanUps) await fn();
});

async function asked(path, { who, headers, ...more } = {}) {
  const all = { ...headers, ...(who && { Authorization: `Bearer ${token(who)}` }) };
  const answer = await server.get(path, { ...more, headers: all });
  const json = /json/.test(answer.headers.get("content-type") ?? "");
  const body = json ? await answer.json() : Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, body };
}

const announce = (who, data) =>
  asked("/api/uploads", {
    who,
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ room, name: "notes.txt", ...data }),
  });

const send = (url, body) => asked(url, { method: "POST", body });

// Both steps: {status, body}.
async function upload(who, content, data = {}) {
  const body = Buffer.from(content);
  const told = await announce(who, { bytes: body.length, ...data });
  return told.status === 200 ? send(told.body.url, body) : told;
}

async function get(who, file) {
  return asked(`/api/rooms/${room}/file.get?file=${file}`, { who });
}

// How many contents there are on disk, or what is left of some.
const kept = () => server.filesKept();

test("what is taken is harmless, and what is not taken leaves nothing", async () => {
  assert.ok(files.length >= 40);
  let n = 0;
  for (const [what, name, content, type] of files) {
    const before = kept();
    const { status, body } = await upload(`u${100 + (n++ % 8)}`, content, { name });
    if (type === null) {
      assert.equal(status, 415, `${what}: ${JSON.stringify(body)}`);
      assert.equal(body.name, "file_kind", what);
      assert.equal(kept(), before, what);
      continue;
    }
    assert.equal(status, 200, `${what}: ${JSON.stringify(body)}`);
    assert.equal(body.type, type, what);
    assert.equal(kept(), before + 1, what);
    const { body: where } = await get("u7", body.file);
    const got = await asked(where.url);
    assert.equal(got.status, 200, what);
    const picture = ["jpeg", "png", "webp"].includes(type);
    assert.equal(got.headers.get("x-content-type-options"), "nosniff");
    assert.match(got.headers.get("content-security-policy"), /sandbox/);
    assert.match(got.headers.get("content-type"), picture ? /^image\// : /^(application|text)\//);
    assert.doesNotMatch(got.headers.get("content-type"), /html|svg|javascript|xml$/);
    const shown = picture ? /^inline; filename\*=UTF-8''/ : /^attachment; filename\*=UTF-8''/;
    assert.match(got.headers.get("content-disposition"), shown);
    if (picture) assert.ok(!got.body.includes(CANARY), what);
    else assert.deepEqual(got.body, Buffer.from(content), what);
  }
  await well(server, 0, Infinity);
});

test("a picture stands as it stood", async () => {
  const { body } = await upload("u7", jpeg(), { name: "p.jpg" });
  const { body: where } = await get("u7", body.file);
  const got = await asked(where.url);
  assert.deepEqual([...got.body.subarray(0, 2)], [0xff, 0xd8]);
  assert.deepEqual([...got.body.subarray(-2)], [0xff, 0xd9]);
  const exif = got.body.indexOf("Exif\0\0");
  assert.equal(got.body.readUInt16BE(exif + 6 + 8 + 2 + 8), 6);
  assert.equal(got.body.length, where.bytes);
});

test("names are in every script, and never a path or a page", async () => {
  let n = 40;
  for (const [name, expected] of names) {
    const who = `u${n++}`;
    const { status, body } = await upload(who, "text", { name });
    assert.equal(status, 200, JSON.stringify([name, body]));
    assert.equal(body.name, expected);
    const { body: where } = await get(who, body.file);
    const { headers } = await asked(where.url, { method: "HEAD" });
    const told = /filename\*=UTF-8''(\S+)$/.exec(headers.get("content-disposition"))[1];
    assert.equal(decodeURIComponent(told), expected);
  }
  for (const name of ["a\r\nSet-Cookie: x=1\r\n\r\n<html>", "a\u202egpj.exe"]) {
    const { body } = await upload("u9", "text", { name });
    assert.doesNotMatch(body.name, /[\r\n\0\u202e]/);
    const { body: where } = await get("u9", body.file);
    const { headers } = await asked(where.url, { method: "HEAD" });
    assert.equal(headers.get("set-cookie"), null);
  }
  for (const [name, error] of [
    ["x".repeat(191), "text_too_long"],
    ["", "text_invalid"],
    ["a\0b.txt", "text_invalid"],
    ["\u200b", "text_invalid"],
  ])
    assert.equal((await upload("u9", "text", { name })).body.name, error);
});

test("an announcement that makes no sense is refused before a byte comes", async () => {
  for (const [data, name] of [
    [{ bytes: 0 }, "bad_request"],
    [{ bytes: -1 }, "bad_request"],
    [{ bytes: "7" }, "bad_request"],
    [{ bytes: 16 * MB + 1 }, "file_too_large"],
    [{ bytes: 7, for: "everybody" }, "bad_request"],
    [{ bytes: 7, op: "a b" }, "bad_request"],
    [{ bytes: 7, name: 7 }, "bad_request"],
  ])
    assert.equal((await announce("u7", data)).body.name, name, JSON.stringify(data));
  assert.equal((await announce(null, { bytes: 7 })).status, 403);
});

test("an upload that is interrupted leaves nothing, at whatever point", async () => {
  const content = Buffer.alloc(2 * MB, "a");
  const before = kept();
  for (let tenth = 0; tenth < 10; tenth++) {
    const { body } = await announce("u20", { bytes: content.length });
    const raw = new Raw(server);
    await raw.open;
    raw.write(`POST ${body.url} HTTP/1.1\r\nHost: x\r\nContent-Length: ${content.length}\r\n\r\n`);
    await raw.pour(content.subarray(0, (content.length / 10) * tenth), 1);
    raw.socket.destroy();
    await raw.closed;
  }
  assert.equal(kept(), before);
  // Their places are free again, too, once the server has seen that they went.
  let taken = 0;
  for (let free = 0; free < 3; taken += free) {
    const whole = await Promise.all([1, 2, 3].map(() => upload("u20", Buffer.from("small"))));
    for (const { status } of whole) assert.ok([200, 429].includes(status), `${status}`);
    free = whole.filter(({ status }) => status === 200).length;
  }
  assert.equal(kept(), before + taken);
  await well(server, 0, Infinity);
});

test("a server that is killed meanwhile keeps nothing half", async () => {
  const content = Buffer.alloc(2 * MB, "b");
  const before = kept();
  const { body } = await announce("u21", { bytes: content.length });
  const raw = new Raw(server);
  await raw.open;
  raw.write(`POST ${body.url} HTTP/1.1\r\nHost: x\r\nContent-Length: ${content.length}\r\n\r\n`);
  await raw.pour(content.subarray(0, MB), 1);
  await server.kill();
  await server.start();
  assert.equal(kept(), before);
  // The address is still good: it says all there is to know.
  assert.equal((await send(body.url, content)).status, 200);
  assert.equal((await send(body.url, content.subarray(0, 5))).status, 400);
});

test("an address is for one person, one length, and a while", async () => {
  const { body } = await announce("u22", { bytes: 4 });
  const [, ticket, mac] = /^\/api\/uploads\/([\w-]+)\.([\w-]{22})$/.exec(body.url);
  const data = JSON.parse(Buffer.from(ticket, "base64url"));
  const key = createHash("sha256").update(`muster media 1\n${secret}`).digest();
  const made = (changes, sign = true) => {
    const text = JSON.stringify({ ...data, ...changes });
    const proof = createHmac("sha256", key).update(`upload:${text}`).digest().subarray(0, 16);
    const end = sign ? proof.toString("base64url") : mac;
    return `/api/uploads/${Buffer.from(text).toString("base64url")}.${end}`;
  };
  for (const changes of [{ person: "host" }, { bytes: 5 }, { room: "academy:main" }])
    assert.equal((await send(made(changes, false), "text")).status, 401);
  assert.equal((await send(made({ until: now() - 1 }), "text")).status, 401);
  assert.equal((await send(`${body.url}x`, "text")).status, 401);
  assert.equal((await send("/api/uploads/x", "text")).status, 401);
  assert.equal((await send(body.url, "texts")).status, 413);
  assert.equal((await send(body.url, "tex")).status, 400);
  assert.equal((await asked(body.url)).status, 405);
  const evil = { method: "POST", body: "text", headers: { Origin: "https://evil.example" } };
  assert.equal((await asked(body.url, evil)).status, 403);
  // What can be made with the secret is what the server makes.
  assert.equal((await send(made({}), "text")).status, 200);
});

test("lengths are said once, and nothing is taken in chunks", async () => {
  const { body } = await announce("u23", { bytes: 4 });
  for (const [head, status, rest = "4\r\ntext\r\n0\r\n\r\n"] of [
    ["Content-Length: 4\r\nContent-Length: 4", 400],
    ["Transfer-Encoding: chunked", 400],
    ["Content-Length: 4\r\nTransfer-Encoding: chunked", 400],
    ["Content-Length: -4", 400],
    ["Accept: */*", 411, ""],
  ]) {
    const raw = new Raw(server);
    await raw.open;
    raw.write(`POST ${body.url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${head}\r\n\r\n${rest}`);
    assert.equal(await raw.status(), status, head);
    await raw.ends();
  }
  // More than was said is not looked at where the connection is to end.
  const raw = new Raw(server);
  await raw.open;
  raw.write(`POST ${body.url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n\r\ntextGET / HTTP/1.1\r\n\r\n`);
  assert.equal(await raw.status(), 200);
  await raw.ends();
  assert.equal(raw.text.match(/HTTP\/1\.1 /g).length, 1);
  await well(server, 0, Infinity);
});

test("one person has a share of what is under way, and of the room", async () => {
  const content = Buffer.alloc(16 * MB, "c");
  const open = [];
  for (let n = 0; n < 4; n++) {
    const { body } = await announce("u24", { bytes: 1000 });
    const raw = new Raw(server);
    await raw.open;
    raw.write(`POST ${body.url} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx`);
    open.push(raw);
  }
  // The fifth is refused once the others have been seen.
  let refused;
  do refused = await upload("u24", "text");
  while (refused.status === 200);
  assert.equal(refused.status, 429);
  assert.equal((await upload("u25", "text")).status, 200);
  for (const raw of open) raw.socket.destroy();

  const before = kept();
  for (let n = 0; n < 4; n++) {
    const done = await upload("u26", content, { for: "own" });
    assert.equal(done.status, 200, JSON.stringify(done.body));
  }
  const over = await upload("u26", "text");
  assert.equal(over.body.name, "limit_exceeded");
  assert.equal(kept(), before + 4);
});

test("a file is for those it was meant for, and until it is removed", async () => {
  const own = await upload("u27", "for me alone", { for: "own" });
  const staff = await upload("u27", "for staff", { for: "staff" });
  const ask = (who, { body }) => get(who, body.file);
  assert.equal((await ask("u28", own)).status, 404);
  assert.deepEqual((await ask("u28", own)).body, (await get("u28", 999999)).body);
  assert.equal((await ask("host", own)).status, 404);
  assert.equal((await ask("host", staff)).status, 200);
  const { body: where } = await ask("u27", own);
  assert.equal((await asked(where.url)).body.toString(), "for me alone");
  const other = await ask("u27", staff);
  const [start, id] = [where.url, other.body.url].map((url) => url.split("/"));
  const forged = [...start.slice(0, 4), id[4]].join("/");
  for (const url of [forged, `${where.url}/x`, where.url.slice(0, -1), `/api/blobs/${id[4]}`])
    assert.equal((await asked(url)).status, 403, url);
  assert.equal((await asked(where.url, { method: "POST" })).status, 405);
  const removed = await asked(`/api/rooms/${room}/file.remove`, {
    who: "u27",
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ file: own.body.file }),
  });
  assert.equal(removed.status, 200);
  assert.equal((await ask("u27", own)).status, 404);
});

test("what is removed is gone from the disk when its time has come", async (t) => {
  const own = await serve(t, { set: { "journal.erase_days": "0" } });
  const there = () => own.filesKept();
  const shared = server;
  server = own;
  try {
    const { body } = await upload("u7", "to be removed");
    await upload("u7", "to stay");
    assert.equal(there(), 2);
    const headers = { "Content-Type": "application/json" };
    const remove = { who: "u7", method: "POST", headers, body: JSON.stringify(body) };
    assert.equal((await asked(`/api/rooms/${room}/file.remove`, remove)).status, 200);
    while (there() > 1) await new Promise((done) => setTimeout(done, 50));
  } finally {
    server = shared;
  }
});

// Before it was sent, and while it is being sent.
test("an address is no good any more for who has been suspended", async () => {
  const organiser = (method, data) =>
    asked(`/api/rooms/academy:main/${method}`, {
      who: "organiser",
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(data),
    });
  const before = kept();
  const text = "text".repeat(1000);
  await organiser("person.add", { person: "u90", name: "Participant 90" });
  const { body } = await announce("u90", { bytes: text.length });
  const raw = new Raw(server);
  await raw.open;
  raw.write(`POST ${body.url} HTTP/1.1\r\nHost: x\r\nContent-Length: ${text.length}\r\n\r\ntext`);
  await send((await announce("u91", { bytes: 4 })).body.url, "text"); // it has been seen by now
  assert.equal((await organiser("person.suspend", { person: "u90" })).status, 200);
  raw.write(text.slice(4));
  assert.equal(await raw.status(), 403);
  const late = await send(body.url, text);
  assert.equal(late.status, 403);
  assert.equal(late.body.name, "suspended");
  assert.equal(kept(), before + 1);
});

test("who may not add to a room leaves nothing in it", async () => {
  const before = kept();
  for (const [room, status] of [
    ["webinar:w1", 404],
    ["course:none", 403],
    ["inbox:u9", 403],
  ]) {
    const { body, status: got } = await upload("u29", "text", { room });
    assert.equal(got, status, JSON.stringify(body));
  }
  assert.equal(kept(), before);
});
