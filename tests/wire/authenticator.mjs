// SPDX-License-Identifier: Apache-2.0
// A passkey of software: what a browser and its authenticator send (WebAuthn Level 2), with each
// part changeable. ES256, EdDSA or RS256.

import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const base64url = (bytes) => Buffer.from(bytes).toString("base64url");

// CBOR (RFC 8949) of what is needed: small integers, bytes, texts, maps.
function head(major, value) {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}

function cbor(value) {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const pairs = [...value].flatMap(([key, one]) => [cbor(key), cbor(one)]);
  return Buffer.concat([head(5, value.size), ...pairs]);
}

export class Authenticator {
  constructor({ eddsa = false, rsa = 0, id = randomBytes(32) } = {}) {
    this.eddsa = eddsa;
    this.rsa = rsa; // bits
    this.id = id;
    this.counter = 0;
    if (rsa) this.keys = generateKeyPairSync("rsa", { modulusLength: rsa });
    else if (eddsa) this.keys = generateKeyPairSync("ed25519");
    else this.keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  }

  #publicKey() {
    const { x, y, n, e } = this.keys.publicKey.export({ format: "jwk" });
    const bytes = (text) => Buffer.from(text, "base64url");
    if (this.rsa) return cbor(new Map([[1, 3], [3, -257], [-1, bytes(n)], [-2, bytes(e)]]));
    const members = this.eddsa
      ? [[1, 1], [3, -8], [-1, 6], [-2, bytes(x)]]
      : [[1, 2], [3, -7], [-1, 1], [-2, bytes(x)], [-3, bytes(y)]];
    return cbor(new Map(members));
  }

  #data(rpId, flags, attested = Buffer.alloc(0)) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter, attested]);
  }

  #client(type, challenge, origin, more) {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false, ...more }));
  }

  // RegistrationResponseJSON for the options of the server. `change` may hold origin, rpId, flags,
  // type, challenge, client (more members), old (an older browser's form).
  create(options, origin, change = {}) {
    this.user = options.user.id;
    const client = this.#client(
      change.type ?? "webauthn.create",
      change.challenge ?? options.challenge,
      change.origin ?? origin,
      change.client,
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.#publicKey()]);
    const data = this.#data(change.rpId ?? options.rp.id, change.flags ?? 0x45, attested);
    const object = cbor(new Map([["fmt", "none"], ["attStmt", new Map()], ["authData", data]]));
    const response = {
      clientDataJSON: base64url(client),
      attestationObject: base64url(object),
      authenticatorData: base64url(data),
      transports: ["internal"],
    };
    if (change.old) delete response.authenticatorData;
    return this.#credential(response);
  }

  // AuthenticationResponseJSON; `change` as above, and: handle, counter, tampered.
  get(options, origin, change = {}) {
    const client = this.#client(
      change.type ?? "webauthn.get",
      change.challenge ?? options.challenge,
      change.origin ?? origin,
      change.client,
    );
    const data = this.#data(change.rpId ?? options.rpId, change.flags ?? 0x05);
    const signed = Buffer.concat([data, sha256(client)]);
    const signature = sign(this.eddsa ? null : "sha256", signed, this.keys.privateKey);
    if (change.tampered) signature[signature.length - 1] ^= 1;
    return this.#credential({
      clientDataJSON: base64url(client),
      authenticatorData: base64url(data),
      signature: base64url(signature),
      userHandle: change.handle === undefined ? this.user : change.handle,
    });
  }

  #credential(response) {
    const id = base64url(this.id);
    return { id, rawId: id, type: "public-key", response, clientExtensionResults: {} };
  }
}
