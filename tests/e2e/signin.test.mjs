// SPDX-License-Identifier: Apache-2.0
// Signing in, on an installation of one's own: the first organiser's link, a passkey, one's devices.

import assert from "node:assert/strict";
import { prints } from "./academy.mjs";
import { me } from "./acts.mjs";
import { accessible, fits } from "./look.mjs";
import { story } from "./world.mjs";
import { becomes } from "./until.mjs";

const KEY = {
  protocol: "ctap2",
  transport: "internal",
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
};

// The browser on the address that passkeys are for, with a device that has a fingerprint.
async function comes(world, options) {
  const address = `http://localhost:${world.server.port}`;
  const window = await world.window({ address, ...options });
  // The server offers the two kinds of key it knows, and not RSA.
  window.tolerated.push(/pubKeyCredParams/);
  const devtools = await window.context.newCDPSession(window.page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options: KEY });
  return window;
}

const adds = (server, name) => prints(server, "organiser", "add", "--name", name);
const links = (server, id) => prints(server, "person", "link", id);

// One page as it is looked at.
async function looks(world, window, name) {
  await fits(window, name);
  await accessible(window, name);
  await world.shot(window, `signin-${name}`);
}

const lines = (window, id) => window.at(id).locator("li").count();

// What a browser keeps of somebody, in its database and the tab.
const keeps = (window) =>
  window.page.evaluate(async () => {
    const open = indexedDB.open("muster");
    await new Promise((done) => (open.onsuccess = done));
    const all = open.result.transaction("leaves").objectStore("leaves").count();
    await new Promise((done) => (all.onsuccess = done));
    open.result.close();
    return [all.result, Object.keys(sessionStorage).filter((name) => /draft|command/.test(name))];
  });

story("the first organiser comes in by a link, and then by a passkey", { demo: false }, async (world) => {
  const window = await comes(world, {});
  await window.open("/");
  await window.page.getByText("muster organiser add").waitFor();
  await looks(world, window, "fresh");

  const link = await adds(world.server, "Ada Lovelace");
  await window.open(link);
  await window.shows("enrol-passkey");
  assert.equal(new URL(window.page.url()).hash, "", "the secret left the address");
  await looks(world, window, "enrol");
  await window.at("enrol-passkey").click();
  await window.shows("first-steps");
  await window.isIn("connected");
  assert.equal(await window.text("person"), "Ada Lovelace");
  await looks(world, window, "home");

  await window.page.evaluate(() => sessionStorage.setItem("muster.draft.m1.chat", "not for the next one"));
  await window.reload();
  await window.shows("first-steps");
  await becomes(async () => (await keeps(window))[0], 1, "what was written is kept");
  await me(window, "leave");
  await window.shows("passkey");
  await becomes(() => keeps(window), [0, []], "nothing is left of who signed out");
  await looks(world, window, "enter");
  await window.at("passkey").click();
  await window.shows("first-steps");

  await window.open(link);
  await window.shows("link-gone");
  window.tolerated.push(/410/);
  await looks(world, window, "gone");
});

story("one sees where one is signed in, and ends what one does not know, in Arabic", { demo: false }, async (world) => {
  const phone = { viewport: { width: 360, height: 740 }, locale: "ar-EG" };
  const window = await comes(world, phone);
  await window.open("/");
  await window.shows("fresh");
  await looks(world, window, "fresh-ar");
  await window.open(await adds(world.server, "ليلى"));
  await window.shows("enrol-passkey");
  await looks(world, window, "enrol-ar");
  await window.at("enrol-passkey").click();
  await window.shows("first-steps");
  await looks(world, window, "home-ar");

  const elsewhere = await world.window({ address: window.address });
  await elsewhere.open(await links(world.server, "m1"));
  await elsewhere.at("enrol-device").click();
  await elsewhere.isIn("connected");
  await me(window, "account");
  await becomes(() => lines(window, "passkeys"), 1, "a passkey");
  await becomes(() => lines(window, "browsers"), 2, "two browsers");
  await looks(world, window, "me-ar");
  await window.at("browsers").getByRole("button").click();
  await becomes(() => lines(window, "browsers"), 1, "one browser");
  await window.reload();
  await becomes(() => lines(window, "browsers"), 1, "one browser, also to who comes straight here");
  await elsewhere.shows("ended");
  elsewhere.tolerated.push(/401/);
  await looks(world, elsewhere, "ended");
});
