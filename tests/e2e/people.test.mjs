// SPDX-License-Identifier: Apache-2.0
// The people of an academy of one's own: an organiser imports them from a file, finds one, suspends and
// restores; a coordinator sees the own country alone; the academy gets a name, a logo and a colour.

import assert from "node:assert/strict";
import { added, asks, enters, organiserComes, personComes } from "./academy.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes, until } from "./until.mjs";
import { story } from "./world.mjs";

const organises = (world) => organiserComes(world, "Organiser");

async function looks(world, window, name) {
  await fits(window, name);
  await accessible(window, name);
  await world.shot(window, `people-${name}`);
}

const LINES = [
  "name;mail;country;languages;roles;coordinates;agency",
  "مدربة 3;trainer3@police.example;TN;\"ar;fr\";;;Police",
  "Manager 5;manager5@police.example;KE;en;manager;;Police",
  "Coordinator of Tunisia;coordinator@police.example;TN;ar;coordinator;TN;Police",
  "Nobody;not an address;TN;;;;",
  "Trainer again;TRAINER3@police.example;TN;;;;",
  ...Array.from({ length: 300 }, (_, at) => `Participant ${at + 1};p${at + 1}@police.example;TN;ar;;;Police`),
];
const file = (lines) => ({
  name: "people.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`),
});

async function imports(window, lines) {
  await window.open("/academy/people/import");
  await window.at("import-file").setInputFiles(file(lines));
  await window.shows("import-ready");
}

const people = (window) => window.at("people").locator("li");
// An act from the menu of a person's row.
async function does(window, id, name) {
  await window.at(`person-${id}`).locator("[data-acts] button").click();
  await window.at(`${name}-${id}`).click();
}
const idOf = async (row) => (await row.getAttribute("data-testid")).slice("person-".length);

story("an organiser imports people after a dry run, finds one, suspends and restores", { demo: false }, async (world) => {
  const window = await organises(world);
  await window.open("/academy/people/import");
  await window.shows("import-file");
  await looks(world, window, "import");
  await imports(window, LINES);
  await window.at("import-ready").getByText("305 lines were looked at. Nothing is done yet.").waitFor();
  await window.page.getByText("This is no e-mail address.").waitFor();
  await window.page.getByText("About the same person as line 2.").waitFor();
  await looks(world, window, "dry-run");
  await window.button("Import 303 lines").click();
  await window.shows("import-done");
  await looks(world, window, "imported");

  await imports(window, LINES);
  await window.page.getByText("There is nothing to do.").waitFor();
  const change = ["mail,country", "manager5@police.example,UG"];
  await imports(window, change);
  await window.button("Import 1 line").click();
  await window.shows("import-done");
  await window.at("import-to-people").click();

  await window.page.locator(".people-found .hint", { hasText: "304 people in all" }).waitFor();
  await becomes(() => people(window).count(), 50, "a page of people");
  await window.at("people-next").click();
  await becomes(async () => new URL(window.page.url()).searchParams.has("after"), true, "the page is in the address");
  await window.reload();
  await window.shows("people-first");
  await window.at("people-first").click();
  await window.at("people-search").fill("zein");
  await window.page.getByText("Nobody fits what you look for.").waitFor();
  await window.at("people-search").fill("مدربة 3");
  await becomes(() => people(window).count(), 1, "found by the beginning of a name");
  assert.equal(new URL(window.page.url()).searchParams.get("q"), "مدربة 3");
  await looks(world, window, "found");

  const id = await idOf(people(window).first());
  await does(window, id, "suspend");
  await window.at("why").fill("Left the force");
  await accessible(window, "the question before suspending");
  await window.at("confirm").click();
  await window.undo();
  await window.told("can come in again");
  await does(window, id, "suspend");
  await window.at("confirm").click();
  await window.at("people").getByText("Suspended").waitFor();
  await window.page.getByRole("link", { name: "مدربة 3" }).click();
  await window.shows("person-suspended");
  await looks(world, window, "person");
  await window.at("person-acts").click();
  await window.at(`restore-${id}`).click();
  await window.lacks("person-suspended");

  await window.at("person-edit").click();
  await window.at("person-role-organiser").check();
  await window.at("person-save").click();
  await window.shows("confirm");
  await window.page.keyboard.press("Escape");
  await window.at("person-role-organiser").uncheck();
  await window.at("person-name").fill("مدربة 4");
  await looks(world, window, "edit");
  await window.at("person-save").click();
  await window.page.getByRole("heading", { name: "مدربة 4" }).waitFor();

  await window.at("person-acts").click();
  await window.at(`erase-${id}`).click();
  assert.ok(await window.at("confirm").isDisabled(), "one key alone erases nobody");
  await window.at("erase-sure").check();
  await window.at("confirm").click();
  await window.told("The person was erased.");
  await window.page.getByText("Nobody fits what you look for.").waitFor();
});

const DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAAEklEQVR4nGOQ8u/+jw8zjAwFAPpZfMHpFivxAAAAAElFTkSuQmCC";
const picture = { name: "logo.png", mimeType: "image/png", buffer: Buffer.from(DOT, "base64") };
const accent = (window) => window.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent"));

story("a coordinator sees the own country alone; name, logo and colour are everybody’s", { demo: false }, async (world) => {
  const organiser = await organises(world);
  await imports(organiser, LINES.slice(0, 8));
  await organiser.at("import-start").click();
  await organiser.shows("import-done");
  await organiser.open("/academy/people?role=coordinator");
  const id = await idOf(people(organiser).first());
  await does(organiser, id, "link");
  await organiser.at("people-link-make").click();
  await organiser.shows("people-link");
  const link = new URL(await organiser.at("people-link").inputValue());

  const phone = { viewport: { width: 360, height: 740 }, locale: "ar" };
  const coordinator = await enters(
    await world.window({ address: organiser.address, ...phone }),
    link.pathname + link.hash,
  );
  await coordinator.open("/academy/people?country=KE");
  await coordinator.shows("people");
  await looks(world, coordinator, "coordinator");
  assert.equal(await coordinator.page.getByText("Manager 5").count(), 0);
  assert.equal(await coordinator.at("people-add").count(), 0);
  assert.equal(await coordinator.at("part-settings").count(), 0);
  const text = await coordinator.at("people").innerText();
  assert.match(text, /مدربة 3/);
  assert.match(text, /trainer3@police\.example/);

  await organiser.open("/academy/settings");
  await organiser.at("settings-name-en").fill("Academy of the Coast");
  await organiser.at("settings-name-ar").fill("أكاديمية الساحل");
  await organiser.at("settings-name-save").click();
  await organiser.at("home").getByText("Academy of the Coast").waitFor();
  await organiser.at("settings-colour-code").fill("#ffd400");
  await organiser.at("settings-colour-save").click();
  const shown = () => organiser.at("settings-sample-light").getAttribute("data-accent");
  await until(async () => (await accent(organiser)) === (await shown()), "the colour as it can be read");
  assert.notEqual(await shown(), "#ffd400");
  await organiser.at("settings-logo-file").setInputFiles(picture);
  await organiser.shows("settings-logo");
  await looks(world, organiser, "settings");
  await organiser.at("settings-apply").click();
  await until(async () => !(await organiser.at("settings-apply").isChecked()), "strangers may not ask any more");

  await coordinator.open("/me");
  await coordinator.shows("profile");
  await coordinator.at("profile-name").fill("منسقة تونس");
  await coordinator.at("profile-language-fr").check();
  await coordinator.at("profile-save").click();
  await becomes(() => coordinator.text("person"), "منسقة تونس", "the new name stands at the top");
  await coordinator.at("profile-picture").setInputFiles(picture);
  await coordinator.at("profile").locator("img").waitFor();
  await looks(world, coordinator, "me");

  await coordinator.open("/");
  await coordinator.at("home").getByText("أكاديمية الساحل").waitFor();
  await coordinator.at("home").locator("img").waitFor();
  assert.notEqual(await accent(coordinator), "#0c6352");
  await accessible(coordinator, "home in the academy's colour");
});

