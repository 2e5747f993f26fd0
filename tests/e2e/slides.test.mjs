// SPDX-License-Identifier: Apache-2.0
// Slides: the team adds a file, everybody is moved page by page; whoever looks back comes back, whoever saves data gets
// small pictures, whoever was cut off comes back on the right page.

import assert from "node:assert/strict";
import { pdf, talk } from "../wire/pdf.mjs";
import { panel, phase } from "./acts.mjs";
import { accessible } from "./look.mjs";
import { becomes, until } from "./until.mjs";
import { WEBINAR, story } from "./world.mjs";

const file = (name, buffer, mimeType = "application/pdf") => ({ name, mimeType, buffer });
const sees = (window, page) => becomes(() => window.at("slide-box").getAttribute("data-page"), String(page), `page ${page}`);
const stands = (window) => window.at("slide-over").waitFor({ state: "attached" });

story("a file becomes slides that everybody follows, looks back in and comes back to", {}, async (world) => {
  const host = await world.enter("host", WEBINAR, { viewport: { width: 1440, height: 900 } });
  const proxy = await world.proxy();
  const asked = [];
  const one = await world.enter("participant", WEBINAR, { locale: "ar", viewport: { width: 390, height: 844 } });
  const away = await world.twin(one, { address: proxy.url });
  away.tolerateLoss();
  away.page.on("request", (request) => request.method() === "GET" && asked.push(request.url()));
  await away.page.evaluate(() => localStorage.setItem("muster.saving", "yes"));
  away.opened++;
  await away.page.reload();
  const live = [Date.now()];
  await phase(host, "live");
  live.push(Date.now());
  await panel(host, "sheet");

  // What cannot be slides is refused in words; what can is told how far it is.
  await host.at("slide-file").setInputFiles(file("notes.svg", Buffer.from("<svg/>"), "image/svg+xml"));
  await host.at("slide-fault").getByText("neither a PDF nor a picture").waitFor();
  await host.at("slide-file").setInputFiles(file("Half.pdf", Buffer.concat([talk(1).subarray(0, 300), Buffer.from("\n%%EOF")])));
  const failed = host.page.locator('[data-testid^="slide-failed-"]');
  await failed.getByText("cannot be read").waitFor();
  await host.at("slide-file").setInputFiles(file("Phones.pdf", talk(5)));
  const deck = host.page.locator('[data-testid^="slide-deck-"]', { hasText: "Phones.pdf" });
  await deck.getByText("5 slides").waitFor();
  const number = (await deck.getAttribute("data-testid")).replace("slide-deck-", "");
  await one.lacks("slide");
  await host.at(`slide-show-${number}`).click();
  for (const window of [host, one]) {
    await sees(window, 1);
    await stands(window);
  }
  // Who saves data reads the words, and how large the picture is.
  await away.at("slide-words").getByText("Chain of custody, page 1").waitFor();
  await away.at("slide-wanted").getByText(/\d\skB/).waitFor();
  await one.at("slide-count").getByText("الشريحة 1 من 5").waitFor();
  await one.at("slide-words").getByText("Chain of custody, page 1").waitFor({ state: "attached" });

  // The keyboard turns the pages along the line of reading, for everybody.
  await host.at("slide-box").focus();
  await host.page.keyboard.press("ArrowRight");
  await sees(one, 2);
  await host.at("slide-after").click();
  await sees(one, 3);
  await accessible(host);

  // One looks back, in Arabic to the right, and is told where everybody is.
  await one.at("slide-box").focus();
  await one.page.keyboard.press("ArrowRight");
  await sees(one, 2);
  await sees(host, 3);
  await host.at("slide-after").click();
  await sees(away, 4);
  await one.at("slide-live").getByText("4").waitFor();
  await sees(one, 2);
  await accessible(one);
  await world.shot(one, "slides-ar-back");
  await one.at("slide-live").click();
  await sees(one, 4);
  await one.lacks("slide-live");
  await stands(one);

  // Pointing is seen, for a moment.
  const seen = one.at("slide-point").waitFor();
  const box = await host.at("slide-over").boundingBox();
  await host.page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  await host.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await seen;
  await world.shot(host, "slides-desk");
  await world.shot(one, "slides-ar");

  // Until they are asked for, no picture comes; then small ones alone, none ahead, and the large one by itself.
  const pictures = () => asked.flatMap((url) => /\/api\/slides\/.*\/(\d+(?:\.small)?)\.jpg$/.exec(url)?.[1] ?? []);
  await away.at("slide-words").getByText("Chain of custody, page 4").waitFor();
  await world.shot(away, "slides-saving");
  await accessible(away);
  assert.deepEqual(pictures(), []);
  await away.at("slide-wanted").click();
  await stands(away);
  assert.deepEqual(pictures(), ["4.small"]);
  await away.at("slide-zoom").click();
  await away.at("slide-wanted-large").getByText(/\d\skB/).waitFor();
  assert.deepEqual(pictures(), ["4.small"]);
  await away.at("slide-wanted-large").click();
  await becomes(pictures, ["4.small", "4"]);
  await away.page.keyboard.press("Escape");

  // Cut off while two pages go by, then on the right one.
  proxy.cut();
  await away.isIn("reconnecting");
  await host.at("slide-before").click();
  await sees(one, 3);
  await host.at("slide-before").click();
  await sees(one, 2);
  proxy.mend();
  await sees(away, 2);

  // A second that is sought afterwards: this page stands in it.
  const second = Math.ceil((Date.now() - live[0]) / 1000);
  await until(() => Date.now() > live[1] + second * 1000, "that second");
  // Put away, the picture stands there again; removed, the deck is gone.
  await host.at("slide-hide").click();
  await one.lacks("slide");
  await away.lacks("slide");
  assert.ok(!one.heard("Phones.pdf") && !away.heard("Phones.pdf"), "names of decks are the team's alone");

  // Watched again it stands there at its moment.
  await phase(host, "ended");
  await one.open(`/webinar/w1?t=${second}`);
  await sees(one, 2);
  await stands(one);
  await world.shot(one, "slides-ar-again");
});

