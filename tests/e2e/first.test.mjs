// SPDX-License-Identifier: Apache-2.0
// An academy from nothing, as people go about it who have only its page: the first organiser, a coordinator
// in Arabic, somebody who asks on a phone, rooms of every kind, a room that is taken over, a country closed.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { asks, comes, mailTo, prints } from "./academy.mjs";
import { me } from "./acts.mjs";
import { accessible, fits } from "./look.mjs";
import { becomes } from "./until.mjs";
import { story } from "./world.mjs";

const file = join(tmpdir(), `muster-e2e-first-${process.pid}`);
after(() => rmSync(file, { force: true }));

const ARABIC = { locale: "ar-TN", timezoneId: "Africa/Tunis" };
const PHONE = { ...ARABIC, viewport: { width: 360, height: 740 } };
const ASKER = "p17@police.example";

async function looks(world, window, name) {
  await fits(window, name);
  await accessible(window, name);
  await world.shot(window, `first-${name}`);
}

// What the organiser sees at a desk, on a small phone, too.
async function looksBoth(world, window, name) {
  await looks(world, window, name);
  await window.resize({ width: 360, height: 740 });
  await fits(window, `${name}, on a phone`);
  await world.shot(window, `first-${name}-phone`);
  await window.resize({ width: 1280, height: 800 });
}

// The link in a mail, as its reader follows it.
async function follows(window, mail, path) {
  const [, link] = new RegExp(`http\\S+?(${path}\\S+)`).exec(await mailTo(file, mail, path));
  await window.open(link);
}

const heading = (window, name) => window.page.getByRole("heading", { name, exact: true }).waitFor();

// The first organiser: what the page says is typed.
async function organises(world) {
  const window = await comes(world, {});
  await window.open("/");
  await window.page.getByText("muster organiser add").waitFor();
  await looksBoth(world, window, "fresh");
  await window.open("/apply");
  await window.shows("fresh"); // nobody could decide yet
  await window.open(await prints(world.server, "organiser", "add", "--name", "First organiser"));
  await window.at("enrol-passkey").click();
  await window.shows("first-steps");
  await looksBoth(world, window, "steps");
  return window;
}

// From the first step at home: a coordinator, with a link by mail.
async function namesCoordinator(window, country, mail) {
  await window.open("/");
  await window.at("first-steps").getByRole("link").first().click();
  await window.at("people-add").click();
  await window.at("person-name").fill(`Coordinator of ${country}`);
  await window.at("person-mail").fill(mail);
  await window.at("person-country").selectOption({ label: country });
  await window.at("person-role-coordinator").check();
  await window.at("person-coordinates").selectOption({ label: country });
  await window.at("person-save").click();
  await window.at("people").getByText(`Coordinator of ${country}`).waitFor();
}

async function coordinates(world, mail, options) {
  const window = await comes(world, options);
  await follows(window, mail, "/enrol#");
  await window.at("enrol-passkey").click();
  await window.isIn("connected");
  return window;
}

// Somebody asks, on a phone, in Arabic, and confirms the address.
async function asksForAccess(world) {
  const asker = await comes(world, PHONE);
  await asker.open("/");
  await asker.at("to-apply").click();
  await asker.at("apply-name").fill("مشاركة 17");
  await asker.at("apply-mail").fill(ASKER);
  await asker.at("apply-country").selectOption({ label: "تونس" });
  await asker.at("apply-reason").fill("أدرّس الأدلة الرقمية.");
  await asker.at("apply-send").click();
  await asker.shows("apply-address");
  await follows(asker, ASKER, "/apply/confirm#");
  await asker.at("apply-confirm").click();
  await asker.shows("apply-confirmed");
  return asker;
}

const row = (window, name) => window.at("requests").locator("article", { hasText: name });

// What stands beside each other in one line of the card does not touch, in whatever direction it is written.
async function apart(window, name) {
  const gaps = await row(window, name).locator(".request-who").evaluate((line) => {
    const boxes = [...line.children].map((child) => child.getBoundingClientRect()).sort((a, b) => a.left - b.left);
    return boxes.slice(1).map(({ left }, at) => left - boxes[at].right);
  });
  assert.ok(gaps.length > 0 && gaps.every((gap) => gap >= 8), `gaps ${gaps}`);
  assert.doesNotMatch(await row(window, name).locator("[dir=ltr]").evaluate((mail) => getComputedStyle(mail, "::before").content), /·/);
}

