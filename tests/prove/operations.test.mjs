// SPDX-License-Identifier: Apache-2.0
// What an operator counts on and takes longer than a test may: 2,600 people leave an instance, keys change under three instances,
// PostgreSQL goes and is put back to a point in time, the disk is full, the unit comes back from a kill, a loop that stands and a late PostgreSQL, an image runs.
// Needs root, HAProxy, PostgreSQL, mmdebstrap and systemd-nspawn: ./dev prove operations.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Postgres, Redis } from "../cluster/child.mjs";
import { leaves } from "../cluster/fronts.mjs";
import { join as comes, leaveAll, until } from "../wire/client.mjs";
import { Server, environment, now, program, root, serve, sign } from "../wire/server.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { freePort } from "../../scripts/port.mjs";
import { Machine } from "./machine.mjs";

after(() => (leaveAll(), endAll()));

function folderOf(t) {
  const folder = mkdtempSync(join(tmpdir(), "muster-operations-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("2,600 people leave an instance over drain_seconds, and none is cut off", (t) =>
  leaves(t, "haproxy", { people: 2600, seconds: 5 }));

// As docs/operations.md has it: the old key beside the new one, then the new one signs.
test("the key of tokens changes under three instances, and nobody is disconnected", async (t) => {
  const [redis, postgres] = [new Redis(), new Postgres()];
  const [old, fresh, other] = ["old", "new", "other"].map((name) => `${name}-key-`.repeat(6));
  const signed = (sub, key) => sign({ sub, iat: now(), exp: now() + 3600 }, { key });
  const servers = [];
  t.after(async () => {
    await Promise.all(servers.map((server) => server.clean()));
    await Promise.all([redis.clean(), postgres.clean()]);
  });
  await Promise.all([redis.start(), postgres.start()]);
  const put = (path, text) => {
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  const written = (server, previous) =>
    put(
      server.config,
      `[token]\nsecret_file = ${join(server.folder, "token.key")}\n` +
        (previous ? `previous_file = ${join(server.folder, "previous.key")}\n` : "") +
        `[bus]\nurl = redis://127.0.0.1:${redis.port}\n`,
    );
  const reload = async (server) => {
    const from = server.log.length;
    server.child.kill("SIGHUP");
    await until(() => /the configuration was read again/.test(server.log.slice(from)), "the reload");
  };
  for (let at = 0; at < 3; at++) {
    const server = new Server({ demo: false, journal: postgres.url });
    server.config = join(server.folder, "muster.ini");
    put(join(server.folder, "token.key"), old);
    written(server, false);
    servers.push(server);
    await server.start();
  }
  const people = [];
  const comes = async (key) => {
    for (const [at, server] of servers.entries())
      for (let n = 0; n < 20; n++) people.push(await connect(server, `u${people.length}`, { token: signed(`u${at}-${n}`, key) }));
  };
  let ended = 0;
  await comes(old);
  for (const server of servers) {
    copyFileSync(join(server.folder, "token.key"), join(server.folder, "previous.key"));
    put(join(server.folder, "token.key"), fresh);
    written(server, true);
    await reload(server);
  }
  await comes(old);
  await comes(fresh);
  for (const server of servers) {
    written(server, false);
    await reload(server);
  }
  await comes(fresh);
  for (const key of [old, other]) await assert.rejects(connect(servers[0], "u1", { token: signed("u1", key) }));
  for (const wire of people) wire.closed.then(() => ended++);
  await Promise.all(people.map((wire) => wire.ask("ping")));
  assert.deepEqual([people.length, ended], [240, 0]);
});

test("health says within two seconds that PostgreSQL has gone, also when nobody asks for anything", async (t) => {
  const postgres = new Postgres();
  t.after(() => postgres.clean());
  await postgres.start();
  const server = await serve(t, { journal: postgres.url });
  for (const [what, gone, back] of [
    ["silent", () => postgres.freeze(), () => postgres.thaw()],
    ["stopped", () => postgres.stop(), () => postgres.start()],
  ]) {
    await gone();
    const began = Date.now();
    await until(async () => (await server.health()).journal === "away", `${what}: away`);
    const took = Date.now() - began;
    assert.ok(took <= 2000, `${what}: after ${took} ms`);
    t.diagnostic(`${what}: told after ${took} ms`);
    if (what === "stopped")
      await until(() => /ERROR the journal cannot be reached: .* reason="[^"]+"/.test(server.log), "the line with its reason", 20000);
    await back();
    await until(async () => (await server.health()).journal === "ok", `${what}: back`, 20000);
  }
});

const ROOM = "webinar:w1";
const post = (wire, text) => wire.rpc("chat.post", { room: ROOM, op: text.replaceAll(" ", "-"), text });

// The database as it was at `time`: from the base backup in `base`, and the log that was archived since.
async function putBack(postgres, base, time) {
  const written = {
    restore_command: `cp ${postgres.folder}/archive/%f %p`,
    recovery_target_time: time,
    recovery_target_action: "promote",
    archive_mode: "off",
  };
  await postgres.stop("SIGINT");
  rmSync(postgres.data, { recursive: true });
  renameSync(base, postgres.data);
  const lines = Object.entries(written).map(([name, value]) => `${name} = '${value}'\n`);
  writeFileSync(join(postgres.data, "postgresql.auto.conf"), lines.join(""));
  writeFileSync(join(postgres.data, "recovery.signal"), "");
  postgres.settings = {};
  await postgres.start();
  await until(async () => (await postgres.ask("SELECT pg_is_in_recovery()")) === "f", "the end of its recovery", 30000);
}

// As docs/operations.md has it; and then without the folder of keys, of which a database that was put back has none.
test("PostgreSQL is put back to a point in time: who was ahead is right again by themselves, and keys come back or are made anew", async (t) => {
  const postgres = new Postgres({ archive_mode: "on", archive_command: "cp %p ../archive/%f" });
  t.after(() => postgres.clean());
  await postgres.start();
  execFileSync("install", ["-d", "-o", postgres.user ?? String(process.getuid()), join(postgres.folder, "archive")]);
  const server = await serve(t, { journal: postgres.url });
  const keys = join(server.folder, "keys");
  await server.end();
  server.set["journal.keys"] = keys;
  await server.start();
  const client = await comes(server, "u7");
  const follower = await client.follow(ROOM);
  const texts = () => Object.values(follower.view.chat.messages).map(({ text }) => text);
  const epoch = () => postgres.ask("SELECT value FROM muster.meta WHERE key = 'epoch'");

  let host = await connect(server, "host");
  await post(host, "in the base backup");
  const base = join(postgres.folder, "base");
  await postgres.tool("pg_basebackup", "-D", base, "-d", postgres.url, "-X", "none", "-c", "fast", "--no-sync");
  await post(host, "in the archive");
  const time = await postgres.ask("SELECT clock_timestamp()");
  await post(host, "after that time");
  await until(() => texts().includes("after that time"), "the message that will be lost");
  const log = await postgres.ask("SELECT pg_walfile_name(pg_switch_wal())");
  await until(async () => (await postgres.ask("SELECT last_archived_wal FROM pg_stat_archiver")) >= log, "the archive", 30000);
  const before = await epoch();
  assert.equal(await server.end(), 0);
  await putBack(postgres, base, time);
  await postgres.ask("DELETE FROM muster.secret");
  assert.equal(await postgres.ask("SELECT count(*) FROM muster.key_bytes"), "0");
  await server.start();

  assert.notEqual(await epoch(), before);
  assert.notEqual(await postgres.ask("SELECT count(*) FROM muster.key_bytes"), "0");
  await until(() => follower.resumes.length > 0, "the client that comes back by itself", 30000);
  assert.equal(follower.resumes.at(-1).recovered, false);
  host = await connect(server, "host");
  await until(() => !texts().includes("after that time"), "a view without what was lost");
  await post(host, "after that time"); // whoever sent it sends it once more, by the same op
  await post(host, "of the restored journal");
  await until(() => texts().includes("of the restored journal"), "what comes after it");
  assert.deepEqual(texts().slice(-4), ["in the base backup", "in the archive", "after that time", "of the restored journal"]);
  assert.ok(await server.verified());

  assert.equal(await server.end(), 0);
  rmSync(keys, { recursive: true });
  await postgres.stop("SIGQUIT");
  await postgres.start();
  const began = Date.now();
  await assert.rejects(server.start(), /not ready: .*WARN PostgreSQL has lost the keys of sign-ins/s);
  await until(() => /no instance has brought the keys of sign-ins: they are made anew/.test(server.log), "new keys", 60000);
  await until(async () => (await postgres.ask("SELECT count(*) FROM muster.key_bytes")) !== "0", "them in the database", 10000);
  t.diagnostic(`without its folder keys were made anew after ${Math.round((Date.now() - began) / 1000)} s`);
  await post(await connect(server, "host"), "and on");
});

// What the unit does, beside a client whose socket is this process's: started again a second after each end, for as long
// as it takes; but not after status 2.
async function unit(t, words) {
  const state = { starts: 0, ready: 0, log: "", ended: false };
  let child;
  const again = () => {
    if (state.ended) return;
    state.starts++;
    child = spawn("setpriv", ["--pdeathsig", "KILL", "--", program, ...words], { env: environment() });
    child.stdout.on("data", (bytes) => (state.ready += /Muster is ready/.test(bytes)));
    child.stderr.on("data", (bytes) => (state.log = (state.log + bytes).slice(-20000)));
    child.on("exit", (code) => {
      state.running = false;
      if (code !== 2) setTimeout(again, 1000);
      else state.refused = true;
    });
    state.running = true;
  };
  t.after(() => {
    state.ended = true;
    child.kill("SIGKILL");
  });
  again();
  return state;
}

test("the disk is full for a minute: nothing acknowledged is lost, and it goes on unaided", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "muster-operations-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=24m", "muster-full", folder]);
  t.after(() => execFileSync("umount", ["-l", folder]));
  t.after(() => rmdirSync(folder));
  const port = await freePort();
  const set = ["--set", "demo.people=0", "--set", "demo.secret=only-for-tests-0123456789abcdefghijklmnop"];
  const state = await unit(t, ["serve", "--demo", "--listen", `127.0.0.1:${port}`, "--journal", `sqlite:${folder}/journal.db`, ...set]);
  const there = { url: `http://127.0.0.1:${port}`, endpoint: `ws://127.0.0.1:${port}/connection/websocket` };
  await until(() => state.ready === 1, `the server to be ready: ${state.log}`, 20000);
  const taken = new Set();
  const say = async (wire, n) => {
    const { seq } = await wire.rpc("chat.post", { room: "webinar:w1", op: `n${n}`, text: "x".repeat(900) });
    taken.add(seq);
  };
  let wire = await connect(there, "host");
  await say(wire, 0);
  const filler = join(folder, "filler");
  assert.throws(() => execFileSync("dd", ["if=/dev/zero", `of=${filler}`, "bs=64k"], { stdio: "pipe" }));
  for (let n = 1; n < 4000 && state.running && state.starts === 1; n++)
    await Promise.race([say(wire, n).catch(() => {}), wire.closed]);
  await until(() => state.starts > 3, "it to end and be started again", 30000);
  assert.match(state.log, /the journal could not be written: stopping reason="[^"]*full[^"]*".* free_kb=0|cannot be opened|full/);
  const late = Date.now() + 60000;
  await until(() => Date.now() > late, "a minute", 70000);
  rmSync(filler);
  wire = await until(() => connect(there, "host").catch(() => undefined), "somebody to come in", 30000);
  await say(wire, "last");
  t.diagnostic(`started ${state.starts} times, ${taken.size} acknowledged`);
  const words = ["journal", "print", "webinar:w1", "--journal", `sqlite:${folder}/journal.db`];
  const printed = execFileSync(program, words, { env: environment(), encoding: "utf8", maxBuffer: 1 << 28 });
  const seqs = new Set(printed.trim().split("\n").map((line) => JSON.parse(line).seq));
  assert.deepEqual([...taken].filter((seq) => !seqs.has(seq)), []);
});

