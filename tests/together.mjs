// SPDX-License-Identifier: Apache-2.0
// Runs files of tests in a few processes that live longer than a file: what node, its libraries and a browser cost
// to begin is paid once each, and not for every file. Within a process one file comes after another; each is
// a suite of its own, whose hooks are over when it is.
//
// node tests/together.mjs PROCESSES FILE…   writes TAP of as many runs as there are processes; fails as they do.

import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

// Where a file's block in the TAP of a process ends.
const BLOCK_END = "\n  ...\n";

const worker = fileURLToPath(new URL("together_one.mjs", import.meta.url));

// One process: it asks for a file, until there is none. Resolves to whether all of it was well.
async function run(files) {
  const child = fork(worker, { execArgv: ["--test-reporter=tap"], stdio: ["ignore", "pipe", "inherit", "ipc"] });
  let said = "";
  let file;
  const write = (end) => {
    process.stdout.write(said.slice(0, end));
    said = said.slice(end);
  };
  child.stdout.on("data", (bytes) => {
    said += bytes;
    // Whole blocks, for others write too.
    const last = said.lastIndexOf(BLOCK_END);
    if (last >= 0) write(last + BLOCK_END.length);
  });
  child.on("message", () => child.send((file = files.shift() ?? null)));
  const [code, signal] = await once(child, "close");
  write(said.length);
  if (file === null) return code === 0;
  // In the middle of a file, which has failed; others wait.
  process.stdout.write(`not ok - ${file}: its process ended (${code ?? signal})\n  ---\n  ...\n`);
  return false;
}

const [processes, ...files] = process.argv.slice(2);

async function runAll() {
  let good = true;
  while (files.length > 0) good = (await run(files)) && good;
  return good;
}

const good = await Promise.all(Array.from({ length: Number(processes) }, runAll));
process.exitCode = good.every(Boolean) ? 0 : 1;
