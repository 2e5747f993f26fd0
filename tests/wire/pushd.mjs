// SPDX-License-Identifier: Apache-2.0
// A push service and its browsers on a free port of 127.0.0.1, by HTTPS: it opens what it is sent with node's crypto
// (RFC 8291) and verifies who sends it (RFC 8292).

import { execFileSync } from "node:child_process";
import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

const mac = (key, ...parts) => createHmac("sha256", key).update(Buffer.concat(parts)).digest();
const expand = (key, info, length) => mac(key, Buffer.from(info, "binary"), Buffer.from([1])).subarray(0, length);
const label = (name) => `Content-Encoding: ${name}\0`;

// The words of a body for that browser; throws when they are not for it.
export function open({ ecdh, secret }, body) {
  const salt = body.subarray(0, 16);
  const point = body.subarray(21, 21 + body[20]);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), ecdh.getPublicKey(), point]);
  const input = expand(mac(secret, ecdh.computeSecret(point)), info.toString("binary"), 32);
  const key = mac(salt, input);
  const record = body.subarray(21 + body[20]);
  const cipher = createDecipheriv("aes-128-gcm", expand(key, label("aes128gcm"), 16), expand(key, label("nonce"), 12));
  cipher.setAuthTag(record.subarray(-16));
  const plain = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()]);
  return plain.subarray(0, plain.lastIndexOf(2)).toString();
}

// The claims of the header Authorization, when its signature is that of its key.
export function claims(header) {
  const [, token, key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header);
  const [head, body, signature] = token.split(".");
  const point = Buffer.from(key, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString("base64url"));
  const jwk = { format: "jwk", key: { kty: "EC", crv: "P-256", x, y } };
  const good = verify(
    "sha256",
    Buffer.from(`${head}.${body}`),
    { key: createPublicKey(jwk), dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!good) throw new Error("the signature is not the key's");
  return { ...JSON.parse(Buffer.from(body, "base64url")), key };
}

export class PushService {
  // How the address of a browser begins says how the service is about it: "ok", "gone", "hang", "busy", "late" (once busy).
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "muster-push-"));
    this.ca = join(this.folder, "cert.pem");
    this.browsers = new Map();
    this.came = []; // {name, words, headers}
    this.asked = new Map(); // how often, by name
    this.late_s = 3; // how long "late" is busy
  }

  async start() {
    const key = join(this.folder, "key.pem");
    const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    const name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    execFileSync("openssl", ["req", ...kind, "-keyout", key, "-out", this.ca, ...name], { stdio: "ignore" });
    const options = { key: readFileSync(key), cert: readFileSync(this.ca) };
    this.server = createServer(options, (request, response) => this.#take(request, response));
    this.server.listen(0, "localhost");
    await once(this.server, "listening");
    this.origin = `https://localhost:${this.server.address().port}`;
    return this;
  }

  async end() {
    this.server.closeAllConnections?.();
    this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  // What the server is to be configured with.
  get set() {
    return { "push.services": "localhost", "push.ca": this.ca, "push.inside": "yes", "push.timeout_seconds": 2, "push.retry_seconds": 1 };
  }

  // A browser's subscription.
  subscription(name) {
    const ecdh = createECDH("prime256v1");
    ecdh.generateKeys();
    const secret = randomBytes(16);
    this.browsers.set(name, { ecdh, secret });
    const keys = { p256dh: ecdh.getPublicKey().toString("base64url"), auth: secret.toString("base64url") };
    return { endpoint: `${this.origin}/${name}`, expirationTime: null, keys };
  }

  to(name) {
    return this.came.filter((one) => one.name === name);
  }

  async #take(request, response) {
    const name = request.url.slice(1);
    this.asked.set(name, (this.asked.get(name) ?? 0) + 1);
    if (name.startsWith("hang")) return;
    const parts = [];
    for await (const part of request) parts.push(part);
    if (name.startsWith("gone")) return response.writeHead(410).end();
    if (name.startsWith("late") && this.asked.get(name) === 1) return response.writeHead(503, { "Retry-After": String(this.late_s) }).end();
    if (name.startsWith("busy")) return response.writeHead(429, { "Retry-After": "1" }).end();
    const words = JSON.parse(open(this.browsers.get(name), Buffer.concat(parts)));
    this.came.push({ name, words, headers: request.headers, claims: claims(request.headers.authorization), method: request.method });
    response.writeHead(201, { Location: `${this.origin}/m/1` }).end();
  }
}