story("an announcement stands at home until it is put away; the code of conduct is read and accepted", { demo: false }, async (world) => {
  const organiser = await organises(world);
  await added(organiser, { person: "p17", name: "مشاركة 17", country: "TN" });
  const reader = await personComes(world, "p17", { viewport: { width: 360, height: 740 }, locale: "ar" });
  await reader.open("/");
  await organiser.open("/academy/announcements");
  await organiser.at("news-new").click();
  await organiser.at("news-title-en").fill("Winter school");
  await organiser.at("news-send").click();
  await organiser.page.getByText("A language has a title without a text").waitFor();
  await organiser.at("news-text-en").fill("Places are open until Friday.");
  await organiser.at("news-title-ar").fill("مدرسة الشتاء");
  await organiser.at("news-text-ar").fill("الأماكن متاحة حتى يوم الجمعة.");
  await organiser.at("news-countries").selectOption("TN");
  await looks(world, organiser, "announce");
  await organiser.at("news-send").click();
  await organiser.at("news").getByText("Winter school").waitFor();
  await looks(world, organiser, "announcements");

  await organiser.open("/academy/settings");
  await organiser.at("settings-conduct-ar").fill("لا تسجل ولا تنشر.");
  await organiser.at("settings-conduct-save").click();
  await organiser.at("confirm").click();

  // On a wide page too it stands above what one is part of.
  await organiser.open("/");
  await organiser.shows("home-news");
  const top = async (one) => (await one.boundingBox()).y;
  assert.ok((await top(organiser.at("home-news"))) < (await top(organiser.page.locator(".home-main"))), "news come first");

  await reader.at("home-news").getByText("مدرسة الشتاء").waitFor();
  await reader.at("conduct-read").click();
  await reader.page.getByText("لا تسجل ولا تنشر.").waitFor();
  await accessible(reader, "the code of conduct");
  await reader.at("conduct-accept").click();
  await reader.lacks("conduct");
  await looks(world, reader, "home");
  await reader.at("home-news").getByRole("button").click();
  await reader.lacks("home-news");
  await reader.reload();
  await reader.shows("asked");
  await reader.lacks("home-news");

  await organiser.open("/academy/announcements");
  await organiser.at("news").getByRole("button", { name: "Edit" }).click();
  await looks(world, organiser, "announcement-edit");
  assert.equal(await organiser.at("news-countries").count(), 0, "for whom it is stays");
  await organiser.at("news-title-en").fill("Spring school");
  await organiser.at("news-send").click();
  await organiser.at("news").getByText("Spring school").waitFor();
  await organiser.at("news").getByText("Tunisia").waitFor();
  await organiser.at("news").getByRole("button", { name: "Remove" }).click();
  await organiser.at("confirm").click();
  await organiser.lacks("news");
});

story("a stranger sees what a certificate certifies, and nothing of one that is not there", { demo: false }, async (world) => {
  const organiser = await organises(world);
  await added(organiser, { person: "p17", name: "مشاركة 17", country: "TN" });
  const { seq } = await asks(organiser, "credential.give", {
    person: "p17",
    kind: "instructor",
    reference: "IN-2026-14",
    issued: Date.UTC(2026, 0, 15),
  });
  const { link } = await organiser.page.evaluate(
    async (path) => (await fetch(path)).json(),
    `/api/credentials/${seq}`,
  );
  const stranger = await world.window();
  await stranger.open(new URL(link).pathname);
  await stranger.shows("verify");
  await stranger.page.getByText("مشاركة 17").waitFor();
  await stranger.page.getByText("IN-2026-14").waitFor();
  await looks(world, stranger, "verify");
  stranger.tolerated.push(/404/);
  await stranger.open("/verify/NOTHING");
  await stranger.shows("verify-none");
});

story("who opens a room by its link and has not accepted the code of conduct accepts it there, and comes in", { demo: false }, async (world) => {
  const organiser = await organises(world);
  await added(organiser, { person: "p17", name: "Participant 17", country: "TN" });
  const reader = await personComes(world, "p17", { viewport: { width: 360, height: 740 } });
  const room = { template: "webinar", title: { en: "Evidence" }, hosts: ["m1"], who: { to: "academy" } };
  await asks(organiser, "room.create", { of: "webinar:evidence", ...room });
  await asks(organiser, "conduct.set", { text: { en: "Record nothing, pass nothing on." } });
  await reader.open("/webinar/evidence");
  await reader.shows("conduct-gate");
  await reader.at("conduct-text").getByText("Record nothing").waitFor();
  await looks(world, reader, "conduct-gate");
  await reader.at("conduct-accept").click();
  await reader.page.getByRole("heading", { name: "Evidence" }).waitFor();
  await reader.lacks("conduct-gate");
});
