// SPDX-License-Identifier: Apache-2.0
// Signing in with a link by mail, with mails kept in a file for the operator.

import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Browser, codeOf, does, originOf } from "./browser.mjs";
import { until } from "./client.mjs";
import { serve } from "./server.mjs";
import { parse } from "./smtp.mjs";
import { endAll } from "./wire.mjs";

after(endAll);

let server, cleanUps, people, file;

before(async () => {
  cleanUps = [];
  people = 0;
  file = join(tmpdir(), `muster-mail-${process.pid}`);
  const set = { "mail.file": file, "server.name": "Académie الأكاديمية" };
  server = await serve({ after: (fn) => cleanUps.push(fn) }, { memory: true, set });
});
after(async () => {
  for (const fn of cleanUps) await fn();
  rmSync(file, { force: true });
});

// Every mail that was sent: {headers, text, html, raw}.
const mails = () =>
  readFileSync(file, "utf8")
    .split(/^From muster\n/m)
    .slice(1)
    .map(parse);

async function member() {
  const person = `m.${++people}`;
  const mail = `person${people}@example.org`;
  const data = { person, name: person, mail };
  const added = await does(server, "organiser", "POST", "/api/rooms/academy:main/person.add", data);
  assert.equal(added.status, 200, JSON.stringify(added.body));
  return { person, mail };
}

// Asks for a link; the code of the mail that comes.
async function asks(browser, mail, language = "en") {
  const theirs = () => mails().filter(({ headers }) => headers.To === mail);
  const before = theirs().length;
  assert.equal((await browser.post("/api/mail", { mail, language })).status, 202);
  await until(() => theirs().length > before, "the mail");
  const last = theirs().at(-1);
  return { ...last, code: codeOf(/http\S+/.exec(last.text)[0]) };
}

async function invalid(answer) {
  const { status, body, text } = await answer;
  assert.equal(status, 410, text);
  assert.equal(body.name, "link_invalid");
}

test("a link signs in the browser that asked for it, once", async () => {
  const { person, mail } = await member();
  const browser = new Browser(server);
  const { code, headers, text, raw } = await asks(browser, mail);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(headers.To, mail);
  assert.match(headers.Subject, /^Sign in to Académie الأكاديمية$/);
  assert.match(text, new RegExp(`${originOf(server)}/enter#${code}\r\n`));
  for (const line of raw.split("\r\n")) assert.ok(line.length <= 100 && !line.includes("\r"));
  for (const flag of ["HttpOnly", "SameSite=Lax"])
    assert.ok(browser.flags.get("muster-ask").includes(flag));
  const opened = await browser.post("/api/mail/open", { code });
  assert.equal(opened.status, 200, opened.text);
  assert.equal(opened.body.person.id, person);
  assert.equal((await browser.get("/api/session")).body.person.id, person);
  await invalid(browser.post("/api/mail/open", { code }));
  await invalid(new Browser(server).post("/api/mail/open", { code }));
});

test("opened elsewhere it shows digits, which sign in the browser that asked", async () => {
  const { person, mail } = await member();
  const laptop = new Browser(server);
  const phone = new Browser(server);
  const { code } = await asks(laptop, mail);
  await invalid(laptop.post("/api/mail/digits", { digits: "000000" }));
  const shown = await phone.post("/api/mail/open", { code });
  assert.match(shown.body.digits, /^\d{6}$/);
  assert.equal(shown.body.token, undefined);
  assert.equal((await phone.get("/api/session")).status, 401);
  await invalid(phone.post("/api/mail/digits", shown.body));
  await invalid(new Browser(server).post("/api/mail/digits", shown.body));
  const typed = await laptop.post("/api/mail/digits", shown.body);
  assert.equal(typed.status, 200, typed.text);
  assert.equal(typed.body.person.id, person);
  await invalid(laptop.post("/api/mail/digits", shown.body));
  await invalid(phone.post("/api/mail/open", { code }));
});