// Debian's packages and ours in a folder; `packages` beside them.
function debianMake(folder, packages) {
  const deb = readdirSync(join(root, "build")).find((name) => /^muster_.*\.deb$/.test(name));
  assert.ok(deb, "./dev deb makes the package");
  copyFileSync(join(root, "build", deb), join(folder, "muster.deb"));
  // apt reads it as a user of its own.
  execFileSync("chmod", ["755", folder]);
  const words = ["--variant=essential", `--include=${[...packages, join(folder, "muster.deb")].join(",")}`];
  words.push("--hook-dir=/usr/share/mmdebstrap/hooks/file-mirror-automount", "--aptopt=APT::Install-Recommends false");
  execFileSync("mmdebstrap", [...words, "bookworm", join(folder, "root.tar")], { stdio: "pipe" });
  mkdirSync(join(folder, "root"));
  execFileSync("tar", ["--numeric-owner", "-xf", join(folder, "root.tar"), "-C", join(folder, "root")]);
  return join(folder, "root");
}

// Types a command that must do.
async function typed(machine, command) {
  const { status, said } = await machine.type(command);
  assert.equal(status, 0, `${command}: ${said}`);
  return said;
}

const setOf = (machine, key, value) => typed(machine, `sed -i 's|^#\\?${key} = .*|${key} = ${value}|' /etc/muster/muster.ini`);
const shown = async (machine, what) => (await typed(machine, `systemctl show --value -p ${what} muster`)).trim();
const active = (machine) => async () => (await machine.type("systemctl is-active muster")).status === 0;
const logOf = (machine) => typed(machine, "journalctl -u muster -o cat");

