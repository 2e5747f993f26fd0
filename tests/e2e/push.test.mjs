// SPDX-License-Identifier: Apache-2.0
// How somebody is told who is not here: messages on a device and mails, asked for by a button, and ended by another press; a
// mail by its own link too, whoever opens it. A browser without a screen has no push service and
// asks nobody: ours stands in for it. What the worker does of a message is tests/worker.test.ts of the page.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { muster } from "../wire/server.mjs";
import { PushService } from "../wire/pushd.mjs";
import { enters, mailTo, prints } from "./academy.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes } from "./until.mjs";
import { story } from "./world.mjs";

const service = await new PushService().start();
const file = join(tmpdir(), `muster-told-${process.pid}`);
after(() => service.end().then(() => rmSync(file, { force: true })));

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
