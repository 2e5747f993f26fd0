// SPDX-License-Identifier: Apache-2.0
// Asking for access without an account: what is told, and what is not.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { Browser, does } from "./browser.mjs";
import { until } from "./client.mjs";
import { serve } from "./server.mjs";
import { parse } from "./smtp.mjs";
import { endAll } from "./wire.mjs";

after(endAll);

let server, cleanUps;
const browser = () => new Browser(server);
const asker = (n, more = {}) => ({
  name: `Asker ${n}`,
  mail: `asker${n}@police.example`,
  country: "TN",
  agency: "Police",
  reason: "The course",
  language: "ar",
  ...more,
});

before(async () => {
  cleanUps = [];
  server = await serve({ after: (fn) => cleanUps.push(fn) });
});
after(async () => {
  for (const fn of cleanUps) await fn();
});

test("a request is asked without an account, and its asker sees where it stands", async () => {
  const answer = await browser().post("/api/apply", asker(1));
  assert.equal(answer.status, 202, answer.text);
  assert.match(answer.body.status, /^[A-Za-z0-9_-]{43}$/);
  const seen = await browser().post("/api/apply/status", { code: answer.body.status });
  assert.equal(seen.status, 200, seen.text);
  assert.equal(seen.body.state, "confirmed");
  const request = (await server.entries("academy:main")).find(
    ({ type, data }) => type === "access.request" && data.mail === "asker1@police.example",
  );
  assert.equal(JSON.stringify(request).includes(answer.body.status), false);
  const approved = await does(
    server,
    "organiser",
    "POST",
    "/api/rooms/academy:main/access.approve",
    { request: request.seq },
  );
  assert.equal(approved.status, 200, JSON.stringify(approved.body));
  const later = await browser().post("/api/apply/status", { code: answer.body.status });
  assert.equal(later.body.state, "approved");
});

test("codes that were guessed say nothing", async () => {
  for (const code of ["", "x", "A".repeat(43)]) {
    const seen = await browser().post("/api/apply/status", { code });
    assert.equal(seen.status, 404);
  }
});

test("one address in any writing fills only its share, and the answers do not tell", async () => {
  const shapes = new Set();
  const count = async () =>
    (await server.entries("academy:main")).filter(({ type, data }) =>
      type === "access.request" && /^f\.?lood/i.test(data.mail ?? ""),
    ).length;
  const writings = ["flood@police.example", "FLOOD@police.example", "f.lood@police.example"];
  for (let n = 0; n < 12; n++) {
    const answer = await browser().post("/api/apply", asker(100 + n, { mail: writings[n % 3] }));
    shapes.add(`${answer.status} ${answer.text.replace(/[A-Za-z0-9_-]{43}/, "CODE")}`);
  }
  assert.equal(shapes.size, 1, [...shapes].join("\n"));
  assert.ok((await count()) < 12, "all of them were taken");
});

