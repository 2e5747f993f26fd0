// SPDX-License-Identifier: Apache-2.0
// How somebody is told who is not here: messages on a device and mails, asked for by a button, and ended by another press; a
// mail by its own link too, whoever opens it; and nothing leaves in the hours that they keep quiet. A browser without a
// screen has no push service and asks nobody: ours stands in for it. What the worker does of a message is
// tests/worker.test.ts of the page.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { muster } from "../wire/server.mjs";
import { PushService } from "../wire/pushd.mjs";
import { Smtp } from "../wire/smtp.mjs";
import { added, asks, enters, mailTo, organiserComes, prints } from "./academy.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes, pause, until } from "./until.mjs";
import { story } from "./world.mjs";

const HOUR_S = 3600;
const QUIET_H = 2;
const LONG_MS = 3000; // what must not leave would have
const ARMED_MS = 1500; // the server has looked at a new browser

const service = await new PushService().start();
const smtp = await new Smtp().start();
const file = join(tmpdir(), `muster-told-${process.pid}`);
after(() => Promise.all([service.end(), smtp.end()]).then(() => rmSync(file, { force: true })));

// What a browser with a screen has: it asks, and has subscribed at our service.
function subscribes(subscription) {
  let here = null;
  let permission = "default";
  const made = { toJSON: () => subscription, unsubscribe: async () => ((here = null), true) };
  Object.defineProperty(Notification, "permission", { get: () => permission });
  Notification.requestPermission = async () => (permission = "granted");
  PushManager.prototype.getSubscription = async () => here;
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey: key }) => {
    if (userVisibleOnly && key.length === 65 && permission === "granted") here = made;
    return made;
  };
}

story("a device is told after a press, and mails come, until their reader ends them", { demo: false, set: { ...service.set, "mail.file": file, "mail.away_seconds": 1 } }, async (world) => {
  const { server } = world;
  const window = await world.window({ address: `http://localhost:${server.port}`, serviceWorkers: "allow" });
  await window.page.addInitScript(subscribes, service.subscription("ok-device"));
  await window.open("/");
  await window.shows("fresh");
  await enters(window, await prints(server, "organiser", "add", "--name", "Reader", "--mail", "reader@police.example"));
  await window.open("/inbox");
  await window.at("inbox-settings").locator("summary").click();
  await window.at("push-on").waitFor();
  await fits(window, "push");
  await accessible(window, "push");
  await world.shot(window, "push-off");
  await window.at("push-on").click();
  await window.at("push-off").waitFor();
  await world.shot(window, "push-on");
  const state = () => window.page.evaluate(async () => (await (await fetch("/api/push")).json()).on);
  const runs = () => window.page.evaluate(async () => (await navigator.serviceWorker.ready).active.scriptURL.endsWith("/worker.js"));
  await becomes(async () => [await state(), await runs()], [true, true]);

  await window.at("push-off").click();
  await window.at("push-on").waitFor();
  assert.equal(await state(), false);

  // Mails at once, with words, but for the quiet hours; then one comes, and is ended by whoever has it, in Arabic.
  await window.at("quiet-on").click();
  await window.at("quiet-off").waitFor();
  await window.at("quiet-off").click();
  await window.at("quiet-on").waitFor();
  await window.open("/me");
  await window.at("mails-when").selectOption("away");
  await window.at("mails-words").check();
  await becomes(() => window.at("mails-words").isChecked(), true);
  await fits(window, "mails");
  await accessible(window, "mails");
  await world.shot(window, "mails");
  const at = ["--set", `journal.url=${server.journal}`, "--set", `server.listen=127.0.0.1:${server.port}`];
  assert.equal((await muster("announce", "post", "--title", "Maintenance", "--text", "Tonight", ...at)).code, 0);
  const [link] = /\/u\/\S+/.exec(await mailTo(file, "reader@police.example", "/u/"));
  const other = await world.window({ address: `http://localhost:${server.port}`, locale: "ar-EG" });
  await other.open(link);
  await other.at("unsubscribe").click();
  await other.at("unsubscribed").waitFor();
  await fits(other, "unsubscribed");
  await world.shot(other, "unsubscribed-ar");
  await window.open("/");
  await window.open("/me");
  await becomes(() => window.at("mails-when").inputValue(), "none");
});

