// SPDX-License-Identifier: Apache-2.0
// What `cmake --install` lays down is a server: with its page, its unit and its configuration, and
// what an operator reads first in its log.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { freePort } from "../../scripts/port.mjs";
import { until } from "./client.mjs";
import { commandsOf, handbook } from "./handbook.mjs";
import { environment, program, root } from "./server.mjs";

const prefix = "usr/local";

// A folder of the test's own with the installation in it.
function installed(t) {
  const folder = mkdtempSync(join(tmpdir(), "muster-install-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  install(folder);
  return folder;
}

function install(folder) {
  const env = { ...process.env, DESTDIR: folder };
  return execFileSync("cmake", ["--install", dirname(program)], { env, encoding: "utf8" });
}

// The program with `words`, until the test ends; `wrap` goes before it.
function start(t, words, { env = {}, wrap = ["setpriv", "--pdeathsig", "KILL", "--"] } = {}) {
  const [first, ...rest] = [...wrap, ...words];
  const child = spawn(first, rest, { env: { ...environment(), ...env } });
  const run = { said: "", log: "", child };
  child.stdout.on("data", (bytes) => (run.said += bytes));
  child.stderr.on("data", (bytes) => (run.log += bytes));
  run.ended = new Promise((done) => child.on("exit", done));
  t.after(async () => {
    child.kill("SIGTERM");
    await run.ended;
  });
  return run;
}

async function address(run) {
  await until(() => /^Muster is ready: (\S+)$/m.test(run.said), "the server to be ready");
  return /^Muster is ready: (\S+)$/m.exec(run.said)[1];
}

// The installed configuration with some lines of it in use.
function edit(folder, lines) {
  const path = join(folder, "etc/muster/muster.ini");
  let text = readFileSync(path, "utf8");
  for (const [from, to] of lines) {
    assert.ok(text.includes(`\n${from}\n`), `there is no line ${from}`);
    text = text.replace(`\n${from}\n`, `\n${to}\n`);
  }
  writeFileSync(path, text);
  return path;
}

test("what is installed serves its page, and the file alone says where the journal is", async (t) => {
  const folder = installed(t);
  const config = edit(folder, [
    ["#listen = 127.0.0.1:7400", "listen = 127.0.0.1:0"],
    ["url = sqlite:/var/lib/muster/muster.db", `url = sqlite:${folder}/journal/here.db`],
  ]);
  const unit = readFileSync(join(folder, prefix, "lib/systemd/system/muster.service"), "utf8");
  assert.match(unit, /^ExecStart=\/usr\/local\/bin\/muster serve --config \/etc\/muster\/muster.ini$/m);
  assert.doesNotMatch(unit, /^Environment=/m, "what the unit sets would win over the file");
  assert.equal(statSync(config).mode & 0o777, 0o640);
  assert.match(readFileSync(config, "utf8"), /^keys = \/var\/lib\/muster\/keys$/m, "where PostgreSQL's are copied");
  const examples = readdirSync(join(folder, prefix, "share/doc/muster/examples")).sort();
  assert.deepEqual(examples, ["Caddyfile", "alerts.yml", "grafana.json", "haproxy.cfg", "muster.ini", "nginx-ingest.conf", "nginx.conf"]);

  const run = start(t, [join(folder, prefix, "bin/muster"), "serve", "--config", config]);
  const page = await (await fetch(await address(run))).text();
  const built = readFileSync(join(root, "clients/web/dist/index.html"), "utf8");
  assert.equal(page.includes("<title>"), built.includes("<title>"));
  assert.doesNotMatch(run.log, /no web client/);
  statSync(join(folder, "journal/here.db"));

  const first = run.log.split("\n")[0];
  assert.match(first, /INFO Muster \d+\.\d+\.\d+ starts journal=sqlite:\S+\/here\.db bus="none" /);
  assert.match(first, / address=127\.0\.0\.1:0 connections=20000 person_connections=16 /);
});

test("a second installation keeps the configuration, and lays the new one beside it", (t) => {
  const folder = installed(t);
  const config = edit(folder, [["#name = Muster", "name = Ours"]]);
  assert.match(install(folder), /Kept: .*etc\/muster\/muster\.ini/);
  assert.match(readFileSync(config, "utf8"), /^name = Ours$/m);
  const fresh = readFileSync(join(folder, prefix, "share/doc/muster/examples/muster.ini"), "utf8");
  assert.match(fresh, /^#name = Muster$/m);
});

test("an installation without its page is refused before anything is laid down", () => {
  const words = ["-DMUSTER_SOURCE=/nonexistent", "-P", join(root, "config/check.cmake")];
  assert.throws(
    () => execFileSync("cmake", words, { stdio: "pipe", encoding: "utf8" }),
    ({ stderr }) => /the web client is not built/.test(stderr),
  );
});

test("what wins over the file is said, and so is a low limit of open files", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "muster-install-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const config = join(folder, "muster.ini");
  writeFileSync(config, "[server]\nlisten = 127.0.0.1:0\n[journal]\nurl = postgresql://u:hidden@h/d\n");
  const env = { MUSTER_JOURNAL_URL: "memory:" };
  const wrap = ["prlimit", "--nofile=2000:2000", "setpriv", "--pdeathsig", "KILL", "--"];
  const run = start(t, [program, "serve", "--config", config], { env, wrap });
  await address(run);
  assert.match(
    run.log,
    /WARN the environment wins over the file key=journal\.url file=\S+muster\.ini:4 by="environment MUSTER_JOURNAL_URL"/,
  );
  assert.match(run.log, /WARN the limit of open files is low: .* wanted=20000 places=\d{3,4} files=2000/);
  assert.doesNotMatch(run.log, /hidden/);
});

// Starts what is named, takes what it tells its socket, and ends it once it has said it is alive.
const listening = `
import os, signal, socket, subprocess, sys
path = sys.argv[1]
told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
told.bind(path)
told.settimeout(20)
env = dict(os.environ, NOTIFY_SOCKET=path, WATCHDOG_USEC="300000")
child = subprocess.Popen(sys.argv[2:], env=env, stdout=subprocess.DEVNULL)
alive = 0
while True:
    text = told.recv(4096).decode()
    print(text, flush=True)
    if text == "WATCHDOG=1":
        alive += 1
        if alive == 2:
            child.send_signal(signal.SIGTERM)
    if text.startswith("STOPPING=1"):
        break
sys.exit(child.wait())
`;

test("systemd is told when people can come, that it is alive, and when it stops", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "muster-install-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const serve = ["serve", "--listen", "127.0.0.1:0", "--journal", "memory:"];
  const words = ["-c", listening, join(folder, "notify"), program, ...serve];
  const told = execFileSync("python3", words, { encoding: "utf8", env: environment(), stdio: ["ignore", "pipe", "ignore"] });
  const lines = told.trim().split("\n");
  assert.ok(lines.includes("READY=1"), told);
  assert.deepEqual(lines.slice(-2), ["STOPPING=1", "EXTEND_TIMEOUT_USEC=35000000"]);
});

test("the unit is one that systemd takes, and gives the service little", () => {
  const unit = join(root, "config/muster.service");
  const words = ["security", "--offline=true", "--threshold=12", unit];
  const told = execFileSync("systemd-analyze", words, { encoding: "utf8", stdio: "pipe" });
  assert.match(told, /Overall exposure level for muster\.service: (0\.\d|1\.[0-2]) OK/);
});

// ---- the handbook --------------------------------------------------------------------------------

// What only a system that was booted does, and what others' documents describe.
const ROOTS = process.getuid() === 0 ? [] : [/^systemd-/];
const OUTSIDE = [...ROOTS, /^systemctl (?:daemon-reload|enable --now|reload|restart|stop|start|status) ?(?:muster[\w.-]*)?$/, /^journalctl (?:-u muster|--disk-usage)[^|]*$/, /^apt /, /^\.\/dev /, /^pg_dump --no-unlogged-table-data$/];
// What fails by itself here: there is no mail server, and no such room.
const FAILS = /^muster mail test |^muster journal (?:trace|drop) |^muster journal print$|^muster room archive |^muster person erase |--against MANIFEST$|FILE\.zip$/;

// Prints PRAGMA user_version of a file.
const versionRead = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('PRAGMA user_version').fetchone()[0])";