// The bytes of an answer, but for what is random in it.
async function bytesOf(mail, n) {
  const answer = await browser().post("/api/apply", asker(n, { mail }));
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`);
  const text = [answer.status, ...headers, answer.text].join("\n");
  return text.replace(/[A-Za-z0-9_-]{43}/, "CODE").replace(/date: .*/, "");
}

test("whether an address is a person's, has asked before, or is new, the answer is the same", async () => {
  const person = { person: "inside", name: "Inside", mail: "inside@police.example" };
  await does(server, "organiser", "POST", "/api/rooms/academy:main/person.add", person);
  const texts = new Set();
  const mails = ["inside@police.example", "IN.SIDE@police.example", "asker1@police.example", "new@x.example"];
  for (const [n, mail] of mails.entries()) texts.add(await bytesOf(mail, 200 + n));
  assert.equal(texts.size, 1, [...texts].join("\n---\n"));
});

test("a coordinator asks for their own country alone, and sees no other's", async () => {
  const as = (who, method, data) =>
    does(server, who, "POST", `/api/rooms/academy:main/${method}`, data);
  const more = { roles: ["coordinator"], coordinates: ["TN"], country: "TN" };
  await as("organiser", "person.add", { person: "tunis", name: "Tunis", ...more });
  const own = { name: "Own", mail: "own@police.example", country: "TN" };
  assert.equal((await as("tunis", "access.request", own)).status, 200);
  const other = { name: "Other", mail: "other@police.example", country: "KE" };
  assert.equal((await as("tunis", "access.request", other)).body.name, "permission_denied");
  assert.equal((await browser().post("/api/apply", asker(300, { country: "KE" }))).status, 202);
  const { body } = await as("tunis", "access.list", {});
  assert.ok(body.requests.length > 0);
  for (const { country } of body.requests) assert.equal(country, "TN");
  const foreign = (await server.entries("academy:main")).findLast(
    ({ type, data }) => type === "access.request" && data.country === "KE",
  );
  const there = await as("tunis", "access.endorse", { request: foreign.seq });
  const none = await as("tunis", "access.endorse", { request: 99999 });
  assert.deepEqual([there.status, there.body], [none.status, none.body]);
  assert.equal((await as("tunis", "access.list", { country: "KE" })).body.requests?.length ?? 0, 0);
});

test("one network is told to wait, and fills only its share of what is decided", async (t) => {
  const flooded = await serve(t);
  const statuses = [];
  for (let n = 0; n < 70; n++)
    statuses.push((await new Browser(flooded).post("/api/apply", asker(1000 + n))).status);
  assert.deepEqual([...new Set(statuses)], [202, 429]);
  assert.equal(statuses.indexOf(429), 60, "sixty at once");
  const asked = (await flooded.entries("academy:main")).filter(
    ({ type, data }) => type === "access.request" && /^asker1\d\d\d@/.test(data.mail),
  );
  assert.equal(asked.length, 50, "of a network that are open");
});

test("what is wrong with a request is told", async () => {
  for (const [more, status] of [
    [{ mail: "nobody" }, 400],
    [{ mail: "a@b.example\r\nBcc: x@y.example" }, 400],
    [{ name: "" }, 422],
    [{ country: "ZZ" }, 422],
  ]) {
    const answer = await browser().post("/api/apply", asker(500, more));
    assert.equal(answer.status, status, JSON.stringify(more));
  }
  const evil = await browser().post("/api/apply", asker(501), { Origin: "https://evil.example" });
  assert.equal(evil.status, 403);
});

// A server that writes its mails into a file; those to an address.
async function mailing(t) {
  const file = `${mkdtempSync(join(tmpdir(), "muster-apply-"))}/mails`;
  t.after(() => rmSync(dirname(file), { recursive: true }));
  const own = await serve(t, { set: { "mail.file": file } });
  const mails = () => readFileSync(file, "utf8").split(/^From muster\n/m).slice(1).map(parse);
  own.to = (address) => mails().filter(({ headers }) => headers.To === address);
  own.coming = async (address, count = 1) => {
    await until(() => own.to(address).length >= count, `mail ${count} to ${address}`);
    return own.to(address).at(-1);
  };
  own.request = async (address) => {
    const entries = await own.entries("academy:main");
    return entries.find(({ type, data }) => type === "access.request" && data.mail === address);
  };
  return own;
}

const ofConfirm = ({ text }) => /apply\/confirm#(\S+)/.exec(text)[1];
const decide = (own, step, request) =>
  does(own, "organiser", "POST", `/api/rooms/academy:main/access.${step}`, { request });

test("where mails are sent, the address is confirmed before anybody decides", async (t) => {
  const own = await mailing(t);
  const at = new Browser(own);
  const { mail } = asker(1);
  const { status: secret } = (await at.post("/api/apply", asker(1))).body;
  const state = async () => (await at.post("/api/apply/status", { code: secret })).body.state;
  const { seq } = await own.request(mail);
  assert.equal(await state(), "asked");
  assert.equal((await decide(own, "approve", seq)).body.name, "request_state");
  const letter = await own.coming(mail);
  assert.match(letter.headers.Subject, /^أكّد عنوانك/);
  const code = ofConfirm(letter);
  // A robot that fetches the link, or a code that we did not make.
  assert.equal((await own.get("/apply/confirm")).status, 200);
  assert.equal((await own.get("/api/apply/confirm")).status, 405);
  const other = code.slice(0, -1) + (code.endsWith("A") ? "B" : "A");
  const guesses = [other, code.slice(1), "", "A".repeat(65), secret, `${code.startsWith("B") ? "C" : "B"}${code.slice(1)}`];
  for (const guess of guesses) {
    const answer = await at.post("/api/apply/confirm", { code: guess });
    assert.deepEqual([answer.status, answer.body.name], [410, "link_invalid"]);
  }
  assert.equal(await state(), "asked");
  // Several times at once, and again: it is confirmed once.
  const all = await Promise.all([1, 2, 3].map(() => at.post("/api/apply/confirm", { code })));
  all.push(await at.post("/api/apply/confirm", { code }));
  for (const answer of all) assert.deepEqual(answer.body, { state: "confirmed" }, answer.text);
  assert.equal(await state(), "confirmed");
  const steps = (await own.entries("academy:main")).filter(({ type }) => type === "access.confirm");
  assert.equal(steps.length, 1);
});

test("the link is sent again, three times at most, as long as it is of use", async (t) => {
  const own = await mailing(t);
  const at = new Browser(own);
  const { mail } = asker(2);
  const { status: code } = (await at.post("/api/apply", asker(2))).body;
  await own.coming(mail);
  const again = () => at.post("/api/apply/again", { code });
  const answers = [await again(), await again(), await again()];
  assert.deepEqual(answers.map(({ status }) => status), [202, 202, 429]);
  assert.ok(Number(answers[2].headers.get("retry-after")) > 0);
  const last = await own.coming(mail, 3);
  assert.equal(new Set(own.to(mail).map(ofConfirm)).size, 1);
  assert.equal((await at.post("/api/apply/again", { code: "x" })).status, 404);
  await at.post("/api/apply/confirm", { code: ofConfirm(last) });
  assert.equal((await again()).body.name, "request_state");
  assert.equal(own.to(mail).length, 3);
});

test("a known and an unknown address get the same answer, and both a mail", async (t) => {
  const own = await mailing(t);
  const known = { person: "known", name: "Known", mail: "known@police.example" };
  await does(own, "organiser", "POST", "/api/rooms/academy:main/person.add", known);
  const shapes = new Set();
  for (const mail of [known.mail, "unknown@police.example"]) {
    const answer = await new Browser(own).post("/api/apply", asker(3, { mail }));
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`.replace(/date: .*/, ""));
    shapes.add(`${answer.status} ${headers} ${answer.text.replace(/[A-Za-z0-9_-]{43}/, "CODE")}`);
    await own.coming(mail);
  }
  assert.equal(shapes.size, 1, [...shapes].join("\n"));
});

