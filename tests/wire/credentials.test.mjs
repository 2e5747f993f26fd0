// SPDX-License-Identifier: Apache-2.0
// Credentials: the certificate and its code, what anybody is told who has it, and what a room that
// asks for one makes of its hosts.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { does } from "./browser.mjs";
import { until } from "./client.mjs";
import { muster, serve } from "./server.mjs";
import { connect, endAll, nameOf } from "./wire.mjs";

after(endAll);

const academy = "academy:main";
const issued = 1700000000000;

const acts = (server) => async (who, method, data) => {
  const { status, body } = await does(server, who, "POST", `/api/rooms/${academy}/${method}`, data);
  assert.equal(status, 200, `${method}: ${JSON.stringify(body)}`);
  return body.seq;
};
const asks = (server, who, path) => does(server, who, "GET", path);

test("a certificate is verified by anybody, and proven by the chain of the journal", async (t) => {
  const server = await serve(t);
  const act = acts(server);
  await act("organiser", "person.add", { person: "u7", name: "Participant 7" });
  await act("organiser", "person.add", { person: "u8", name: "Participant 8" });
  const of = { person: "u7", kind: "instructor", reference: "IN-14", issued };
  const credential = await act("organiser", "credential.give", of);

  // Its entry is the last: what the operator's own check ends with is what is shown.
  const { stdout } = await muster("journal", "verify", academy, "--journal", server.journal);
  const [, chain] = /chain ends with ([0-9a-f]{64})/.exec(stdout);

  const own = await asks(server, "u7", `/api/credentials/${credential}`);
  assert.equal(own.status, 200);
  assert.deepEqual([own.body.credential.person, own.body.credential.state], ["u7", "valid"]);
  assert.match(own.body.code, new RegExp(`^${credential}(-[0-9A-HJKMNP-TV-Z]{4}){4}$`));
  assert.ok(own.body.link.endsWith(`/verify/${own.body.code}`));
  for (const [who, status] of [["organiser", 200], ["u8", 404]])
    assert.equal((await asks(server, who, `/api/credentials/${credential}`)).status, status);

  const verify = async (code) => {
    const answer = await server.get(`/api/verify/${code}`);
    return { status: answer.status, body: await answer.json() };
  };
  const told = await verify(own.body.code);
  assert.equal(told.status, 200);
  const { kind, reference } = of;
  const certifies = { name: "Participant 7", kind, reference, issued, state: "valid" };
  assert.deepEqual(told.body, { certifies, proof: { room: academy, seq: credential, chain } });
  assert.equal((await verify(own.body.code.toLowerCase().replaceAll("0", "o"))).status, 200);

  // Another entry's number, another letter, no code at all: one answer.
  const letters = own.body.code.slice(own.body.code.indexOf("-"));
  const last = own.body.code.endsWith("7") ? "8" : "7";
  for (const code of [`${credential - 1}${letters}`, own.body.code.slice(0, -1) + last, "12", "x"]) {
    const { status, body } = await verify(code);
    assert.deepEqual([status, body.name], [404, "not_found"], code);
  }

  await act("organiser", "credential.withdraw", { credential });
  assert.equal((await verify(own.body.code)).body.certifies.state, "withdrawn");
  await act("organiser", "person.erase", { person: "u7" });
  assert.equal((await verify(own.body.code)).status, 404);
});

test("codes cannot be tried without end", async (t) => {
  const server = await serve(t, { memory: true });
  let refused;
  for (let tries = 0; tries < 100 && !refused; tries++) {
    const answer = await server.get(`/api/verify/${tries + 1}-0000-0000-0000-0000`);
    if (answer.status === 429) refused = answer;
  }
  assert.ok(Number(refused.headers.get("retry-after")) >= 1);
});

test("a host rests while they lack what the room asks for, from the second it lapses", async (t) => {
  const server = await serve(t, { memory: true });
  const act = acts(server);
  await act("organiser", "person.add", { person: "u7", name: "Participant 7" });
  const until7 = Date.now() + 1500;
  const given = { person: "u7", kind: "instructor", issued, until: until7 };
  const credential = await act("organiser", "credential.give", given);
  const room = "webinar:asks";
  const made = { of: room, template: "webinar", title: { en: "Asks" }, who: { to: "invited" } };
  await act("organiser", "room.create", { ...made, hosts: ["u7", "manager"], asks: "instructor" });

  const wire = await connect(server, "u7");
  const join = () => wire.command("subscribe", { channel: room });
  let joined;
  await until(async () => !(joined = await join()).error, "the room");
  const roles = [joined.subscribe.data.me.role];
  assert.deepEqual(joined.subscribe.data.member.staff.manager.rests, true);
  // Another role has another view: they are asked to come again.
  const moved = async () => {
    await wire.until(() => wire.pushes.find((push) => push.channel === room && push.unsubscribe));
    wire.pushes.length = 0;
    roles.push((await join()).subscribe.data.me.role);
  };
  await moved();
  await act("organiser", "credential.renew", { credential });
  await moved();
  assert.deepEqual(roles, ["host", "participant", "host"]);
  const refusal = await wire.command("rpc", { method: "credential.list", data: { room: academy } });
  assert.equal(refusal.error && nameOf(refusal.error.code), undefined);
});
