// SPDX-License-Identifier: Apache-2.0
// A person without a network: the page opens, shows what was opened before, and keeps what is done until it can be sent.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { root } from "../wire/server.mjs";
import { me } from "./acts.mjs";
import { asks, organiserComes, prints } from "./academy.mjs";
import { fileDrop, fileWrite, found } from "./everywhere.mjs";
import { atNight } from "./look.mjs";
import { becomes, until } from "./until.mjs";
import { Window } from "./window.mjs";
import { story } from "./world.mjs";

const COURSE = "course:c1";

const NEW = { of: COURSE, template: "spoc", start: Date.UTC(2098, 6, 7, 8), zone: "Europe/Paris", who: { to: "invited" }, title: { en: "Phones as evidence" } };

// Typed, shown, and of the person.
const LEFT = ["Half a thought", "Phones as evidence", "Ines"];

// The page of another build, in the place of the one that is served.
function buildAgain() {
  const read = (name) => readFileSync(join(web, name), "utf8");
  const [main] = read("index.html").match(/main-\w+\.js/);
  renameSync(join(web, "assets", main), join(web, "assets", "main-NEWER.js"));
  for (const name of ["index.html", "worker.js"]) writeFileSync(join(web, name), read(name).replaceAll(main, "main-NEWER.js").replace(/version:"\w+"/, 'version:"newer"'));
}

// Nothing but plain files: a neighbour that is compressed would be of the build before.
const web = mkdtempSync(join(tmpdir(), "muster-page-"));
cpSync(join(root, "clients/web/dist"), web, { recursive: true, filter: (name) => !/\.(br|gz)$/.test(name) });
after(() => rmSync(web, { recursive: true, force: true }));

// What features keep in storages of this person, beside what is typed and sent.
const STORED = [["localStorage", "muster.direct.m1.webinar:w1"], ["localStorage", "muster.join"], ...["captions", "notices", "way"].map((name) => ["sessionStorage", `muster.${name}.m1.course:c1`])];
const OF_DEVICE = ["muster.dictionary", "muster.lang", "muster.saving", "muster.tab", "muster.theme"];
const storesOfPeople = (window) =>
  window.page.evaluate((device) => [localStorage, sessionStorage].flatMap((storage) => Object.keys(storage)).filter((key) => !device.includes(key)).sort(), OF_DEVICE);
const store = (window) =>
  window.page.evaluate((all) => {
    for (const [storage, key] of all) globalThis[storage].setItem(key, "{}");
  }, STORED);

const stores = (window) => window.page.evaluate(() => caches.keys());
const whole = (window) => until(() => window.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active), "the worker");

story("the page opens without a network, and a newer one is taken without losing what is typed", { demo: false, set: { "server.web": web } }, async (world) => {
  const proxy = await world.proxy();
  const one = await organiserComes(world, "Ines", { address: proxy.url.replace("127.0.0.1", "localhost"), serviceWorkers: "allow" });
  one.tolerateLoss();
  await asks(one, "room.create", NEW);
  await one.open("/course/c1/new");
  await one.at("thread-title").fill("Half a thought");
  await whole(one);

  // The browser hears of another build when it looks.
  buildAgain();
  await one.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await one.shows("newer");
  await world.shot(one, "offline-newer");
  await atNight(one, "a newer page", "newer-later");
  one.opened++;
  await one.at("newer-take").click();
  await becomes(() => one.at("thread-title").inputValue(), "Half a thought");
  assert.match(await one.page.content(), /main-NEWER\.js/);
  await one.isIn("connected");
  await one.lacks("newer");

  proxy.cut();
  await one.reload();
  await one.shows("home");
  assert.deepEqual((await stores(one)).length, 2, "this build and the one before");
  await one.shows("offline");
  await world.shot(one, "offline-start");

  // What cannot be answered says why, and not that the server had a fault; nor is it awaited without a word or an end.
  const never = ["/course/c9", "/webinar/w9", "/course/c1/library", "/course/c1/thread/99", "/course/c1/unit/99"].map((path) => [path, "offline-nothing"]);
  for (const [path, told] of [["/search?q=thought", "search-lost"], ["/calendar", "dates-lost"], ...never]) {
    await one.open(path);
    await one.shows(told);
    await becomes(() => one.page.locator(".spinner, .skeleton").count(), 0, `nothing loads at ${path}`);
    assert.equal(await one.at("offline-nothing").count(), told === "offline-nothing" ? 1 : 0, `said once at ${path}`);
  }
  // It leads to what is there, and comes by itself.
  await world.shot(one, "offline-never");
  await one.at("offline-opened").getByText("Phones as evidence").click();
  await one.shows("thread-new");
  await one.page.goBack();
  await one.shows("offline-nothing");
  proxy.mend();
  await one.shows("unit-gone");
  await one.lacks("offline-nothing");
  proxy.cut();
  await one.isIn("reconnecting");
  await one.open("/");
  await one.shows("home");

  // Whoever leaves by themselves leaves nothing either.
  proxy.mend();
  await one.isIn("connected");
  await until(async () => (await found(one, LEFT)).length === LEFT.length, "the control: all of it is kept");
  await store(one);
  assert.ok((await storesOfPeople(one)).length > STORED.length, "the control");
  await me(one, "leave");
  await one.shows("passkey");
  await becomes(() => found(one, LEFT), [], "nothing is left");
  await becomes(() => storesOfPeople(one), [], "nor in any storage");
});

