// SPDX-License-Identifier: Apache-2.0
// The two folders that are served, and every way out of them.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { media, serve } from "../wire/server.mjs";
import { Raw, endSockets, pause, request, simple, upgrade, well } from "./raw.mjs";

const canary = "canary-4711";
let server, folder, cleanUp, memory;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "muster-files-"));
  for (const name of ["web/assets", "media/demo", "web2", "media2"])
    mkdirSync(join(folder, name), { recursive: true });
  const write = (name, text) => writeFileSync(join(folder, name), text);
  write("web/index.html", "the page");
  write("web/assets/app.js", "the program");
  write("web/.env", canary);
  write("media/demo/index.m3u8", "#EXTM3U");
  write("media/demo/big.mp4", Buffer.alloc(3 << 20, "x"));
  for (const name of ["secret.txt", "secret", "web2/secret.txt", "media2/secret.txt"])
    write(name, canary);
  symlinkSync("../secret.txt", join(folder, "web/link.txt"));
  symlinkSync("../../secret.txt", join(folder, "media/demo/link.mp4"));
  const set = { "server.web": join(folder, "web"), "server.media": join(folder, "media") };
  server = await serve({ after: (fn) => (cleanUp = fn) }, { memory: true, set });
  for (const path of ["/", "/assets/app.js", media("/demo/big.mp4")])
    await (await server.get(path)).text();
  memory = server.memory();
});
after(async () => {
  endSockets();
  await cleanUp();
  rmSync(folder, { recursive: true, force: true });
});

// One more step up than any of these folders is deep.
const ups = [
  "..",
  "%2e%2e",
  "%2E%2E",
  ".%2e",
  "%2e.",
  "%252e%252e",
  "..;",
  "%c0%ae%c0%ae",
  "..%00",
  "%u002e%u002e",
];
const slashes = ["/", "%2f", "%2F", "\\", "%5c", "//", "/./", "%252f", "%c0%af", "/%00/", "/;/"];
const signed = media("/demo/x").slice(0, -"demo/x".length);
const starts = ["/", "/media/", signed, `${signed}demo/`, "/assets/"];
const targets = ["secret.txt", "web2/secret.txt", "media2/secret.txt"];

test("no way of writing .. leads out of the folders", async () => {
  let tried = 0;
  for (const start of starts)
    for (const up of ups)
      for (const slash of slashes) {
        const lines = targets.flatMap((target) =>
          [1, 3].map((steps) => start + Array(steps).fill(up).join(slash) + slash + target),
        );
        const answers = await Promise.all(
          lines.map((path) => request(server, simple(`GET ${path}`))),
        );
        for (const [at, { text }] of answers.entries())
          assert.ok(!text.includes(canary), lines[at]);
        tried += lines.length;
      }
  assert.ok(tried > 2500, `${tried}`);
});

test("absolute names, other schemes and names with bytes of their own lead nowhere", async () => {
  const paths = [
    `/${folder}/secret.txt`,
    `//${folder}/secret.txt`,
    `/media/${folder}/secret.txt`,
    `${signed}${folder}/secret.txt`,
    `${signed}demo/../../secret.txt`,
    `${signed}demo/link.mp4`,
    `${folder}/secret.txt`,
    "/etc/passwd",
    "//etc/passwd",
    "/media//etc/passwd",
    "file:///etc/passwd",
    `http://127.0.0.1:${server.port}/../secret.txt`,
    "../secret.txt",
    "*",
    "/web2/secret.txt",
    "/../web2/secret.txt",
    "/assets/../../secret.txt",
    "/assets/app.js/../../../secret.txt",
    "/media/../secret.txt",
    "/media/demo/../../secret.txt",
    "/secret.txt%00.js",
    "/../secret.txt\0.html",
    "/.env",
    "/%2eenv",
    "/assets/.%65nv/../../.env",
    "/link.txt",
    "/media/demo/link.mp4",
    "/../secret.txt?x=.js",
    "/..\\secret.txt",
    "/~/secret.txt",
    "/proc/self/environ",
    "/media/../../../../../../../../proc/self/environ",
    "/CON",
    "/\xff\xfe",
    `/${"../".repeat(2000)}etc/passwd`,
    `/${"a/".repeat(3000)}secret.txt`,
  ];
  for (const path of paths) {
    const { status, text } = await request(server, simple(`GET ${path}`));
    assert.ok(!text.includes(canary) && !/root:.*:0:0/.test(text), path);
    assert.ok(!text.includes("PATH=") && !text.includes("MUSTER_"), path);
    assert.ok([0, 200, 400, 403, 404, 414, 431].includes(status), `${path}: ${status}`);
  }
});

test("what may be had is had, with headers that bind the page to this server", async () => {
  const page = await server.get("/");
  assert.equal(await page.text(), "the page");
  const policy = page.headers.get("content-security-policy");
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|\*/);
  assert.equal(page.headers.get("x-content-type-options"), "nosniff");
  assert.equal(page.headers.get("referrer-policy"), "no-referrer");
  assert.equal(await (await server.get("/assets/app.js")).text(), "the program");
  assert.equal((await server.get("/assets/none.js")).status, 404);
  assert.equal((await server.get(media("/demo/none.mp4"))).status, 404);
  assert.equal((await server.get(media("/"))).status, 404);
  assert.equal((await server.get(media("/demo"))).status, 404);
});

test("ranges that make no sense are answered with the whole or with 416", async () => {
  const bytes = 3 << 20;
  const status = async (range) => {
    const answer = await server.get(media("/demo/big.mp4"), { headers: { range } });
    return [answer.status, (await answer.arrayBuffer()).byteLength];
  };
  assert.deepEqual(await status("bytes=0-9"), [206, 10]);
  assert.deepEqual(await status("bytes=-10"), [206, 10]);
  assert.deepEqual(await status(`bytes=${bytes - 1}-`), [206, 1]);
  assert.deepEqual(await status(`bytes=5-${"9".repeat(14)}`), [206, bytes - 5]);
  for (const range of [
    "bytes=5-2",
    "bytes=a-b",
    "bytes=--5",
    "bytes=0-1,3-4",
    "lines=1-2",
    `bytes=0-${"9".repeat(40)}`,
  ])
    assert.deepEqual(await status(range), [200, bytes], range);
  for (const range of [`bytes=${bytes}-`, "bytes=-0", `bytes=${"9".repeat(14)}-`])
    assert.equal((await status(range))[0], 416, range);
});

test("a hundred who ask for a large file and do not read cost nothing", async () => {
  const before = server.memory();
  const raws = [];
  for (let n = 0; n < 100; n++) {
    const raw = new Raw(server);
    await raw.open;
    raw.socket.pause();
    raw.write(simple(`GET ${media("/demo/big.mp4")}`));
    raws.push(raw);
  }
  await pause(500);
  assert.equal((await server.health()).status, "ok");
  assert.ok(server.memory() - before < 8192, `${server.memory() - before} kB more`);
  for (const raw of raws) raw.end();
});

test("an upgrade at a file is no upgrade, and a file at the endpoint is none", async () => {
  const asked = await request(server, upgrade(server, {}, "GET /index.html HTTP/1.1"));
  assert.notEqual(asked.status, 101);
  assert.equal((await request(server, simple("GET /connection/websocket"))).status, 426);
});

test("after all this the server is well and its memory flat", async (t) => {
  t.diagnostic(`grown by ${await well(server, memory, 6144)} kB`);
});
