// SPDX-License-Identifier: Apache-2.0
// Forged tokens: all end with 3500 and say nothing of why; each of the four algorithms takes its
// own and no other.

import assert from "node:assert/strict";
import { createHmac, createPrivateKey, generateKeyPairSync, sign as signWith } from "node:crypto";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { until } from "../wire/client.mjs";
import { muster, now, secret, serve, sign, token } from "../wire/server.mjs";
import { Wire, connect, endAll } from "../wire/wire.mjs";
import { allEnd, endSockets, well, warm } from "./raw.mjs";

after(endSockets);

const encode = (value) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const others = (more = {}) => ({
  sub: "u7",
  name: "Participant 7",
  iat: now(),
  exp: now() + 600,
  ...more,
});
const claims = others;
const head = (more = {}) => ({ alg: "HS256", typ: "JWT", ...more });
const join3 = (...parts) => parts.join(".");

// What becomes of a connect with this token: {id} of the person, {code} of the end or of the error.
async function enters(server, made) {
  const wire = new Wire(server);
  await wire.open;
  wire.text(JSON.stringify({ id: 1, connect: { token: made } }));
  const reply = wire.until(() => wire.replies[0], "the reply").catch(() => null);
  const first = await Promise.race([reply, wire.closed]);
  wire.end();
  const answer = first ?? (await wire.closed);
  if (answer.code) return answer.code;
  return answer.error ? answer.error.code : answer.connect.data.person.id;
}

async function allRefused(server, forged) {
  const taken = [];
  for (const [what, made] of Object.entries(forged)) {
    const answer = await enters(server, made);
    if (answer !== 3500) taken.push(`${what}: ${answer}`);
  }
  assert.deepEqual(taken, []);
}

const hmac = (text, key = secret, hash = "sha256") =>
  createHmac(hash, key).update(text).digest("base64url");

function withHeader(header, payload = claims()) {
  return sign(payload, { header });
}

// A good token with one byte of one part changed.
function spoiled(part) {
  const parts = token("u7").split(".");
  const at = Math.floor(parts[part].length / 2);
  const other = parts[part][at] === "A" ? "B" : "A";
  parts[part] = parts[part].slice(0, at) + other + parts[part].slice(at + 1);
  return parts.join(".");
}

test("no token that was not signed by the key is taken", async (t) => {
  const server = await serve(t, { memory: true });
  const [h, p, s] = token("u7").split(".");
  const none = (alg) => encode({ alg, typ: "JWT" });
  await allRefused(server, {
    "alg none": join3(none("none"), p, ""),
    "alg none with a signature": join3(none("none"), p, s),
    "alg None": join3(none("None"), p, "x"),
    "alg NONE": join3(none("NONE"), p, ""),
    "no alg": join3(encode({ typ: "JWT" }), p, s),
    "alg null": withHeader({ alg: null }),
    "alg in an array": withHeader({ alg: ["HS256"] }),
    "alg hs256": withHeader({ alg: "hs256" }),
    "alg HS512 named, HS256 used": withHeader({ alg: "HS512" }),
    "HS512 used": (() => {
      const text = join3(encode({ alg: "HS512" }), p);
      return join3(text, hmac(text, secret, "sha512"));
    })(),
    "alg RS256": withHeader({ alg: "RS256" }),
    "another secret": token("u7", {}, { key: "x".repeat(40) }),
    "an empty secret": token("u7", {}, { key: "" }),
    "no signature": join3(h, p, ""),
    "two parts": join3(h, p),
    "four parts": join3(h, p, s, s),
    "a signature cut short": join3(h, p, s.slice(0, 20)),
    "a signature of zeros": join3(h, p, Buffer.alloc(32).toString("base64url")),
    "a signature with padding": `${join3(h, p, s)}=`,
    "white space": ` ${join3(h, p, s)}`,
    "a header changed": spoiled(0),
    "a payload changed": spoiled(1),
    "a signature changed": spoiled(2),
    "another payload": join3(h, encode(claims({ sub: "host" })), s),
    "only dots": "..",
    "a word": "token",
    "a large token": `${h}.${"A".repeat(20000)}.${s}`,
    "base64 instead of base64url": join3(h, p, s.slice(0, -1) + "+"),
  });
  assert.equal(await enters(server, token("u7")), "u7");
});

