// SPDX-License-Identifier: Apache-2.0
// What is good for a time: a link for enrolment, one by mail and its digits, a login. Good until shortly
// before its end, and worth nothing after it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { away } from "./age.mjs";
import { Browser, codeOf, does, link, signedIn } from "./browser.mjs";
import { until } from "./client.mjs";
import { serve } from "./server.mjs";
import { parse } from "./smtp.mjs";
import { endAll } from "./wire.mjs";

after(endAll);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

async function gone(answer) {
  const { status, body, text } = await answer;
  assert.equal(status, 410, text);
  assert.equal(body.name, "link_invalid");
}

test("a link for enrolment is good for seven days, and not for a minute more", async (t) => {
  const server = await serve(t);
  const [early, late] = [codeOf(await link(server, "p1")), codeOf(await link(server, "p2"))];
  await away(server, 7 * DAY - MINUTE);
  assert.equal((await new Browser(server).post("/api/enrol", { code: late })).status, 200);
  assert.equal((await new Browser(server).post("/api/enrol/device", { code: early })).status, 200);
  await away(server, MINUTE);
  const browser = new Browser(server);
  await gone(browser.post("/api/enrol", { code: late }));
  await gone(browser.post("/api/enrol/device", { code: late }));
  assert.equal(browser.cookies.size, 0);
  // An organiser issues it again, and that one is good.
  const again = codeOf(await link(server, "p2", { add: false }));
  assert.equal((await browser.post("/api/enrol/device", { code: again })).status, 200);
});

test("a link by mail is good for fifteen minutes, and so are its digits", async (t) => {
  const file = join(tmpdir(), `muster-expired-${process.pid}`);
  const server = await serve(t, { set: { "mail.file": file } });
  const asks = async (person) => {
    const mail = `${person}@example.org`;
    const data = { person, name: person, mail };
    assert.equal((await does(server, "organiser", "POST", "/api/rooms/academy:main/person.add", data)).status, 200);
    const browser = new Browser(server);
    assert.equal((await browser.post("/api/mail", { mail })).status, 202);
    const theirs = () => readFileSync(file, "utf8").split(/^From muster\n/m).slice(1).map(parse).find(({ headers }) => headers.To === mail);
    await until(theirs, "the mail");
    return { browser, code: codeOf(/http\S+/.exec(theirs().text)[0]) };
  };
  const [early, late, typed] = [await asks("m.1"), await asks("m.2"), await asks("m.3")];
  await away(server, 14 * MINUTE);
  assert.equal((await early.browser.post("/api/mail/open", { code: early.code })).body.person?.id, "m.1");
  const { digits } = (await new Browser(server).post("/api/mail/open", { code: typed.code })).body;
  assert.match(digits, /^\d{6}$/);
  await away(server, MINUTE);
  await gone(late.browser.post("/api/mail/open", { code: late.code }));
  await gone(typed.browser.post("/api/mail/digits", { digits }));
  for (const { browser } of [late, typed]) assert.equal((await browser.get("/api/session")).status, 401);
});

test("a login ends after thirty days unused, an organiser's after twelve hours; a page that is open renews it", async (t) => {
  const server = await serve(t);
  const [person, organiser] = [await signedIn(server, "p1"), await signedIn(server, "o1")];
  const role = await does(server, "organiser", "POST", "/api/rooms/academy:main/person.change", { person: "o1", roles: ["organiser"] });
  assert.equal(role.status, 200, JSON.stringify(role.body));
  const is = async (browser) => (await browser.get("/api/session")).status;
  // Every hour an open page asks for its session, which is using it; the browser keeps the cookie on, too.
  person.flags.clear();
  assert.equal(await is(person), 200);
  assert.ok(person.flags.get("muster")?.includes("Max-Age=2592000"), String(person.flags.get("muster")));
  for (let n = 0; n < 2; n++) {
    await away(server, 12 * HOUR - MINUTE);
    assert.equal(await is(organiser), 200);
  }
  await away(server, 12 * HOUR);
  assert.equal(await is(organiser), 401);
  await away(server, 28 * DAY);
  assert.equal(await is(person), 200);
  await away(server, 30 * DAY - MINUTE);
  assert.equal(await is(person), 200);
  await away(server, 30 * DAY);
  assert.equal(await is(person), 401);
});
