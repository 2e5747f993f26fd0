// SPDX-License-Identifier: Apache-2.0
// Signing in, on an installation of one's own: the first organiser's link, a passkey, one's devices.

import assert from "node:assert/strict";
import { comes, deviceAdd, prints } from "./academy.mjs";
import { me } from "./acts.mjs";
import { accessible, fits } from "./look.mjs";
import { story } from "./world.mjs";
import { becomes } from "./until.mjs";

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

  const link = await adds(world.server, "Organiser 1");
  await window.open(link);
  await window.shows("enrol-passkey");
  assert.equal(new URL(window.page.url()).hash, "", "the secret left the address");
  await looks(world, window, "enrol");
  await window.at("enrol-passkey").click();
  await window.shows("first-steps");
  await window.isIn("connected");
  assert.equal(await window.text("person"), "Organiser 1");
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
  await window.open(await adds(world.server, "مشاركة 17"));
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

// The passkey of a device with another counter, as a copy of it would have.
async function counts(window, signCount) {
  const { devtools, device: authenticatorId } = window;
  const { credentials } = await devtools.send("WebAuthn.getCredentials", { authenticatorId });
  const [credential] = credentials;
  await devtools.send("WebAuthn.removeCredential", { authenticatorId, credentialId: credential.credentialId });
  await devtools.send("WebAuthn.addCredential", { authenticatorId, credential: { ...credential, signCount } });
}

const says = (window, path, text) =>
  window.page.evaluate(
    async ([at, body]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(at, { method: "POST", headers, body });
      return { status: answer.status, body: await answer.json().catch(() => null) };
    },
    [path, text],
  );

async function refuses(window) {
  await window.at("passkey").click();
  await window.at("refusal").filter({ hasText: /./ }).waitFor();
  assert.equal(await window.page.evaluate(async () => (await fetch("/api/session")).status), 401);
  await window.reload();
  await window.shows("passkey");
}

story("a browser's passkey: what was said before, by a copy, or by one that was taken away signs nobody in", { demo: false }, async (world) => {
  const window = await comes(world, {});
  window.tolerated.push(/401|409|422/);
  await window.open("/");
  await window.shows("fresh");
  await window.open(await adds(world.server, "Organiser 1"));
  await window.at("enrol-passkey").click();
  await window.isIn("connected");
  await me(window, "leave");

  // Said again, word by word.
  const said = window.page.waitForRequest("**/api/signin/passkey");
  await window.at("passkey").click();
  await window.isIn("connected");
  const words = (await said).postData();
  await me(window, "leave");
  await window.shows("passkey");
  const again = await says(window, "/api/signin/passkey", words);
  assert.deepEqual([again.status, again.body.name], [422, "passkey_invalid"]);

  // To a question that another browser was asked; to one that nobody asked.
  const other = await says(window, "/api/signin/options", "{}");
  const asked = (challenge) =>
    window.page.route("**/api/signin/options", async (route) => {
      const answer = await route.fetch();
      const json = await answer.json();
      await route.fulfill({ response: answer, json: { options: { ...json.options, challenge } } });
    });
  const { challenge } = JSON.parse(Buffer.from(JSON.parse(words).credential.response.clientDataJSON, "base64url"));
  for (const wrong of [challenge, Buffer.alloc(40).toString("base64url"), `${other.body.options.challenge.slice(0, -4)}AAAA`]) {
    await asked(wrong);
    await refuses(window);
    await window.page.unroute("**/api/signin/options");
  }

  // By a page that hands all on to the server and is another one: for the browser a passkey of this name is good
  // at every port, and it signs; where it was asked is in what it signs.
  const proxy = await world.proxy();
  const elsewhere = `http://localhost:${new URL(proxy.url).port}`;
  window.tolerated.push(new RegExp(`a request to ${elsewhere}/`));
  window.opened++;
  await window.page.goto(`${elsewhere}/enter`);
  await window.shows("passkey");
  const answered = window.page.waitForResponse("**/api/signin/passkey");
  await refuses(window);
  const answer = await answered;
  const { clientDataJSON } = answer.request().postDataJSON().credential.response;
  assert.equal(JSON.parse(Buffer.from(clientDataJSON, "base64url")).origin, elsewhere);
  assert.equal(answer.status(), 422);
  // By one of another name the browser has none to offer, and says nothing to anybody.
  window.tolerated.push(new RegExp(`a request to ${proxy.url}/`));
  window.opened++;
  await window.page.goto(`${proxy.url}/enter`);
  await window.shows("passkey");
  let told = 0;
  window.page.on("request", (request) => (told += request.url().endsWith("/api/signin/passkey") ? 1 : 0));
  await refuses(window);
  assert.equal(told, 0);
  await window.open("/enter");
  await window.shows("passkey");

  // A counter that goes back is a copy's.
  await counts(window, 0);
  await refuses(window);
  await counts(window, 1000);
  await window.at("passkey").click();
  await window.isIn("connected");

  // The last way in is kept; of two one may be taken away, and is worth nothing then.
  await me(window, "account");
  await becomes(() => lines(window, "passkeys"), 1, "one passkey");
  await window.at("passkeys").getByRole("button", { name: "Remove" }).click();
  await window.at("refusal").filter({ hasText: /./ }).waitFor();
  assert.equal(await lines(window, "passkeys"), 1);
  const second = await deviceAdd(window);
  await window.at("passkey-add").click();
  await becomes(() => lines(window, "passkeys"), 2, "a second device");
  await window.at("passkeys").locator("li").first().getByRole("button", { name: "Remove" }).click();
  await becomes(() => lines(window, "passkeys"), 1, "the first is taken away");
  await window.devtools.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: second });
  await me(window, "leave");
  await window.shows("passkey");
  await refuses(window);
});
