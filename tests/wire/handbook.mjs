// SPDX-License-Identifier: Apache-2.0
// The handbook (docs/operations.md), as whoever types what stands there reads it.

import { readFileSync } from "node:fs";

const KNOWN = /^(?:cmake|systemd-tmpfiles|systemctl|journalctl|runuser|muster|install|pg_dump|apt|\.\/dev) |^systemd-sysusers\b/;

export const handbook = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");

// What stands below a heading, up to the next of any level.
export function chapter(heading) {
  const [, text] = handbook.split(`\n${heading}\n`);
  if (text === undefined) throw new Error(`there is no ${heading} in the handbook`);
  return text.split(/^#+ /m)[0];
}

// What stands in a text as code, in its order: lines of its blocks, and pieces of its sentences.
export function codesOf(document) {
  // A block may stand at the beginning of a list's item.
  const text = document.replace(/^( *)\d+\. /gm, "$1   ");
  return [...text.matchAll(/^ *```\n([^]*?)^ *```$|`([^`]+)`/gm)].flatMap(([, block, code]) =>
    block === undefined ? [code.replace(/\s+/g, " ")] : block.trim().split("\n"),
  );
}

// The commands that stand in it, each once.
export function commandsOf(document) {
  const all = codesOf(document).flatMap((code) => code.trim().split(" && "));
  return [...new Set(all.filter((code) => KNOWN.test(code)))];
}
