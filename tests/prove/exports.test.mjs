// SPDX-License-Identifier: Apache-2.0
// What a session leaves as files, opened by programs that others made: tables and workbooks by LibreOffice, captions and
// chapters by Chromium's own parser. Twenty thousand rows, with Arabic, line breaks, and what would be formulas. Needs
// libreoffice-calc: ./dev prove exports; SHOTS=folder keeps pictures of what it shows.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { browserEnd, pageGive, pageTake } from "../e2e/browser.mjs";
import { does } from "../wire/browser.mjs";
import { pause, until } from "../wire/client.mjs";
import { token } from "../wire/server.mjs";
import { World } from "../wire/stories.mjs";
import { endAll } from "../wire/wire.mjs";

const ROWS = 20_000;
const ROOM = "webinar:w1";
const folder = mkdtempSync(join(tmpdir(), "muster-prove-"));
after(async () => {
  endAll();
  await browserEnd();
  rmSync(folder, { recursive: true, force: true });
});

const TEXTS = [
  (n) => `=HYPERLINK("http://127.0.0.1/${n}","x")`,
  (n) => `مرحبا بكم، الرسالة رقم ${n}`,
  (n) => `first line ${n}\nsecond, "quoted"; line`,
  (n) => `@SUM(A1:A${n})`,
  (n) => `plain ${n} <b>&amp;`,
];

const PEOPLE = 400;

/** A session in which all of it was said, by people who each keep to what one may write in a time. */
async function session(t) {
  const world = await World.make(t);
  await world.live();
  let next = 0;
  const speaks = async (who) => {
    const wire = await world.person(who);
    while (next < ROWS) {
      const n = next++;
      while (await wire.rpcRefusal("chat.post", { room: ROOM, op: `n${n}`, text: TEXTS[n % TEXTS.length](n) }).then(Boolean, () => false)) await pause(500);
    }
  };
  await Promise.all(Array.from({ length: PEOPLE }, (_, n) => speaks(`u${n + 1}`)));
  await world.does("h1", "captions.offer", { languages: ["ar", "fr"] });
  for (const title of [{ en: "Seals --> & <b>", ar: "الأختام" }, { en: "Questions" }]) await world.does("h1", "agenda.go", { item: await world.does("h1", "agenda.add", { title }) });
  const at = Date.now();
  await world.does("m1", "captions.line", { language: "fr", text: "Nous <b>ouvrons</b> --> le & sac", from: at, to: at + 4000 });
  await world.does("m1", "captions.line", { language: "ar", text: "نفتح الحقيبة", from: at + 1000, to: at + 5000 });
  return world.server;
}

async function taken(server, body) {
  // While another program opened the last one, the connection has ended.
  await server.get("/api/site").catch(() => undefined);
  const { body: begun } = await does(server, "h1", "POST", "/api/exports", { room: ROOM, ...body });
  await until(async () => (await does(server, "h1", "GET", `/api/exports/${begun.export}`)).body.state === "ready", "the file", 120_000);
  const answer = await server.get(`/api/exported/${begun.export}`, { headers: { Authorization: `Bearer ${token("h1")}` } });
  const path = join(folder, `${body.what ?? "all"}-${body.language ?? "en"}.${body.form ?? "zip"}`);
  writeFileSync(path, Buffer.from(await answer.arrayBuffer()));
  return path;
}

// Whoever opens a table in a window is asked how it is to be read, and finds this chosen by its first mark: comma, quotes, UTF-8.
const READ = "--infilter=CSV:44,34,76,1";

function office(file, to) {
  execFileSync("soffice", ["--headless", ...(file.endsWith(".csv") ? [READ] : []), `-env:UserInstallation=file://${folder}/office`, "--convert-to", to, "--outdir", join(folder, "out"), file], { stdio: "pipe", timeout: 300_000 });
  return join(folder, "out", file.split("/").pop().replace(/\.\w+$/, `.${to.split(":")[0]}`));
}

/** For people to look at: the first page, as the other program lays it out. */
function shot(file, name) {
  if (!process.env.SHOTS) return;
  mkdirSync(process.env.SHOTS, { recursive: true });
  const pages = office(file, 'pdf:calc_pdf_Export:{"PageRange":{"type":"string","value":"1"}}');
  execFileSync("pdftoppm", ["-png", "-singlefile", "-r", "70", pages, join(process.env.SHOTS, name)]);
}

