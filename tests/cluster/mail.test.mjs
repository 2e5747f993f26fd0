// SPDX-License-Identifier: Apache-2.0
// Mails on three instances: each leaves once, whoever is killed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser, does } from "../wire/browser.mjs";
import { until } from "../wire/client.mjs";
import { Smtp } from "../wire/smtp.mjs";
import { endAll } from "../wire/wire.mjs";
import { Cluster } from "./cluster.mjs";

const MAILS = 12;
let cluster, smtp;

before(async () => {
  smtp = await new Smtp().start();
  const set = {
    "mail.url": smtp.url,
    "mail.from": "academy@academy.example",
    "mail.retry_seconds": 1,
    "mail.timeout_seconds": 1,
    "server.url": "http://localhost:7400",
  };
  cluster = new Cluster({ set });
  await cluster.start();
});
after(async () => {
  endAll();
  await cluster.clean();
  await smtp.end();
});

async function added(person, mail, more = {}) {
  const data = { person, name: person, mail, ...more };
  const path = "/api/rooms/academy:main/person.add";
  const { status, body } = await does(cluster.instances[0], "organiser", "POST", path, data);
  assert.equal(status, 200, JSON.stringify(body));
}

const settled = async () => {
  const sums = await Promise.all(
    cluster.instances.map((instance) => instance.metric('mails_total{what="sent"}')),
  );
  return sums.reduce((all, one) => all + one, 0);
};

// They are asked for while the server is away, and all instances begin with them at once.
test("what all instances see waiting leaves once", async () => {
  await smtp.end();
  const mails = Array.from({ length: MAILS }, (_, n) => `think-${n}@example.org`);
  for (const [n, mail] of mails.entries()) await added(`q${n}`, mail);
  for (const mail of mails)
    assert.equal((await new Browser(cluster.instances[0]).post("/api/mail", { mail })).status, 202);
  const tried = async () => cluster.instances[0].metric('mails_total{what="refused"}');
  await until(async () => (await tried()) >= MAILS, "that nobody takes them");
  await Promise.all(cluster.instances.map((instance) => instance.kill()));
  await smtp.start();
  await Promise.all(cluster.instances.map((instance) => instance.start()));
  await until(() => mails.every((mail) => smtp.to(mail).length > 0), "the mails", 30000);
  await until(async () => (await settled()) >= MAILS, "that it is known");
  for (const mail of mails) assert.equal(smtp.to(mail).length, 1, mail);
});

test("who is approved gets one link from three instances, one of them killed", async () => {
  const mails = Array.from({ length: MAILS }, (_, n) => `later-1-e${n}@example.org`);
  for (const [n, mail] of mails.entries()) await added(`e${n}`, mail, { enrol: true });
  await until(() => smtp.refused.includes(mails[0]), "that it has begun");
  await cluster.instances[1].kill();
  await until(() => mails.every((mail) => smtp.to(mail).length > 0), "the mails", 30000);
  for (const [n, mail] of mails.entries()) {
    const links = new Set(smtp.to(mail).map(({ text }) => /enrol#(\S+)/.exec(text)[1]));
    const names = new Set(smtp.to(mail).map(({ headers }) => headers["Message-ID"]));
    assert.deepEqual([links.size, names.size], [1, 1]);
    const used = await new Browser(cluster.instances[2]).post("/api/enrol/device", { code: [...links][0] });
    assert.equal(used.body.person?.id, `e${n}`, used.text);
  }
  await cluster.instances[1].start();
});
