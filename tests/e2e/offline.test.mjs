// SPDX-License-Identifier: Apache-2.0
// A person without a network: the page opens, shows what was opened before, and keeps what is done until it can be sent.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { root } from "../wire/server.mjs";
import { asks, organiserComes } from "./academy.mjs";
import { SLOWER, becomes, until } from "./until.mjs";
import { story } from "./world.mjs";

const COURSE = "course:c1";

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

const stores = (window) => window.page.evaluate(() => caches.keys());
const whole = (window) => until(() => window.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active), "the worker");

story("the page opens without a network, and a newer one is taken without losing what is typed", { demo: false, set: { "server.web": web } }, async (world) => {
  const proxy = await world.proxy();
  const one = await organiserComes(world, "Ines", { address: proxy.url.replace("127.0.0.1", "localhost"), serviceWorkers: "allow" });
  one.tolerateLoss();
  await asks(one, "room.create", { of: COURSE, template: "spoc", start: Date.UTC(2098, 6, 7, 8), zone: "Europe/Paris", who: { to: "invited" }, title: { en: "Phones as evidence" } });
  await one.open("/course/c1/new");
  await one.at("thread-title").fill("Half a thought");
  await whole(one);

  // The browser hears of another build when it looks.
  buildAgain();
  await one.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await one.shows("newer");
  await world.shot(one, "offline-newer");
  one.opened++;
  await one.at("newer-take").click();
  await becomes(() => one.at("thread-title").inputValue(), "Half a thought");
  assert.match(await one.page.content(), /main-NEWER\.js/);
  await one.isIn("connected");
  await one.lacks("newer");

  proxy.cut();
  const began = Date.now();
  await one.reload();
  await one.shows("home");
  const took_ms = Date.now() - began;
  assert.ok(took_ms < 1000 * SLOWER, `${took_ms} ms`);
  assert.deepEqual((await stores(one)).length, 2, "this build and the one before");
  await one.shows("offline");
  await world.shot(one, "offline-start");
});
