// SPDX-License-Identifier: Apache-2.0
// A tool of others as it stands on the net (LTI 1.3): it begins launches and checks what it is told, by node:crypto alone.

import assert from "node:assert/strict";
import { createPublicKey, randomBytes, verify } from "node:crypto";
import { createServer } from "node:http";

const CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";
export const claimOf = (said, name) => said[`${CLAIM}${name}`];

const decoded = (part) => JSON.parse(Buffer.from(part, "base64url").toString());

async function bodyOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return new URLSearchParams(Buffer.concat(pieces).toString());
}

export class Tool {
  // What a browser was told to come back with, by state: {nonce, login}.
  #begun = new Map();
  launches = []; // what it was told and believes
  refused = []; // and what it was told else
  platform = {}; // {issuer, client, deployment}, as its operator has set it

  static async open(t) {
    const tool = new Tool();
    tool.server = createServer((request, response) => void tool.#answer(request, response));
    await new Promise((done) => tool.server.listen(0, "127.0.0.1", done));
    tool.url = `http://127.0.0.1:${tool.server.address().port}`;
    t.after(() => tool.server.close());
    return tool;
  }

  // As organisers register it.
  get registration() {
    return { name: "Exercises", login: `${this.url}/login?kind=lti`, redirects: [`${this.url}/launch`] };
  }

  // The authentication request for a login that was initiated so.
  request(login, more = {}) {
    const state = randomBytes(16).toString("hex");
    const nonce = randomBytes(16).toString("hex");
    this.#begun.set(state, { nonce, login });
    const said = {
      scope: "openid", response_type: "id_token", response_mode: "form_post", prompt: "none",
      client_id: login.get("client_id"), redirect_uri: `${this.url}/launch`, login_hint: login.get("login_hint"), state, nonce, ...more,
    };
    for (const [name, value] of Object.entries(said)) if (value === undefined) delete said[name];
    return `${login.get("iss")}/api/lti/authorize?${new URLSearchParams(said)}`;
  }

  // What the token says, once all of it is checked.
  async check(form) {
    const begun = this.#begun.get(form.get("state"));
    this.#begun.delete(form.get("state"));
    assert.ok(begun, "the state is one of ours, once");
    const [head, payload, signature, ...more] = form.get("id_token").split(".");
    const { alg, kid } = decoded(head);
    assert.deepEqual([alg, more.length], ["RS256", 0]);
    const { keys } = await (await fetch(`${this.platform.issuer}/api/lti/keys`)).json();
    const key = createPublicKey({ key: keys.find((one) => one.kid === kid), format: "jwk" });
    assert.ok(verify("sha256", `${head}.${payload}`, key, Buffer.from(signature, "base64url")), "the signature");
    const said = decoded(payload);
    const now = Date.now() / 1000;
    assert.deepEqual([said.iss, said.aud, said.azp], [this.platform.issuer, this.platform.client, this.platform.client]);
    assert.ok(said.iat <= now + 5 && said.exp > now && said.exp - said.iat <= 600, "its times");
    assert.equal(said.nonce, begun.nonce);
    const fixed = ["message_type", "version", "deployment_id", "target_link_uri"].map((name) => claimOf(said, name));
    assert.deepEqual(fixed, ["LtiResourceLinkRequest", "1.3.0", this.platform.deployment, begun.login.get("target_link_uri")]);
    assert.ok(claimOf(said, "resource_link").id && Array.isArray(claimOf(said, "roles")));
    return said;
  }

  async #answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, this.url);
    if (pathname === "/login") {
      response.writeHead(302, { Location: this.request(searchParams) }).end();
      return;
    }
    try {
      const said = await this.check(await bodyOf(request));
      this.launches.push(said);
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(`<!doctype html><title>Tool</title><p id="said">Exercise for ${said.name ?? "somebody"}</p>`);
    } catch (error) {
      this.refused.push(error.message);
      response.writeHead(401).end(error.message);
    }
  }
}

// A tool that is registered at this server, as an organiser does it.
export async function registered(t, { issuer, rpc, ...more }) {
  const tool = await Tool.open(t);
  const { seq } = await rpc("tool.set", { room: "academy:main", op: `tool.${randomBytes(8).toString("hex")}`, ...tool.registration, ...more });
  const { tools } = await rpc("tool.list", { room: "academy:main" });
  tool.platform = { issuer, client: tools[seq].client, deployment: tools[seq].deployment };
  return { tool, seq };
}

// What the form of a page would send, and where: {action, fields}.
export function formOf(html) {
  const plain = (text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
  const [, action] = /<form method="post" action="([^"]*)">/.exec(html) ?? [];
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  return { action: action && plain(action), fields: new URLSearchParams(fields.map(([, name, value]) => [name, plain(value)])) };
}
