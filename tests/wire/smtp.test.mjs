// SPDX-License-Identifier: Apache-2.0
// Mails leave by SMTP: whatever the server does, each goes once, or is given up, and nobody waits.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Browser, codeOf, does } from "./browser.mjs";
import { until } from "./client.mjs";
import { muster, serve } from "./server.mjs";
import { Smtp } from "./smtp.mjs";
import { endAll } from "./wire.mjs";

after(endAll);

let smtp, server, folder, cleanUps;
let people = 0;
const times = { "mail.retry_seconds": 1, "mail.timeout_seconds": 3 };
const mailing = (at, more = {}) => ({
  "mail.url": at.url,
  "mail.from": "academy@academy.example",
  "server.name": "Académie",
  ...times,
  ...more,
});

before(async () => {
  cleanUps = [];
  folder = mkdtempSync(join(tmpdir(), "muster-smtp-"));
  smtp = await new Smtp().start();
  server = await serve({ after: (fn) => cleanUps.push(fn) }, { set: mailing(smtp) });
});
after(async () => {
  for (const fn of cleanUps) await fn();
  await smtp.end();
  rmSync(folder, { recursive: true, force: true });
});

// A member with that address; with `name` in front of it the server behaves as it says.
async function member(at = server, name = "p", host = "example.org") {
  const person = `s.${++people}`;
  const mail = `${name}-${people}@${host}`;
  const data = { person, name: person, mail };
  const added = await does(at, "organiser", "POST", "/api/rooms/academy:main/person.add", data);
  assert.equal(added.status, 200, JSON.stringify(added.body));
  return { person, mail };
}

async function asks(at, mail, language = "en") {
  const browser = new Browser(at);
  assert.equal((await browser.post("/api/mail", { mail, language })).status, 202);
  return browser;
}

const figure = (what, at = server) => at.metric(`mails_total{what="${what}"}`);
const comes = (address, from = smtp) => until(() => from.to(address).length > 0, `the mail to ${address}`);

function certificate(name, subject) {
  const [key, cert] = ["key", "cert"].map((end) => join(folder, `${name}.${end}.pem`));
  const words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
  const rest = ["-subj", `/CN=${subject}`, "-addext", `subjectAltName=${subject}`, "-keyout", key, "-out", cert];
  execFileSync("openssl", [...words.split(" "), ...rest], { stdio: "ignore" });
  return { key, cert };
}

test("a link leaves by SMTP and signs in", async () => {
  const { person, mail } = await member();
  const browser = await asks(server, mail, "ar");
  await comes(mail);
  const [got] = smtp.to(mail);
  assert.equal(got.from, "academy@academy.example");
  assert.equal(got.helo, "academy.example");
  assert.equal(got.headers.To, mail);
  assert.match(got.headers.Subject, /^تسجيل الدخول إلى Académie$/);
  assert.match(got.headers["Message-ID"], /^<[A-Za-z0-9_-]{22}@academy\.example>$/);
  assert.equal(got.headers["Content-Language"], "ar");
  assert.match(got.html, /<html lang="ar" dir="rtl">/);
  const link = /http\S+/.exec(got.text)[0];
  assert.ok(got.html.includes(`<a href="${link}"`));
  const opened = await browser.post("/api/mail/open", { code: codeOf(link) });
  assert.equal(opened.body.person?.id, person, opened.text);
});

test("who is told 451 is told again, later, under the same name", async () => {
  const { mail } = await member(server, "later-2");
  const before = await figure("refused");
  await asks(server, mail);
  await comes(mail);
  assert.equal(smtp.to(mail).length, 1);
  assert.equal(smtp.refused.filter((one) => one === mail).length, 2);
  assert.equal(await figure("refused"), before + 2);
});