async function decides(window, name, button) {
  await row(window, name).waitFor();
  await window.button(button, row(window, name)).click();
}

story(
  "an academy begins: an organiser, coordinators, somebody who asks in Arabic and is in, and signs in without a name the next day",
  { demo: false, set: { "mail.file": file } },
  async (world) => {
    const organiser = await organises(world);
    await namesCoordinator(organiser, "Tunisia", "tn@police.example");
    await namesCoordinator(organiser, "Kenya", "ke@police.example");
    await looksBoth(world, organiser, "people");
    const tunis = await coordinates(world, "tn@police.example", ARABIC);
    const kenya = await coordinates(world, "ke@police.example", {});
    const asker = await asksForAccess(world);

    // The coordinator finds it at home, and endorses it; the other country's never sees it.
    await tunis.open("/");
    await tunis.at("to-requests").click();
    await row(tunis, "مشاركة 17").waitFor();
    await apart(tunis, "مشاركة 17");
    await looks(world, tunis, "requests-ar");
    await decides(tunis, "مشاركة 17", "تأييد");
    await tunis.button("تأييد", row(tunis, "مشاركة 17")).waitFor({ state: "detached" });
    await kenya.open("/academy/requests");
    await kenya.page.getByText("Nobody waits. Who asks for access stands here.").waitFor();
    await organiser.open("/");
    await organiser.at("to-requests").click();
    await decides(organiser, "مشاركة 17", "Approve");
    await row(organiser, "مشاركة 17").waitFor({ state: "detached" });

    // By the link in the mail, on the phone: a passkey; and the next day without a name.
    await follows(asker, ASKER, "/enrol#");
    await asker.shows("enrol-passkey");
    await looks(world, asker, "enrol-ar");
    await asker.at("enrol-passkey").click();
    await asker.isIn("connected");
    await looks(world, asker, "home-ar");
    await me(asker, "leave");
    await asker.at("passkey").click();
    await asker.isIn("connected");
    assert.equal(await asker.text("person"), "مشاركة 17");
    // Where the browser can, it is asked to offer them at the field for the address, too.
    await me(asker, "leave");
    await asker.shows("mail");
    await asker.page.evaluate(() => {
      globalThis.PublicKeyCredential.isConditionalMediationAvailable = async () => true;
      globalThis.navigator.credentials.get = ({ mediation }) => {
        globalThis.offered = mediation;
        return new Promise(() => {});
      };
    });
    await asker.at("mail").focus();
    await asker.page.waitForFunction(() => globalThis.offered === "conditional");

    // A coordinator asks for somebody, which is endorsing: the organiser decides.
    await tunis.at("access-new").click();
    await tunis.at("ask-send").click();
    await tunis.at("refusal").filter({ hasText: /./ }).waitFor();
    await tunis.at("ask-name").fill("مشاركة 21");
    await tunis.at("ask-mail").fill("mariam@police.example");
    await looks(world, tunis, "ask-ar");
    await tunis.at("ask-send").click();
    await tunis.told("مشاركة 21");
    await row(tunis, "مشاركة 21").waitFor();
    await organiser.open("/academy/requests");
    await decides(organiser, "مشاركة 21", "Approve");
    await row(organiser, "مشاركة 21").waitFor({ state: "detached" });

    // Whoever is closed out is told why, and is back when the country is open again.
    await organiser.open("/academy/settings");
    await organiser.at("country-close").selectOption({ label: "Kenya" });
    await accessible(organiser, "the question before closing a country");
    await organiser.at("confirm").click();
    kenya.tolerated.push(/403/);
    await kenya.shows("ended");
    await looks(world, kenya, "shut-out");
    await organiser.shows("closed-KE");
    await looksBoth(world, organiser, "closed");
    await organiser.at("country-open-KE").click();
    await organiser.lacks("closed-KE");
    await kenya.open("/");
    await kenya.at("passkey").click();
    await kenya.isIn("connected");
  },
);

