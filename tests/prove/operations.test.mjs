// SPDX-License-Identifier: Apache-2.0
// What an operator counts on and takes longer than a test may: 2,600 people leave an instance, keys
// change under three instances, PostgreSQL goes, the disk is full, an image of a container runs.
// Needs root, HAProxy, PostgreSQL, mmdebstrap and systemd-nspawn: ./dev prove operations.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Postgres, Redis } from "../cluster/child.mjs";
import { leaves } from "../cluster/fronts.mjs";
import { until } from "../wire/client.mjs";
import { Server, environment, now, program, root, serve, sign } from "../wire/server.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { freePort } from "../../scripts/port.mjs";

after(endAll);

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

// What the unit does, where there is no systemd: started again a second after each end, for as long
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

test("PostgreSQL comes up a minute late: the server is there unaided", async (t) => {
  const postgres = new Postgres();
  t.after(() => postgres.clean());
  await postgres.start();
  await postgres.stop();
  const state = await unit(t, ["serve", "--demo", "--listen", "127.0.0.1:0", "--journal", postgres.url]);
  const late = Date.now() + 60000;
  await until(() => Date.now() > late, "a minute", 70000);
  assert.deepEqual([state.ready, state.refused], [0, undefined], state.log);
  await postgres.start();
  await until(() => state.ready === 1, `the server to be ready: ${state.log}`, 30000);
  t.diagnostic(`started ${state.starts} times`);
});

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

// What is done inside, and what is told of it, line by line.
const proof = (port, url) => `#!/bin/sh
tell() { echo "$1: $(eval "$2" 2>&1 | tr '\\n' ' ')" >>/proof; }
tell active 'systemctl is-active muster'
tell first 'journalctl -u muster -o cat | grep -m1 starts'
tell exposure 'systemd-analyze security muster --no-pager | grep Overall'
kill -9 $(systemctl show -p MainPID --value muster); sleep 4
tell again 'systemctl is-active muster'
sed -i 's|^url = .*|url = ${url}|' /etc/muster/muster.ini
tell reload 'systemctl reload muster; sleep 1; journalctl -u muster -o cat | grep "restart alone"'
systemctl restart muster
tell moved 'journalctl -u muster -o cat | grep starts | tail -n 1'
tell status 'systemctl show -p ActiveState -p NRestarts -p Type muster'
systemctl stop muster
tell stopped 'systemctl show -p Result -p ActiveState muster'
systemctl poweroff
`;

test("in a booted container of systemd the unit runs, and the file alone moves the journal", async (t) => {
  const folder = folderOf(t);
  const postgres = new Postgres();
  t.after(() => postgres.clean());
  await postgres.start();
  const inside = debianMake(folder, ["systemd", "systemd-sysv"]);
  const port = await freePort();
  const config = join(inside, "etc/muster/muster.ini");
  writeFileSync(config, readFileSync(config, "utf8").replace("#listen = 127.0.0.1:7400", `listen = 127.0.0.1:${port}`));
  writeFileSync(join(inside, "usr/bin/prove-it"), proof(port, postgres.url), { mode: 0o755 });
  const unitOf = "[Unit]\nAfter=multi-user.target muster.service\n[Service]\nType=oneshot\nExecStart=/usr/bin/prove-it\n[Install]\nWantedBy=graphical.target\n";
  writeFileSync(join(inside, "etc/systemd/system/prove.service"), unitOf);
  execFileSync("chroot", [inside, "systemctl", "enable", "muster", "prove"], { stdio: "pipe" });
  // Where this machine has the older kind of control groups the newer is seen in here alone.
  const boot = `umount -l /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup && exec timeout -s KILL 120 systemd-nspawn --register=no --keep-unit -q -D ${inside} --boot`;
  const said = execFileSync("unshare", ["-m", "--propagation", "private", "sh", "-c", boot], { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
  assert.ok(existsSync(join(inside, "proof")), said);
  const told = readFileSync(join(inside, "proof"), "utf8");
  t.diagnostic(told.replaceAll("\n", " · "));
  assert.match(told, /^active: active /m);
  assert.match(told, /^first: .*journal=sqlite:\/var\/lib\/muster\/muster\.db /m);
  assert.match(told, /^exposure: .*muster\.service: (?:0\.\d|1\.[0-2]) OK/m);
  assert.match(told, /^again: active /m);
  assert.match(told, /^reload: .*key=journal\.url/m);
  assert.match(told, /^moved: .*journal=postgresql:/m);
  assert.match(told, /^status: .*ActiveState=active/m);
  assert.match(told, /^stopped: .*Result=success/m);
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
