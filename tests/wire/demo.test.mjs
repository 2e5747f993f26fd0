// SPDX-License-Identifier: Apache-2.0
// The demo's academy: what there is for whoever looks at its announcements, credentials and
// registrations; and that it asks nobody to agree to anything first.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { does } from "./browser.mjs";
import { serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const academy = "academy:main";
const languages = ["ar", "en", "es", "fr"];
const day = 86400_000;

test("the demo's academy has news, credentials and a registration, and asks nobody first", async (t) => {
  const server = await serve(t, { memory: true, set: { "demo.people": 5 } });
  const asks = async (who, query) => {
    const { status, body } = await does(server, who, "GET", `/api/rooms/${academy}/${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  assert.doesNotMatch(server.log, /could not make/);

  const news = Object.values((await asks("p1", "announce.list")).announcements);
  assert.deepEqual(news.map(({ title, text }) => [Object.keys(title).sort(), Object.keys(text).sort()]), [[languages, languages]]);

  const { credentials } = await asks("organiser", "credential.list");
  assert.deepEqual(credentials.map(({ person, kind }) => `${person} ${kind}`).sort(), ["manager instructor", "p1 completion", "p2 instructor"]);
  const soon = `credential.list?state=valid&before=${Date.now() + 30 * day}`;
  const lapsing = (await asks("organiser", soon)).credentials;
  assert.deepEqual(lapsing.map(({ person }) => person), ["p2"]);
  assert.ok(lapsing[0].until > Date.now());

  const room = await asks("p1", "room.get?of=webinar:vehicles");
  const { questions } = room.registration;
  assert.deepEqual(questions.map(({ kind }) => kind), ["text", "choice", "yesno"]);
  for (const { title, options = [] } of questions)
    for (const text of [title, ...options]) assert.deepEqual(Object.keys(text).sort(), languages);
  assert.ok(room.start > Date.now() + 7 * day);

  // There is no text to agree to.
  const { status } = await does(server, "p1", "GET", `/api/rooms/${academy}/conduct.get`);
  assert.equal(status, 404);
  const wire = await connect(server, "p1");
  assert.equal((await wire.command("subscribe", { channel: "webinar:traces" })).error, undefined);
});
