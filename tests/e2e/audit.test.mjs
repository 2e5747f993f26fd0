// SPDX-License-Identifier: Apache-2.0
// What an organiser asks when something is looked into: who did what to somebody, how long requests wait, who could read
// an entry; each also as a file.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { added, asks, organiserComes, personComes } from "./academy.mjs";
import { accessible, fits } from "./look.mjs";
import { story } from "./world.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, locale: "ar-EG", timezoneId: "Africa/Tunis", colorScheme: "dark" };

async function looks(world, window, name) {
  await fits(window, name);
  await accessible(window, name);
  await world.shot(window, `audit-${name}`);
}

// The lines of the file that a button gives.
async function saved(window, button) {
  const download = window.page.waitForEvent("download");
  await window.at(button).click();
  const text = await readFile(await (await download).path(), "utf8");
  return text.replace(/^\uFEFF/, "").trim().split(/\r?\n/);
}

story("who did what to somebody, how long requests wait, where somebody can come in, and who could read an entry", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser 1");
  const person = await added(organiser, { name: "Participant 12", country: "TN", languages: ["ar"] });
  const other = await added(organiser, { name: "Participant 13", country: "KE" });
  await asks(organiser, "person.change", { person, country: "MA" });
  await asks(organiser, "person.suspend", { person: other, why: "Left the service" });
  await asks(organiser, "access.request", { name: "Participant 14", mail: "p14@police.example", country: "KE", language: "en" });
  const of = "webinar:traces";
  const who = { to: "some", countries: ["MA"] };
  await asks(organiser, "room.create", { of, template: "webinar", title: { en: "Traces", ar: "آثار" }, who });

  await organiser.open(`/academy/people/${other}`);
  await organiser.at("people-history").getByText("Left the service").waitFor();
  await looks(world, organiser, "history");
  const history = await saved(organiser, "people-history-csv");
  assert.match(history[0], /"type"/);
  assert.match(history[1], /person\.suspend/);

  // Where somebody can come in, and by which way: of their country, and by their own hand.
  const own = { of: "course:own", template: "workspace", title: { en: "Trainers" }, hosts: [person], who: { to: "invited" } };
  await asks(organiser, "room.create", own);
  await asks(organiser, "room.archive", { of: own.of, archived: true });
  await organiser.open(`/academy/people/${person}`);
  await organiser.at(`enters-${of}`).getByText("through their country").waitFor();
  await organiser.at("enters-course:own").getByText("is a host there").waitFor();
  await organiser.at("enters-course:own").getByText("archived").waitFor();
  await looks(world, organiser, "rooms");
  const rooms = await saved(organiser, "people-rooms-csv");
  assert.deepEqual(rooms.slice(1).map((line) => line.split(",")[0]), [`"${of}"`, '"course:own"']);

  await organiser.open("/academy/figures");
  await organiser.shows("figures-KE");
  await looks(world, organiser, "figures");
  assert.match((await saved(organiser, "figures-csv")).join("\n"), /"KE"/);

  await organiser.open("/academy/rooms/webinar/traces");
  await organiser.at("readers-go").click();
  await organiser.page.getByText("Give the number of an entry").waitFor();
  await organiser.at("readers-entry").fill("999");
  await organiser.at("readers-go").click();
  await organiser.page.getByText("This room has no such entry.").waitFor();
  await organiser.at("readers-entry").fill("https://academy.example/webinar/traces#1");
  await organiser.at("readers-go").click();
  await organiser.shows(`reader-${person}`);
  await organiser.lacks(`reader-${other}`);
  await looks(world, organiser, "readers");
  const readers = await saved(organiser, "readers-csv");
  assert.equal(readers.length, 3);
  assert.match(readers[2], /Participant 12/);

  const second = await added(organiser, { name: "Organiser 2", roles: ["organiser"], languages: ["ar"] });
  const phone = await personComes(world, second, PHONE);
  await phone.open("/academy/rooms/webinar/traces");
  await phone.at("readers-entry").fill("1");
  await phone.at("readers-go").click();
  await phone.shows(`reader-${person}`);
  await looks(world, phone, "readers-phone");
  await phone.open(`/academy/people/${other}`);
  await phone.at("people-history").getByText("Left the service").waitFor();
  await looks(world, phone, "history-phone");
  await phone.open(`/academy/people/${person}`);
  await phone.shows(`enters-${of}`);
  await phone.at("people-rooms").scrollIntoViewIfNeeded();
  await looks(world, phone, "rooms-phone");
  await phone.open("/academy/figures");
  await phone.shows("figures-KE");
  await looks(world, phone, "figures-phone");
});