test("a header that brings its own key or its own rules is refused", async (t) => {
  const server = await serve(t, { memory: true });
  const own = { kty: "oct", k: Buffer.from("x".repeat(40)).toString("base64url") };
  const key = "x".repeat(40);
  const forged = {
    "an unknown kid": withHeader(head({ kid: "other" })),
    "a kid that is a path": withHeader(head({ kid: "../../../../dev/null" })),
    "an empty kid": withHeader(head({ kid: "" })),
    "a number for a kid": withHeader(head({ kid: 0 })),
    "a jwk": sign(claims(), { header: head({ jwk: own }), key }),
    "a duplicate alg": (() => {
      const text = join3(encode('{"alg":"none","alg":"HS256"}'), encode(claims()));
      return join3(text, hmac(text));
    })(),
    "a header that is an array": (() => {
      const text = join3(encode([head()]), encode(claims()));
      return join3(text, hmac(text));
    })(),
  };
  const urls = { jku: "http://127.0.0.1:1/jwks", x5u: "http://127.0.0.1:1/x", x5c: ["MIIB"] };
  for (const [name, value] of Object.entries({
    ...urls,
    jwk: own,
    crit: ["exp"],
    b64: false,
    zip: "DEF",
    enc: "A128GCM",
  }))
    forged[`${name}, rightly signed`] = withHeader(head({ [name]: value }));
  await allRefused(server, forged);
});

test("claims that are missing, of another type or of the server's own are refused", async (t) => {
  const server = await serve(t, { memory: true });
  const wrong = {
    "sub system": { sub: "system" },
    "no sub": { sub: undefined },
    "an empty sub": { sub: "" },
    "sub a number": { sub: 7 },
    "sub with NUL": { sub: "u7\0" },
    "sub with half of an emoji": { sub: "u7\ud83d" },
    "sub null": { sub: null },
    "sub a list": { sub: ["u7"] },
    "sub an object": { sub: { id: "u7" } },
    "no exp": { exp: undefined },
    "exp a text": { exp: `${now() + 600}` },
    "exp zero": { exp: 0 },
    "exp negative": { exp: -1 },
    "exp beyond all": { exp: 2 ** 60 },
    "exp a date": { exp: "2030-01-01T00:00:00Z" },
    "nbf to come": { nbf: now() + 120 },
    "nbf a text": { nbf: "0" },
    "iat to come": { iat: now() + 120 },
  };
  const forged = Object.entries(wrong).map(([what, more]) => [what, sign(claims(more))]);
  forged.push(["a payload that is an array", sign([claims()])]);
  forged.push(["a payload that is a text", sign("u7")]);
  await allRefused(server, Object.fromEntries(forged));
  assert.equal(await enters(server, sign(claims({ exp: now() - 30 }))), 109);
});

// Nobody is taken for another, nor for who has no token, nor for a person that was made up.
test("a subject that is no id becomes a person of its own", async (t) => {
  const server = await serve(t, { memory: true, set: { "channels.open": "yes" } });
  const anybody = (await connect(server)).hello.data.person.id;
  const subs = ["u 7", "inbox:u8", "u7/../u8", "x".repeat(65), "u7 ", "é", "e\u0301", anybody];
  const people = new Set();
  for (const sub of subs) people.add((await connect(server, sub)).hello.data.person.id);
  for (const id of people) assert.match(id, /^x\.[\w-]{22}$/);
  assert.equal(people.size, subs.length);
  const [made] = people;
  assert.notEqual((await connect(server, made)).hello.data.person.id, made);
  endAll();
});

test("the issuer and the audience must be the configured ones", async (t) => {
  const set = {
    "token.issuer": "https://id.example",
    "token.audience": "muster",
    "token.key_id": "k1",
  };
  const server = await serve(t, { memory: true, set });
  const good = { iss: "https://id.example", aud: "muster" };
  const header = head({ kid: "k1" });
  const made = (more, named = header) => sign(claims({ ...good, ...more }), { header: named });
  await allRefused(server, {
    "no issuer": made({ iss: undefined }),
    "another issuer": made({ iss: "https://id.example/" }),
    "an issuer in an array": made({ iss: ["https://id.example"] }),
    "no audience": made({ aud: undefined }),
    "another audience": made({ aud: "musters" }),
    "an empty list of audiences": made({ aud: [] }),
    "a list without it": made({ aud: ["a", "b"] }),
    "an audience that is an object": made({ aud: { 0: "muster" } }),
    "another kid": made({}, head({ kid: "k2" })),
  });
  assert.equal(await enters(server, made({})), "u7");
  assert.equal(await enters(server, made({ aud: ["other", "muster"] })), "u7");
  const words = Object.entries(set).flatMap(([key, value]) => ["--set", `${key}=${value}`]);
  const own = await muster("token", "--sub", "u8", ...words);
  assert.equal(await enters(server, own.stdout.trim()), "u8");
});