test("a robot that follows the link in a mail changes nothing", async () => {
  const { person, mail } = await member();
  const browser = new Browser(server);
  const { code } = await asks(browser, mail);
  const robot = new Browser(server, { agent: "Scanner/1.0" });
  for (const path of ["/enter", `/enter?code=${code}`, "/api/mail/open", `/api/mail/open?code=${code}`])
    for (const method of ["GET", "HEAD", "OPTIONS"])
      await server.get(path, { method, headers: { "User-Agent": robot.agent } });
  // One that runs the page, too, but has not asked for the link.
  assert.match((await robot.post("/api/mail/open", { code })).body.digits, /^\d{6}$/);
  assert.equal((await robot.get("/api/session")).status, 401);
  const opened = await browser.post("/api/mail/open", { code });
  assert.equal(opened.status, 200, opened.text);
  assert.equal(opened.body.person.id, person);
});

test("digits are guessed five times at most, and then the link is gone", async () => {
  const { mail } = await member();
  const attacker = new Browser(server);
  const victim = new Browser(server);
  const { code } = await asks(attacker, mail);
  const { digits } = (await victim.post("/api/mail/open", { code })).body;
  for (let n = 1; n <= 5; n++) {
    const guess = String((Number(digits) + n) % 1000000).padStart(6, "0");
    await invalid(attacker.post("/api/mail/digits", { digits: guess }));
  }
  await invalid(attacker.post("/api/mail/digits", { digits }));
});

test("a known and an unknown address get the same answer, in every byte", async () => {
  const texts = new Set();
  for (let n = 0; n < 5; n++) {
    const { mail } = await member();
    for (const address of [mail, `nobody${n}@example.org`]) {
      const answer = await new Browser(server).post("/api/mail", { mail: address });
      const headers = [...answer.headers].map(([name, value]) =>
        `${name}: ${value}`.replace(/muster-ask=[A-Za-z0-9_-]{43}/, "SECRET").replace(/date: .*/, ""),
      );
      texts.add(`${answer.status}\n${headers.join("\n")}\n${answer.text}`);
    }
  }
  assert.equal(texts.size, 1, [...texts].join("\n---\n"));
});

test("an address is asked for three times, in any writing; others go on", async () => {
  const { mail } = await member();
  const writings = [mail, mail.toUpperCase(), mail.replace("person", "per.son"), mail.replace("@", "+a@")];
  const statuses = [];
  for (const one of writings)
    statuses.push((await new Browser(server).post("/api/mail", { mail: one })).status);
  assert.deepEqual(statuses, [202, 202, 202, 429]);
  const other = await member();
  assert.equal((await new Browser(server).post("/api/mail", { mail: other.mail })).status, 202);
});

test("what is no address is refused, and becomes no header", async () => {
  for (const mail of [
    "",
    "nobody",
    "a@b@c.org",
    "a b@example.org",
    "person1@example.org\r\nBcc: evil@example.org",
    "person1@example.org\nBcc: evil@example.org",
    "<person1@example.org>",
    "person1@example.org,evil@example.org",
    `${"x".repeat(250)}@example.org`,
  ])
    assert.equal((await new Browser(server).post("/api/mail", { mail })).status, 400, mail);
  await asks(new Browser(server), (await member()).mail); // what was asked before has been sent
  assert.doesNotMatch(readFileSync(file, "utf8"), /evil|nobody@|person1@example.org,/);
});

test("mails speak the reader's language", async () => {
  const subjects = { fr: /^Connexion à/, es: /^Acceder a/, ar: /^تسجيل الدخول/, xx: /^Sign in/ };
  for (const [language, subject] of Object.entries(subjects)) {
    const { mail } = await member();
    assert.match((await asks(new Browser(server), mail, language)).headers.Subject, subject);
  }
});

test("the page is told that links by mail are a way in", async () => {
  assert.deepEqual((await new Browser(server).get("/api/site")).body.ways, ["passkey", "mail"]);
});
