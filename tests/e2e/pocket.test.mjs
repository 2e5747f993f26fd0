// SPDX-License-Identifier: Apache-2.0
// An academy that is run from a phone: requests, an import tried and done, figures, certificates, a room, in Arabic
// and in English; nothing lies over what is to be pressed. And the next day: nobody types a name.

import assert from "node:assert/strict";
import { away } from "../wire/age.mjs";
import { added, asks, comes, organiserComes, prints } from "./academy.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes, until } from "./until.mjs";
import { story } from "./world.mjs";

const viewport = { width: 360, height: 740 };
const HOUR = 3_600_000;
const LINES = ["name;mail;country;languages;roles;coordinates;agency",
  "مدربة 3;trainer3@police.example;TN;\"ar;fr\";;;Police",
  "Manager 5;manager5@police.example;KE;en;manager;;Police",
  "Nobody;not an address;TN;;;;"];
const file = { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${LINES.join("\r\n")}\r\n`) };

async function looks(world, window, name) {
  await fits(window, name);
  await accessible(window, name);
  await world.shot(window, `pocket-${name}`);
}

async function asksFor(world, name, country) {
  const headers = { "Content-Type": "application/json", Origin: world.server.url };
  const mail = `${country.toLowerCase()}@police.example`;
  const body = { name, mail, country, agency: "Police judiciaire", reason: "Courses on digital evidence.", language: "fr" };
  const answer = await world.server.get("/api/apply", { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 202, await answer.text());
}

async function decides(world, window, tag) {
  await window.open("/academy/requests");
  const first = window.at("requests").locator("article", { hasText: "Participant 12" });
  await first.waitFor();
  await looks(world, window, `requests-${tag}`);
  await first.locator('[data-testid^="approve-"]').click();
  await first.waitFor({ state: "detached" });
  await window.at("requests").locator("article").first().locator('[data-testid^="refuse-"]').click();
  await window.at("why").fill("Not of the police");
  await looks(world, window, `refuse-${tag}`);
  await window.at("confirm").click();
  await window.at("requests").locator("article").waitFor({ state: "detached" });
  await window.at("access-state").selectOption("refused");
  await window.page.locator('[data-testid="requests"][data-state="refused"] article').waitFor();
  await looks(world, window, `refused-${tag}`);
}

const among = async (window) => (await asks(window, "person.list", { limit: 1 })).among;

// The acts of a card stand in its upper corner, at the end of its line.
async function cornered(window, row) {
  const { top, end } = await row.evaluate((card) => {
    const [box, acts] = [card, card.querySelector("[data-acts] button")].map((each) => each.getBoundingClientRect());
    const rtl = document.documentElement.dir === "rtl";
    return { top: acts.top - box.top, end: rtl ? acts.left - box.left : box.right - acts.right };
  });
  assert.ok(top >= 0 && top < 16 && end >= 0 && end < 16, `${top} below the corner, ${end} from the end`);
}

async function imports(world, window, tag) {
  const before = await among(window);
  await window.open("/academy/people/import");
  await window.at("import-file").setInputFiles(file);
  await window.shows("import-ready");
  await looks(world, window, `dry-${tag}`);
  assert.equal(await among(window), before, "tried, and nothing done");
  await window.at("import-start").click();
  await window.shows("import-done");
  await looks(world, window, `imported-${tag}`);
  await until(async () => (await among(window)) === before + 2, "two more people");
  await window.at("import-to-people").click();
  await window.at("people").getByText("Manager 5").waitFor();
  await cornered(window, window.at("people").locator("li").first());
  await looks(world, window, `people-${tag}`);
}

async function certifies(world, window, id, tag) {
  await window.open("/academy/credentials/new");
  await window.at("creds-person").fill("Participant 17");
  await window.at(`pick-${id}`).click();
  await window.at("creds-form-kind").selectOption("instructor");
  await window.at("creds-issued").fill("2026-01-15");
  await window.at("creds-reference").fill("T-17");
  await window.at("creds-title-en").fill("Trainer of trainers");
  await looks(world, window, `certify-${tag}`);
  await window.at("creds-give").click();
  await becomes(() => window.at("creds").locator("li").count(), 1, "the certificate");
  await cornered(window, window.at("creds").locator("li"));
  await looks(world, window, `certificates-${tag}`);
}

// What is under the middle of it, to a finger.
const pressed = (window, id) =>
  window.at(id).evaluate((act) => {
    const { left, top, width, height } = act.getBoundingClientRect();
    return act.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });

// The notice of what was done still passes by while the next form is open.
async function makes(world, window, tag) {
  await window.open("/academy/rooms/new");
  await window.at(`title-${tag}`).fill("Trainers");
  await window.at("template-workspace").check();
  await window.at("room-save").click();
  await window.at("room-edit").click();
  await window.shows("room-form");
  await window.at("notice").locator(".notice").first().hover();
  await world.shot(window, `pocket-notice-${tag}`);
  assert.ok(await pressed(window, "room-save"), "nothing lies over Save");
  await fits(window, `notice-${tag}`);
}

for (const [tag, locale] of [["en", "en-GB"], ["ar", "ar-TN"]])
  story(`an organiser runs the academy from a phone (${tag}): requests, an import, figures, certificates`, { demo: false }, async (world) => {
    const window = await organiserComes(world, "Organiser", { locale, timezoneId: "Africa/Tunis", viewport });
    await looks(world, window, `steps-${tag}`);
    const id = await added(window, { name: "Participant 17", country: "TN", languages: ["ar"] });
    await asksFor(world, "Participant 12", "SN");
    await asksFor(world, "Participant 13", "FR");
    await window.open("/");
    await window.shows("to-requests");
    await looks(world, window, `home-${tag}`);
    await decides(world, window, tag);
    await imports(world, window, tag);
    await window.open("/academy/figures");
    await window.shows("figures-SN");
    await looks(world, window, `figures-${tag}`);
    await certifies(world, window, id, tag);
    await makes(world, window, tag);
  });

// Rows beside the journal get older: no clock is moved, and nobody waits.
story("the next day one is still in; whose time is over comes back with a finger, and types nothing", { demo: false }, async (world) => {
  const organiser = await comes(world, { viewport });
  await organiser.open(await prints(world.server, "organiser", "add", "--name", "Organiser"));
  await organiser.at("enrol-passkey").click();
  await organiser.isIn("connected");
  const id = await added(organiser, { name: "مشاركة 17", country: "TN", languages: ["ar"] });
  const member = await comes(world, { locale: "ar-TN", timezoneId: "Africa/Tunis", viewport });
  await member.open(await prints(world.server, "person", "link", id));
  await member.at("enrol-passkey").click();
  await member.isIn("connected");

  const touches = async (window, name) => {
    await window.open("/");
    await window.shows("passkey");
    await window.at("passkey").click();
    await window.isIn("connected");
    assert.equal(await window.text("person"), name);
  };
  for (const window of [organiser, member]) {
    window.tolerateLoss();
    window.tolerated.push(/401/);
  }
  // The next day: twelve hours are over for an organiser, thirty days are not for a member.
  await away(world.server, 24 * HOUR);
  await member.open("/");
  await member.isIn("connected");
  assert.equal(await member.text("person"), "مشاركة 17");
  await touches(organiser, "Organiser");
  await world.shot(organiser, "pocket-next-day");
  // A month later, for her too.
  await away(world.server, 31 * 24 * HOUR);
  await touches(member, "مشاركة 17");
  await looks(world, member, "next-month-ar");
});
