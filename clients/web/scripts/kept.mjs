// SPDX-License-Identifier: Apache-2.0
// For the build: what the service worker keeps of the page (src/worker/page.ts), and the icons of the page as an app.
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// What few open, or what needs the network to be of any use: kept once it was opened. By the name of what is loaded.
const SELDOM = /hls|^src\/(kit|pages\/(academy|present))\/|^staff:|staff\/|qr|^texts:\w+\.staff\/|styles:\w+\/staff/;
const LANG = /(?:^|\/)(ar|en|es|fr)(?:\.ts)?$/;

/** `sheets`: the style sheet of each page, by its name; `first`: files that index.html names. */
export function keptOf({ outputs, reached, sheets, first, script }) {
  const files = new Set(first);
  const languages = {};
  for (const [output, { entryPoint = '' }] of outputs) {
    if (!output.endsWith('.js') || entryPoint === '' || SELDOM.test(entryPoint)) continue;
    const [, lang] = /texts[:/]/.test(entryPoint) ? LANG.exec(entryPoint) ?? [] : [];
    const into = lang ? (languages[lang] ??= new Set()) : files;
    for (const each of reached(output)) into.add(each);
  }
  for (const [name, sheet] of sheets) if (!/^(academy|present|kit)|staff/.test(name)) files.add(sheet);
  const address = (output) => output.replace(/^dist/, '');
  const list = (all) => [...all].map(address).sort();
  const built = { script: address(script), files: list(files), languages: Object.fromEntries(Object.entries(languages).map(([lang, all]) => [lang, list([...all].filter((each) => !files.has(each)))])) };
  return { version: createHash('sha256').update(JSON.stringify(built)).digest('hex').slice(0, 12), ...built };
}

/** What the manifest names, which the server makes (GET /api/manifest): an app has the academy's name. */
export function icons(root, dist) {
  for (const name of readdirSync(join(root, 'src/icons'))) copyFileSync(join(root, 'src/icons', name), join(dist, 'icons', name));
}
