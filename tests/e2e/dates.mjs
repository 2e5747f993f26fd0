// SPDX-License-Identifier: Apache-2.0
// Dates as people take them along: the file of one by its button, and what a feed has of all, by their ids.

import { readFileSync } from "node:fs";

const PARTS = ["UID", "SUMMARY", "DTSTART", "DTEND", "SEQUENCE", "URL", "STATUS"];

function events(text) {
  const found = new Map();
  for (const [, event] of text.replaceAll("\r\n ", "").matchAll(/BEGIN:VEVENT\r\n(.*?)END:VEVENT/gs)) {
    const pairs = event.trim().split("\r\n").map((line) => /^([A-Z-]+)[^:]*:(.*)$/.exec(line).slice(1));
    const date = Object.fromEntries(pairs.filter(([name]) => PARTS.includes(name)));
    found.set(date.UID, date);
  }
  return found;
}

// What is saved when that button is pressed: its name, and the one event in it.
export async function taken(window, button) {
  const [file] = await Promise.all([window.page.waitForEvent("download"), button.click()]);
  const [date] = events(readFileSync(await file.path(), "utf8")).values();
  return { name: file.suggestedFilename(), date };
}

// All that is theirs, from a private address that they make.
export async function fed(window, language) {
  const text = await window.page.evaluate(async (language) => {
    const headers = { "Content-Type": "application/json" };
    const { link } = await (await fetch("/api/feeds", { method: "POST", headers, body: JSON.stringify({ language }) })).json();
    return (await fetch(new URL(link, location.href).pathname)).text();
  }, language);
  return events(text);
}