async function minute(told) {
  const end = Date.now() + 60000;
  await until(() => Date.now() > end, "a minute", 70000);
  await told();
}

test("under systemd: the unit runs, and comes back from whatever ends it", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "muster-operations-"));
  const postgres = new Postgres();
  let machine;
  t.after(async () => {
    await machine?.end();
    await postgres.clean();
    rmSync(folder, { recursive: true, force: true });
  });
  await postgres.start();
  machine = new Machine(debianMake(folder, ["systemd", "systemd-sysv"]));
  await machine.boot();
  const port = await freePort();

  await t.test("it is little that the service may, a kill is no end, and a reload says what waits", async (t) => {
    await setOf(machine, "listen", `127.0.0.1:${port}`);
    await typed(machine, "systemctl enable --now muster");
    assert.match(await logOf(machine), /starts journal=sqlite:\/var\/lib\/muster\/muster\.db /);
    const exposure = await typed(machine, "systemd-analyze security muster --no-pager | grep Overall");
    t.diagnostic(exposure.trim());
    assert.match(exposure, /muster\.service: (?:0\.\d|1\.[0-2]) OK/);
    assert.equal(await shown(machine, "Type"), "notify");
    assert.equal(await shown(machine, "WatchdogUSec"), "30s");
    await typed(machine, "kill -9 $(systemctl show --value -p MainPID muster)");
    await until(async () => (await shown(machine, "NRestarts")) === "1", "it to be started again", 20000);
    await until(active(machine), "it to be active", 20000);
  });

  await t.test("one whose loop does not turn is ended by systemd, and started again", async (t) => {
    const began = Date.now();
    await typed(machine, "kill -STOP $(systemctl show --value -p MainPID muster)");
    await until(async () => (await shown(machine, "NRestarts")) === "2" && (await active(machine)()), "it to be started again", 120000);
    assert.match(await logOf(machine), /[Ww]atchdog timeout/);
    t.diagnostic(`after ${Math.round((Date.now() - began) / 1000)} s`);
  });

  await t.test("the disk is full for a minute: active again unaided, and nothing acknowledged is lost", async (t) => {
    const there = { url: `http://127.0.0.1:${port}`, endpoint: `ws://127.0.0.1:${port}/connection/websocket` };
    const filler = "/var/lib/muster/filler";
    await setOf(machine, "open", "yes");
    await typed(machine, "systemctl stop muster");
    await typed(machine, "mount -t tmpfs -o size=16m muster-full /var/lib/muster && systemctl start muster");
    const taken = new Set();
    const say = async (wire, n) => {
      await wire.ask("publish", { channel: "full", data: { n, text: "x".repeat(900) } });
      taken.add(n);
    };
    let wire = await connect(there);
    for (let n = 0; n < 100; n++) await say(wire, n);
    const filled = await machine.type(`dd if=/dev/zero of=${filler} bs=64k`);
    assert.match(filled.said, /No space left on device/);
    let over = false;
    wire.closed.then(() => (over = true));
    for (let n = 100; n < 20000 && !over; n++) await Promise.race([say(wire, n).catch(() => {}), wire.closed]);
    await until(async () => Number(await shown(machine, "NRestarts")) > 3, "it to be started again and again", 60000);
    await minute(async () => assert.notEqual((await machine.type("systemctl is-active muster")).status, 0));
    await typed(machine, `rm ${filler}`);
    await until(active(machine), "it to be active", 30000);
    const restarts = await shown(machine, "NRestarts");
    assert.match(await logOf(machine), /the journal could not be written: stopping reason="[^"]*full[^"]*" file=\S+ free_kb=\d+/);
    wire = await connect(there);
    await say(wire, "last");
    const printed = await typed(machine, "runuser -u muster -- muster journal print full --config /etc/muster/muster.ini");
    const kept = new Set([...printed.matchAll(/"n":("last"|\d+)/g)].map(([, n]) => JSON.parse(n)));
    assert.deepEqual([...taken].filter((n) => !kept.has(n)), []);
    t.diagnostic(`started ${restarts} times, ${taken.size} acknowledged`);
    await typed(machine, "systemctl stop muster && umount /var/lib/muster && systemctl start muster");
  });

  await t.test("the file alone moves the journal, and PostgreSQL may come a minute late", async (t) => {
    await setOf(machine, "url", postgres.url);
    await typed(machine, "systemctl reload muster");
    await until(async () => /restart alone.*key=journal\.url/.test(await logOf(machine)), "the reload", 20000);
    await typed(machine, "systemctl restart muster");
    assert.match((await logOf(machine)).split(" starts ").at(-1), /^journal=postgresql:/);
    await postgres.stop();
    await machine.type("systemctl restart muster");
    await minute(async () => assert.equal((await machine.type("systemctl is-active muster")).status, 3));
    await postgres.start();
    await until(active(machine), "it to be active", 30000);
    t.diagnostic(`started ${await shown(machine, "NRestarts")} times`);
    await typed(machine, "systemctl stop muster");
    assert.deepEqual([await shown(machine, "Result"), await shown(machine, "ActiveState")], ["success", "inactive"]);
  });
});

