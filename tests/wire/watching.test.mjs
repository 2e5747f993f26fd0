// SPDX-License-Identifier: Apache-2.0
// The figures are what Prometheus reads; what alerts and the dashboard ask for is there, and an
// operator is told what to do at each alert. `./dev prove watching` asks promtool too.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { does } from "./browser.mjs";
import { until } from "./client.mjs";
import { chapter, codesOf, handbook } from "./handbook.mjs";
import { muster, root, serve } from "./server.mjs";
import { connect, endAll } from "./wire.mjs";

after(endAll);

const read = (path) => readFileSync(join(root, path), "utf8");
const WORDS = new Set("by le sum rate increase time changes histogram_quantile predict_linear or and unless ignoring instance job reason what class transport version".split(" "));

// The figures that an expression asks for.
function asked(expression) {
  const bare = expression.replace(/"[^"]*"/g, "").replace(/\{[^}]*\}/g, "").replace(/\[[^\]]*\]/g, "");
  return [...bare.matchAll(/\b[a-z][a-z_]{1,}\b/g)].map(([name]) => name).filter((name) => !WORDS.has(name));
}

test("every figure is told once, with its kind, and moves", async (t) => {
  const server = await serve(t);
  const host = await connect(server, "host");
  await host.ask("subscribe", { channel: "webinar:w1" });
  await host.rpc("chat.post", { room: "webinar:w1", op: "a", text: "one" });
  const text = await (await server.get("/metrics")).text();
  const types = new Map();
  const samples = new Map();
  for (const line of text.trimEnd().split("\n")) {
    const type = /^# TYPE (\w+) (counter|gauge|histogram)$/.exec(line);
    if (type) {
      assert.ok(!types.has(type[1]), `${type[1]} is told twice`);
      types.set(type[1], type[2]);
    } else if (!line.startsWith("# HELP ")) {
      const sample = /^(\w+)(\{\w+="[^"\\]*"\})? (\d+(?:\.\d+)?)$/.exec(line);
      assert.ok(sample, `not a sample: ${line}`);
      const name = sample[1] + (sample[2] ?? "");
      assert.ok(!samples.has(name), `${name} is told twice`);
      samples.set(name, Number(sample[3]));
      const base = types.has(sample[1]) ? sample[1] : sample[1].replace(/_(bucket|sum|count)$/, "");
      assert.ok(types.has(base), `${name} has no type`);
      if (types.get(base) === "counter") assert.match(base, /_total$/);
      assert.doesNotMatch(base, /milli|micro|_ms|_kb/, "in base units");
    }
  }
  const commits = samples.get("muster_journal_commit_seconds_count");
  assert.equal(commits, samples.get("muster_journal_commits_total"));
  assert.equal(samples.get('muster_journal_commit_seconds_bucket{le="+Inf"}'), commits);
  let before = 0;
  for (const [name, value] of samples) {
    if (!name.startsWith("muster_journal_commit_seconds_bucket")) continue;
    assert.ok(value >= before, "a count of a histogram holds those of shorter times");
    before = value;
  }
  for (const name of ["command", "join", "flush"]) {
    const count = samples.get(`muster_${name}_seconds_count`);
    assert.ok(count > 0, name);
    assert.equal(samples.get(`muster_${name}_seconds_bucket{le="+Inf"}`), count);
    assert.ok(samples.get(`muster_${name}_seconds_sum`) > 0, name);
  }
  for (const name of ["muster_connections_max", "process_max_fds", "muster_heap_bytes", "process_resident_memory_bytes"])
    assert.ok(samples.get(name) > 0, name);
  for (const name of ["muster_journal_bytes", "muster_disk_free_bytes", "process_cpu_seconds_total"])
    assert.ok(samples.get(name) > 0, name);

  const known = new Set([...types.keys(), "up", "muster_certificate_good_seconds", "muster_blob_disk_free_bytes", "muster_backup_as_of_seconds"]);
  for (const name of [...samples.keys()]) known.add(name.replace(/\{.*/, ""));
  const expressions = [
    ...[...read("config/alerts.yml").matchAll(/^ +expr: (.*)$/gm)].map(([, expr]) => expr),
    ...JSON.parse(read("config/grafana.json")).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ];
  assert.ok(expressions.length > 30);
  for (const expression of expressions)
    for (const name of asked(expression)) assert.ok(known.has(name), `${name} of ${expression}`);
});

// Writes over what a room's last entry says.
const spoil = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE entry SET text = 'x' WHERE id = (SELECT max(id) FROM entry WHERE room = (SELECT id FROM room WHERE name = 'order'))")
db.commit()
`;

test("a room that cannot be read is told by health, and is the only one; and how much was uploaded is told", async (t) => {
  const server = await serve(t, { set: { "channels.open": "yes" } });
  const host = await connect(server, "host");
  const bytes = await until(() => server.metric("blob_bytes").then((is) => is?.toString()), "how much there is");
  const file = "x".repeat(12345);
  const { body } = await does(server, "u7", "POST", "/api/uploads", { room: "course:c1", name: "notes.txt", bytes: file.length, for: "own" });
  assert.equal((await server.get(body.url, { method: "POST", body: file })).status, 200);
  await host.ask("subscribe", { channel: "order" });
  await host.ask("publish", { channel: "order", data: { n: 1 } });
  await server.end();
  execFileSync("python3", ["-c", spoil, server.path]);
  await server.start();
  assert.equal((await server.health()).status, "ok");
  // With what stands in front of it.
  const more = async () => (await server.metric("blob_bytes")) - Number(bytes) - file.length;
  await until(async () => (await more()) >= 0, "what was uploaded, weighed at the start");
  assert.ok((await more()) < 1024);
  const again = await connect(server, "host");
  assert.equal(await again.refusal("subscribe", { channel: "order" }), "INTERNAL");
  const { status, reading } = await server.health();
  assert.deepEqual([status, reading], ["degraded", "broken"]);
  assert.equal(await server.metric("rooms_broken_total"), 1);
  assert.match(server.log, /ERROR room cannot be read room=order error=internal good_upto=0$/m);
  await again.ask("subscribe", { channel: "course:c1" });
});

test("a query that is refused has its line too, without what was asked", async (t) => {
  const server = await serve(t, { memory: true });
  const person = await connect(server, "u7");
  await person.rpcRefusal("attendance.list", { room: "webinar:w1", words: "canary-1" });
  const line = "INFO a query was refused room=webinar:w1 person=u7 method=attendance.list op= reason=";
  await until(() => server.log.includes(line), "its line");
  assert.doesNotMatch(server.log, /canary/);
});

test("a command is followed by its op through every floor, and a vote by none", async (t) => {
  const server = await serve(t, { memory: true, set: { "log.level": "debug" } });
  const host = await connect(server, "host");
  const room = "webinar:w1";
  await host.ask("subscribe", { channel: room });
  await host.rpc("stage.phase", { room, op: "live", to: "live" });
  await host.rpc("chat.post", { room, op: "followed", text: "canary-1" });
  const options = [{ en: "canary-2" }, { en: "canary-3" }];
  const { seq } = await host.rpc("poll.prepare", { room, op: "made", type: "single", title: { en: "canary-4" }, options });
  await host.rpc("poll.open", { room, op: "opened", poll: seq });
  const voter = await connect(server, "u7");
  await voter.rpc("poll.vote", { room, op: "ballot", poll: seq, choices: [1] });
  const steps = server.log.split("\n").filter((line) => / op=followed\b/.test(line)).map((line) => / DEBUG ([a-z ]+) (?:client|room)=/.exec(line)[1]);
  assert.deepEqual(steps, ["command received", "command handed to the journal", "command numbered", "command applied", "command told to who follows", "command answered"]);
  assert.doesNotMatch(server.log, /op=ballot|canary/);
});

test("every command of the handbook is one that the program has", async () => {
  const said = [...handbook.matchAll(/\bmuster ((?:serve|config|token|organiser|person|room|journal|mail)\b[^`\n]*)/g)].map(([, words]) => words.split(" "));
  assert.ok(said.length > 15, said.join("\n"));
  const helps = new Map();
  for (const [command, act, ...rest] of said) {
    if (!helps.has(command)) helps.set(command, (await muster(command, "--help")).stdout);
    const help = helps.get(command);
    for (const word of [act, ...rest].filter((word) => word?.startsWith("--")))
      assert.ok(help.includes(word.replace(/[.,:;)]+$/, "")), `muster ${command} has no ${word}`);
    if (act && /^[a-z]+$/.test(act)) assert.match(help, new RegExp(`\\b${act}\\b`), `muster ${command} has no ${act}`);
  }
});

