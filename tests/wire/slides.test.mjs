// SPDX-License-Identifier: Apache-2.0
// Slides: files become pages, a page is shown to everybody in few bytes, nobody is given what was
// not shown; what is hostile takes bounded time and memory, and is told in a word.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { jpeg, png } from "../hostile/files.mjs";
import { pdf, slow, talk } from "./pdf.mjs";
import { serve, token } from "./server.mjs";
import { connect, endAll, Wire } from "./wire.mjs";
import { until } from "./client.mjs";

after(endAll);

const room = "webinar:w1";
const CANARY = "CANARY-9d41";
const PAGES = 10;

// Somebody who follows the room: what they were told of slides, and all they were sent.
class Person {
  static async come(server, sub) {
    const person = new Person();
    person.wire = new Wire(server);
    await person.wire.open;
    await person.wire.ask("connect", { token: token(sub) });
    await person.follow();
    return person;
  }

  async follow() {
    const { data } = await this.wire.ask("subscribe", { channel: room });
    this.first = data.slide;
  }

  // The share of slides as it stands now.
  get slide() {
    const patches = this.wire.pushes.map(({ pub }) => pub?.data?.patch?.slide).filter(Boolean);
    const merge = (into, patch) => {
      for (const [name, value] of Object.entries(patch))
        if (value === null) delete into[name];
        else if (typeof value === "object") into[name] = merge({ ...into[name] }, value);
        else into[name] = value;
      return into;
    };
    return patches.reduce(merge, structuredClone(this.first));
  }

  until(what, look) {
    return this.wire.until(() => (look(this.slide) ? this.slide : undefined), what);
  }

  does(method, data = {}) {
    const op = `o-${++Person.count}`;
    return this.wire.rpc(method, { room, op, ...data });
  }

  get heard() {
    return this.wire.frames.flat().join("\n");
  }
}
Person.count = 0;

async function upload(server, sub, content, { name = "Phones.pdf", into = room, ...more } = {}) {
  const post = (path, headers, body) => server.get(path, { method: "POST", headers, body });
  const own = { Authorization: `Bearer ${token(sub)}`, "Content-Type": "application/json" };
  const asked = { room: into, name, bytes: content.length, use: "slides", ...more };
  const told = await post("/api/uploads", own, JSON.stringify(asked));
  const answer = told.status === 200 ? await post((await told.json()).url, {}, content) : told;
  return { status: answer.status, body: await answer.json() };
}

const bytesOf = async (answer) => Buffer.from(await answer.arrayBuffer());

// What becomes of a file that is one page, or none: "made", or why not; and how long it took.
async function fate(server, host, content) {
  const begun = Date.now();
  const { body } = await upload(server, "host", content);
  const over = (one) => one && !one.making && (one.failed?.why ?? "made");
  const { decks } = await host.until("its end", ({ decks }) => over(decks[body.file]));
  return { why: over(decks[body.file]), ms: Date.now() - begun };
}