test("the package is the same, byte by byte, when it is made in another folder", (t) => {
  const git = (...words) => execFileSync("git", words, { cwd: root, encoding: "utf8" });
  assert.equal(git("status", "--porcelain"), "", "what is packed is committed");
  const elsewhere = join(folderOf(t), "another", "folder");
  git("clone", "-q", root, elsewhere);
  const digest = (where) => {
    execFileSync(join(where, "dev"), ["deb"], { stdio: "pipe" });
    const [deb, ...others] = readdirSync(join(where, "build")).filter((name) => /^muster_.*\.deb$/.test(name));
    assert.deepEqual(others, []);
    return createHash("sha256").update(readFileSync(join(where, "build", deb))).digest("hex");
  };
  assert.equal(digest(elsewhere), digest(root));
});

test("an image of Debian's packages alone is at most 120 MB, and what is in it runs", async (t) => {
  const folder = folderOf(t);
  const deb = readdirSync(join(root, "build")).find((name) => /^muster_.*\.deb$/.test(name));
  assert.ok(deb, "./dev deb makes the package");
  const [image, inside] = [join(folder, "muster.tar"), join(folder, "root")];
  mkdirSync(inside);
  execFileSync(join(root, "scripts/image"), [join(root, "build", deb), image, inside], { stdio: "pipe" });
  const megabytes = statSync(image).size / 1e6;
  assert.ok(megabytes <= 120, `${megabytes} MB`);
  t.diagnostic(`${megabytes.toFixed(1)} MB`);
  for (const path of ["usr/share/muster/web/index.html", "etc/muster/muster.ini"]) assert.ok(existsSync(join(inside, path)), path);
  const words = ["--userspec=muster:muster", inside, "/usr/bin/muster", "serve", "--listen", "127.0.0.1:0", "--journal", "sqlite:/var/lib/muster/muster.db"];
  execFileSync("chroot", [inside, "install", "-d", "-o", "muster", "-g", "muster", "/var/lib/muster"]);
  const child = spawn("setpriv", ["--pdeathsig", "KILL", "--", "chroot", ...words], { env: environment() });
  t.after(() => child.kill("SIGKILL"));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (said += bytes));
  const [, address] = await until(() => /Muster is ready: (\S+)/.exec(said), `it to be ready: ${said}`, 30000);
  assert.equal((await (await fetch(`${address}health`)).json()).status, "ok");
  assert.match(await (await fetch(address)).text(), /<title>/);
});
