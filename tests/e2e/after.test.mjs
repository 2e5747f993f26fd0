// SPDX-License-Identifier: Apache-2.0
// After the end: who was not there sees at once what it was, and the team corrects and hands out the attendance.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after } from "node:test";
import { leaveAll } from "../wire/client.mjs";
import { settings } from "./acts.mjs";
import { inspect, language } from "./look.mjs";
import { fullWebinar, liveWebinar, POLL } from "./staged.mjs";
import { becomes, until } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

after(leaveAll);

// What the team prepares and hands out beside.
async function furnished(host) {
  const chapter = await host("agenda.add", { title: { en: "What counts as evidence", ar: "ما يعد دليلًا" }, minutes: 20 });
  await host("agenda.add", { title: { en: "Questions", ar: "الأسئلة" } });
  await host("agenda.go", { item: chapter });
  await host("handout.add", { title: { en: "Checklist for seized phones", ar: "قائمة الهواتف المضبوطة" }, url: "https://example.org/checklist.pdf", language: "en" });
}

story("who missed the session sees what it was; the team corrects the attendance and takes it along", {}, async (world) => {
  const host = await liveWebinar(world.server);
  await furnished(host);
  const guest = await world.enter("participant", WEBINAR);
  await guest.shows("presence");
  const { open, asked } = await fullWebinar(world.server, host);
  await host("poll.close", { poll: open });
  await host("poll.publish", { poll: open, published: true });
  await host("stage.phase", { to: "ended" });

  // Who is there is shown it without doing anything; who comes later sees the same.
  await guest.shows("after-figures");
  await guest.shows("after-own");
  assert.equal(await guest.at("stage").count(), 0);
  const late = await world.enter("participant", WEBINAR);
  for (const window of [guest, late]) {
    await window.shows(`after-poll-${open}`);
    // Asked for once the page stands.
    await window.at("again").getByText("What counts as evidence").waitFor();
    for (const said of [POLL.title.en, "On phones", "Is there a written procedure", "Everything with a battery", "What counts as evidence", "Checklist for seized phones"])
      await until(async () => (await window.at("after").innerText()).includes(said), said);
    assert.equal(await window.at("figure-people").innerText(), "1", "who was there by name alone came by no page");
    await window.shows(`after-question-${asked[4]}`);
    assert.equal(await window.at("after-attendance").count(), 0, "the list is the team's");
  }
  await late.page.getByText("You were not here while it was live.").waitFor();

  const staff = await world.enter("host", WEBINAR);
  await staff.shows("after-attendance");
  const [id] = (await staff.page.locator('[data-testid^="correct-"]').first().getAttribute("data-testid")).split("correct-").slice(1);
  await settings(staff, "attend-rule");
  await staff.at("rule-percent").fill("85");
  await staff.at("rule-save").click();
  await staff.at(`correct-${id}`).click();
  await staff.at("correct-minutes").fill("50");
  await staff.at("correct-send").click();
  await staff.page.getByText("and a reason").waitFor();
  await staff.at("correct-why").fill("Took part by telephone.");
  await staff.at("correct-send").click();
  await becomes(() => staff.at(`attended-${id}`).innerText(), "50 min");
  await staff.at("export-what").selectOption("attendance");
  await staff.at("export-form").selectOption("csv");
  await staff.at("export-make").click();
  await staff.shows("export-save");
  const [download] = await Promise.all([staff.page.waitForEvent("download"), staff.at("export-save").click()]);
  const table = await readFile(await download.path(), "utf8");
  assert.match(table, /^\ufeff"id","name","role"/);
  assert.match(table, /"50".*"Took part by telephone\."/);
  await inspect(staff, "after the end, of the team");

  // The person reads it too, with the reason.
  await guest.reload();
  await guest.page.getByText("Took part by telephone.").waitFor();
  await guest.shows("own-completed");
  await language(guest, "ar");
  await guest.shows("after-figures");
  await inspect(guest, "after the end");
});