test("a file becomes pages, and a page is shown to everybody in few bytes", async (t) => {
  const server = await serve(t);
  const host = await Person.come(server, "host");
  const guest = await Person.come(server, "u7");
  const { body } = await upload(server, "host", talk(4), { name: `${CANARY}.pdf` });
  const deck = body.file;
  assert.deepEqual(body, { file: deck, type: "pdf", name: `${CANARY}.pdf`, bytes: body.bytes });
  await host.until("four pages", ({ decks }) => decks[deck]?.pages === 4 && !decks[deck].making);
  const refused = await guest.wire.command("rpc", { method: "slide.pages", data: { room, deck } });
  assert.equal(refused.error.code, 404);
  await host.does("slide.show", { deck, page: 1 });
  await guest.until("the first", ({ page }) => page === 1);
  const before = guest.wire.frames.length;
  await host.does("slide.show", { deck, page: 2 });
  assert.deepEqual(await guest.until("the second", ({ page }) => page === 2), {
    page: 2,
    deck,
    of: 4,
    seen: 2,
  });
  const shown = guest.wire.frames.slice(before).flat().find((line) => line.includes("slide.show"));
  t.diagnostic(`a step is a frame of ${shown.length} bytes: ${shown}`);
  const { data } = JSON.parse(shown).push.pub;
  assert.deepEqual(data.patch, { slide: { page: 2, seen: 2 } });
  assert.ok(JSON.stringify(data).length <= 120, JSON.stringify(data));
  assert.ok(shown.length <= 180, shown);

  const { url } = await guest.wire.rpc("slide.pages", { room, deck });
  const large = await server.get(`${url}/2.jpg`);
  assert.equal(large.status, 200);
  assert.equal(large.headers.get("content-type"), "image/jpeg");
  assert.equal(large.headers.get("x-content-type-options"), "nosniff");
  assert.match(large.headers.get("cache-control"), /immutable/);
  assert.match(large.headers.get("content-security-policy"), /sandbox/);
  const [big, small] = [await bytesOf(large), await bytesOf(await server.get(`${url}/2.small.jpg`))];
  t.diagnostic(`a page: ${big.length} and ${small.length} bytes`);
  assert.ok(small.length < 40 * 1024 && small.length < big.length);
  assert.match(await (await server.get(`${url}/2.txt`)).text(), /^Chain of custody, page 2/);

  // Two ahead and no more; whoever is of the team has all.
  const ofTeam = (await host.wire.rpc("slide.pages", { room, deck })).url;
  const { body: more } = await upload(server, "host", talk(2), { deck });
  await guest.until("six pages", ({ of }) => of === 6);
  assert.ok(more.file > deck);
  for (const [at, page, status] of [
    [url, 4, 200],
    [url, 5, 404],
    [ofTeam, 6, 200],
    [ofTeam, 7, 404],
    [ofTeam.replace("staff", "room"), 1, 403],
    [url.replace("room", "staff"), 1, 403],
    [url.replace(`/${deck}/`, `/${deck + 1}/`), 1, 403],
    [url.replace(/\d{10}/, "1999999999"), 1, 403],
  ])
    assert.equal((await server.get(`${at}/${page}.jpg`)).status, status, `${at}/${page}`);
  for (const wrong of ["1.png", "0.jpg", "01.jpg", "1.jpg.txt", "-1.jpg", "1", "1/2.jpg", "9e9.jpg"])
    assert.ok([400, 403, 404].includes((await server.get(`${url}/${wrong}`)).status), wrong);
  assert.ok(!guest.heard.includes(CANARY));

  // One points; it is of the moment.
  host.wire.text(JSON.stringify({ send: { data: { method: "slide.point", data: { room, x: 250, y: 900 } } } }));
  await guest.until("the pointer", ({ point }) => point?.x === 250 && point.y === 900);
  const late = await Person.come(server, "u8");
  assert.equal(late.first.point, undefined);
  assert.equal(late.first.page, 2);
  assert.ok(!(await server.entries(room)).some(({ type }) => type === "slide.point"));

  // Removed, it is nowhere, and its address gives nothing.
  await host.does("slide.remove", { deck });
  await guest.until("its end", ({ page, deck: gone }) => page === 0 && gone === undefined);
  assert.equal((await server.get(`${url}/2.jpg`)).status, 404);
});

test("pictures become pages of one deck, and other files none", async (t) => {
  const server = await serve(t, { memory: true });
  const host = await Person.come(server, "host");
  const { body } = await upload(server, "host", png(), { name: "1.png" });
  await upload(server, "host", jpeg(), { name: "2.jpg", deck: body.file });
  await host.until("two pages", ({ decks }) => decks[body.file]?.pages === 2);
  const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
  for (const [content, name] of [
    [svg, "x.svg"],
    [Buffer.from("only words"), "x.txt"],
    [Buffer.from("GIF89a\0\0"), "x.gif"],
  ])
    assert.equal((await upload(server, "host", content, { name })).status, 415, name);
  assert.equal((await upload(server, "u7", talk(1))).body.name, "permission_denied");
  assert.equal((await upload(server, "host", talk(1), { deck: 99999 })).body.name, "not_found");
  assert.equal((await upload(server, "host", talk(1), { use: "other" })).status, 400);
});

test("what is hostile takes bounded time and memory, and is told in a word", async (t) => {
  const server = await serve(t, {
    memory: true,
    set: { "limits.slide_seconds": 2, "limits.slide_mb": 256 },
  });
  const host = await Person.come(server, "host");
  const before = server.memory();
  const picture =
    "<</Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8" +
    "/ColorSpace/DeviceCMYK/Filter/FlateDecode/Length 8>>\nstream\nx\x9c\x03\0\0\0\0\x01\nendstream";
  const locked =
    "/Encrypt<</Filter/Standard/V 1/R 2/P -44" +
    `/O<${"00112233445566778899aabbccddeeff".repeat(2)}>/U<${"0123456789abcdef".repeat(4)}>>>` +
    `/ID[<${"ab".repeat(16)}><${"ab".repeat(16)}>]`;
  const cut = talk(3).subarray(0, 400);
  const text = talk(1).toString("latin1");
  const closed = Buffer.from(text.replace("/Root 1 0 R", `/Root 1 0 R${locked}`), "latin1");
  const draws = () => "960 0 0 540 0 0 cm /P Do";
  for (const [what, content, ...whys] of [
    ["a thousand pages", talk(1000), "many"],
    ["a password", closed, "locked"],
    ["half a file", Buffer.concat([cut, Buffer.from("\n%%EOF")]), "broken", "empty"],
    ["no end to it", slow(3), "slow"],
    ["an endless picture", pdf(1, draws, { more: picture }), "broken", "slow", "made"],
  ]) {
    const { why, ms } = await fate(server, host, content);
    t.diagnostic(`${what}: ${why} after ${ms} ms`);
    assert.ok(whys.includes(why), `${what}: ${why}`);
  }
  // A picture of more points than there are on any wall is none.
  const bomb = await upload(server, "host", png(60000, 60000), { name: "x.png" });
  assert.equal(bomb.status, 415);
  // Scripts do nothing, and a good one after all that is made.
  const script = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/Launch/F(/bin/sh)>>>>";
  const { body } = await upload(server, "host", pdf(1, () => "", { catalog: script }));
  await host.until("a page", ({ decks }) => decks[body.file]?.pages === 1);
  assert.ok(server.memory() - before < 64 * 1024, `${server.memory() - before} kB more`);
});