/** Rows of a flat OpenDocument sheet: texts of its cells, and whether any is a formula. */
function opened(path) {
  const script = `import sys,json,xml.etree.ElementTree as E
T='{urn:oasis:names:tc:opendocument:xmlns:table:1.0}';X='{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
r=E.parse(sys.argv[1]).getroot();rows=[];formulas=0
def text(p):
    t=p.text or ''
    for c in p:
        t+=(' '*int(c.get(X+'c','1')) if c.tag==X+'s' else text(c))+(c.tail or '')
    return t
for row in r.iter(T+'table-row'):
    cells=[]
    for cell in row:
        formulas+=cell.get(T+'formula') is not None
        cells+=['\\n'.join(text(p) for p in cell.findall(X+'p'))]*min(int(cell.get(T+'number-columns-repeated','1')),20)
    rows.append(cells)
print(json.dumps({'rows':rows,'formulas':formulas,'rtl':'writing-mode="rl-tb"' in open(sys.argv[1]).read()}))`;
  return JSON.parse(execFileSync("python3", ["-c", script, path], { maxBuffer: 1 << 30 }));
}

// What a table says in the column of texts, in its order.
const said = (rows, column, from) => rows.slice(from).map((cells) => cells[column]).filter((text) => text);

test("a table and a workbook of 20,000 rows hold every text as it was said, and no formula", async (t) => {
  const server = await session(t);
  const csv = await taken(server, { what: "chat", form: "csv" });
  const xlsx = await taken(server, { what: "chat", form: "xlsx", language: "ar" });
  const expected = new Set(Array.from({ length: ROWS }, (_, n) => TEXTS[n % TEXTS.length](n)));
  // Comma, quotes, UTF-8, and every column a text, as the guarded ones are meant to be read.
  execFileSync("cp", [csv, join(folder, "table.csv")]);
  for (const [file, guarded] of [[join(folder, "table.csv"), true], [xlsx, false]]) {
    shot(file, guarded ? "table" : "workbook");
    const { rows, formulas, rtl } = opened(office(file, "fods"));
    assert.equal(formulas, 0, file);
    const column = rows[0].findIndex((name) => name === "text" || name === "النص");
    assert.ok(column > 0, JSON.stringify(rows[0]));
    const texts = said(rows, column, 1);
    assert.equal(texts.length, ROWS, file);
    const meant = new Set(guarded ? texts.map((text) => text.replace(/^'(?=[=@])/, "")) : texts);
    assert.deepEqual([...expected].filter((text) => !meant.has(text)).slice(0, 3), [], file);
    assert.equal(rtl, !guarded, `${file} begins at its side`);
  }

  // Captions, as a browser reads them.
  const zip = await taken(server, {});
  const tracks = JSON.parse(execFileSync("python3", ["-c", "import zipfile,sys,json;z=zipfile.ZipFile(sys.argv[1]);print(json.dumps({n:z.read(n).decode() for n in z.namelist() if n.endswith('.vtt')}))", zip]));
  assert.deepEqual(Object.keys(tracks).sort(), ["captions.ar.vtt", "captions.fr.vtt", "chapters.vtt"]);
  const taken_ = await pageTake({});
  const cues = (text) => taken_.page.evaluate(async (file) => {
    const video = document.createElement("video");
    const track = Object.assign(document.createElement("track"), { kind: "captions", default: true, src: URL.createObjectURL(new Blob([file], { type: "text/vtt" })) });
    video.append(track);
    document.body.append(video);
    track.track.mode = "showing";
    await new Promise((done, fails) => Object.assign(track, { onload: done, onerror: fails }));
    return [...track.track.cues].map(({ startTime, endTime, text: line }) => [startTime, endTime, new DOMParser().parseFromString(line, "text/html").body.textContent]);
  }, text);
  // All count from when the session went live.
  const [[from, , first]] = await cues(tracks["captions.fr.vtt"]);
  assert.ok(from > 1, `after all that was said, not at ${from}`);
  const behind = (list) => list.map(([begins, ends, line]) => [Math.round(begins - from), Math.round(ends - from), line]);
  assert.deepEqual(behind(await cues(tracks["captions.fr.vtt"])), [[0, 4, first]]);
  assert.equal(first, "Nous <b>ouvrons</b> --> le & sac");
  assert.deepEqual(behind(await cues(tracks["captions.ar.vtt"])), [[1, 5, "نفتح الحقيبة"]]);
  assert.deepEqual((await cues(tracks["chapters.vtt"])).map(([from, to, line]) => [to > from, line]), [[true, "Seals --> & <b>"], [true, "Questions"]]);
  await pageGive(taken_);
});