// The same person on another device: a login is all there is of it.
async function organiserOpens(world) {
  const { origin } = new URL(world.server.url);
  const { hash } = new URL(await prints(world.server, "person", "link", "m1"), origin);
  const answer = await fetch(`${origin}/api/enrol/device`, { method: "POST", headers: { "content-type": "application/json", origin }, body: JSON.stringify({ code: hash.slice(1) }) });
  assert.equal(answer.status, 200);
  return { origin, cookie: answer.headers.getSetCookie().map((each) => each.split(";")[0]).join("; ") };
}

async function asksTo({ origin, cookie }, method, path, body) {
  const headers = { cookie, origin, ...(body ? { "content-type": "application/json" } : {}) };
  const { status } = await fetch(origin + path, { method, headers, body: body && JSON.stringify(body) });
  assert.ok(status < 300, `${status}`);
}

const CANARIES = ["Canary of a title", "Canary of a post", "Canary of a draft", "Canary of a comment"];

story("what was opened is read without a network; whoever is signed out leaves nothing in the browser", { demo: false }, async (world) => {
  const proxy = await world.proxy();
  const [title, text, draft] = CANARIES;
  const one = await organiserComes(world, "Ines", { address: proxy.url.replace("127.0.0.1", "localhost"), serviceWorkers: "allow" });
  one.tolerateLoss();
  await asks(one, "room.create", NEW);
  const { seq } = await asks(one, "forum.thread", { title, text }, COURSE);
  await one.open(`/course/c1/thread/${seq}`);
  await one.at(`post-${seq}`).getByText(text).waitFor();
  await one.at(`text-post/${seq}`).fill(draft);
  await whole(one);
  await one.at("home").click();
  await one.page.getByText("Phones as evidence").first().waitFor();
  await one.page.goBack();
  await one.shows("posts");
  await until(async () => (await found(one, CANARIES)).length === 3, "the control: all of it is kept");
  await fileWrite(one, CANARIES[3]);
  assert.deepEqual(await found(one, CANARIES), CANARIES, "the control: a file would be seen");
  await fileDrop(one);

  proxy.cut();
  await one.reload();
  await one.at(`post-${seq}`).getByText(text).waitFor();
  await one.shows("offline-as-of");
  await becomes(() => one.at(`text-post/${seq}`).inputValue(), draft);
  await world.shot(one, "offline-thread");
  await one.at("home").click();
  await one.page.getByText("Phones as evidence").first().waitFor();
  await world.shot(one, "offline-home");
  // A language that was never chosen on this device.
  await me(one, "language-es");
  await one.told("Español cannot be loaded");
  await one.holdUndo();
  await world.shot(one, "offline-language");

  // Written without a network; then the browser is closed, and opened again still without one.
  await one.page.goBack();
  await one.at(`text-post/${seq}`).fill("First of two");
  await one.at(`send-post/${seq}`).click();
  await one.page.getByText("1 unsent, kept").first().waitFor();
  await until(async () => (await found(one, ["First of two"])).length === 1, "the record");
  const context = one.context;
  await one.page.close();
  const again = new Window(await context.newPage(), one.address);
  world.windows.push(again);
  again.tolerateLoss();
  await again.open(`/course/c1/thread/${seq}`);
  await again.page.getByText("1 unsent, kept").first().waitFor();
  proxy.mend();
  await again.isIn("connected");
  await again.at("posts").getByText("First of two").waitFor();
  const posts = (await world.server.entries(COURSE)).filter(({ type }) => type === "forum.post");
  assert.deepEqual(posts.map(({ data }) => data.text), ["First of two"], "once");

  // Refused when it comes: it stands with its words.
  proxy.cut();
  await again.isIn("reconnecting");
  await again.at(`text-post/${seq}`).fill(CANARIES[3]);
  await again.at(`send-post/${seq}`).click();
  await again.page.getByText("1 unsent, kept").first().waitFor();
  const other = await organiserOpens(world);
  for (const post of [posts[0].seq, seq]) await asksTo(other, "POST", `/api/rooms/${COURSE}/forum.delete`, { post });
  proxy.mend();
  await again.at("left-refused").getByText(CANARIES[3]).waitFor();
  await until(async () => (await found(again, CANARIES)).includes(CANARIES[3]), "the control: it is kept");

  // Ended on another device; this one hears of it when it is back.
  proxy.cut();
  await again.isIn("reconnecting");
  await asksTo(other, "DELETE", "/api/sessions");
  await store(again);
  again.tolerated.push(/401 \(Unauthorized\).*api\/session/);
  proxy.mend();
  await again.shows("passkey");
  await becomes(() => found(again, [...CANARIES, "Ines", "Phones as evidence"]), [], "nothing is left");
  await becomes(() => storesOfPeople(again), [], "nor in any storage");
  assert.deepEqual((await stores(again)).length, 1, "but the page, which is nobody's");
});
