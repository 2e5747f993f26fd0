// SPDX-License-Identifier: Apache-2.0
// The checker itself: it must find what it is for.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { checkAcknowledged, checkEntries, checkOffsets } from "./checker.mjs";

const post = (seq, op, text) => ({ seq, op, by: "u1", type: "chat.post", data: { text } });
const heard = (seq, op, text) => ({ seq, op, by: "u1", room: "r", type: "chat.post", command: { text } });
const entries = [post(1, "a", "one"), post(2, "b", "two")];

test("a journal that holds what was acknowledged passes", () => {
  checkEntries(entries, [heard(2, "b", "two"), heard(1, "a", "one"), heard(1, "a", "one")]);
  checkAcknowledged([heard(1, "a", "one"), heard(1, "a", "one"), heard(2, "b", "two")]);
});

test("what is lost, moved, altered, doubled or missing is found", () => {
  assert.throws(() => checkEntries(entries, [heard(3, "c", "three")]), /is lost/);
  assert.throws(() => checkEntries(entries, [heard(1, "b", "two")]), /b/);
  assert.throws(() => checkEntries(entries, [heard(2, "b", "too")]), /text of b/);
  assert.throws(() => checkEntries([...entries, post(3, "a", "one")], []), /there twice/);
  assert.throws(() => checkEntries([entries[1]], []), /a number is missing/);
});

test("an act of a gathered entry is found, or missed", () => {
  const short = createHash("sha256").update("a").digest().subarray(0, 6).toString("base64url");
  const acts = { 7: [["u1", short, [2]]] };
  const votes = [{ seq: 1, op: "own", by: "system", type: "poll.vote", data: { acts } }];
  const vote = (seq, op, poll) => ({ seq, op, by: "u1", room: "r", type: "poll.vote", command: { poll } });
  checkEntries(votes, [vote(1, "a", 7)]);
  assert.throws(() => checkEntries(votes, [vote(1, "b", 7)]), /is lost/);
  assert.throws(() => checkEntries(votes, [vote(1, "a", 8)]), /is lost/);
  assert.throws(() => checkEntries(votes, [vote(2, "a", 7)]), /is in 1/);
  checkAcknowledged([vote(1, "a", 7), vote(1, "b", 7)]);
  assert.throws(() => checkAcknowledged([vote(1, "a", 7), heard(1, "c", "three")]), /r 1/);
});

test("an op with two numbers, and a number with two ops, are found", () => {
  assert.throws(() => checkAcknowledged([heard(1, "a", "one"), heard(2, "a", "one")]), /u1 a/);
  assert.throws(() => checkAcknowledged([heard(1, "a", "one"), heard(1, "b", "two")]), /r 1/);
  assert.throws(() => checkAcknowledged([heard(undefined, "a", "one")]), /got undefined/);
});

test("what comes twice or too late is found", () => {
  const follower = (offsets) => ({ sub: "u1", followers: { r: { offsets } } });
  checkOffsets(follower([1, 2, 5]));
  assert.throws(() => checkOffsets(follower([1, 2, 2])), /got 2 after 2/);
  assert.throws(() => checkOffsets(follower([1, 3, 2])), /got 2 after 3/);
  checkOffsets({ ...follower([1, 2, 2]), lean: true });
  assert.throws(() => checkOffsets({ ...follower([1, 3, 2]), lean: true }), /got 2 after 3/);
});