// Servers with a public key: [algorithm of the token, kind of key, how to make one].
const kinds = {
  RS256: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ES256: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  EdDSA: () => generateKeyPairSync("ed25519"),
};

function signedAs(alg, key, payload = claims(), header = { alg, typ: "JWT" }) {
  const text = join3(encode(header), encode(payload));
  const hash = alg === "EdDSA" ? null : "sha256";
  const options = alg === "ES256" ? { key, dsaEncoding: "ieee-p1363" } : key;
  return join3(text, signWith(hash, Buffer.from(text), options).toString("base64url"));
}

for (const [alg, make] of Object.entries(kinds))
  test(`a public key of ${alg} takes what its private one signed alone`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "muster-keys-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const { publicKey, privateKey } = make();
    const pem = publicKey.export({ type: "spki", format: "pem" });
    writeFileSync(join(folder, "public.pem"), pem);
    writeFileSync(join(folder, "private.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
    const set = {
      "token.algorithm": alg,
      "token.key_file": join(folder, "public.pem"),
      "token.secret": "",
    };
    // The issuer may sign for other services: which of them this one is has to be said.
    const words = Object.entries(set).flatMap(([key, value]) => ["--set", `${key}=${value}`]);
    const started = await muster("serve", "--journal", "memory:", ...words);
    assert.notEqual(started.code, 0);
    assert.match(started.stderr, /set it to what `aud` names/);
    set["token.audience"] = "muster";
    const claims = (more = {}) => others({ aud: "muster", ...more });
    const signed = (name, key, payload = claims(), ...rest) => signedAs(name, key, payload, ...rest);
    const server = await serve(t, { demo: false, memory: true, set });
    const [h, p, s] = signed(alg, privateKey).split(".");
    const confused = (name, key) => {
      const text = join3(encode({ alg: name, typ: "JWT" }), encode(claims()));
      return join3(text, hmac(text, key));
    };
    const der = publicKey.export({ type: "spki", format: "der" });
    const forged = {
      "HS256 with the public key": confused("HS256", pem),
      "HS256 with the public key, trimmed": confused("HS256", pem.trim()),
      "HS256 with the public key in DER": confused("HS256", der),
      "HMAC under the algorithm's own name": confused(alg, pem),
      "alg none": join3(encode({ alg: "none" }), p, ""),
      "a signature of zeros": join3(
        h,
        p,
        Buffer.alloc(alg === "RS256" ? 256 : 64).toString("base64url"),
      ),
      "an empty signature": join3(h, p, ""),
      "another key": signed(alg, make().privateKey),
      "no audience": signed(alg, privateKey, others()),
      "another service": signed(alg, privateKey, claims({ aud: "mail" })),
      "another payload": join3(h, encode(claims({ sub: "host" })), s),
      "a longer signature": join3(h, p, `${s}AAAA`),
      "HS256 with the secret of other servers": token("u7"),
    };
    if (alg === "ES256") {
      const text = Buffer.from(join3(h, p));
      forged["a signature in DER"] = join3(
        h,
        p,
        signWith("sha256", text, privateKey).toString("base64url"),
      );
    }
    await allRefused(server, forged);
    assert.equal(await enters(server, join3(h, p, s)), "u7");
    const key = ["--key", join(folder, "private.pem"), "--set", "token.audience=muster"];
    const own = await muster("token", "--sub", "u8", ...key, "--set", `token.algorithm=${alg}`);
    assert.equal(await enters(server, own.stdout.trim()), "u8");
    assert.ok(createPrivateKey(privateKey.export({ type: "pkcs8", format: "pem" })));
  });

test("a token that holds longer than allowed is refused, and counted as that", async (t) => {
  const server = await serve(t, { memory: true, set: { "token.max_hours": 2 } });
  const hours = (from, to) => sign(claims({ iat: now() + from * 3600, exp: now() + to * 3600 }));
  const without = (to) => sign(claims({ iat: undefined, exp: now() + to * 3600 }));
  await allRefused(server, {
    "three hours": hours(0, 3),
    "three hours, two of them gone": hours(-2, 1),
    "a year": hours(0, 8766),
    "without iat": without(3),
  });
  assert.equal(await server.metric('refused_total{reason="life"}'), 4);
  assert.equal(await enters(server, hours(0, 2)), "u7");
  assert.equal(await enters(server, hours(-1, 1)), "u7");
  assert.equal(await enters(server, without(2)), "u7");
  const long = await muster("token", "--sub", "u8", "--ttl", "30d");
  assert.match(long.stderr, /token\.max_hours/);
});

const ids = (n, more) => token(`u${n}`, { jti: `session-${n}`, ...more });

async function enter(server, made, options) {
  const wire = new Wire(server, options);
  await wire.open;
  await wire.ask("connect", { token: made });
  return wire;
}

// As an administrator should: the file is never half written.
function revoke(path, ...lines) {
  writeFileSync(`${path}.new`, `# taken back\n${lines.join("\n")}\n`);
  renameSync(`${path}.new`, path);
}

for (const transport of [undefined, "http_stream", "sse"])
  test(`tokens taken back end open sessions within a second: ${transport ?? "websocket"}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "muster-revoked-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, "revoked");
    revoke(path, "sub u9");
    const server = await serve(t, { memory: true, set: { "token.revoked_file": path } });
    assert.equal(await enters(server, ids(9)), 3500);
    const wires = [];
    for (const made of [ids(1), ids(1, { jti: "other" }), ids(2), ids(3), ids(4)])
      wires.push(await enter(server, made, { transport }));
    const [one, other, two, three, four] = wires;
    const later = now() + 5; // clocks may differ by ten seconds
    const begun = Date.now();
    revoke(path, "jti session-1", "sub u2", `sub u3 before ${later}`, `sub u4 before ${now() - 60}`);
    for (const wire of [one, two, three]) assert.equal((await wire.closed).code, 3500);
    assert.ok(Date.now() - begun < 2000, `it took ${Date.now() - begun} ms`);
    for (const made of [ids(1), ids(2), ids(3), ids(2, { jti: undefined })])
      assert.equal(await enters(server, made), 3500);
    for (const wire of [other, four]) await wire.ask("ping");
    assert.equal(await enters(server, ids(3, { iat: later })), "u3");
    await four.command("refresh", { token: ids(4, { jti: "session-1" }) }).catch(() => {});
    assert.equal((await four.closed).code, 3500);
    assert.equal(await enters(server, ids(9)), "u9");
    assert.equal(await server.metric('refused_total{reason="revoked"}'), 9);
    for (const wire of wires) wire.end();
  });

test("without a list that can be read nobody is let in; later the last one holds", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "muster-revoked-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "revoked");
  const words = ["--demo", "--journal", "memory:", "--set", `token.revoked_file=${path}`];
  assert.match((await muster("serve", ...words)).stderr, /token\.revoked_file .*No such file/);
  writeFileSync(path, "sub u8\nuser u9\n");
  assert.match((await muster("serve", ...words)).stderr, /line 2 /);
  revoke(path, "sub u8");
  const server = await serve(t, { memory: true, set: { "token.revoked_file": path } });
  const said = (what) => until(() => what.test(server.log), "a line of the log");
  revoke(path, "sub u9", "nonsense");
  await said(/WARN .*revoked.*line 3/);
  assert.equal(await enters(server, ids(8)), 3500);
  assert.equal(await enters(server, ids(9)), "u9");
  rmSync(path);
  revoke(path, "sub u9");
  await said(/INFO .*revoked.*again/);
  assert.equal(await enters(server, ids(9)), 3500);
  assert.equal(await enters(server, ids(8)), "u8");
});

test("a thousand forged tokens leave no trace in memory and none in the log", async (t) => {
  const server = await serve(t, { memory: true, set: { "log.level": "debug" } });
  const before = await warm(server);
  const word = "canary4711";
  for (let n = 0; n < 10; n++)
    await Promise.all(
      Array.from({ length: 100 }, () =>
        enters(server, sign(claims({ sub: word }), { key: word.repeat(5) })),
      ),
    );
  await enters(server, token(word));
  await allEnd();
  t.diagnostic(`grown by ${await well(server, before, 4096)} kB`);
  const bytes = encode({ sub: word }).slice(0, 20);
  for (const text of [bytes, token(word).split(".")[0], secret])
    assert.ok(!server.log.includes(text), "the log holds part of a token");
});
