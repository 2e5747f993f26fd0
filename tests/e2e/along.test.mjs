// SPDX-License-Identifier: Apache-2.0
// A person takes units of a course along, reads and hears them without a network, and loses them with what let them in.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { me } from "./acts.mjs";
import { added, asks, organiserComes, personComes } from "./academy.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes, until } from "./until.mjs";
import { story } from "./world.mjs";

const COURSE = "course:c1";
const NEW = { of: COURSE, template: "spoc", start: Date.UTC(2098, 6, 7, 8), zone: "Europe/Paris", who: { to: "academy" }, title: { en: "Phones as evidence" } };
const CHECKLIST = "Canary: keep it dry.";
const GREY = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

const media = mkdtempSync(join(tmpdir(), "muster-media-"));
after(() => rmSync(media, { recursive: true, force: true }));

// Two seconds of silence, as a sound (WAVE, 8 bits at 8 kHz).
function sound() {
  const head = Buffer.alloc(44);
  const samples = Buffer.alloc(16_000, 128);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  for (const [at, value] of [[16, 16], [24, 8000], [28, 8000], [40, samples.length]]) head.writeUInt32LE(value, at);
  for (const [at, value] of [[20, 1], [22, 1], [32, 1], [34, 8]]) head.writeUInt16LE(value, at);
  head.write("data", 36);
  return Buffer.concat([head, samples]);
}
mkdirSync(join(media, "own"));
writeFileSync(join(media, "own", "talk.wav"), sound());

// As the form of an item does: the number of the file.
const sends = (window, name, type, base64) =>
  window.page.evaluate(async ([room, name, type, base64]) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const headers = { "content-type": "application/json" };
    const announced = await fetch("/api/uploads", { method: "POST", headers, body: JSON.stringify({ room, name, bytes: bytes.length, for: "room" }) });
    const { url } = await announced.json();
    return (await (await fetch(url, { method: "POST", body: new Blob([bytes], { type }) })).json()).file;
  }, [COURSE, name, type, base64]);

// What is kept of units, by its address without what signs it.
const kept = (window) =>
  window.page.evaluate(async () => {
    const all = [];
    for (const name of await caches.keys())
      if (name.startsWith("muster-taken-")) for (const { url } of await (await caches.open(name)).keys()) all.push(new URL(url).pathname);
    return all.sort();
  });
const files = async (window) => (await kept(window)).filter((path) => !path.includes("/units/")).map((path) => path.split("/")[2]);
const state = (window, unit) => window.at(`along-${unit}`).getAttribute("data-state");

async function takes(window, unit, size) {
  await window.at(`along-take-${unit}`).click();
  await window.at(`along-fetch-${unit}`).getByText(size).waitFor();
  await window.at(`along-fetch-${unit}`).click();
  await becomes(() => state(window, unit), "here");
}

async function built(host) {
  await asks(host, "room.create", NEW);
  const picture = await sends(host, "mast.png", "image/png", GREY);
  const file = await sends(host, "checklist.txt", "text/plain", Buffer.from(CHECKLIST).toString("base64"));
  const { seq: unit } = await asks(host, "unit.add", { title: { en: "What a phone tells", ar: "ما يقوله الهاتف" }, text: { en: "Where it was." }, open: true }, COURSE);
  const { seq: next } = await asks(host, "unit.add", { title: { en: "Chain of custody", ar: "سلسلة الحيازة" }, text: { en: "Who had it, and when." }, open: true }, COURSE);
  const item = async (data) => (await asks(host, "item.add", { unit, ...data }, COURSE)).seq;
  const article = await item({ kind: "article", title: { en: "Where it was" }, text: { en: `Two masts.\n\n![A mast](file:${picture})\n` }, pictures: [picture] });
  const checklist = await item({ kind: "file", title: { en: "Checklist" }, file });
  const talk = await item({ kind: "podcast", title: { en: "A talk" }, url: "/media/own/talk.wav" });
  await item({ kind: "link", title: { en: "The law" }, url: "https://police.example/law" });
  return { unit, next, article, checklist, talk, picture };
}