story("several pictures are one deck; pages are gone to in a grid; a deck is renamed and removed", {}, async (world) => {
  const host = await world.enter("host", WEBINAR, { colorScheme: "dark" });
  await panel(host, "sheet");
  const picture = await host.page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 320, height: 180 });
    canvas.getContext("2d").fillText("A picture", 20, 90);
    return canvas.toDataURL("image/webp").split(",")[1];
  });
  const webp = Buffer.from(picture, "base64");
  await host.at("slide-file").setInputFiles([file("10.webp", webp, "image/webp"), file("9.pdf", pdf(1, () => ""))]);
  const deck = host.page.locator('[data-testid^="slide-deck-"]');
  await deck.getByText("2 slides").waitFor();
  const number = (await deck.getAttribute("data-testid")).replace("slide-deck-", "");
  const more = async (name) => {
    await deck.locator("[data-acts] button").click();
    await host.at(`slide-${name}-${number}`).click();
  };
  // The team may look at them in a rehearsal, and shows nobody any.
  await phase(host, "rehearsal");
  await host.at("slide-rehearsed").waitFor();
  await deck.locator("[data-acts] button").click();
  await host.at(`slide-pages-${number}`).waitFor();
  assert.equal(await host.at(`slide-show-${number}`).count(), 0);
  await host.at(`slide-pages-${number}`).click();
  assert.equal(await host.at("slide-to-2").getAttribute("aria-disabled"), "true");
  await world.shot(host, "slides-rehearsed");
  await phase(host, "scheduled");
  await host.at("slide-rehearsed").waitFor({ state: "detached" });
  await host.at("slide-to-2").click();
  await sees(host, 2);
  await world.shot(host, "slides-grid-dark");
  await more("rename");
  await host.at("slide-name").fill("Scene of the fire");
  await host.at("slide-name-send").click();
  await deck.getByText("Scene of the fire").waitFor();
  await more("remove");
  await host.holdUndo();
  await deck.waitFor({ state: "detached" });
  await host.lacks("slide");
  await host.undo();
  await deck.getByText("Scene of the fire").waitFor();
  await deck.getByText("2 slides").waitFor();
  await more("pages");
  await host.at("slide-to-1").click();
  await sees(host, 1);
  await more("remove");
  await deck.waitFor({ state: "detached" });
  await host.lacks("slide");
});
