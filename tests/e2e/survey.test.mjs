// SPDX-License-Identifier: Apache-2.0
// A host asks for feedback with what is offered; a participant, on a phone in Arabic, answers it and changes that; when it
// is closed the host sees means and words, and of the same questions before and after what has changed. A unit's form
// stands on its page, a session's while it goes on and in its summary.

import { after } from "node:test";
import { accessible, fits, language, theme } from "./look.mjs";
import { COURSE, WEBINAR, story } from "./world.mjs";
import { connect, endAll } from "../wire/wire.mjs";

after(endAll);

let ops = 0;
const ask = (wire, room, method, data) => wire.rpc(method, { room, op: `op${++ops}`, ...data }).then(({ seq }) => seq);

story("feedback without names: asked, answered, changed, closed and shown", {}, async (world) => {
  const host = await world.enter("host", COURSE);
  await host.open("/course/c1");
  await host.at("survey-new").click();
  await host.at("survey-days").fill("7");
  await accessible(host, "survey-edit");
  await world.shot(host, "survey-edit");
  await host.at("survey-save").click();
  const line = host.at("survey-team").locator("li");
  await line.getByRole("button", { name: "Open", exact: true }).click();
  await line.getByText(/open · 0 answers/).waitFor();

  const one = await world.enter("participant", COURSE, { viewport: { width: 390, height: 780 } });
  await language(one, "ar");
  await one.open("/course/c1");
  await one.at("surveys").locator("button").click();
  await one.at("survey-0-4").check();
  await one.at("survey-text-1").fill("التمارين");
  await accessible(one, "survey-answering");
  await fits(one, "survey-answering");
  await world.shot(one, "survey-answering-phone-ar");
  await one.at("survey-send").click();
  await one.at("surveys").getByText("وصلت إجابتك.").waitFor();
  await line.getByText(/1 answer/).waitFor();
  await one.at("surveys").locator("button").click();
  await one.at("survey-0-5").check();
  await one.at("survey-send").click();

  const wire = await connect(world.server, "host");
  const others = await Promise.all([1, 2, 3, 4, 5].map((n) => connect(world.server, `u${n}`)));
  const form = Number((await line.locator("[data-testid^=survey-phase-]").getAttribute("data-testid")).match(/\d+$/)[0]);
  for (const [at, other] of others.entries()) await ask(other, COURSE, "survey.answer", { survey: form, choices: [at % 2 ? 4 : 5, 0, 0], texts: ["", "", `Idea ${at}`] });
  await line.getByText(/6 answers/).waitFor();
  await line.getByRole("button", { name: "Close", exact: true }).click();
  await host.at("survey-close-sure").click();
  await host.at(`survey-results-${form}`).click();
  await host.at("survey-results").getByText("التمارين").waitFor();
  await accessible(host, "survey-results");
  await world.shot(host, "survey-results");
  await host.page.keyboard.press("Escape");

  const questions = [{ kind: "scale", title: { en: "How sure do you feel?" } }];
  const twice = await ask(wire, COURSE, "survey.add", { title: { en: "Before and after" }, twice: true, questions });
  for (const moment of [1, 2]) {
    await ask(wire, COURSE, "survey.open", { survey: twice, moment });
    for (const [at, other] of others.entries()) await ask(other, COURSE, "survey.answer", { survey: twice, moment, choices: [moment === 1 ? 1 + (at % 2) : 4 + (at % 2)] });
    await ask(wire, COURSE, "survey.close", { survey: twice, moment });
  }
  await host.at(`survey-results-${twice}`).click();
  await host.at("survey-change").getByText("5 people answered both times").waitFor();
  await theme(host, "dark");
  await world.shot(host, "survey-change-dark");

  // What opens with a unit stands on its page.
  const unit = await ask(wire, COURSE, "unit.add", { title: { en: "Phones", ar: "الهواتف" } });
  await ask(wire, COURSE, "survey.add", { title: { en: "Of this unit", ar: "عن هذه الوحدة" }, unit, questions });
  await ask(wire, COURSE, "unit.release", { unit });
  await one.open(`/course/c1/unit/${unit}`);
  await one.at("surveys").getByText("عن هذه الوحدة").waitFor();
  await world.shot(one, "survey-unit-phone-ar");

  // In a session it is prepared in the run sheet; what is open stands there until one has answered, and again at the end.
  await ask(wire, WEBINAR, "stage.phase", { to: "live" });
  await host.open("/webinar/w1?tab=sheet");
  await host.at("survey-new").click();
  await host.at("survey-save").click();
  const sheet = host.at("survey-team").locator("li");
  await sheet.getByRole("button", { name: "Open", exact: true }).click();
  await sheet.getByText(/open · 0 answers/).waitFor();
  await world.shot(host, "survey-sheet");
  await one.open("/webinar/w1");
  await one.at("now").locator("summary").click();
  await world.shot(one, "survey-now-phone-ar");
  await one.at("surveys").locator("button").click();
  await one.at("survey-0-4").check();
  await one.at("survey-send").click();
  await sheet.getByText(/open · 1 answer/).waitFor();
  await one.at("now").waitFor({ state: "detached" });
  await ask(wire, WEBINAR, "stage.phase", { to: "ended" });
  await one.at("surveys").locator("button").waitFor();
  await one.at("surveys").scrollIntoViewIfNeeded();
  await world.shot(one, "survey-after-phone-ar");
});
