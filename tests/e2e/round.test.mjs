// SPDX-License-Identifier: Apache-2.0
// Every page of the academy by keyboard: Tab goes once round each, and comes to all that can be used.

import assert from "node:assert/strict";
import { added, asks, enters, organiserComes, prints } from "./academy.mjs";
import { me } from "./acts.mjs";
import { tabRound } from "./keys.mjs";
import { story } from "./world.mjs";

const HOUR = 3_600_000;
const OF = "webinar:evidence";
const ROOM = "/academy/rooms/webinar/evidence";

async function founded(organiser) {
  const people = [];
  for (const name of ["Participant 12", "مشاركة 13"]) people.push(await added(organiser, { name, country: "TN", mail: `p${people.length}@police.example` }));
  const room = { of: OF, template: "webinar", title: { en: "Evidence", ar: "الأدلة" }, start: Date.now() + 48 * HOUR, hosts: ["m1"], who: { to: "academy" } };
  await asks(organiser, "room.create", room);
  await asks(organiser, "room.invite", { of: OF, people });
  await asks(organiser, "room.code", { of: OF, code: "KRTWXY" });
  await asks(organiser, "room.create", { of: "course:phones", template: "spoc", title: { en: "Phones" }, hosts: ["m1"], who: { to: "academy" } });
  await asks(organiser, "access.request", { name: "Participant 14", mail: "p14@police.example", country: "KE", language: "en" });
  await asks(organiser, "announce.post", { title: { en: "Winter school" }, text: { en: "Places are open." } });
  await asks(organiser, "conduct.set", { text: { en: "What is said here stays here." } });
  await asks(organiser, "credential.give", { person: people[0], kind: "instructor", reference: "IN-1", issued: Date.now() - HOUR });
  await asks(organiser, "credential.give", { person: "m1", kind: "completion", reference: "Phones", issued: Date.now() - HOUR });
  return people;
}

// What stands on a page once it is all there, and what is opened on it before one goes round.
const organises = (person) => [
  ["/", "asked"],
  ["/academy/rooms", "rooms"],
  ["/academy/rooms/new", "room-form"],
  [ROOM, "invited"],
  [ROOM, "invited", "link-new"],
  [`${ROOM}/edit`, "room-form"],
  ["/academy/people", "people"],
  ["/academy/people/new", "person-save"],
  ["/academy/people/import", "import-file"],
  [`/academy/people/${person}`, "people-history"],
  [`/academy/people/${person}/edit`, "person-save"],
  ["/academy/requests", "requests"],
  ["/academy/requests/new", "ask-send"],
  ["/academy/figures", "figures"],
  ["/academy/credentials", "creds"],
  ["/academy/credentials/new", "creds-give"],
  ["/academy/announcements", "news"],
  ["/academy/announcements", "news", "news-new"],
  ["/academy/settings", "settings-name-save"],
  ["/me", "certificates"],
  ["/inbox", "person"],
];
const OUTSIDE = [
  ["/enter", "passkey"],
  ["/apply", "apply-send"],
  ["/apply/status", "apply-none"],
  ["/verify/NOTHING", "verify-none"],
];
const TAKES_PART = [
  ["/", `invited-${OF}`],
  [ROOM, "room-asked"],
];
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };

async function goRound(window, pages) {
  for (const [path, id, opens] of pages) {
    await window.open(path);
    await window.shows(id);
    if (opens) await window.at(opens).click();
    await tabRound(window, opens ? `${path} (${opens})` : path);
  }
}

// What such a round is for: each of these stops somebody.
const FAULTS = [
  [/not reached.*Here/s, (button) => (button.tabIndex = -1)],
  [/not seen.*Here/s, (button) => button.style.setProperty("outline", "none", "important")],
  [/without a name: button/, (button) => button.replaceChildren()],
  [/does not lead on/, (button) => button.addEventListener("keydown", (event) => event.preventDefault())],
];

async function faultsAreFound(window) {
  for (const [told, make] of FAULTS) {
    await window.reload();
    await window.shows("verify-none");
    await window.page.locator("main").evaluate((main) => main.insertAdjacentHTML("beforeend", "<button>Here</button>"));
    await window.button("Here").evaluate(make);
    await assert.rejects(tabRound(window, "a page with a fault"), told);
  }
}

story("every control of the academy's pages is come to by keyboard, seen, named, and left again", { demo: false }, async (world) => {
  const window = await organiserComes(world, "Organiser", { viewport: DESK });
  const [person] = await founded(window);
  await goRound(window, organises(person));
  await window.resize(PHONE);
  await goRound(window, [["/academy/rooms", "rooms", "parts"]]);
  await window.resize(DESK);
  await me(window, "leave");
  window.tolerated.push(/404/);
  await goRound(window, OUTSIDE);
  await faultsAreFound(window);
  await enters(window, await prints(world.server, "person", "link", person));
  await goRound(window, TAKES_PART);
});