// Two people with the same quiet hours, which it is by the clock of one of them alone.
const RIYADH = { name: "riyadh", locale: "ar-EG", timezoneId: "Asia/Riyadh", viewport: { width: 390, height: 844 } };
const YORK = { name: "york", locale: "en-GB", timezoneId: "America/New_York" };
const mails = { "mail.url": smtp.url, "mail.from": "academy@academy.example", "mail.away_seconds": 1 };

story("in quiet hours of the reader's zone nothing leaves, by mail or to a device, and after them it does", { demo: false, set: { ...service.set, ...mails } }, async (world) => {
  const { server } = world;
  const organiser = await organiserComes(world, "Organiser");
  const clock = new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone: RIYADH.timezoneId });
  const from = Number(clock.format(Date.now()));
  const quiet = { from: from * 60, to: ((from + QUIET_H) % 24) * 60 };
  const comes = async ({ name, ...look }) => {
    const person = await added(organiser, { name, mail: `${name}@police.example`, languages: [look.locale.slice(0, 2)] });
    const window = await world.window({ address: `http://localhost:${server.port}`, serviceWorkers: "allow", ...look });
    await window.page.addInitScript(subscribes, service.subscription(`ok-${name}`));
    await enters(window, await prints(server, "person", "link", person));
    await window.open("/me");
    await window.at("mails-when").selectOption("away");
    await window.open("/inbox");
    await window.at("inbox-settings").locator("summary").click();
    await window.at("push-on").click();
    await window.at("push-off").waitFor();
    await window.at("quiet-on").click();
    const settings = async () => (await asks(window, "inbox.news", {}, "inbox:me")).settings;
    // One at once after the other.
    await window.at("quiet-from").selectOption(String(quiet.from));
    await window.at("quiet-to").selectOption(String(quiet.to));
    await becomes(settings, { zone: look.timezoneId, mail: "away", words: false, quiet });
    await window.at("inbox-settings").getByText(look.timezoneId.replace("_", " ")).waitFor();
    await fits(window, name);
    await world.shot(window, `quiet-${name}`);
    return { person, window };
  };
  const [riyadh, york] = [await comes(RIYADH), await comes(YORK)];
  await accessible(york.window, "quiet hours");
  const of = "course:own";
  await pause(ARMED_MS);
  await asks(organiser, "room.create", { of, template: "workspace", title: { en: "Trainers", ar: "المدربون" }, who: { to: "invited" } });
  // And a reminder of their own, for the one whose hours are quiet.
  await asks(riyadh.window, "bookmark.set", { of: "webinar:any", second: 5, remind: Date.now() + ARMED_MS }, "inbox:me");
  await asks(organiser, "room.invite", { of, people: [riyadh.person, york.person] });
  const came = ({ name }) => [smtp.to(`${name}@police.example`).length, service.to(`ok-${name}`).length];
  await until(() => came(YORK).every((count) => count > 0), "what is for who is awake");
  await pause(LONG_MS);
  assert.deepEqual([came(YORK), came(RIYADH)], [[1, 1], [0, 0]]);
  // It stands in the inbox, whatever the hour.
  await becomes(() => riyadh.window.at("inbox").locator(".count").innerText(), "١");
  await world.shot(riyadh.window, "quiet-asked-ar");

  // The hours are over.
  for (const window of world.windows) window.tolerateLoss();
  await server.end();
  server.ahead_s = QUIET_H * HOUR_S;
  await server.start();
  await until(() => came(RIYADH).every((count) => count > 0), "what was kept for after them");
  await pause(LONG_MS);
  assert.deepEqual([came(YORK), came(RIYADH)], [[1, 1], [1, 1]]);
  const [mail] = smtp.to("riyadh@police.example");
  assert.match(mail.html, /<html lang="ar" dir="rtl">/);
  assert.match(mail.text, /دعوة: المدربون/);
  assert.match(mail.text, /^تذكير\r$/m);
  const [{ words }] = service.to("ok-riyadh");
  assert.deepEqual([words.title, words.body, words.dir], ["تذكير", "دعوة: المدربون", "rtl"]);
});