test("one that is stopped is tried again from where it stopped, also after kill -9", async (t) => {
  const server = await serve(t);
  let host = await Person.come(server, "host");
  const { body } = await upload(server, "host", talk(PAGES));
  const deck = body.file;
  const at = (page) => host.until(`page ${page}`, ({ decks }) => decks[deck]?.pages >= page);
  await at(2);
  await host.does("slide.cancel", { deck });
  const stopped = (await host.until("its end", ({ decks }) => decks[deck].failed)).decks[deck];
  assert.equal(stopped.failed.why, "cancelled");
  assert.ok(stopped.pages < PAGES);
  await host.does("slide.again", { deck });
  await at(stopped.pages + 1);
  await server.kill();
  await server.start();
  // Whoever comes back wakes the room, and it goes on by itself.
  host = await Person.come(server, "host");
  for (let page = stopped.pages + 2; page <= PAGES; page++) await at(page);
  await host.until("the end", ({ decks }) => !decks[deck].making && !decks[deck].failed);
  assert.equal(await server.verified(), true);
  const pages = (await server.entries(room)).filter(({ type }) => type === "slide.page");
  const made = pages.map(({ data }) => data.page);
  assert.deepEqual(
    made,
    made.map((_, place) => place + 1),
  );
  assert.equal(made.length, PAGES);
});

test("a room that is a copy makes pages of its own of the slides of the other one", async (t) => {
  const server = await serve(t);
  const manager = await connect(server, "manager");
  const what = { room: "academy:main", title: { en: "Phones" }, start: Date.UTC(2098, 6, 7, 8), zone: "Europe/Paris", hosts: ["manager"], who: { to: "academy" } };
  await manager.rpc("room.create", { ...what, op: "a", of: "webinar:w8", template: "webinar", minutes: 60 });
  const decksOf = async (of) => {
    const { subscribe } = await manager.command("subscribe", { channel: of });
    await manager.command("unsubscribe", { channel: of });
    return Object.entries(subscribe?.data.slide.decks ?? {});
  };
  const made = (of, names) => until(async () => {
    const decks = await decksOf(of);
    const all = decks.filter(([, { pages, making, failed }]) => pages > 0 && !making && !failed).map(([, { name, pages }]) => `${name} ${pages}`);
    return all.sort().join() === names.join() ? decks : undefined;
  }, `${names} of ${of}`, 30_000);
  await until(async () => (await manager.command("subscribe", { channel: "webinar:w8" })).subscribe?.data.me.role === "host" || void (await manager.command("unsubscribe", { channel: "webinar:w8" })), "the webinar");
  await manager.command("unsubscribe", { channel: "webinar:w8" });
  const { body } = await upload(server, "manager", talk(2), { name: "Talk.pdf", into: "webinar:w8" });
  await upload(server, "manager", pdf(1, () => ""), { name: "x.pdf", into: "webinar:w8", deck: body.file });
  await upload(server, "manager", talk(1), { name: "Other.pdf", into: "webinar:w8" });
  await made("webinar:w8", ["Other.pdf 1", "Talk.pdf 3"]);
  await manager.rpc("room.copy", { room: "academy:main", op: "b", of: "webinar:w9", from: "webinar:w8", start: what.start });
  const copied = await made("webinar:w9", ["Other.pdf 1", "Talk.pdf 3"]);
  // And so on: a copy of a copy is one like it.
  await manager.rpc("room.copy", { room: "academy:main", op: "c", of: "webinar:w10", from: "webinar:w9", start: what.start });
  await made("webinar:w10", ["Other.pdf 1", "Talk.pdf 3"]);

  // The one before loses its slides; these stay, page by page.
  for (const [deck] of await decksOf("webinar:w8")) await manager.rpc("slide.remove", { room: "webinar:w8", op: `gone-${deck}`, deck: Number(deck) });
  const [deck] = copied.find(([, { name }]) => name === "Talk.pdf");
  const { url } = await manager.rpc("slide.pages", { room: "webinar:w9", deck: Number(deck) });
  for (const page of [1, 2, 3]) assert.equal((await server.get(`${url}/${page}.jpg`)).status, 200, page);
  assert.match(await (await server.get(`${url}/2.txt`)).text(), /page 2/);
  const blobs = (entries) => entries.filter(({ type }) => type === "slide.page").map(({ data }) => data.blob);
  const own = blobs(await server.entries("webinar:w9"));
  assert.equal(own.length, 4);
  assert.ok(!blobs(await server.entries("webinar:w8")).some((blob) => own.includes(blob)), "no content is of two rooms");
});