const KINDS = ["webinar", "spoc", "workspace", "course", "library"];

story(
  "rooms of every kind are made with nothing but the page; one that lost its host is taken over; a token of another system is somebody’s",
  { demo: false },
  async (world) => {
    const organiser = await organises(world);
    for (const kind of KINDS) {
      await organiser.open("/academy/rooms");
      await organiser.at("room-new").click();
      await organiser.at(`template-${kind}`).check();
      await organiser.at("title-en").fill(`A ${kind}`);
      await organiser.at("to-academy").check();
      await organiser.at("room-save").click();
      await heading(organiser, `A ${kind}`);
    }
    // What is wanted is said in words at its field, which a screen reader reads with it.
    await organiser.open("/academy/rooms");
    await organiser.at("room-new").click();
    await organiser.at("room-save").click();
    await organiser.page.locator('[data-testid="title-en"][aria-invalid="true"]').waitFor();
    const [, wrong] = (await organiser.at("title-en").getAttribute("aria-describedby")).split(" ");
    await organiser.page.locator(`[id="${wrong}"]`).filter({ hasText: /./ }).waitFor();
    await looksBoth(world, organiser, "room-wants");
    // What is announced, with its acts.
    await asks(organiser, "announce.post", { title: { en: "Winter school" }, text: { en: "Register by Friday." } });
    await organiser.open("/academy/announcements");
    await organiser.at("news").getByText("Winter school").waitFor();
    await looksBoth(world, organiser, "news");
    // On a phone the parts of the academy are one line, which opens.
    await organiser.resize({ width: 360, height: 740 });
    await organiser.at("part-people").waitFor({ state: "hidden" });
    await organiser.at("parts").click();
    await organiser.at("part-people").waitFor();
    await looks(world, organiser, "parts");
    await organiser.at("part-people").click();
    await organiser.at("people-add").waitFor();
    await organiser.at("part-people").waitFor({ state: "hidden" });
    await organiser.resize({ width: 1280, height: 800 });
    await organiser.open("/");
    for (const kind of KINDS) await organiser.page.getByText(`A ${kind}`, { exact: true }).waitFor();
    await looksBoth(world, organiser, "home-rooms");

    // Its only host leaves: the organiser is told at home, and takes the room over.
    const { seq } = await asks(organiser, "person.add", { name: "Manager 2", roles: ["manager"] });
    const manager = `m${seq}`;
    const room = { template: "workspace", title: { en: "Trainers" }, hosts: [manager], who: { to: "academy" } };
    await asks(organiser, "room.create", { of: "course:trainers", ...room });
    await asks(organiser, "person.suspend", { person: manager });
    await organiser.open("/");
    await organiser.at("task-hostless-course:trainers").click();
    await organiser.shows("room-hostless");
    await looksBoth(world, organiser, "hostless");
    await organiser.at("room-take").click();
    await accessible(organiser, "the question before taking a room over");
    await organiser.at("confirm").click();
    await organiser.told("You are a host of this room now.");
    await organiser.lacks("room-hostless");
    await organiser.at("room-edit").click();
    await organiser.at("room-credential").selectOption("instructor");
    await looksBoth(world, organiser, "credential");
    await organiser.at("room-save").click();
    // Whoever lacks what is asked hosts no more: the one who asks has no certificate either.
    await organiser.shows("room-hostless");
    assert.equal((await asks(organiser, "room.get", { of: "course:trainers" })).asks, "instructor");

    // Who an identity of another system is.
    await organiser.open(`/academy/people/${manager}`);
    await organiser.at("link-add").click();
    await organiser.at("link-issuer").fill("https://sso.police.example");
    await organiser.at("link-subject").fill("officer-17");
    await accessible(organiser, "the question whom a token means");
    await organiser.at("link-go").click();
    await organiser.at("people-links").locator("code").waitFor();
    await looksBoth(world, organiser, "links");
    const links = () => organiser.at("people-links").locator("code").count();
    await organiser.at("people-links").getByRole("button", { name: "Unlink" }).click();
    await organiser.told("linked to nobody any more");
    await organiser.holdUndo();
    await becomes(links, 0, "unlinked");
    await organiser.undo();
    await becomes(links, 1, "and linked again");
  },
);