story("units are taken along with what is in them, read without a network, and lost with what let one in", { demo: false, set: { "server.media": media } }, async (world) => {
  const proxy = await world.proxy();
  const address = proxy.url.replace("127.0.0.1", "localhost");
  const host = await organiserComes(world, "Ines");
  const { unit, next, article, checklist, talk, picture } = await built(host);
  const person = await added(host, { name: "Kofi", country: "KE", languages: ["en"] });
  const one = await personComes(world, person, { address, serviceWorkers: "allow", moving: true });
  one.tolerateLoss();
  await one.open(`/course/c1/unit/${unit}`);

  // How large it is stands there before anything of it is fetched; whoever does not want it says so.
  await one.at(`along-take-${unit}`).click();
  await one.at(`along-asks-${unit}`).getByText("The texts · 1 picture · 1 file · 1 sound").waitFor();
  await one.at(`along-asks-${unit}`).getByText("1 thing in it needs the network").waitFor();
  assert.deepEqual(await kept(one), []);
  await accessible(one, "a unit to take along");
  await fits(one, "a unit to take along");
  await world.shot(one, "along-asks");
  await one.at(`along-close-${unit}`).click();
  await takes(one, unit, "Fetch 16 kB");
  assert.deepEqual(await files(one), ["api", "api", "media"]);
  await takes(one, next, "Keep the texts");
  await one.at("along-all").getByText("2 units on this device").waitFor();
  await world.shot(one, "along-here");

  proxy.cut();
  await one.reload();
  await one.at(`item-open-${article}`).click();
  await one.at("item-text").getByText("Two masts.").waitFor();
  const shown = one.at(`picture-${picture}`);
  await until(() => shown.evaluate((img) => img.complete && img.naturalWidth > 0), "the picture");
  await one.shows("offline");
  await world.shot(one, "along-offline");
  await one.at("to-unit").click();
  await one.at(`item-open-${checklist}`).click();
  const [saved] = await Promise.all([one.page.waitForEvent("download"), one.at("file-get").click()]);
  assert.equal(saved.suggestedFilename(), "checklist.txt");
  assert.equal(readFileSync(await saved.path(), "utf8"), CHECKLIST);
  await one.at("to-unit").click();
  await one.at(`item-open-${talk}`).click();
  const audio = one.at("played").locator("audio");
  await until(() => audio.evaluate((each) => each.duration === 2), "the sound");
  await audio.evaluate((each) => { each.currentTime = 1.5; });
  await until(() => audio.evaluate((each) => each.currentTime === 1.5 && !each.seeking), "its middle");
  await one.at("to-unit").click();
  // Never opened here, and taken along all the same.
  await one.at("unit-after").click();
  await one.at("unit-text").getByText("Who had it, and when.").waitFor();

  // Meanwhile the file goes, and there is another article.
  await asks(host, "item.remove", { unit, item: checklist }, COURSE);
  await asks(host, "item.add", { unit, kind: "file", title: { en: "Form" }, file: await sends(host, "form.txt", "text/plain", Buffer.from("Another").toString("base64")) }, COURSE);
  proxy.mend();
  await one.isIn("connected");
  await becomes(() => files(one), ["api", "media"], "what is not there any more is not here");
  await one.at("unit-before").click();
  await becomes(() => state(one, unit), "changed");
  await one.at(`along-${unit}`).getByText("Not up to date").waitFor();
  await world.shot(one, "along-changed");
  await takes(one, unit, "Fetch 1 kB");
  await becomes(() => files(one), ["api", "api", "media"]);
  await one.at(`along-remove-${next}`).click();
  await becomes(() => state(one, next), "none");
  assert.equal((await kept(one)).filter((path) => path.includes("/units/")).length, 1);

  // Who is sent out of the course loses it; the page's own files are nobody's.
  proxy.cut();
  await one.isIn("reconnecting");
  await asks(host, "member.ban", { whom: person, why: "A trial" }, COURSE);
  proxy.mend();
  await becomes(() => kept(one), [], "nothing of the course is here");

  // Nor is it once they sign out.
  await asks(host, "member.unban", { whom: person }, COURSE);
  await one.open(`/course/c1/unit/${next}`);
  await takes(one, next, "Keep the texts");
  assert.equal((await kept(one)).length, 1);
  await me(one, "leave");
  await one.shows("passkey");
  await becomes(() => kept(one), [], "nothing is left");
});

// What a browser keeps of anybody: databases, stores, and who was here.
const keeps = (window) =>
  window.page.evaluate(async () => [
    ...(await indexedDB.databases()).map(({ name }) => name), ...(await caches.keys()), ...Object.keys(localStorage).filter((key) => key === "muster.who"),
  ]);

story("where the academy lets browsers keep nothing, nothing is kept, and the page says so", { demo: false, set: { "server.media": media, "academy.keep": "no" } }, async (world) => {
  const proxy = await world.proxy();
  const one = await organiserComes(world, "Ines", { address: proxy.url.replace("127.0.0.1", "localhost"), serviceWorkers: "allow" });
  one.tolerateLoss();
  const { unit, article, picture } = await built(one);
  // What was kept while it was allowed.
  await one.page.evaluate(async () => {
    await caches.open("muster-taken-m1");
    await new Promise((done) => Object.assign(indexedDB.open("muster.seen", 1), { onsuccess: ({ target }) => (target.result.close(), done()) }));
  });
  assert.deepEqual(await keeps(one), ["muster.seen", "muster-taken-m1"]);
  await one.open(`/course/c1/unit/${unit}`);
  await one.at("along-forbidden").getByText("cannot be taken along").waitFor();
  await one.at(`item-open-${article}`).click();
  await until(() => one.at(`picture-${picture}`).evaluate((img) => img.complete && img.naturalWidth > 0), "the picture");
  const blob = await one.at(`picture-${picture}`).getAttribute("src");
  assert.equal((await world.server.get(blob)).headers.get("cache-control"), "no-store");
  await one.open("/course/c1/new");
  await one.at("thread-title").fill("Half a thought");
  // What keeps the rest comes some seconds later.
  await until(() => one.page.evaluate(() => document.querySelector('link[rel="manifest"]') !== null), "all that comes later");
  proxy.cut();
  await one.at("offline-forbidden").getByText("this page does not work").waitFor();
  await world.shot(one, "along-forbidden");
  assert.deepEqual(await keeps(one), []);
  assert.equal(await one.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.scriptURL), undefined);
  assert.equal(await one.at("thread-title").inputValue(), "Half a thought");
  proxy.mend();
  await one.isIn("connected");
});
