// SPDX-License-Identifier: Apache-2.0
// Places whose clock shows a full minute soon, so that nobody waits for one: files of time zones (RFC 9636) in a folder of
// their own, which servers that are started with TZDIR read.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

function file(offset) {
  const header = Buffer.alloc(44);
  header.write("TZif2");
  header.writeUInt32BE(1, 36); // types
  header.writeUInt32BE(4, 40); // letters of names
  const block = Buffer.alloc(10);
  block.writeInt32BE(offset, 0);
  block.write("TST\0", 6, "latin1");
  return Buffer.concat([header, block, header, block, Buffer.from("\n\n")]);
}

export class Zones {
  constructor(t) {
    this.folder = mkdtempSync(join(tmpdir(), "muster-zones-"));
    this.count = 0;
    mkdirSync(join(this.folder, "Test"));
    this.before = process.env.TZDIR;
    process.env.TZDIR = this.folder;
    t.after(() => this.end());
  }

  // {zone, hour}: its clock shows that minute of the day `ms` from now.
  soon(ms) {
    const at = Math.ceil((Date.now() + ms) / 1000);
    const offset = (60 - (at % 60)) % 60;
    const zone = `Test/Soon${++this.count}`;
    writeFileSync(join(this.folder, zone), file(offset));
    return { zone, hour: Math.floor((at + offset) / 60) % 1440, at: at * 1000 };
  }

  end() {
    if (this.before === undefined) delete process.env.TZDIR;
    else process.env.TZDIR = this.before;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