test("who is approved gets a link by mail, once, and signs in with it", async (t) => {
  const own = await mailing(t);
  const at = new Browser(own);
  const approved = async (n) => {
    const { mail } = asker(n);
    assert.equal((await at.post("/api/apply", asker(n))).status, 202);
    await at.post("/api/apply/confirm", { code: ofConfirm(await own.coming(mail)) });
    const { seq } = await own.request(mail);
    assert.equal((await decide(own, "approve", seq)).status, 200);
    return own.coming(mail, 2);
  };
  const { text } = await approved(1);
  assert.match(text, /افتح هذا الرابط/);
  const told = async () =>
    (await own.entries("academy:main")).some(({ type }) => type === "person.issued");
  await until(told, "that it was issued");
  const used = await at.post("/api/enrol/device", { code: /enrol#(\S+)/.exec(text)[1] });
  assert.equal(used.status, 200, used.text);
  assert.equal(used.body.person.name, "Asker 1");
  // A second one is served after a restart; the first is not served again.
  await own.end();
  await own.start();
  await approved(2);
  assert.equal(own.to(asker(1).mail).length, 2);
});

test("who asked is told by mail that it was refused, and no reason; who asked for another, in the inbox", async (t) => {
  const own = await mailing(t);
  const at = new Browser(own);
  const says = (who, method, data) => does(own, who, "POST", `/api/rooms/${method.startsWith("inbox") || method.startsWith("read") ? "inbox:me" : "academy:main"}/${method}`, data);
  const refuse = async (n) => {
    const { seq } = await own.request(asker(n).mail);
    assert.equal((await says("organiser", "access.refuse", { request: seq, why: "Canary of why" })).status, 200);
  };
  for (const n of [81, 82]) assert.equal((await at.post("/api/apply", asker(n))).status, 202);
  await at.post("/api/apply/confirm", { code: ofConfirm(await own.coming(asker(81).mail)) });
  await own.coming(asker(82).mail);
  await refuse(82); // an address that nobody has confirmed is told nothing
  await refuse(81);
  const letter = await own.coming(asker(81).mail, 2);
  assert.match(letter.text, /رُفض طلبك للوصول/);
  assert.doesNotMatch(letter.raw + letter.text, /Canary/);
  // Whoever starts again tells nobody twice.
  await own.end();
  await own.start();

  const tunis = { person: "tunis", name: "Tunis", mail: "tunis@police.example", roles: ["coordinator"], coordinates: ["TN"], country: "TN" };
  assert.equal((await says("organiser", "person.add", tunis)).status, 200);
  const asks = async (n) => (await says("tunis", "access.request", { name: `Asker ${n}`, mail: asker(n).mail, country: "TN" })).body.seq;
  const [granted, refused] = [await asks(83), await asks(84)];
  const news = async () => (await does(own, "tunis", "GET", "/api/rooms/inbox:me/inbox.news")).body.news.map(({ kind, thing, title }) => [kind, thing, title]);
  assert.deepEqual(await news(), []);
  await decide(own, "approve", granted);
  await says("organiser", "access.refuse", { request: refused, why: "Canary of why" });
  assert.deepEqual((await news()).sort(), [["granted", granted, "Asker 83"], ["denied", refused, "Asker 84"]]);
  const { seq } = (await own.entries("academy:main")).at(-1);
  for (const thread of [granted, refused]) assert.equal((await says("tunis", "read.mark", { of: "academy:main", thread, upto: seq })).status, 200);
  assert.deepEqual(await news(), []);
  // Nobody asked for themselves by that address: there is nothing to write to it.
  assert.deepEqual([81, 82, 84].map((n) => own.to(asker(n).mail).length), [2, 1, 0]);
});

test("who decides hears of a request once its address is confirmed, in the inbox and by mail", async (t) => {
  const own = await mailing(t);
  const at = new Browser(own);
  const add = (person, coordinates, more) =>
    does(own, "organiser", "POST", "/api/rooms/academy:main/person.add", {
      person, name: person, mail: `${person}@police.example`, roles: ["coordinator"], coordinates, ...more,
    });
  assert.equal((await add("kenya", ["KE"], { languages: ["fr"] })).status, 200);
  assert.equal((await add("chad", ["TD"])).status, 200);
  const boss = { person: "boss", name: "Boss", mail: "boss@police.example", roles: ["organiser"] };
  await does(own, "organiser", "POST", "/api/rooms/academy:main/person.add", boss);
  const requests = async (person) =>
    (await does(own, person, "GET", "/api/rooms/inbox:me")).body.view?.inbox.requests ?? {};
  const asks = async (n, country) => {
    await at.post("/api/apply", asker(n, { country }));
    const { seq } = await own.request(asker(n).mail);
    assert.deepEqual(await requests("kenya"), {}, "before it is confirmed");
    await at.post("/api/apply/confirm", { code: ofConfirm(await own.coming(asker(n).mail)) });
    return seq;
  };
  const seq = await asks(61, "KE");
  await until(async () => (await requests("kenya"))[seq]?.country === "KE", "it in the inbox");
  const letter = await own.coming("kenya@police.example");
  assert.match(letter.headers.Subject, /^Une demande d’accès/);
  assert.match(letter.text, /\/academy\/requests\r\n/);
  assert.doesNotMatch(letter.raw, /asker61/);
  await does(own, "kenya", "POST", "/api/rooms/academy:main/access.endorse", { request: seq });
  await until(async () => !(await requests("kenya"))[seq], "that it is gone");
  // Nobody coordinates it: the organisers.
  const other = await asks(62, "NO");
  await until(async () => (await requests("boss"))[other]?.country === "NO", "it in the inbox");
  await own.coming("boss@police.example");
  await decide(own, "approve", other);
  await until(async () => !(await requests("boss"))[other], "that it is gone");
  assert.deepEqual(await requests("chad"), {});
  const counts = ["kenya", "chad", "boss"].map((who) => own.to(`${who}@police.example`).length);
  assert.deepEqual(counts, [1, 0, 1]);
});

test("a server killed right after a request is confirmed tells who decides, once", async (t) => {
  const own = await mailing(t);
  const chad = { person: "chad", name: "Chad", mail: "chad@police.example", roles: ["coordinator"], coordinates: ["TD"] };
  await does(own, "organiser", "POST", "/api/rooms/academy:main/person.add", chad);
  const confirms = async (n) => {
    const at = new Browser(own);
    await at.post("/api/apply", asker(n, { country: "TD" }));
    const code = ofConfirm(await own.coming(asker(n).mail));
    assert.deepEqual((await at.post("/api/apply/confirm", { code })).body, { state: "confirmed" });
  };
  await confirms(71);
  await own.kill();
  await own.start();
  await own.coming(chad.mail);
  // And never again: what is told next is the next one. (A mail that was being sent when a server
  // died would be sent twice under one name.)
  await own.end();
  await own.start();
  const names = () => new Set(own.to(chad.mail).map(({ headers }) => headers["Message-ID"]));
  await confirms(72);
  await until(() => names().size === 2, "the second");
  assert.equal(own.to(chad.mail).length, 2);
});
