// SPDX-License-Identifier: Apache-2.0
// A host says what completes the course; a participant, on a phone in Arabic, sees what is missing and completes it; the
// host sees it among everybody, looks at the one, and takes it back with a reason.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after } from "node:test";
import { accessible, fits, inspect, language } from "./look.mjs";
import { COURSE, story } from "./world.mjs";
import { connect, endAll } from "../wire/wire.mjs";

after(endAll);

const ask = (wire, method, data) => wire.rpc(method, { room: COURSE, op: `${method}.${JSON.stringify(data).length}`, ...data }).then(({ seq }) => seq);

story("what completes a course is said, is missing, is done, is seen and is corrected", {}, async (world) => {
  const wire = await connect(world.server, "host");
  const titles = [{ en: "Devices", ar: "الأجهزة" }, { en: "Networks", ar: "الشبكات" }];
  const items = [];
  for (const title of titles) {
    const unit = await ask(wire, "unit.add", { title, open: true });
    items.push([unit, await ask(wire, "item.add", { unit, kind: "article", title, text: { en: "Read.", ar: "اقرأ." }, counts: true })]);
  }
  const host = await world.enter("host", COURSE);
  await host.open("/course/c1");
  await host.at("participation").click();
  await host.at("rules").click();
  await host.at("rule-items").fill("2");
  await host.at("rule-posts").fill("1");
  await host.at("rules-send").click();
  await host.at("rules-said").getByText("2 items").waitFor();

  const one = await world.enter("participant", COURSE, { viewport: { width: 390, height: 780 } });
  await language(one, "ar");
  await one.open("/course/c1");
  await one.at("missing-what").getByText("عنصران").waitFor();
  await accessible(one, "completion-missing");
  await fits(one, "completion-missing");
  await world.shot(one, "completion-missing-phone-ar");
  const taker = await connect(world.server, one.id);
  for (const [unit, item] of items) await taker.rpc("item.mark", { room: COURSE, op: `mark${item}`, unit, item, done: true });
  await one.at("missing-what").getByText("عنصران").waitFor({ state: "detached" });
  await taker.rpc("forum.thread", { room: COURSE, op: "thread", title: "Seals", text: "Which one?" });
  await one.at("completed").waitFor();
  await world.shot(one, "completion-done-phone-ar");

  await host.reload();
  await host.at(`record-${one.id}`).waitFor();
  await inspect(host, "completion-everybody");
  await world.shot(host, "completion-everybody");
  await host.at(`record-${one.id}`).click();
  await host.at("completed").waitFor();
  await host.at("correct").click();
  await host.at("correct-why").fill("Somebody else answered.");
  await host.at("correct-send").click();
  await host.at("record").getByText("Somebody else answered.").waitFor();
  await world.shot(host, "completion-record");

  // The course is taken along from the same page.
  await host.open("/course/c1");
  await host.at("participation").click();
  await host.at("export-make").click();
  await host.shows("export-save");
  const [download] = await Promise.all([host.page.waitForEvent("download"), host.at("export-save").click()]);
  assert.equal(download.suggestedFilename(), "course-c1.zip");
  assert.equal((await readFile(await download.path())).subarray(0, 2).toString(), "PK");
  await world.shot(host, "completion-export");
  await one.at("missing").getByText("Somebody else answered.").waitFor();
});
