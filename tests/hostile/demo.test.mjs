// SPDX-License-Identifier: Apache-2.0
// The demo lets everybody be anybody. It must not do so with a key or a journal of somebody else,
// nor for a page of the internet whose name was made to point at this machine (DNS rebinding).

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { muster, secret, serve } from "../wire/server.mjs";
import { endAll } from "../wire/wire.mjs";

after(endAll);

// {status, body} of a request with these headers, whatever they say.
function ask(server, method, path, headers) {
  return new Promise((done, failed) => {
    const options = { host: "127.0.0.1", port: server.port, method, path, headers };
    const asked = request(options, (answer) => {
      let body = "";
      answer.on("data", (bytes) => (body += bytes));
      answer.on("end", () => done({ status: answer.statusCode, body }));
    });
    asked.on("error", failed);
    asked.end();
  });
}

const signIn = (server, headers) => ask(server, "POST", "/demo/token?identity=host", headers);

function folder(t) {
  const made = mkdtempSync(join(tmpdir(), "muster-demo-"));
  t.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

// What `muster serve --demo` says when it does not start.
async function refused(...words) {
  const { code, stderr } = await muster("serve", "--demo", "--listen", "127.0.0.1:0", ...words);
  assert.notEqual(code, 0, "it started");
  return stderr;
}

test("a page of another name gets no identity, though its name leads here", async (t) => {
  const server = await serve(t, { memory: true });
  const port = server.port;
  const foreign = ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.1"];
  for (const name of foreign)
    for (const host of [name, `${name}:${port}`])
      for (const headers of [{ host }, { host, origin: `http://${host}` }]) {
        const { status, body } = await signIn(server, headers);
        assert.equal(status, 403, JSON.stringify(headers));
        assert.match(JSON.parse(body).detail, /this machine/);
        assert.doesNotMatch(body, /token"/);
        assert.equal((await ask(server, "GET", "/demo", headers)).status, 403);
      }
  for (const name of ["localhost", "127.0.0.1", "127.8.9.10", "[::1]"])
    for (const host of [name, `${name}:${port}`])
      for (const headers of [{ host }, { host, origin: `http://${host}` }]) {
        const { status, body } = await signIn(server, headers);
        assert.equal(status, 200, JSON.stringify(headers));
        assert.equal(JSON.parse(body).id, "host");
      }
});

test("a page of another origin gets no identity, though the server knows it", async (t) => {
  const set = { "server.origins": "https://learn.example" };
  const server = await serve(t, { memory: true, set });
  const host = `127.0.0.1:${server.port}`;
  const others = ["https://learn.example", "http://evil.example", `http://localhost:1`, "null"];
  for (const origin of others)
    assert.equal((await signIn(server, { host, origin })).status, 403, origin);
});

test("the demo does not start with a configured key", { timeout: 30000 }, async (t) => {
  const file = join(folder(t), "secret");
  writeFileSync(file, secret);
  const keys = [
    ["--set", `token.secret=${secret}`],
    ["--set", `token.secret_file=${file}`],
    ["--set", `token.key_file=${file}`],
    ["--set", "token.algorithm=ES256"],
  ];
  for (const words of keys)
    assert.match(await refused("--journal", "memory:", ...words), /--demo .*token\./);
});

test("the demo leaves a journal that is not its own alone", { timeout: 30000 }, async (t) => {
  const place = folder(t);
  const path = join(place, "muster.db");
  const server = await serve(t, { journal: `sqlite:${path}` });
  await server.end();
  for (const name of readdirSync(place)) if (name.startsWith("demo.")) rmSync(join(place, name));
  // As if the rooms had been made by somebody else.
  const sql = "UPDATE entry SET op = 'academy.create' WHERE op = 'demo.create'";
  const edit = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()";
  await promisify(execFile)("python3", ["-c", edit, path, sql]);
  const rooms = () => muster("journal", "print", "webinar:w1", "--journal", `sqlite:${path}`);
  const before = await rooms();
  assert.match(await refused("--journal", `sqlite:${path}`), /not the demo's/);
  assert.deepEqual(await rooms(), before);
  assert.ok(!existsSync(join(place, "demo.secret")), "a key was left beside it");
});

test("the demo goes on with its own journal, and people stay signed in", async (t) => {
  const server = await serve(t);
  const host = `127.0.0.1:${server.port}`;
  assert.equal((await signIn(server, { host })).status, 200);
  await server.kill();
  await server.start();
  assert.equal((await signIn(server, { host: `127.0.0.1:${server.port}` })).status, 200);
});
