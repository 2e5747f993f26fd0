// SPDX-License-Identifier: Apache-2.0
// Coming in from outside: somebody asks for access, it is decided, and they sign in with a link by mail.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { does } from "../wire/browser.mjs";
import { token } from "../wire/server.mjs";
import { mailTo as mailIn } from "./academy.mjs";
import { until } from "./until.mjs";
import { story } from "./world.mjs";

const file = join(tmpdir(), `muster-e2e-apply-${process.pid}`);
after(() => rmSync(file, { force: true }));

const mailTo = (mail, link) => mailIn(file, mail, link);

const state = (window, is) => window.page.locator(`[data-testid="apply-state"][data-state="${is}"]`).waitFor();

const PHONE = { locale: "ar", viewport: { width: 360, height: 740 } };
const served = { memory: true, set: { "mail.file": file } };

story("somebody asks in Arabic on a phone, the organiser approves, the page of the request says so", served, async (world) => {
  const asker = await world.window(PHONE);
  await asker.open("/apply");
  await asker.shows("apply-send");
  await asker.at("apply-send").click();
  await asker.page.getByText("اكتب اسمك من فضلك.").waitFor();
  await asker.at("apply-name").fill("مشاركة 17");
  await asker.at("apply-mail").fill("p17@police");
  await asker.at("apply-send").click();
  await asker.page.getByText("لا يبدو هذا بريدًا إلكترونيًا.").waitFor();
  await asker.at("apply-mail").fill("p17@police.example");
  await asker.at("apply-country").selectOption({ label: "تونس" });
  await asker.at("apply-agency").fill("الشرطة العدلية");
  await asker.at("apply-reason").fill("أدرّس الأدلة الرقمية.");
  await world.shot(asker, "apply-form");
  await asker.at("apply-send").click();
  await state(asker, "asked");
  await asker.at("apply-again").click();
  await asker.page.getByText("أُرسل الرابط إلى عنوانك من جديد.").waitFor();
  const [, confirm] = /http\S+?(\/apply\/confirm#\S+)/.exec(await mailTo("p17@police.example", "/apply/confirm"));
  const reader = await world.window(PHONE);
  await reader.open(confirm);
  await world.shot(reader, "apply-confirm");
  await reader.at("apply-confirm").click();
  await reader.shows("apply-confirmed");
  await asker.reload();
  await state(asker, "confirmed");
  await world.shot(asker, "apply-status");
  const address = await asker.text("apply-address");
  assert.match(address, /\/apply\/status#[\w-]{43}$/);
  assert.ok(
    await asker.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    "nothing stands beyond the edge of the phone",
  );

  const coordinator = await world.window();
  await coordinator.be(JSON.stringify({ token: token("coordinator"), id: "coordinator", name: "Coordinator" }));
  await coordinator.open("/inbox");
  await coordinator.at("new-request").getByRole("link").first().waitFor();
  await world.shot(coordinator, "inbox-requests");
  await coordinator.at("new-request").getByRole("link").first().click();
  await coordinator.at("requests").getByText("p17@police.example").waitFor();

  const organiser = await world.window();
  await organiser.be(JSON.stringify({ token: token("organiser"), id: "organiser", name: "Organiser" }));
  await organiser.open("/academy/requests");
  const row = organiser.at("requests").locator("article", { hasText: "p17@police.example" });
  await row.waitFor();
  await world.shot(organiser, "requests");
  await organiser.button("Approve", row).click();
  await row.waitFor({ state: "detached" });
  // A part of the academy like the others: what was decided stands there too, by its state.
  await organiser.shows("part-people");
  await organiser.at("access-state").selectOption("approved");
  await organiser.page.locator('[data-testid="requests"][data-state="approved"] article').first().waitFor();
  await world.shot(organiser, "requests-approved");

  await asker.reload();
  await state(asker, "approved");
  await mailTo("p17@police.example", "/enrol#");
});

story("a link by mail, opened elsewhere, shows digits for the browser that asked", served, async (world) => {
  const [mail, person] = ["organiser2@police.example", "organiser2"];
  const data = { person, name: "Organiser 2", mail, roles: ["organiser"] };
  await does(world.server, "organiser", "POST", "/api/rooms/academy:main/person.add", data);
  const laptop = await world.window({ colorScheme: "light" });
  // As where nobody chooses who to be.
  await laptop.page.route("**/api/site", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), demo: false } });
  });
  await laptop.open("/enter");
  await laptop.at("mail").fill(mail);
  await world.shot(laptop, "enter-mail");
  await laptop.at("mail-send").click();
  await laptop.shows("digits");
  const [, code] = /\/enter#(\S+)/.exec(await mailTo(mail, "/enter#"));
  const phone = await world.window(PHONE);
  await phone.open(`/enter#${code}`);
  const digits = await phone.text("digits-shown");
  assert.match(digits, /^\d{6}$/);
  assert.equal(new URL(phone.page.url()).hash, "", "the secret is out of the address");
  await world.shot(phone, "enter-digits");
  laptop.tolerated.push(/410/);
  await laptop.at("digits").fill(digits === "000000" ? "111111" : "000000");
  await laptop.at("digits-send").click();
  await laptop.page.getByText("These are not the digits").waitFor();
  await laptop.at("digits").fill(digits);
  await laptop.at("digits-send").click();
  await laptop.shows("to-requests");
  assert.equal(await laptop.text("person"), "Organiser 2");
  await world.shot(laptop, "home-organiser");
  await laptop.at("to-requests").click();
  await laptop.at("requests").getByText("participant301@police.example").waitFor();
});

const GUARDED = { "academy.gate": "members", "academy.issuers": "https://lms.example" };

story("who came with a token of another system is somebody who is here: the organiser says who", { memory: true, set: GUARDED }, async (world) => {
  const claims = { iss: "https://lms.example", name: "pseudo-15" };
  const headers = { authorization: `Bearer ${token("officer-20", claims)}` };
  const comes = async () => (await world.server.get("/api/rooms/academy:main", { headers })).status;
  await until(async () => (await comes()) === 403, "that access is asked for them");
  const colleague = { person: "colleague", name: "Colleague 12" };
  await does(world.server, "organiser", "POST", "/api/rooms/academy:main/person.add", colleague);
  const organiser = await world.window();
  await organiser.be(JSON.stringify({ token: token("organiser"), id: "organiser", name: "Organiser" }));
  await organiser.open("/academy/requests");
  const row = organiser.at("requests").locator("article", { hasText: claims.name });
  await organiser.button("Is somebody who is here", row).click();
  await organiser.at("here-person").fill("Colleague");
  await organiser.at("pick-colleague").click();
  await world.shot(organiser, "requests-here");
  await organiser.at("here-go").click();
  await organiser.told("is known by this token");
  await organiser.holdUndo();
  await row.waitFor({ state: "detached" });
  assert.equal(await comes(), 200);
  await organiser.undo();
  await organiser.told("Linked no more.");
});