test("each alert says how soon, and the handbook what it means and what to do", () => {
  const alerts = [...read("config/alerts.yml").matchAll(/- alert: (\w+)\n((?: {8}.*\n)+)/g)];
  const told = new Map([...chapter("## Watch").matchAll(/^\| `(Muster\w+)` \| (.*) \| (.*) \|$/gm)].map(([, ...row]) => [row[0], row]));
  assert.ok(alerts.length > 10);
  for (const [, name, body] of alerts) {
    assert.match(body, /severity: (page|ticket) /, name);
    assert.match(body, /summary: "[^"]+"/, name);
    assert.ok(told.has(name), `${name} is not in docs/operations.md`);
  }
  assert.deepEqual([...told.keys()].sort(), alerts.map(([, name]) => name).sort());
  for (const [name, means, act] of told.values()) assert.ok(means.length > 15 && act.length > 15, `${name}: ${means}: ${act}`);
});

test("what the handbook quotes of the log and of the figures is what the server says", () => {
  const files = execFileSync("git", ["ls-files", "server/*.[ch]"], { cwd: root, encoding: "utf8" }).trim().split("\n");
  // A sentence may stand in several pieces.
  const said = files.map(read).join("\n").replace(/"\s*\n\s*"/g, "");
  const sentences = codesOf(handbook).filter((code) => /^[a-z]+(?: [a-zA-Z:]+){2,}$/.test(code) && !/^(?:systemctl|muster) /.test(code));
  assert.ok(sentences.length > 5, sentences.join("\n"));
  for (const sentence of sentences) assert.ok(said.includes(sentence), `nothing says: ${sentence}`);
});
