// SPDX-License-Identifier: Apache-2.0
// Pictures of every state of every page: four widths, light and dark, English and Arabic, into a folder
// that is not committed, with a contact sheet to look them through.
// usage: node tests/e2e/shots.mjs [--only PATTERN] [--docs] [FOLDER]
// PATTERN is a regular expression over names like desk-polls-1440-ar-dark. --docs writes those that the
// README shows into docs/shots, small (ffmpeg makes them so). FOLDER is build/shots.

import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { leaveAll } from "../wire/client.mjs";
import { root, serve } from "../wire/server.mjs";
import { browserEnd } from "./browser.mjs";
import { language, theme } from "./look.mjs";
import { Evening, SCENES } from "./scenes.mjs";
import { World } from "./world.mjs";

const SIZES = { 360: [360, 740], 768: [768, 1024], 1440: [1440, 900], 2560: [2560, 1440] };
const LANGS = ["en", "ar"];
const THEMES = ["light", "dark"];
const DOCS_BYTES_MAX = 100 * 1024;
const DOCS_WIDTH = 840;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string", default: "" }, docs: { type: "boolean", default: false } },
});
const only = new RegExp(values.only);
const folder = resolve(root, positionals[0] ?? "build/shots");
const ends = [leaveAll, browserEnd];

// Every look there is, or those that the README shows: [name, size, language, theme].
function looksOf(scene) {
  const every = Object.keys(SIZES).flatMap((size) =>
    LANGS.flatMap((lang) => THEMES.map((colours) => `${size}-${lang}-${colours}`)),
  );
  const own = scene.bare ? every.filter((look) => look.endsWith("-en-dark")) : every;
  const looks = values.docs ? (scene.docs ?? []) : own;
  return looks.filter((look) => only.test(`${scene.name}-${look}`)).map((look) => [look, ...look.split("-")]);
}

async function shoot(scene, window, [look, size, lang, colours]) {
  const [width, height] = SIZES[size];
  await window.resize({ width, height });
  if (!scene.bare) {
    await language(window, lang);
    await theme(window, colours);
  }
  if (scene.dialog) await scene.dialog(window);
  await window.page.evaluate(() => document.fonts.ready);
  // The kit is looked at whole.
  await window.page.screenshot({ path: join(folder, `${scene.name}-${look}.png`), fullPage: scene.name === "kit" });
  if (!scene.dialog) return;
  await window.page.keyboard.press("Escape");
  await window.page.locator("dialog").waitFor({ state: "detached" });
}

async function shootAll(world) {
  const evening = new Evening(world, values.docs);
  // An installation of one's own, for what the demo does not have.
  evening.apart = async () => new World(await serve({ after: (end) => ends.push(end) }, { demo: false }));
  let count = 0;
  for (const scene of SCENES) {
    const looks = looksOf(scene);
    // Later scenes need what earlier ones did, also where nobody looks.
    const window = await scene.make(evening);
    if (looks.length > 0 && !scene.still) await evening.plays(window);
    for (const look of looks) await shoot(scene, window, look);
    count += looks.length;
    if (looks.length > 0) console.log(`${scene.name}: ${looks.length}`);
  }
  return count;
}

// A page with all pictures, and a picture of each scene's part of it.
async function sheet(world) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".png") && !name.startsWith("sheet-"));
  const parts = SCENES.map(({ name }) => {
    const own = names.filter((file) => file.replace(/-\d+-\w+-\w+\.png$/, "") === name);
    const order = (file) => Number(/-(\d+)-\w+-\w+\.png$/.exec(file)[1]);
    const figures = own
      .sort((a, b) => order(a) - order(b))
      .map((file) => `<figure><img src="${file}" alt=""><figcaption>${file.slice(0, -4)}</figcaption></figure>`);
    return figures.length > 0 ? `<section id="${name}"><h2>${name}</h2>${figures.join("")}</section>` : "";
  });
  const style = "body{font:14px sans-serif;margin:8px;background:#888}figure{display:inline-block;margin:4px;vertical-align:top}img{height:420px;display:block}";
  writeFileSync(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><style>${style}</style>${parts.join("\n")}`);
  const window = await world.window({ viewport: { width: 2400, height: 1200 } });
  await window.page.goto(`file://${join(folder, "index.html")}`);
  for (const section of await window.page.locator("section").all())
    await section.screenshot({ path: join(folder, `sheet-${await section.getAttribute("id")}.png`), timeout: 60_000 });
}

// In few colours and no wider than a page.
async function small(name) {
  const to = join(root, "docs/shots", name);
  const palette = `scale='min(${DOCS_WIDTH},iw)':-1:flags=lanczos,split[a][b];[a]palettegen=max_colors=128:stats_mode=full[p];[b][p]paletteuse=dither=none`;
  const words = ["-loglevel", "error", "-y", "-i", join(folder, name), "-vf", palette, "-pred", "mixed", to];
  await promisify(execFile)("ffmpeg", words);
  const { size } = statSync(to);
  if (size > DOCS_BYTES_MAX) throw new Error(`${to}: ${size} bytes are too many`);
}

try {
  if (!values.only) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const world = new World(await serve({ after: (end) => ends.push(end) }));
  const count = await shootAll(world);
  if (values.docs) {
    mkdirSync(join(root, "docs/shots"), { recursive: true });
    for (const name of readdirSync(folder).filter((file) => /-\d+-\w\w-\w+\.png$/.test(file))) await small(name);
  } else {
    await sheet(world);
  }
  console.log(`${count} pictures in ${values.docs ? "docs/shots" : folder}`);
  for (const proxy of world.proxies) await proxy.end();
} finally {
  for (const end of ends) await end();
}
