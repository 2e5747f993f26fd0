// SPDX-License-Identifier: Apache-2.0
// Certificates in an academy of one's own: an organiser gives one, its person finds it and opens it, a stranger
// who has its address reads what it certifies, and that it was withdrawn.

import assert from "node:assert/strict";
import { added, asks, organiserComes, personComes } from "./academy.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes } from "./until.mjs";
import { story } from "./world.mjs";

async function looks(world, window, name) {
  await fits(window, name);
  await accessible(window, name);
  await world.shot(window, `credentials-${name}`);
}

async function gives(window, id, { kind, title, until }) {
  await window.open("/academy/credentials/new");
  await window.at("creds-person").fill("Participant 17");
  await window.at(`pick-${id}`).click();
  await window.at("creds-form-kind").selectOption(kind);
  await window.at("creds-issued").fill("2026-01-15");
  if (until) await window.at("creds-until").fill(until);
  await window.at("creds-reference").fill("T-17");
  if (title) await window.at("creds-title-en").fill(title);
}

const rows = (window, list) => window.at(list).locator("li");
const soon = () => new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
// An act from the menu of a row: the seq of the certificate in it.
async function does(window, row, act) {
  const seq = (await row.getAttribute("data-testid")).slice("cred-".length);
  await window.at(`cred-acts-${seq}`).click();
  await window.at(`cred-${act}-${seq}`).click();
  return seq;
}

// What needs doing stands at home, and each of it leads to its place.
async function waits(world, organiser, id) {
  await organiser.open("/");
  await organiser.shows("task-empty-course:phones");
  await looks(world, organiser, "tasks");
  await organiser.at("task-empty-course:phones").click();
  await organiser.page.getByRole("heading", { name: "Phones as evidence" }).waitFor();
  await organiser.open("/");
  await organiser.at("tasks").getByText("Participant 17").click();
  await becomes(() => rows(organiser, "creds").count(), 2, "the certificates of whoever has one that ends");
  assert.equal(new URL(organiser.page.url()).searchParams.get("person"), id);
  await organiser.at("creds-clear").click();
}

story("a certificate is given, its person opens it, a stranger reads it", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const id = await added(organiser, { name: "Participant 17", country: "TN", languages: ["en"] });
  await organiser.open("/academy/credentials");
  await organiser.page.getByText("There is no certificate yet.").waitFor();
  // For a room, whose title it bears.
  const room = { template: "spoc", title: { en: "Phones as evidence" }, hosts: ["m1"], who: { to: "invited" } };
  await asks(organiser, "room.create", { of: "course:phones", ...room });
  await gives(organiser, id, { kind: "completion" });
  await organiser.at("creds-of").fill("evid");
  await organiser.at("pick-course:phones").click();
  await becomes(() => organiser.at("creds-title-en").inputValue(), "Phones as evidence", "the title of the room");
  await looks(world, organiser, "give");
  await organiser.at("creds-give").click();
  await becomes(() => rows(organiser, "creds").count(), 1, "the certificate of this person");
  assert.equal(new URL(organiser.page.url()).searchParams.get("person"), id);
  await gives(organiser, id, { kind: "instructor", title: "Trainer of trainers", until: soon() });
  await organiser.at("creds-give").click();
  await becomes(() => rows(organiser, "creds").count(), 2, "and the second");
  await organiser.at("creds-clear").click();
  await becomes(() => rows(organiser, "creds-soon").count(), 1, "what ends soon stands apart");
  await looks(world, organiser, "list");
  await waits(world, organiser, id);

  const person = await personComes(world, id, { viewport: { width: 360, height: 740 } });
  await person.open("/me");
  await becomes(() => rows(person, "certificates").count(), 2, "one's own certificates");
  await looks(world, person, "me");
  await rows(person, "certificates").filter({ hasText: "Phones as evidence" }).getByRole("button").click();
  await person.shows("verify");
  const address = new URL(person.page.url()).pathname;
  assert.match(address, /^\/verify\/./);

  const stranger = await world.window({ address: organiser.address });
  await stranger.open(address);
  await stranger.page.getByRole("heading", { name: "Certificate of completion" }).waitFor();
  await stranger.at("verify").getByText("Participant 17").waitFor();
  await stranger.at("verify").getByText("January 15, 2026").waitFor();
  assert.equal(await stranger.at("verify").getAttribute("data-state"), "valid");
  await looks(world, stranger, "verify");

  const row = rows(organiser, "creds").filter({ hasText: "Phones as evidence" });
  await does(organiser, row, "show");
  await organiser.shows("qr");
  assert.equal(new URL(await organiser.at("creds-link").inputValue()).pathname, address);
  await accessible(organiser, "the link to a certificate");
  await organiser.page.keyboard.press("Escape");
  await does(organiser, row, "withdraw");
  await organiser.at("why").fill("Given by mistake");
  await organiser.at("confirm").click();
  await row.getByText("Given by mistake").waitFor();
  await stranger.reload();
  await becomes(() => stranger.at("verify").getAttribute("data-state"), "withdrawn", "a stranger is told");

  const lapsing = rows(organiser, "creds-soon").first();
  const seq = await does(organiser, lapsing, "renew");
  await organiser.at("creds-until").fill("2036-01-15");
  await organiser.at("confirm").click();
  await organiser.at(`cred-${seq}`).getByText("January 15, 2036").waitFor();
  await organiser.open("/academy/credentials?state=withdrawn");
  await becomes(() => rows(organiser, "creds").count(), 1, "by its state");
});
