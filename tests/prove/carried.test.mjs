// SPDX-License-Identifier: Apache-2.0
// What a session leaves unanswered goes on in its course, and what is answered there comes back. The
// end of a session stands after two minutes: this story is as long as that.

import { added, asks, organiserComes, personComes } from "../e2e/academy.mjs";
import { act, ask, post, postNumber, questionNumber, show } from "../e2e/acts.mjs";
import { story } from "../e2e/world.mjs";

const OVER_MS = 180_000;
const TITLE = { en: "Evidence on phones", ar: "الأدلة في الهواتف", fr: "Preuves sur les téléphones", es: "Pruebas en teléfonos" };
const [WEBINAR, COURSE] = ["webinar:w1", "course:c1"];

story("an open question goes on in the course's forum, and its answer stands in the session", { demo: false, longer_ms: OVER_MS }, async (world) => {
  const host = await organiserComes(world, "First organiser");
  const common = { title: TITLE, start: Date.now() + 86_400_000, who: { to: "academy" } };
  await asks(host, "room.create", { ...common, of: COURSE, template: "course" });
  await asks(host, "room.create", { ...common, of: WEBINAR, template: "webinar", course: COURSE });
  const one = await personComes(world, await added(host, { name: "Participant" }));
  await asks(host, "stage.phase", { to: "live" }, WEBINAR);
  await one.open("/webinar/w1");
  await ask(one, "How long is it kept?");
  const question = await questionNumber(one, "How long is it kept?");
  await asks(host, "stage.phase", { to: "ended" }, WEBINAR);
  await one.at(`carried-open-${question}`).waitFor({ timeout: OVER_MS });
  await world.shot(one, "carried");

  await host.open("/course/c1/forum");
  await host.at(`from-${question}`).waitFor();
  await world.shot(host, "carried-list");
  await host.at("threads").getByRole("link", { name: "How long is it kept?" }).click();
  await host.shows("posts");
  await host.at(`from-${question}`).waitFor();
  await post(host, Number(host.page.url().split("/").pop()), "Thirty days.");
  await world.shot(host, "carried-thread");

  await show(one, "answered");
  await one.at(`question-${question}`).getByText("Thirty days.").waitFor();
  await one.at(`question-${question}`).locator(".answer .meta", { hasText: "First organiser" }).waitFor();
  await world.shot(one, "carried-answered");
  await one.at(`carried-open-${question}`).click();
  await one.shows("posts");
  await one.at("posts").getByText("Thirty days.").waitFor();
  await one.at(`from-${question}`).click();
  await one.page.waitForURL("**/webinar/w1*");
  await one.at(`question-${question}`).getByText("Thirty days.").waitFor();
  await one.page.waitForFunction((id) => document.activeElement?.id === id, `question-${question}`);

  // What a participant answers stands there too, once the host takes it for the answer.
  await one.at(`carried-open-${question}`).click();
  await one.shows("posts");
  await post(one, Number(one.page.url().split("/").pop()), "Ninety, since this year.");
  const better = await postNumber(host, "Ninety, since this year.");
  await act(host, `accept-${better}`);
  await one.at(`from-${question}`).click();
  await one.at(`question-${question}`).getByText("Ninety, since this year.").waitFor();
  await one.at(`question-${question}`).locator(".answer .meta", { hasText: "Participant" }).waitFor();
  await world.shot(one, "carried-accepted");
});
