// SPDX-License-Identifier: Apache-2.0
// What is read again while the server runs (SIGHUP), and that nobody is sent away by it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import tls from "node:tls";
import { until } from "./client.mjs";
import { Server, now, sign } from "./server.mjs";
import { Wire, connect, endAll } from "./wire.mjs";

after(endAll);

const secrets = ["first", "second", "third"].map((name) => `${name}-`.repeat(8));
const signed = (sub, key, header) =>
  sign({ sub, iat: now(), exp: now() + 3600 }, { key, ...(header && { header }) });
const done = /the configuration was read again/;
const kept = /ERROR the configuration cannot be used: all stays as it was reason="(.*)"/;

// As an operator should: a new file, moved there.
function put(path, text) {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

// Sends SIGHUP and waits for a line of the log; returns what was said since.
async function reload(server, line) {
  const from = server.log.length;
  server.child.kill("SIGHUP");
  await until(() => line.test(server.log.slice(from)), `a line ${line}`);
  return server.log.slice(from);
}

// A server that runs with a file, {section: {key: value}}; edit() writes it anew.
async function configured(t, sections, files = {}) {
  const server = new Server({ demo: false, memory: true });
  t.after(() => server.clean());
  server.config = join(server.folder, "muster.ini");
  server.at = (name) => join(server.folder, name);
  server.edit = (all) => {
    const lines = Object.entries(all).map(
      ([section, keys]) =>
        `[${section}]\n${Object.entries(keys).map(([key, value]) => `${key} = ${value}\n`).join("")}`,
    );
    put(server.config, lines.join(""));
  };
  for (const [name, text] of Object.entries(files)) put(server.at(name), text);
  server.edit(sections(server));
  return server;
}

// The code with which a token is sent away.
async function refused(server, token) {
  const wire = new Wire(server);
  await wire.open;
  wire.command("connect", { token }).catch(() => {});
  return (await wire.closed).code;
}

test("the key of tokens is changed without one disconnect", async (t) => {
  const files = { "token.key": secrets[0], "previous.key": secrets[0] };
  const before = (server) => ({ token: { secret_file: server.at("token.key") } });
  const between = (server) => ({
    token: { ...before(server).token, previous_file: server.at("previous.key") },
  });
  const server = await configured(t, before, files);
  await server.start();
  const by = (sub, key, header) => connect(server, sub, { token: signed(sub, key, header) });
  const wires = [await by("u1", secrets[0])];

  put(server.at("token.key"), secrets[1]);
  server.edit(between(server));
  assert.match(
    await reload(server, done),
    /INFO changed key=token\.previous_file place="\S+muster\.ini:3"/,
  );
  wires.push(await by("u2", secrets[1]), await by("u3", secrets[0]));
  assert.equal(await refused(server, signed("u4", secrets[2])), 3500);
  await wires[0].ask("refresh", { token: signed("u1", secrets[1]) });

  server.edit(before(server));
  await reload(server, done);
  wires.push(await by("u6", secrets[1]));
  assert.equal(await refused(server, signed("u5", secrets[0])), 3500);
  for (const wire of wires) await wire.ask("ping");
});

test("keys with names are each asked for by theirs", async (t) => {
  const server = await configured(
    t,
    (one) => ({
      token: {
        secret_file: one.at("token.key"),
        key_id: "now",
        previous_file: one.at("previous.key"),
        previous_key_id: "before",
      },
    }),
    { "token.key": secrets[0], "previous.key": secrets[1] },
  );
  await server.start();
  const named = (kid) => ({ alg: "HS256", typ: "JWT", kid });
  await connect(server, "u1", { token: signed("u1", secrets[0], named("now")) });
  await connect(server, "u2", { token: signed("u2", secrets[1], named("before")) });
  const wrong = [
    signed("u3", secrets[0], named("before")),
    signed("u3", secrets[1], named("other")),
    signed("u3", secrets[2], named("now")),
  ];
  for (const token of wrong) assert.equal(await refused(server, token), 3500);
});

test("what cannot be used changes nothing, and is said", async (t) => {
  const good = (server) => ({
    token: { secret_file: server.at("token.key") },
    limits: { person_connections: 2 },
  });
  const server = await configured(t, good, { "token.key": secrets[0] });
  await server.start();
  const held = [await connect(server, "u1", { token: signed("u1", secrets[0]) })];
  const tried = async (change, reason) => {
    change();
    assert.match(kept.exec(await reload(server, kept))[1], reason);
    server.edit(good(server));
    put(server.at("token.key"), secrets[0]);
    held.push(await connect(server, "u1", { token: signed("u1", secrets[0]) }));
  };
  const limits = (value) => ({ ...good(server), limits: { person_connections: value } });
  await tried(() => server.edit(limits("many")), /muster\.ini:4: limits\.person_connections must be/);
  await tried(() => put(server.config, "nonsense"), /neither \[section\] nor key = value/);
  await tried(() => put(server.at("token.key"), "short"), /32 bytes or more/);
  await tried(() => chmodSync(server.at("token.key"), 0o644), /token\.key: everybody .* can read it/);
  // Five windows, two at once: the limit held all the time.
  for (const wire of held.slice(0, -2)) assert.equal((await wire.closed).code, 4500);
  for (const wire of held.slice(-2)) await wire.ask("ping");
});

test("limits and the level of the log change at once, other keys with a restart alone", async (t) => {
  const server = await configured(t, (one) => ({ token: { secret_file: one.at("token.key") } }), {
    "token.key": secrets[0],
  });
  await server.start();
  const came = (sub) => connect(server, sub, { token: signed(sub, secrets[0]) });
  const wires = [await came("u1"), await came("u2")];
  const token = { secret_file: server.at("token.key") };
  server.edit({
    token,
    server: { name: "Another" },
    limits: { connections: 2, person_connections: 1 },
    log: { level: "debug" },
  });
  const said = await reload(server, done);
  assert.match(said, /WARN changes with a restart alone key=server\.name /);
  assert.match(said, /INFO changed key=limits\.connections /);
  await assert.rejects(new Wire(server).open, /503/);
  server.edit({ token });
  await reload(server, done);
  wires.push(await came("u3"));
  for (const wire of wires) await wire.ask("ping");
});

// A certificate for `name`, with its key.
function certificate(server, name) {
  const words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
  const files = ["-keyout", server.at(`${name}.key`), "-out", server.at(`${name}.pem`)];
  execFileSync("openssl", [...words.split(" "), "-subj", `/CN=${name}`, ...files], {
    stdio: "ignore",
  });
  return { key: server.at(`${name}.key`), pem: server.at(`${name}.pem`) };
}

// Whose certificate a handshake shows.
function shown(server) {
  return new Promise((got, failed) => {
    const socket = tls.connect({ port: server.port, host: "127.0.0.1", rejectUnauthorized: false });
    socket.on("error", failed);
    socket.on("secureConnect", () => {
      got(socket.getPeerCertificate().subject.CN);
      socket.destroy();
    });
  });
}

test("a certificate is renewed under connections that stand, and a wrong pair is not taken", async (t) => {
  const server = await configured(
    t,
    (one) => ({
      token: { secret_file: one.at("token.key") },
      server: { tls_cert: one.at("now.pem"), tls_key: one.at("now.key") },
    }),
    { "token.key": secrets[0] },
  );
  const [old, other] = ["old.example", "other.example"].map((name) => certificate(server, name));
  const take = (pem, key) => {
    execFileSync("cp", ["-p", pem, server.at("now.pem")]);
    execFileSync("cp", ["-p", key, server.at("now.key")]);
  };
  take(old.pem, other.key);
  await assert.rejects(server.start(), /the key \S+now\.key is not that of the certificate/);
  take(old.pem, old.key);
  chmodSync(server.at("now.key"), 0o644);
  await assert.rejects(server.start(), /now\.key: everybody on this machine can read it/);
  take(old.pem, old.key);
  server.set = { ...server.set, "server.tls_cert": server.at("now.pem") };
  await server.start();
  assert.equal(await shown(server), "old.example");
  const wire = await connect(server, "u1", { token: signed("u1", secrets[0]) });

  take(other.pem, other.key);
  assert.match(await reload(server, done), /INFO|WARN the certificate is good .* days=1/);
  assert.equal(await shown(server), "other.example");
  take(old.pem, other.key);
  assert.match(await reload(server, kept), /is not that of the certificate/);
  assert.equal(await shown(server), "other.example");
  await wire.ask("ping");
});
