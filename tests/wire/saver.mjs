// SPDX-License-Identifier: Apache-2.0
// Who saves data: the SDK over the web client's own socket, which unpacks; and the frames that came, as they came.

import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import WebSocket from "ws";
import { join as enter } from "./client.mjs";
import { root } from "./server.mjs";

const UNPACKED_BYTES_MAX = 1 << 24;
let folder;
let packed;

// The web client's build tool makes a module of its socket.
export async function saverMake() {
  folder = mkdtempSync(join(tmpdir(), "muster-lean-"));
  const { build } = createRequire(join(root, "clients/web/package.json"))("esbuild");
  const outfile = join(folder, "packed.mjs");
  const entry = join(root, "clients/web/src/core/packed.ts");
  // Every browser has it; Node does from version 19 on.
  const js = "import { webcrypto } from 'node:crypto'; globalThis.crypto ??= webcrypto;";
  const options = { bundle: true, format: "esm", platform: "node", banner: { js } };
  await build({ entryPoints: [entry], outfile, ...options });
  packed = await import(pathToFileURL(outfile));
}

export const saverEnd = () => rmSync(folder, { recursive: true, force: true });

// What one browser remembers, and the frames that came to it: {binary, data}.
export class Saver {
  constructor() {
    this.kept = new Map();
    this.frames = [];
  }

  async join(server, sub, options) {
    const { frames, kept } = this;
    const keep = {
      get: (key) => kept.get(key) ?? null,
      set: (key, value) => (value === null ? kept.delete(key) : kept.set(key, value)),
    };
    class Listening extends WebSocket {
      constructor(url) {
        super(url);
        this.on("message", (data, binary) => frames.push({ binary, data: Buffer.from(data) }));
      }
    }
    const known = await packed.dictionaryKept(keep);
    const websocket = packed.packedSocket(Listening, keep, known, UNPACKED_BYTES_MAX);
    return enter(server, sub, { websocket, data: { class: "lean" }, ...options });
  }
}

// Sentences of an interpreter's length: none is the one before.
const SAID = [
  "Nous commençons par les téléphones", "chaque appareil est éteint avant le transport", "notez l’heure de la saisie",
  "la batterie reste en place", "personne ne touche l’écran", "le sac est fermé et numéroté",
  "vous gardez une copie du procès-verbal", "le laboratoire répond en trois jours",
];
export const sentence = (n) => `${SAID[n % 8]}, et ${SAID[(n * 3 + 1 + Math.floor(n / 8)) % 8].toLowerCase()}.`;
