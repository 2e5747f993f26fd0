// SPDX-License-Identifier: Apache-2.0
// The academy from the command line, on a journal that nobody serves, and what a server then shows.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Browser } from "./browser.mjs";
import { muster, serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

// A journal of its own, and who works on it: does("person", "list") → its lines.
function place(t) {
  const folder = mkdtempSync(join(tmpdir(), "muster-test-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const journal = `sqlite:${join(folder, "m.db")}`;
  const set = ["--set", `journal.url=${journal}`];
  const tries = (...words) => muster(...words, ...set);
  const does = async (...words) => {
    const { code, stdout, stderr } = await tries(...words);
    assert.equal(code, 0, stderr);
    return stdout.trimEnd().split("\n");
  };
  return { folder, journal, tries, does };
}

const json = ([line]) => JSON.parse(line);

test("organisers, people, rooms and invitations are made without a server", async (t) => {
  const { journal, does, tries } = place(t);
  assert.deepEqual(await does("organiser", "add", "--name", "First organiser", "--country", "fr"), ["m1"]);
  assert.deepEqual(await does("person", "add", "--name", "Manager 1", "--roles", "manager"), ["m2"]);
  const people = json(await does("person", "list", "--json")).people;
  assert.deepEqual(people.map(({ id, roles }) => [id, roles]), [
    ["m1", ["member", "organiser"]],
    ["m2", ["member", "manager"]],
  ]);
  const last = await tries("person", "suspend", "m1");
  assert.equal(last.code, 1);
  assert.match(last.stderr, /last_organiser/);
  const made = ["--template", "webinar", "--title", "Traces", "--to", "academy", "--hosts", "m2"];
  await does("room", "create", "webinar:w9", ...made);
  await does("invite", "webinar:w9", "--people", "m1");
  assert.deepEqual(await does("room", "list"), ["webinar:w9\twebinar\tahead\tTraces"]);

  const server = await serve(t, { demo: false, journal });
  const host = await connect(server, "m2");
  const { data } = await host.ask("subscribe", { channel: "webinar:w9" });
  assert.equal(data.me.role, "host");
  const guest = await connect(server, "m1");
  const inbox = (await guest.ask("subscribe", { channel: "inbox:me" })).data.inbox;
  assert.deepEqual(Object.keys(inbox.invitations), ["webinar:w9"]);
});

// What a stranger is answered: whether there is an organiser, and what asking for access and for a link by mail comes to.
async function strangers(server) {
  const asker = { name: "Asker", mail: "asker@police.example", country: "TN", reason: "The course", language: "en" };
  const browser = new Browser(server);
  const { organiser } = (await browser.get("/api/site")).body;
  const asks = [["/api/apply", asker], ["/api/mail", { mail: asker.mail, language: "en" }]];
  const statuses = [];
  for (const [path, body] of asks) statuses.push((await browser.post(path, body)).status);
  return [organiser, ...statuses];
}

test("where a server holds the journal, that server is asked, and gives a link; until then nothing else works", async (t) => {
  const { journal, folder } = place(t);
  const server = await serve(t, { demo: false, journal, set: { "mail.file": `${folder}/mails` } });
  const at = ["--set", `journal.url=${journal}`, "--set", `server.listen=127.0.0.1:${server.port}`];
  assert.deepEqual(await strangers(server), [false, 404, 404]);
  const first = await muster("organiser", "add", "--name", "First organiser", ...at);
  assert.deepEqual(await strangers(server), [true, 202, 202]);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /^m1\nhttp:\S+\/enrol#\S+\n$/);
  const listed = await muster("person", "list", ...at);
  assert.equal(listed.stdout, "m1\tFirst organiser\t\tmember,organiser\tactive\t\n");
  const link = await muster("person", "link", "m1", "--json", ...at);
  assert.equal(JSON.parse(link.stdout).person, "m1");
  const refused = await muster("person", "suspend", "m1", ...at);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /keeps an organiser/);
});

test("a file of people is read twice and makes nobody twice", async (t) => {
  const { folder, does, tries } = place(t);
  const path = join(folder, "people.csv");
  const lines = ["name,country,languages,mail", 'Participant 1,ke,en;fr,p1@police.example'];
  lines.push('"Participant ""B"", 2",TN,ar,p2@police.example', "Nobody,ZZ,,");
  writeFileSync(path, `\ufeff${lines.join("\r\n")}\r\n`);
  const dry = await tries("person", "import", path, "--dry-run");
  assert.match(dry.stdout, /^2\twould be added\n3\twould be added\n4\trefused: .*\n2 would be added/);
  assert.deepEqual(json(await does("person", "list", "--json")).people, []);
  assert.match((await tries("person", "import", path)).stdout, /2 added, 0 changed, 0 there already, 1 refused/);
  assert.match((await tries("person", "import", path)).stdout, /0 added, 0 changed, 2 there already, 1 refused/);
  const exported = await does("person", "export");
  assert.equal(exported[1].trim(), '"m2","Participant ""B"", 2","TN","ar","","","p2@police.example"');
});

test("credentials are given, renewed and withdrawn, and announcements posted, without a server", async (t) => {
  const { journal, does, tries } = place(t);
  await does("organiser", "add", "--name", "First organiser");
  await does("person", "add", "--name", "Instructor 1", "--country", "TN");
  const given = ["--kind", "instructor", "--reference", "IN-14", "--issued", "2019-01-01T00:00Z", "--until", "2020-01-01T00:00Z"];
  const [number] = await does("credential", "give", "m2", ...given);
  const listed = async () => json(await does("credential", "list", "--person", "m2", "--json")).credentials[0];
  const { issued, until } = await listed();
  assert.deepEqual([issued, until], [Date.UTC(2019, 0, 1), Date.UTC(2020, 0, 1)]);
  const before = (time) => does("credential", "list", "--before", time, "--json");
  assert.equal(json(await before("2020-01-02T00:00Z")).credentials.length, 1);
  assert.equal(json(await before("2019-12-31T00:00Z")).credentials.length, 0);
  await does("credential", "renew", number);
  assert.equal((await listed()).until, undefined);
  assert.deepEqual(await does("credential", "list"), [`${number}\tm2\tInstructor 1\tinstructor\tvalid\tIN-14`]);
  await does("credential", "withdraw", number, "--why", "An error.");
  assert.equal((await listed()).state, "withdrawn");
  for (const words of [["renew", "m2"], ["renew"], ["give", "m2", "--why", "x"], ["dance"]])
    assert.equal((await tries("credential", ...words)).code, 2, words.join(" "));
  assert.match((await tries("credential", "renew", "1")).stderr, /not_found/);

  const told = ["--title", "Maintenance", "--text", "Tonight at 20:00 UTC."];
  const [first] = await does("announce", "post", ...told);
  const [second] = await does("announce", "post", ...told, "--countries", "TN", "--language", "fr");
  assert.deepEqual(await does("announce", "list"), [`${first}\tMaintenance\tsystem`, `${second}\tMaintenance\tsystem`]);
  assert.equal((await tries("announce", "post", "--title", "No text")).code, 1);
  assert.equal((await tries("announce", "remove", first, "--title", "x")).code, 2);
  const server = await serve(t, { demo: false, journal });
  const person = await connect(server, "m2");
  const asks = async () => Object.entries((await person.ask("rpc", { method: "announce.list", data: { room: "academy:main" } })).data.announcements);
  assert.deepEqual((await asks()).map(([seq, { title }]) => [seq, title]), [[first, { en: "Maintenance" }], [second, { fr: "Maintenance" }]]);
  const at = ["--set", `journal.url=${journal}`, "--set", `server.listen=127.0.0.1:${server.port}`];
  assert.equal((await muster("announce", "remove", first, ...at)).code, 0);
  assert.deepEqual((await asks()).map(([seq]) => seq), [second]);
});

test("what is no command of these says so, and helps", async (t) => {
  const { tries } = place(t);
  for (const words of [["person", "dance"], ["organiser"], ["room", "dance"], ["invite"], ["credential"], ["announce"]])
    assert.equal((await tries(...words)).code, 2, words.join(" "));
  for (const name of ["organiser", "person", "room", "invite", "credential", "announce"]) {
    const { code, stdout } = await tries(name, "--help");
    assert.equal(code, 0);
    assert.match(stdout, /^Usage: muster /);
  }
});

test("a token of another system is somebody's, and is no longer", async (t) => {
  const { does, tries } = place(t);
  await does("organiser", "add", "--name", "First organiser");
  const token = ["--issuer", "https://sso.example", "--subject", "officer-17"];
  await does("person", "link-token", "m1", ...token);
  const [identity] = json(await does("person", "get", "m1", "--json")).links;
  assert.match(identity, /^x\.[\w-]{22}$/);
  assert.equal((await tries("person", "link-token", "m1", ...token)).code, 1);
  await does("person", "unlink-token", "m1", "--identity", identity);
  assert.equal(json(await does("person", "get", "m1", "--json")).links, undefined);
});

test("who asks for access is decided, and a country closed, from the command line", async (t) => {
  const { journal, does, tries } = place(t);
  const server = await serve(t, { demo: false, journal });
  const at = ["--set", `server.listen=127.0.0.1:${server.port}`];
  const says = (...words) => does(...words, ...at);
  await says("organiser", "add", "--name", "First organiser");
  for (const name of ["Asker 1", "Asker 2"]) {
    const body = { name, mail: `${name.replace(" ", "")}@police.example`, country: "TN" };
    assert.equal((await new Browser(server).post("/api/apply", body)).status, 202);
  }
  const asked = (await says("person", "requests")).map((line) => line.split("\t"));
  assert.deepEqual(asked.map(([, ...rest]) => rest), [
    ["confirmed", "TN", "Asker 1", "Asker1@police.example"],
    ["confirmed", "TN", "Asker 2", "Asker2@police.example"],
  ]);
  await says("person", "endorse", asked[0][0]);
  assert.equal((await says("person", "requests", "--state", "endorsed")).length, 1);
  await says("person", "approve", asked[0][0]);
  assert.match((await tries("person", "refuse", asked[1][0], ...at)).stderr, /bad request/);
  await says("person", "refuse", asked[1][0], "--why", "Not known here");
  assert.deepEqual(await says("person", "requests"), [""]);
  assert.equal(json(await says("person", "figures")).countries.TN.count, 0);
  const [, { id }] = json(await says("person", "list", "--json")).people.sort((a, b) => (a.name > b.name ? -1 : 1));
  assert.match((await says("person", "history", id))[0], /\tperson\.add\t/);
  await says("room", "create", "webinar:w9", "--template", "webinar", "--title", "Traces", "--to", "academy", "--hosts", "m1");
  assert.deepEqual(await says("person", "rooms", id), ["webinar:w9\tparticipant\tacademy\tTraces"]);
  await says("person", "close-country", "TN");
  assert.deepEqual(await says("person", "rooms", id), [""]);
  await says("person", "open-country", "TN");
});

test("a room is copied, gets a code, is archived and comes back; an invitation is taken back", async (t) => {
  const { does } = place(t);
  await does("organiser", "add", "--name", "First organiser");
  await does("person", "add", "--name", "Participant 1");
  await does("room", "create", "webinar:w9", "--template", "webinar", "--title", "Traces", "--hosts", "m1");
  await does("room", "copy", "webinar:w10", "--from", "webinar:w9", "--start", "2099-12-01T14:00Z");
  const got = async (of) => json(await does("room", "get", of, "--json"));
  const copy = await got("webinar:w10");
  assert.deepEqual([copy.title, copy.start], [{ en: "Traces" }, Date.UTC(2099, 11, 1, 14)]);
  await does("room", "code", "webinar:w9", "--code", "KLMNPQ");
  assert.equal((await got("webinar:w9")).code, "KLMNPQ");
  await does("room", "code", "webinar:w9");
  assert.equal((await got("webinar:w9")).code, undefined);
  await does("invite", "webinar:w9", "--people", "m2");
  await does("room", "uninvite", "webinar:w9", "--people", "m2");
  assert.deepEqual((await got("webinar:w9")).invited, {});
  await does("room", "archive", "webinar:w9");
  assert.equal((await got("webinar:w9")).archived, true);
  await does("room", "restore", "webinar:w9");
  assert.equal((await got("webinar:w9")).archived, undefined);
  assert.equal((await got("webinar:w9")).hostless, undefined);
  await does("person", "add", "--name", "Organiser 2", "--roles", "organiser");
  await does("person", "suspend", "m1");
  assert.equal((await got("webinar:w9")).hostless, true);
});

// The key of a link is of its secret, which the server never sees.
test("links of a room are made, listed and withdrawn, and lead there", async (t) => {
  const { journal, does, tries } = place(t);
  await does("organiser", "add", "--name", "First organiser");
  await does("person", "add", "--name", "Participant 1", "--country", "KE");
  await does("room", "create", "webinar:w9", "--template", "webinar", "--title", "Traces", "--hosts", "m1");
  const until = "2099-12-01T14:00Z";
  const [line] = await does("room", "link", "webinar:w9", "--uses", "3", "--until", until, "--country", "KE");
  const [, number, secret] = /^(\d+)\thttp:\/\/localhost:\d+\/join#webinar:w9\.([\w-]{22})$/.exec(line);
  const second = json(await does("room", "link", "webinar:w9", "--domain", "police.example", "--json"));
  assert.match(second.url, /\/join#webinar:w9\.[\w-]{22}$/);
  assert.deepEqual(await does("room", "links", "webinar:w9"), [
    `${number}\t0\t3\t${Date.parse(until)}\tKE\t`,
    `${second.link}\t0\t\t\t\tpolice.example`,
  ]);
  await does("room", "unlink", "webinar:w9", "--link", String(second.link));
  assert.equal((await does("room", "links", "webinar:w9")).length, 1);
  const wrong = await tries("room", "unlink", "webinar:w9", "--uses", "3");
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /unlink does not take that: uses/);

  const server = await serve(t, { demo: false, journal });
  const guest = await connect(server, "m2");
  const key = createHash("sha256").update(secret).digest().subarray(0, 16).toString("base64url");
  await guest.ask("subscribe", { channel: "inbox:me" });
  await guest.ask("rpc", { method: "room.join", data: { room: "academy:main", op: "j1", of: "webinar:w9", key } });
  await guest.publication("inbox:me", ({ type }) => type === "inbox.room");
  const { data } = await guest.ask("subscribe", { channel: "webinar:w9" });
  assert.equal(data.me.role, "participant");
});

test("who could read an entry on a day is said, as the room and the academy were then", async (t) => {
  const { does, tries } = place(t);
  await does("organiser", "add", "--name", "First organiser");
  await does("person", "add", "--name", "Participant 1", "--country", "KE");
  await does("person", "add", "--name", "Participant 2", "--country", "TN");
  const some = ["--to", "some", "--countries", "KE"];
  await does("room", "create", "webinar:w9", "--template", "webinar", "--title", "Traces", "--hosts", "m1", ...some);
  const readers = ["room", "readers", "webinar:w9", "--entry", "1"];
  assert.deepEqual(await does(...readers), [
    "m1\tFirst organiser\t\thost\thost,organiser",
    "m2\tParticipant 1\tKE\tparticipant\tcountry",
  ]);
  await does("person", "suspend", "m2");
  const now = json(await does(...readers, "--json"));
  assert.deepEqual([now.type, now.state, now.count], ["stage.create", "shown", 1]);
  const none = await tries(...readers, "--at", "2020-01-01T00:00Z");
  assert.match(none.stderr, /not_found/);
});

test("erasing somebody waits until it is done everywhere, or is left to the server", async (t) => {
  const { does, tries } = place(t);
  await does("organiser", "add", "--name", "First organiser");
  await does("person", "add", "--name", "Participant 1");
  await does("person", "add", "--name", "Participant 2");
  const rooms = ["webinar:a", "webinar:b"];
  for (const of of rooms)
    await does("room", "create", of, "--template", "webinar", "--title", of, "--hosts", "m1,m2");
  const erased = await tries("person", "erase", "m2");
  assert.equal(erased.code, 0, erased.stderr);
  assert.match(erased.stderr, /erasing: \d+ of \d+ rooms/);
  assert.equal(json(await does("person", "get", "m2", "--json")).erasing, undefined);
  const left = await tries("person", "erase", "m3", "--no-wait");
  assert.equal(left.stderr, "");
});
