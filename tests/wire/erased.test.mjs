// SPDX-License-Identifier: Apache-2.0
// Who is erased: nothing of their name and address is answered, sent or on the disk any more, the
// chain of the journal is whole, and their id is nobody else's.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { does, signedIn } from "./browser.mjs";
import { until } from "./client.mjs";
import { muster, serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const NAME = "Canaryname Xylophone";
const OTHER = "Canaryrenamed Zeppelin";
const MAIL = "canaryaddress@police.example";
const CANARIES = ["Canaryname", "Xylophone", "Canaryrenamed", "Zeppelin", "canaryaddress"];

// Which canaries stand in any file of the server's folder.
function found(folder, ...more) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const there = new Set();
  for (const file of files.filter((one) => one.isFile())) {
    const bytes = readFileSync(join(file.path ?? file.parentPath, file.name));
    for (const canary of [...CANARIES, ...more]) if (bytes.includes(canary)) there.add(`${canary} in ${file.name}`);
  }
  return [...there];
}

test("a person who is erased leaves no name and no address, in no answer and on no disk", async (t) => {
  const server = await serve(t, { set: { "journal.erase_days": "0" } });
  const asks = (who, method, path, data) =>
    does(server, who, method, `/api/rooms/academy:main/${path}`, data);
  const person = "canary";
  await asks("organiser", "POST", "person.add", { person, name: NAME, mail: MAIL, country: "TN" });
  await signedIn(server, person, { add: false });
  await asks("organiser", "POST", "person.change", { person, name: OTHER });
  assert.notDeepEqual(found(server.folder), [], "the control: they are there before");
  const watcher = await connect(server, "organiser");
  await watcher.ask("subscribe", { channel: "academy:main" });
  const from = watcher.frames.length;
  const erased = await asks("organiser", "POST", "person.erase", { person, why: "Asked for" });
  assert.equal(erased.status, 200, JSON.stringify(erased.body));
  for (const path of ["person.list?prefix=canary", `person.list?mail=${MAIL}`, `person.get?person=${person}`])
    for (const canary of CANARIES.slice(0, 4)) {
      const { body } = await asks("organiser", "GET", path);
      assert.ok(!JSON.stringify(body).includes(canary), path);
    }
  const again = await asks("organiser", "POST", "person.add", { person, name: "Another" });
  assert.equal(again.body.name, "already_exists");
  await until(async () => found(server.folder).length === 0, "it is gone from the disk", 30000);
  assert.ok(!JSON.stringify(watcher.frames.slice(from)).includes("Canary"));
  assert.equal(await server.end(), 0);
  assert.deepEqual(found(server.folder), []);
  assert.ok(await server.verified());
});

test("without a server the command erases them: their name, their words, their file, what the index has", async (t) => {
  const set = { "journal.erase_days": "0" };
  const server = await serve(t, { set });
  const person = "canary";
  await does(server, "organiser", "POST", "/api/rooms/academy:main/person.add", { person, name: NAME, mail: MAIL });
  const wire = await connect(server, person);
  const { seq: thread } = await wire.rpc("forum.thread", { room: "course:c1", op: "a", title: "A thread", text: "Canaryrenamed says so" });
  assert.ok(thread > 0);
  const content = "canaryaddress in a file\n";
  const asked = { room: "course:c1", name: "said.txt", bytes: content.length, for: "room" };
  const { body } = await does(server, person, "POST", "/api/uploads", asked);
  assert.equal((await fetch(server.url + body.url, { method: "POST", body: content })).status, 200);
  const files = server.filesKept();
  await until(() => found(server.folder, "canaryrenamed").some((one) => one.includes(".search")), "the index has their words");
  assert.equal(await server.end(), 0);
  const erased = await muster("person", "erase", person, "--why", "Asked for", "--set", `journal.url=${server.journal}`, "--set", "journal.erase_days=0");
  assert.equal(erased.code, 0, erased.stderr);
  assert.deepEqual(found(server.folder, "canaryrenamed"), []);
  assert.equal(server.filesKept(), files - 1);
  assert.ok(await server.verified());
});
