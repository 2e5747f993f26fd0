// SPDX-License-Identifier: Apache-2.0
// Groups of a course: the team makes them and says who is where; what is written for one is for it alone.

import assert from "node:assert/strict";
import { COURSE, story } from "./world.mjs";
import { added, asks, organiserComes, personComes } from "./academy.mjs";
import { accessible, inspect } from "./look.mjs";
import { post, thread } from "./acts.mjs";

async function group(host, name, history = true) {
  await host.at("cohort-new").click();
  await host.at("cohort-title-en").fill(name);
  if (!history) await host.at("cohort-history").uncheck();
  await host.at("cohort-send").click();
  await host.at("cohorts").locator("li", { hasText: name }).waitFor();
}

async function place(host, window, item) {
  const person = host.at(`member-${window.id}`);
  await host.at(`place-${window.id}`).click();
  await host.at(item).click();
  return person;
}

const row = (window, title) => window.at("threads").locator("li", { hasText: title });

// Two groups with one person in each, as the host makes them.
async function twoGroups(world) {
  const one = await world.enter("participant", COURSE);
  const two = await world.enter("participant", COURSE);
  await one.shows("thread-new");
  await two.shows("thread-new");
  const host = await world.enter("host", COURSE);
  await host.at("people").click();
  await group(host, "Morning");
  await group(host, "Evening", false);
  await (await place(host, one, "put-1")).getByText("Morning").waitFor();
  await (await place(host, two, "put-2")).getByText("Evening").waitFor();
  return { one, two, host };
}

story("what is written for a group is read by its people and the team alone", {}, async (world) => {
  const { one, two, host } = await twoGroups(world);
  await one.at("cohort-mine").getByText("Your group: Morning").waitFor();
  await one.at("thread-new").click();
  await one.page.getByRole("radio", { name: "Morning" }).check();
  await one.at("thread-title").fill("Only for the morning");
  await one.at("thread-text").fill("Canary of the morning");
  await one.at("thread-send").click();
  await one.shows("posts");
  const seq = Number(one.page.url().split("/").pop());
  const all = await thread(two, "For everybody", "Hello");
  await host.page.goBack();
  await row(host, "Only for the morning").waitFor();
  assert.equal(await host.at(`groups-${seq}`).innerText(), "Morning");
  await one.at("back").click();
  await row(one, "For everybody").waitFor();
  assert.equal(await one.at(`groups-${seq}`).innerText(), "Morning");
  assert.equal(await one.at(`groups-${all}`).count(), 0);
  const foreign = await world.twin(two);
  foreign.tolerateLoss();
  await foreign.open(`/course/c1/thread/${seq}`);
  await foreign.shows("thread-gone");
  for (const window of [two, foreign])
    for (const word of ["Canary of the morning", "Only for the morning", "Morning"])
      assert.ok(!window.heard(word), word);
  await world.shot(one, "cohort-list");
});

story("the team moves somebody and takes it back; chance gives everybody a place", {}, async (world) => {
  const { one, two, host } = await twoGroups(world);
  const person = await place(host, one, "put-2");
  await host.holdUndo();
  await person.getByText("Evening").waitFor();
  await one.at("cohort-mine").getByText("Evening").waitFor();
  await host.undo();
  await person.getByText("Morning").waitFor();
  await one.at("cohort-mine").getByText("Morning").waitFor();
  await place(host, two, "put-none");
  await host.at(`member-${two.id}`).getByText("In no group").waitFor();
  await two.lacks("cohort-mine");
  await host.at("cohort-deal").click();
  await host.at(`member-${two.id}`).getByText("Evening").waitFor();
  await world.shot(host, "cohort-people");
  await inspect(host, "cohort people");
});

story("who runs a group moderates what is for it alone", {}, async (world) => {
  const { one, two, host } = await twoGroups(world);
  await place(host, two, "runs-1");
  await host.at(`member-${two.id}`).getByText("Runs Morning").waitFor();
  await one.at("thread-new").click();
  await one.page.getByRole("radio", { name: "Morning" }).check();
  await one.at("thread-title").fill("Of the morning");
  await one.at("thread-text").fill("Something rude");
  await one.at("thread-send").click();
  await one.shows("posts");
  await row(two, "Of the morning").getByRole("link").click();
  await two.at("thread-acts").click();
  await two.at("thread-rename").click();
  await two.at("thread-title").fill("A better title");
  await two.at("thread-rename-send").click();
  await one.page.locator("h1", { hasText: "A better title" }).waitFor();
  await two.at("back").click();
  await one.at("back").click();
  const open = await thread(one, "For everybody", "Hello");
  await row(two, "For everybody").getByRole("link").click();
  await two.shows(`post-${open}`);
  assert.equal(await two.at("thread-acts").count(), 0, "what is for all is the team's");
});

story("a discussion is narrowed: it is gone for the others, who keep nothing of it", {}, async (world) => {
  const { one, two, host } = await twoGroups(world);
  const seq = await thread(one, "Was for all", "Hello");
  await row(two, "Was for all").getByRole("link").click();
  await two.shows("posts");
  await host.open(`/course/c1/thread/${seq}`);
  await host.at("thread-acts").click();
  await host.at("thread-narrow").click();
  await host.at("for-1").check();
  await world.shot(host, "cohort-narrow");
  await host.at("narrow-send").click();
  await two.shows("thread-gone");
  await two.at("back").click();
  await two.shows("thread-new");
  assert.equal(await row(two, "Was for all").count(), 0);
  await post(one, seq, "Canary behind the door");
  await host.at("posts").getByText("Canary behind the door").waitFor();
  assert.ok(!two.heard("Canary behind the door"));
});

story("the host of a work space takes somebody out, for good, and takes it back", { demo: false }, async (world) => {
  const organiser = await organiserComes(world, "Organiser");
  const host = await added(organiser, { name: "Manager 2", roles: ["manager"] });
  const guest = await added(organiser, { name: "Participant 12", country: "TN" });
  const of = "course:trainers";
  await asks(organiser, "room.create", { of, template: "workspace", title: { en: "Trainers" }, hosts: [host], who: { to: "invited" } });
  await asks(organiser, "room.invite", { of, people: [guest] });
  const one = await personComes(world, guest);
  await one.at(`accept-${of}`).click();
  await one.at(`invited-${of}`).waitFor({ state: "detached" });
  await one.open("/course/trainers");
  await one.shows("thread-new");
  const window = await personComes(world, host);
  await window.open("/course/trainers");
  // It speaks of what it is.
  await window.page.getByRole("heading", { name: "Sections" }).waitFor();
  await window.open("/course/trainers/people");
  const leaves = async () => {
    await window.at(`place-${guest}`).click();
    await window.at(`out-${guest}`).click();
    await accessible(window, "before somebody is taken out");
    await world.shot(window, "cohort-out");
    await window.at("confirm").click();
    await window.lacks(`member-${guest}`);
    await one.lacks("thread-new");
  };
  await leaves();
  await window.undo();
  await window.shows(`member-${guest}`);
  await one.open("/course/trainers");
  await one.shows("thread-new");
  await leaves();
  await window.reload();
  await window.page.getByText("Nobody is here yet.").waitFor();
  await window.lacks(`member-${guest}`);
  // It is not at home any more, and its address leads nowhere.
  await one.open("/");
  await one.shows("home");
  await one.lacks(`room-${of}`);
  await one.open("/course/trainers");
  await one.shows("refused");
  assert.equal(await one.at("thread-new").count(), 0);
});
