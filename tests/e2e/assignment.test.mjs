// SPDX-License-Identifier: Apache-2.0
// A participant hands in a text and a file from a phone, the team marks it by the rubric and asks for it again, and it
// comes again and has passed.

import assert from "node:assert/strict";
import { after } from "node:test";
import { taken } from "./dates.mjs";
import { fits, inspect, language } from "./look.mjs";
import { becomes } from "./until.mjs";
import { COURSE, story } from "./world.mjs";
import { connect, endAll } from "../wire/wire.mjs";

after(endAll);

const TITLE = { en: "A plan for the search", fr: "Un plan de perquisition", es: "Un plan de registro", ar: "خطة للتفتيش" };
const ASKS = {
  en: "Write **in which order** you would go through the flat, and why.",
  ar: "اكتب **بأي ترتيب** ستفتش الشقة، ولماذا.",
};
const RUBRIC = [
  { title: { en: "Order of the steps", ar: "ترتيب الخطوات" }, points: 4 },
  { title: { en: "What the law asks", ar: "ما يطلبه القانون" }, points: 6 },
];

async function asked(world) {
  const wire = await connect(world.server, "host");
  const ask = (method, data) => wire.rpc(method, { room: COURSE, op: method, ...data }).then(({ seq }) => seq);
  const unit = await ask("unit.add", { title: { en: "Searches", ar: "التفتيش" }, open: true });
  const item = await ask("item.add", { unit, kind: "assignment", title: TITLE, counts: true });
  await ask("assignment.set", { item, text: ASKS, takes: "both", attempts: 1, due: Date.now() + 86_400_000, rubric: RUBRIC });
  return `/course/c1/unit/${unit}#item-${item}`;
}

// The date goes along into the reader's own calendar, under the name that it has in the course's feed.
async function takes(one, item) {
  const { name, date } = await taken(one, one.at(`take-${item}`));
  assert.equal(name, `course-c1-due-${item}.ics`);
  assert.deepEqual([date.UID.split("@")[0], date.SUMMARY], [`course:c1-due-${item}`, "Due: A plan for the search"]);
}

story("a participant hands in, the team asks for it again and lets it pass", {}, async (world) => {
  const address = await asked(world);
  const one = await world.enter("participant", COURSE, { viewport: { width: 390, height: 780 } });
  const host = await world.enter("host", COURSE);
  const stands = (state) => one.page.locator(`[data-testid="work-state"][data-state="${state}"]`).waitFor();
  await one.shows("due");
  await world.shot(one, "course-due-phone");
  // A whole date, with its hour, is a line and more in Spanish.
  await language(one, "es");
  await fits(one, "what is due, on a phone in Spanish");
  await language(one, "en");
  await takes(one, address.split("-").at(-1));
  await one.at("due").getByText(TITLE.en).click();
  await stands("new");
  await one.at("work-text").fill("First the door, then the kitchen.");
  await one.at("work-file").setInputFiles({ name: "Plan.txt", mimeType: "text/plain", buffer: Buffer.from("A sketch of the flat.") });
  await one.page.getByRole("link", { name: "Plan.txt" }).waitFor();
  await one.page.locator('[data-testid="work-kept"][data-kept="yes"]').getByText("saved").waitFor();
  await one.reload();
  await stands("draft");
  assert.equal(await one.at("work-text").inputValue(), "First the door, then the kitchen.");
  await inspect(one, "assignment-draft-phone");
  await one.at("work-hand").click();
  await one.page.getByRole("dialog").getByRole("button", { name: "Hand in" }).click();
  await stands("handed");

  await host.open(address);
  await host.at(`work-mark-${one.id}`).click();
  await host.page.getByText("First the door, then the kitchen.").waitFor();
  await host.page.getByRole("link", { name: "Plan.txt" }).waitFor();
  await host.at("work-give-1").fill("9");
  await host.at("work-give-2").fill("2");
  await host.at("work-back").click();
  await host.page.getByRole("alert").getByText("more than its row gives").waitFor();
  await host.at("work-give-1").fill("3");
  await host.at("work-remark").fill("Canary: which article allows it?");
  await host.at("work-keep").click();
  await host.told("nobody is told yet");
  await inspect(host, "assignment-marking");
  assert.ok(!one.heard("Canary"), "what is not handed back is in no frame");
  await host.at("work-again").check();
  await host.at("work-ask-again").click();
  await host.page.getByText("Nothing waits to be marked.").waitFor();

  await stands("again");
  await one.page.getByText("Canary: which article allows it?").waitFor();
  await language(one, "ar");
  await one.at("work-text").fill("أولًا الباب ثم المطبخ، وفق المادة 12.");
  await world.shot(one, "assignment-again-phone-ar");
  await one.at("work-hand").click();
  await one.page.getByRole("dialog").getByRole("button", { name: "تسليم" }).click();
  await stands("handed");
  // The list of the team says so by itself.
  await host.at(`work-mark-${one.id}`).click();
  await host.at("work-give-1").fill("4");
  await host.at("work-give-2").fill("6");
  await host.at("work-passes").check();
  await host.at("work-give-2").press("Control+Enter");
  await host.page.getByText("Nothing waits to be marked.").waitFor();
  await host.page.getByRole("radio", { name: "Everybody" }).check();
  await host.at(`work-allow-${one.id}`).waitFor();
  await inspect(host, "assignment-works");
  await stands("back");
  await becomes(() => one.page.locator('[data-testid="work-mark"]').count().then((count) => count > 0), true);
  await world.shot(one, "assignment-back-phone-ar");
  await host.page.getByRole("radio", { name: "What is asked" }).check();
  await host.shows("work-build");
  await world.shot(host, "assignment-build");
});