test("what is refused for good is given up, and the log names nobody", async () => {
  const before = await figure("given_up");
  for (const name of ["never", "refused"]) {
    const { mail } = await member(server, name);
    await asks(server, mail);
    await until(() => smtp.refused.includes(mail), "that it was refused");
  }
  await until(async () => (await figure("given_up")) === before + 2, "that they were given up");
  assert.match(server.log, /a mail was given up.* smtp=55\d /);
  assert.doesNotMatch(server.log, /example\.org|No such user|Not wanted|enter#/);
});

test("a connection cut in the middle of a mail is no mail, and it is sent again", async () => {
  const { mail } = await member(server, "cut-1");
  await asks(server, mail);
  await comes(mail);
  assert.equal(smtp.refused.filter((one) => one === mail).length, 1);
  assert.equal(smtp.to(mail).length, 1);
});

test("a server that is slow, or never says goodbye, holds up neither others nor the loop", async () => {
  const slow = [await member(server, "slow"), await member(server, "quit")];
  for (const { mail } of slow) await asks(server, mail);
  await until(() => smtp.slow.some(({ to }) => to === slow[0].mail), "the slow one");
  const { mail } = await member();
  const start = performance.now();
  await asks(server, mail);
  await server.health();
  assert.ok(performance.now() - start < 1000, "somebody has waited");
  await comes(mail);
  for (const one of slow) await comes(one.mail);
});

test("a host that is not ASCII has its ASCII form, and a name asks for SMTPUTF8", async () => {
  const idn = await member(server, "p", "bücher.example");
  await asks(server, idn.mail);
  const ascii = `p-${people}@xn--bcher-kva.example`;
  await comes(ascii);
  assert.equal(smtp.to(ascii)[0].headers.To, ascii);
  const utf8 = await member(server, "é");
  await asks(server, utf8.mail);
  await comes(utf8.mail);
  assert.ok(smtp.to(utf8.mail)[0].options.includes("SMTPUTF8"));
});

test("a mail that was taken outlives a kill, and a server that is away", async (t) => {
  const away = await new Smtp().start();
  await away.end();
  const own = await serve(t, { set: mailing(away, { "mail.timeout_seconds": 1 }) });
  const { mail } = await member(own);
  await asks(own, mail);
  await until(async () => (await figure("refused", own)) > 0, "that nobody took it");
  await own.kill();
  await own.start();
  await away.start();
  t.after(() => away.end());
  await comes(mail, away);
  assert.equal((await asks(own, mail)) instanceof Browser, true);
  await until(() => away.to(mail).length === 2, "the next one");
  const names = new Set(away.to(mail).map(({ headers }) => headers["Message-ID"]));
  assert.equal(names.size, 2);
});

test("killed while the server was thinking, it is sent again under the same name", async (t) => {
  const own = await serve(t, { set: mailing(smtp, { "mail.timeout_seconds": 1 }) });
  const { mail } = await member(own, "slow");
  await asks(own, mail);
  const seen = () => smtp.slow.filter(({ to }) => to === mail);
  await until(() => seen().length === 1, "that it is under way");
  await own.kill();
  await own.start();
  await until(() => smtp.to(mail).length === 1, "the mail", 30000);
  const names = new Set(seen().map(({ headers }) => headers["Message-ID"]));
  assert.deepEqual([seen().length, names.size], [2, 1]);
});

test("who is approved gets one link, whenever the server is killed", async (t) => {
  const own = await serve(t, { set: mailing(smtp) });
  const mail = `approved${process.pid}@example.org`;
  const data = { name: "Approved", mail, enrol: true };
  for (let kill = 0; kill < 3; kill++) {
    const to = mail.replace("@", `${kill}@`);
    const path = "/api/rooms/academy:main/person.add";
    const added = await does(own, "organiser", "POST", path, { ...data, mail: to });
    assert.equal(added.status, 200, JSON.stringify(added.body));
    await new Promise((done) => setTimeout(done, kill * 400));
    await own.kill();
    await own.start();
    await comes(to);
    const issued = async () =>
      (await own.entries("academy:main")).filter(({ type }) => type === "person.issued").length;
    await until(async () => (await issued()) === kill + 1, "that it was issued");
    const links = new Set(smtp.to(to).map(({ text }) => /enrol#(\S+)/.exec(text)[1]));
    assert.equal(links.size, 1);
    const used = await new Browser(own).post("/api/enrol/device", { code: [...links][0] });
    assert.equal(used.status, 200, used.text);
  }
});

test("with TLS the certificate must be good, and the name and password right", async (t) => {
  const good = certificate("good", "IP:127.0.0.1");
  const wrong = certificate("wrong", "DNS:elsewhere.example");
  const secret = join(folder, "password");
  writeFileSync(secret, "s3cret\n", { mode: 0o600 });
  const locked = await new Smtp("--tls", good.cert, good.key, "--user", "muster", "s3cret").start();
  const implicit = await new Smtp("--tls", good.cert, good.key, "--implicit").start();
  const other = await new Smtp("--tls", wrong.cert, wrong.key).start();
  t.after(() => Promise.all([locked.end(), implicit.end(), other.end()]));
  const tried = (at, set) =>
    muster(
      "mail", "test", "p@example.org",
      ...Object.entries({ ...mailing(at), "mail.tls": "required", ...set })
        .flatMap(([key, value]) => ["--set", `${key}=${value}`]),
    );
  const user = { "mail.user": "muster", "mail.password_file": secret, "mail.ca": good.cert };
  const taken = await tried(locked, user);
  assert.equal(taken.code, 0, taken.stderr);
  assert.match(taken.stdout, /The server said: 250 OK\nThe mail was taken\./);
  assert.deepEqual([locked.mails[0].tls, locked.mails[0].user], [true, "muster"]);
  assert.equal((await tried(locked, { ...user, "mail.password_file": "", "mail.password": "x" })).code, 1);
  assert.equal((await tried(locked, { ...user, "mail.ca": "" })).code, 1, "nobody vouches for it");
  assert.equal((await tried(other, { "mail.ca": wrong.cert })).code, 1, "another name");
  assert.equal((await tried(smtp, {})).code, 1, "no TLS at all");
  const smtps = { "mail.url": implicit.url.replace("smtp:", "smtps:") };
  assert.equal((await tried(implicit, { ...smtps, "mail.ca": good.cert })).code, 0);
  assert.equal((await tried(implicit, smtps)).code, 1);
  const any = await tried(other, { "mail.tls": "opportunistic" });
  assert.equal(any.code, 0, any.stderr);
  assert.equal(other.mails[0].tls, true);
  assert.equal(other.mails.length, 1);
  assert.equal(locked.mails.length, 1);
});

test("what is no address or no server is told at once", async () => {
  for (const words of [["test"], ["test", "a@b.example\r\nRCPT TO:<c@d.example>"], ["send", "a@b.example"]])
    assert.equal((await muster("mail", ...words, "--set", `mail.url=${smtp.url}`)).code, 2);
  for (const url of ["http://127.0.0.1:25", "smtp://a:b@127.0.0.1", "smtp://127.0.0.1/x", "smtp://"])
    assert.equal((await muster("mail", "test", "a@b.example", "--set", `mail.url=${url}`)).code, 1, url);
});
