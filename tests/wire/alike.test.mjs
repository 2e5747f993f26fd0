// SPDX-License-Identifier: Apache-2.0
// Whether an address is known is not told by how long an answer takes: one that is a person's and one that is nobody's
// are asked for in turns, and neither is the slower one more often than chance has it. By how much is measured by
// bench/people.mjs --time.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Browser, does } from "./browser.mjs";
import { serve } from "./server.mjs";
import { endAll } from "./wire.mjs";

after(endAll);

const PAIRS = 100;
// Of half of the pairs, in standard deviations: less is chance, but for one run in ten thousand.
const DEVIATIONS = 4;
const file = join(tmpdir(), `muster-alike-${process.pid}`);

let server, cleanUps;

before(async () => {
  cleanUps = [];
  const set = { "mail.file": file, "server.proxies": "127.0.0.1" };
  server = await serve({ after: (fn) => cleanUps.push(fn) }, { memory: true, set });
  for (let n = 0; n < PAIRS; n++) {
    const data = { person: `known.${n}`, name: `Known ${n}`, mail: known(n) };
    const added = await does(server, "organiser", "POST", "/api/rooms/academy:main/person.add", data);
    assert.equal(added.status, 200, JSON.stringify(added.body));
  }
});
after(async () => {
  for (const fn of cleanUps) await fn();
  rmSync(file, { force: true });
});

const known = (n) => `known${n}@police.example`;
const other = (n) => `other${n}@police.example`;

// In ms; each comes from a network of its own, so that no share is used up.
async function took(ask, mail, network) {
  const [path, body] = ask(mail);
  const from = { "X-Forwarded-For": `10.${network >> 8}.${network & 255}.7` };
  const start = performance.now();
  const { status, text } = await new Browser(server).post(path, body, from);
  const ms = performance.now() - start;
  assert.equal(status, 202, text);
  // What is done once it is answered is no part of the next.
  await pause(3);
  return ms;
}

// How often the known address was the slower one, in standard deviations from half of the pairs.
async function tells(ask, late = () => 0) {
  let slower = 0;
  for (let n = 0; n < PAIRS; n++) {
    const ms = new Map();
    const pair = [known(n), other(n)];
    for (const mail of n % 2 ? pair : [...pair].reverse()) ms.set(mail, (await took(ask, mail, networks++)) + late(mail));
    slower += ms.get(known(n)) > ms.get(other(n));
  }
  return (slower - PAIRS / 2) / (Math.sqrt(PAIRS) / 2);
}

let networks = 0;

const ASKS = {
  "a link to sign in": (mail) => ["/api/mail", { mail, language: "en" }],
  "access to the academy": (mail) => ["/api/apply", { name: "Asker", mail, country: "TN", reason: "The course", language: "en" }],
};

for (const [what, ask] of Object.entries(ASKS))
  test(`how long it takes does not tell whether an address is known: ${what}`, async (t) => {
    const found = await tells(ask);
    t.diagnostic(`${found.toFixed(1)} standard deviations`);
    assert.ok(Math.abs(found) < DEVIATIONS, `${found.toFixed(1)} standard deviations`);
  });

// On a machine that others load, what is between two answers is tens of milliseconds: much more is added here.
test("a known address that took longer would be found out", async () => {
  const found = await tells(ASKS["a link to sign in"], (mail) => (mail.startsWith("known") ? 200 : 0));
  assert.ok(found >= DEVIATIONS, `${found.toFixed(1)} standard deviations`);
});
