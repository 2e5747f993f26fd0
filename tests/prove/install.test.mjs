// SPDX-License-Identifier: Apache-2.0
// The chapter Install of the handbook is typed, line by line, on a bare Debian 12: from the package, and by hand from the
// checkout. The time counts from the first line there until the first organiser has signed in. Needs root, mmdebstrap,
// systemd-nspawn and a browser: ./dev prove install.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { comes } from "../e2e/academy.mjs";
import { me } from "../e2e/acts.mjs";
import { browserEnd } from "../e2e/browser.mjs";
import { World } from "../e2e/world.mjs";
import { chapter, commandsOf } from "../wire/handbook.mjs";
import { root } from "../wire/server.mjs";
import { freePort } from "../../scripts/port.mjs";
import { Machine } from "./machine.mjs";

const MINUTES = 10;

after(browserEnd);

// Types commands one after another, in `folder`; tells what each took, and gives what all said.
async function types(t, machine, commands, folder) {
  const said = [];
  for (const command of commands) {
    const began = Date.now();
    const answer = await machine.type(command, folder);
    assert.equal(answer.status, 0, `${command}: ${answer.said.slice(-4000)}`);
    t.diagnostic(`${((Date.now() - began) / 1000).toFixed(1)} s ${command}`);
    said.push(answer.said);
  }
  return said;
}

// What step 1 of the chapter leaves to whoever installs: the address. This machine's 7400 may be taken.
function choose(machine, port) {
  const path = join(machine.folder, "etc/muster/muster.ini");
  const lines = readFileSync(path, "utf8").split("\n");
  for (const [from, to] of [["#listen = 127.0.0.1:7400", `listen = 127.0.0.1:${port}`], ["#url =", `url = http://localhost:${port}`]]) {
    assert.ok(lines.includes(from), `there is no line ${from}`);
    lines[lines.indexOf(from)] = to;
  }
  writeFileSync(path, lines.join("\n"));
}

// The rest of the chapter, which is the same for both ways, up to an organiser who has come in twice: by the link, and by the passkey.
async function starts(t, machine, port) {
  choose(machine, port);
  const said = await types(t, machine, commandsOf(chapter("### Start it")));
  assert.match(said.join("\n"), /INFO Muster \d+\.\d+\.\d+ starts journal=sqlite:\/var\/lib\/muster\/muster\.db /);
  const link = new URL(said.at(-1).trim().split("\n").at(-1));
  assert.equal(link.origin, `http://localhost:${port}`);
  const world = new World({ port, url: link.origin });
  await world.tell("an organiser signs in", async () => {
    const window = await comes(world, {});
    await window.open(link.pathname + link.hash);
    await window.at("enrol-passkey").click();
    await window.shows("first-steps");
    await window.isIn("connected");
    await me(window, "leave");
    await window.at("passkey").click();
    await window.shows("first-steps");
  });
}

function ends(t, began) {
  const minutes = (Date.now() - began) / 60_000;
  t.diagnostic(`an organiser has signed in after ${minutes.toFixed(1)} minutes`);
  assert.ok(minutes <= MINUTES, `${minutes} minutes`);
}

// A bare Debian 12 that is up, with the checkout in /muster.
async function bare(t) {
  const folder = mkdtempSync(join(tmpdir(), "muster-install-"));
  const machine = new Machine(join(folder, "root"));
  t.after(async () => {
    await machine.end();
    rmSync(folder, { recursive: true, force: true });
  });
  execFileSync(join(root, "scripts/fresh"), ["root", folder, "systemd", "systemd-sysv"], { stdio: "pipe" });
  await machine.boot();
  return machine;
}

test("from the package it is done in ten minutes on a bare Debian 12; installed once more, it keeps what was set", async (t) => {
  const [pack, ...rest] = commandsOf(chapter("### From the package"));
  assert.equal(pack, "./dev deb");
  execFileSync(join(root, "dev"), ["deb"], { stdio: "pipe" });
  const deb = readdirSync(join(root, "build")).find((name) => /^muster_.*\.deb$/.test(name));
  const machine = await bare(t);
  rmSync(join(machine.folder, "muster"), { recursive: true });
  copyFileSync(join(root, "build", deb), join(machine.folder, "root", deb));
  const began = Date.now();
  await types(t, machine, rest.map((command) => command.replace("muster_….deb", deb)));
  await starts(t, machine, await freePort());
  ends(t, began);

  const config = () => readFileSync(join(machine.folder, "etc/muster/muster.ini"), "utf8");
  const [set, runs] = [config(), "systemctl show --value -p MainPID muster"];
  const [before, , pid] = await types(t, machine, [runs, `apt install --reinstall ./${deb}`, runs]);
  assert.equal(config(), set);
  assert.notEqual(pid, before);
  await types(t, machine, ["systemctl is-active muster"]);
});

test("by hand, from the checkout, it is done in ten minutes on a bare Debian 12", async (t) => {
  const machine = await bare(t);
  const began = Date.now();
  await types(t, machine, commandsOf(chapter("### By hand")), "/muster");
  await starts(t, machine, await freePort());
  ends(t, began);
});
