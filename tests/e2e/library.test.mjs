// SPDX-License-Identifier: Apache-2.0
// The library of a course: a document is added, found, cited, replaced by a newer version, and known where it is cited.

import assert from "node:assert/strict";
import { after } from "node:test";
import { COURSE, story } from "./world.mjs";
import { becomes } from "./until.mjs";
import { accessible, inspect } from "./look.mjs";
import { endAll } from "../wire/wire.mjs";

after(endAll);

async function add(window, title, { kind, authors, year, language, url }) {
  await window.at("document-new").click();
  await window.at("document-title").fill(title);
  await window.at("document-kind").selectOption(kind);
  await window.at("document-authors").fill(authors);
  await window.at("document-year").fill(`${year}`);
  await window.at("document-language").selectOption(language);
  await window.page.getByRole("radio", { name: url ? "An address" : "On paper alone" }).check();
  if (url) await window.at("document-url").fill(url);
  await window.at("document-send").click();
  await window.at("library-list").getByRole("link", { name: title }).waitFor();
}

// In the page: opens what has a field, and types there as the field comes, before the browser has drawn it.
function typesAtOnce([opens, name, text]) {
  const at = (id) => document.querySelector(`[data-testid="${id}"]`);
  const came = new MutationObserver(() => {
    if (!at(name)) return;
    came.disconnect();
    at(name).value = text;
    at(name).dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  came.observe(document, { childList: true, subtree: true });
  at(opens).click();
}

story("a document is added, found, cited, renewed, and says where it is cited", {}, async (world) => {
  const host = await world.enter("host", COURSE);
  await host.at("course-kind").getByText("Course", { exact: true }).waitFor();
  await host.at("to-library").click();
  await host.shows("document-new");
  await add(host, "Seizing phones", { kind: "book", authors: "Rossi, Anna\nPolice College", year: 2019, language: "en", url: "https://example.org/phones-1.pdf" });
  await add(host, "كتاب الأدلة", { kind: "law", authors: "وزارة العدل", year: 2021, language: "ar" });
  const reader = await world.enter("participant", COURSE);
  await reader.at("to-library").click();
  await reader.shows("library-list");
  await inspect(reader, "library");
  await reader.at("library-words").fill("كِتـَاب الادله");
  await becomes(() => reader.at("library-list").locator("li").count(), 1);
  await reader.at("library-clear").click();
  await becomes(() => reader.at("library-list").locator("li").count(), 2);
  await reader.page.evaluate(typesAtOnce, ["library-filters", "library-author", "rossi"]);
  await becomes(() => reader.at("library-list").locator("li").count(), 1);
  await reader.reload();
  await becomes(() => reader.at("library-list").locator("li").count(), 1);
  await reader.at("library-list").getByRole("link").click();
  await reader.shows("document-title");
  await reader.at("document-cite").click();
  await reader.at("cite-text").getByText("Rossi, Anna; Police College (2019). Seizing phones. https://example.org/phones-1.pdf").waitFor();
  assert.match(await reader.at("cite-bibtex").innerText(), /^@book\{rossi2019-/);
  assert.match(await reader.at("cite-ris").innerText(), /^TY {2}- BOOK/);
  const address = await reader.at("cite-address").innerText();
  await reader.page.keyboard.press("Escape");

  await host.open("/course/c1/new");
  await host.shows("thread-title");
  await host.at("thread-title").fill("What to read");
  await host.at("thread-text").fill("Begin with please.");
  await host.page.keyboard.press("Home");
  for (const _ of "Begin with") await host.page.keyboard.press("ArrowRight");
  await host.at("cite-pick").click();
  await host.at("pick-words").fill("seizing");
  await becomes(() => host.at("picks").locator("li").count(), 1);
  await host.page.keyboard.press("Enter");
  await accessible(host, "picking a document");
  await world.shot(host, "cite-pick");
  await host.at("picks").getByRole("button").click();
  await becomes(() => host.at("thread-text").inputValue(), `Begin with ${address} please.`);
  await host.at("thread-send").click();
  const card = host.page.locator(".post .cited");
  await card.getByText("Seizing phones (Rossi, Anna; Police College, 2019)").waitFor();
  await world.shot(host, "cited-card");
  await card.click();
  await host.at("cited-list").getByText("Begin with").waitFor();
  await host.page.locator("[data-acts] button").first().click();
  await host.at("document-renew").click();
  await host.page.getByRole("radio", { name: "An address" }).check();
  await host.at("document-url").fill("https://example.org/phones-2.pdf");
  await host.at("version-note").fill("Chapter 3 is new.");
  await host.at("document-send").click();
  await becomes(() => host.at("versions").locator("li").count(), 2);
  assert.equal(await host.at("document-get").first().getAttribute("href"), "https://example.org/phones-2.pdf");
  await inspect(host, "document");
  await host.at("document-cite").click();
  await host.shows("cite-ris");
  await world.shot(host, "document-cite");
});
