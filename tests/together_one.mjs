// SPDX-License-Identifier: Apache-2.0
// One process of together.mjs: asks for files of tests and runs them, one after another.

import { once } from "node:events";
import { relative, resolve } from "node:path";
import { describe } from "node:test";
import { pathToFileURL } from "node:url";
import { endAll } from "./after_all.mjs";

const left = new AbortController();
// Whoever hands files out has gone.
process.on("disconnect", () => left.signal.aborted || process.exit(1));

for (;;) {
  process.send("next");
  const [file] = await once(process, "message");
  if (file === null) break;
  const path = resolve(file);
  await describe(relative(process.cwd(), path), () => import(pathToFileURL(path)));
}
await endAll();
left.abort();
process.disconnect();
