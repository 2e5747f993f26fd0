// SPDX-License-Identifier: Apache-2.0
// What each of the academy's people does day by day, in English at a desk in the dark and in Arabic on a phone: a coordinator
// decides on requests, a manager makes a webinar and hands out its link, a participant accepts and comes in. An
// organiser's day on a phone is in pocket.test.mjs, at a desk in first.test.mjs.

import assert from "node:assert/strict";
import { added, asks, organiserComes, personComes } from "./academy.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes, until } from "./until.mjs";
import { story } from "./world.mjs";

const HOUR = 3_600_000;
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
const LOOKS = [
  { name: "desk-en", lang: "en", locale: "en-GB", viewport: DESK, colorScheme: "dark" },
  { name: "phone-ar", lang: "ar", locale: "ar-TN", viewport: PHONE },
].map((look) => ({ timezoneId: "Africa/Tunis", ...look }));

async function looks(world, window, name) {
  await fits(window, name);
  await accessible(window, name);
  await world.shot(window, `roles-${name}`);
}

async function applies(world, name, country) {
  const headers = { "Content-Type": "application/json", Origin: world.server.url };
  const mail = `${name.toLowerCase().replaceAll(" ", "")}@police.example`;
  const body = { name, mail, country, agency: "Police judiciaire", reason: "Courses on digital evidence.", language: "fr" };
  const answer = await world.server.get("/api/apply", { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 202, await answer.text());
}

story("a coordinator endorses one, refuses another with a reason, and sees nobody else's", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const id = await added(organiser, { name: "Coordinator of Tunisia", country: "TN", roles: ["coordinator"], coordinates: ["TN"] });
  await applies(world, "Participant of Kenya", "KE");
  for (const { name, ...look } of LOOKS) {
    await applies(world, `Participant ${name}`, "TN");
    await applies(world, `Stranger ${name}`, "TN");
    const window = await personComes(world, id, look);
    await window.at("to-requests").click();
    const card = (who) => window.at("requests").locator("article", { hasText: `${who} ${name}` });
    await card("Stranger").waitFor();
    assert.equal(await window.page.getByText("Participant of Kenya").count(), 0);
    await looks(world, window, `requests-${name}`);
    await card("Participant").locator('[data-testid^="endorse-"]').click();
    await card("Participant").locator('[data-testid^="endorse-"]').waitFor({ state: "detached" });
    await card("Stranger").locator('[data-testid^="refuse-"]').click();
    await window.at("why").fill("Not of the police");
    await looks(world, window, `refuse-${name}`);
    await window.at("confirm").click();
    await card("Stranger").waitFor({ state: "detached" });
  }
  const { requests } = await asks(organiser, "access.list", { country: "TN", state: "endorsed" });
  assert.deepEqual(requests.map(({ name }) => name), LOOKS.map(({ name }) => `Participant ${name}`));
});

const TITLES = { en: "Digital evidence on phones", ar: "الأدلة الرقمية على الهواتف" };

story("a manager makes a webinar, asks a country to come, and hands out a link with its QR code", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const id = await added(organiser, { name: "Manager 2", country: "TN", roles: ["manager"] });
  const guest = await added(organiser, { name: "Participant 12", country: "TN" });
  for (const { name, lang, ...look } of LOOKS) {
    const window = await personComes(world, id, look);
    await window.at("room-new").click();
    await window.at(`title-${lang}`).fill(TITLES[lang]);
    await window.at("room-date").fill(new Date(Date.now() + 72 * HOUR).toISOString().slice(0, 10));
    await window.at("room-time").fill("15:00");
    await looks(world, window, `form-${name}`);
    await window.at("room-save").click();
    await window.shows("invitations");
    await window.at("invitations").getByRole("radio").nth(2).check();
    await window.at("invite-country").selectOption("TN");
    await window.at("invite-country-find").click();
    await window.at("confirm").click();
    await window.at(`guest-${guest}`).waitFor();
    assert.equal(await window.at(`guest-${id}`).count(), 0, "whoever hosts it is not asked to come");
    await window.at("link-new").click();
    await window.at("link-make").click();
    await window.shows("qr");
    await looks(world, window, `link-${name}`);
    await window.page.keyboard.press("Escape");
    await window.lacks("qr");
    await looks(world, window, `room-${name}`);
  }
});

// A course that asks for something by tomorrow.
async function courseWithWork(organiser, person) {
  const of = "course:c9";
  const title = { en: "A plan for the search", ar: "خطة للتفتيش" };
  await asks(organiser, "room.create", { of, template: "spoc", title: { en: "Phones as evidence", ar: "الهواتف كدليل" }, who: { to: "invited" } });
  // It is made, and theirs, a moment after the catalogue has it.
  const leads = async (room) => (await (await fetch("/api/rooms/inbox:me")).json()).view.inbox?.rooms?.[room] !== undefined;
  await until(() => organiser.page.evaluate(leads, of), "that they lead it");
  const { seq: unit } = await asks(organiser, "unit.add", { title: { en: "Searches", ar: "التفتيش" }, open: true }, of);
  const { seq: item } = await asks(organiser, "item.add", { unit, kind: "assignment", title }, of);
  await asks(organiser, "assignment.set", { item, text: { en: "Write it." }, takes: "text", attempts: 1, due: Date.now() + 24 * HOUR }, of);
  await asks(organiser, "room.invite", { of, people: [person] });
  return of;
}

story("a participant sees what comes in their own time, accepts, and comes in when it begins", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const id = await added(organiser, { name: "Participant 12", country: "TN" });
  const course = await courseWithWork(organiser, id);
  for (const { name, ...look } of LOOKS) {
    const of = `webinar:${name}`;
    await asks(organiser, "room.create", { of, template: "webinar", title: TITLES, start: Date.now() + 2 * HOUR, who: { to: "invited" } });
    await asks(organiser, "room.invite", { of, people: [id] });
    const window = await personComes(world, id, look);
    await window.shows(`invited-${of}`);
    await asks(window, "room.answer", { of: course, accept: true });
    await window.shows(`due-${course}`);
    await looks(world, window, `asked-${name}`);
    await window.at(`accept-${of}`).click();
    await window.at(`invited-${of}`).waitFor({ state: "detached" });
    await window.at(`room-${of}`).locator(".home-until").filter({ hasText: /[12١٢]|ساع/ }).waitFor();
    await asks(organiser, "stage.phase", { to: "live" }, of);
    await window.page.locator(`.home-live[data-testid="room-${of}"]`).waitFor();
    await looks(world, window, `live-${name}`);
    await window.at(`room-${of}`).click();
    await window.shows("stage");
    await becomes(async () => new URL(window.page.url()).pathname, `/webinar/${name}`, "in the session");
    await asks(organiser, "stage.phase", { to: "ended" }, of);
    await window.open("/me");
    await window.shows("browsers");
    await looks(world, window, `me-${name}`);
    await window.open("/calendar");
    await window.page.locator(`a[data-testid="date-session"][href="/webinar/${name}"]`).waitFor();
    await window.shows("date-due");
    await looks(world, window, `calendar-${name}`);
  }
});
