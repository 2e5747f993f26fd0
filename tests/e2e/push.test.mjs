// SPDX-License-Identifier: Apache-2.0
// Messages on a device: asked for by a button, and ended by another press. A browser without a screen has no push service and
// asks nobody: ours stands in for it. What the worker does of a message is tests/worker.test.ts of the page.

import assert from "node:assert/strict";
import { after } from "node:test";
import { PushService } from "../wire/pushd.mjs";
import { enters, prints } from "./academy.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes } from "./until.mjs";
import { story } from "./world.mjs";

const service = await new PushService().start();
after(() => service.end());

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

story("a device is told after a press, until its reader ends it", { demo: false, set: service.set }, async (world) => {
  const { server } = world;
  const window = await world.window({ address: `http://localhost:${server.port}`, serviceWorkers: "allow" });
  await window.page.addInitScript(subscribes, service.subscription("ok-device"));
  await window.open("/");
  await window.shows("fresh");
  await enters(window, await prints(server, "organiser", "add", "--name", "Reader"));
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
});
