// SPDX-License-Identifier: Apache-2.0
// What a window shows, as lines that can be compared with another window's.

import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { panel } from "./acts.mjs";
import { until } from "./until.mjs";

// Not of the room: what is being written, what is on its way, a clock that ticks, the picture.
const PRIVATE = "form, .outbox, .now-title, [role=timer], video, select, .player-over, .tabs-list, .chat-new";
// Of the person, where two people are compared.
const PERSONAL = [
  "button",
  ".row",
  ".mine",
  ".poll-voted",
  ".poll-choices",
  ".message-actions",
  ".result .icon",
  ".result-text .hidden",
  ".hint",
  ".unread-dot",
  ".new-mark",
  ".chat-told, .told",
].join();

// In the page: every piece of text in its place, times as they are meant.
function linesRead([left, personal]) {
  const copy = document.querySelector("main").cloneNode(true);
  for (const time of copy.querySelectorAll("time")) time.textContent = time.dateTime;
  for (const gone of copy.querySelectorAll(left)) gone.remove();
  const lines = [];
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const place = node.parentElement.closest("[data-testid]")?.dataset.testid ?? "";
    const text = personal ? node.data.replace(/ \(you\)(?= \d|$)/, "") : node.data;
    if (text.trim()) lines.push(`${place} | ${text.trim()}`);
  }
  return lines;
}

export function lines(window, { shared = false } = {}) {
  const left = shared ? `${PRIVATE}, ${PERSONAL}` : PRIVATE;
  return window.page.evaluate(linesRead, [left, shared]);
}

// Every window shows what the first one shows; `shared` when they are different people.
export async function agree(windows, what, options) {
  const [first, ...others] = windows;
  for (const other of others) {
    // The second time is for the sentence that says where they differ.
    const same = async (check) => check(await lines(other, options), await lines(first, options));
    await until(() => same(isDeepStrictEqual), "").catch(() =>
      same((shown, expected) =>
        assert.deepEqual(shown, expected, `${other.id} and ${first.id} disagree ${what}`),
      ),
    );
  }
}

// The same in each panel of a webinar. The chat comes last of two: on a desk it stands beside the first.
export async function agreeThroughout(windows, what, options) {
  for (const names of [["polls", "chat"], ["polls"], ["questions"]]) {
    for (const window of windows) for (const name of names) await panel(window, name);
    await agree(windows, `${what} (${names.at(-1)})`, options);
  }
}