// The handbook's table of versions, and what the files say.
function versionsHold(journal) {
  const rows = [...handbook.matchAll(/`PRAGMA user_version` of `muster\.db([.\w]*)` \| (\d+) \|/g)];
  assert.deepEqual(rows.map(([, name]) => name), ["", ".accounts", ".search"]);
  for (const [, name, version] of rows)
    assert.equal(execFileSync("python3", ["-c", versionRead, journal + name], { encoding: "utf8" }).trim(), version, name);
}

test("every command of the handbook is one, and does what it says", async (t) => {
  const folder = installed(t);
  const port = await freePort();
  const config = edit(folder, [
    ["#listen = 127.0.0.1:7400", `listen = 127.0.0.1:${port}`],
    ["url = sqlite:/var/lib/muster/muster.db", `url = sqlite:${folder}/var/lib/muster/muster.db`],
  ]);
  // As the unit's StateDirectory does, and Debian.
  for (const path of ["var/lib/muster", "var/backups"]) mkdirSync(join(folder, path), { recursive: true });
  const own = join(folder, prefix, "bin/muster");
  const run = start(t, [own, "serve", "--config", config]);
  await address(run);
  const env = { ...environment(), PATH: `${join(folder, prefix, "bin")}:${process.env.PATH}`, DESTDIR: folder };
  const shell = (command) => {
    try {
      execFileSync("sh", ["-c", command], { env, cwd: folder, stdio: "pipe", encoding: "utf8", timeout: 60_000 });
      return { status: 0 };
    } catch ({ status, stderr }) {
      return { status, stderr };
    }
  };
  const here = (command) =>
    command
      .replace("runuser -u muster -- ", "")
      .replace(/(^| |:)\/(etc\/muster|var\/lib\/muster|var\/backups)/g, `$1${folder}/$2`)
      .replace("-o muster ", "")
      .replace(/^muster .* --follow /, "timeout --preserve-status 3 $&")
      .replace(/^(systemd-\w+)/, `$1 --root=${folder}`)
      .replace(/^muster (?!.*--config).*$/, `$& --config ${config}`)
      .replace("--install build", `--install ${dirname(program)}`);
  const later = [];
  let ran = 0;
  // The folder of backups is made before there is one.
  const commands = commandsOf(handbook);
  commands.sort((a, b) => b.startsWith("install ") - a.startsWith("install "));
  for (const command of commands) {
    if (OUTSIDE.some((outside) => outside.test(command))) continue;
    if (/journal (restore|copy) |search rebuild/.test(command)) later.push(command);
    else {
      const words = command.replace(/^journalctl [^|]*\|/, "printf '' |");
      const { status, stderr } = shell(here(words));
      if (FAILS.test(command.replace("runuser -u muster -- ", ""))) assert.notEqual(status, 127, `${command}: ${stderr}`);
      else assert.equal(status, 0, `${command}: ${stderr}`);
      ran++;
    }
  }
  assert.ok(ran >= 10 && later.length === 3, `${ran} of ${commands.length} ran`);
  run.child.kill("SIGTERM");
  await run.ended;
  versionsHold(`${folder}/var/lib/muster/muster.db`);
  const of = (words) => later.find((command) => command.includes(words));
  const anew = shell(here(of("search rebuild")));
  assert.equal(anew.status, 0, anew.stderr);
  const restore = of(" restore ");
  execFileSync("sh", ["-c", `rm -r ${folder}/var/lib/muster/muster.db*`]);
  const back = shell(here(restore));
  assert.equal(back.status, 0, `${restore}: ${back.stderr}`);
});
