// SPDX-License-Identifier: Apache-2.0
// A browser as the API sees it: it keeps cookies, and its pages have an Origin.

import assert from "node:assert/strict";
import { token } from "./server.mjs";

export const originOf = (server) => server.set["server.url"] ?? `http://localhost:${server.port}`;

export class Browser {
  constructor(server, { agent = "Firefox/128 (Test)" } = {}) {
    this.server = server;
    this.agent = agent;
    this.cookies = new Map();
    this.flags = new Map(); // of each cookie, as it was set
  }

  // {status, headers, body, text}
  async ask(method, path, body, headers = {}) {
    const all = { "User-Agent": this.agent, Origin: originOf(this.server), ...headers };
    for (const [name, value] of Object.entries(all)) if (value === undefined) delete all[name];
    if (this.cookies.size > 0)
      all.Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (method !== "GET") all["Content-Type"] = "application/json";
    const text = method === "GET" ? undefined : JSON.stringify(body ?? {});
    const answer = await this.server.get(path, { method, headers: all, body: text });
    // Several stand in one line, and Node 18 cannot part them.
    const lines = answer.headers.get("set-cookie")?.split(/, (?=[^ ;,=]+=)/) ?? [];
    for (const line of lines) this.#keep(line);
    const said = await answer.text();
    const json = /json/.test(answer.headers.get("content-type") ?? "") && said !== "";
    return {
      status: answer.status,
      headers: answer.headers,
      body: json ? JSON.parse(said) : null,
      text: said,
    };
  }

  #keep(line) {
    const [pair, ...flags] = line.split("; ");
    const name = pair.slice(0, pair.indexOf("="));
    this.flags.set(name, flags);
    if (flags.includes("Max-Age=0")) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(name.length + 1));
  }

  get(path, headers) {
    return this.ask("GET", path, undefined, headers);
  }

  post(path, body, headers) {
    return this.ask("POST", path, body, headers);
  }

  delete(path, headers) {
    return this.ask("DELETE", path, undefined, headers);
  }
}

// What a program does with a token of `who`.
export async function does(server, who, method, path, body) {
  const answer = await server.get(path, {
    method,
    headers: { Authorization: `Bearer ${token(who)}`, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const said = await answer.text();
  return { status: answer.status, body: said ? JSON.parse(said) : null };
}

// A link for the enrolment of `person`, whom an organiser adds first when there is none yet.
export async function link(server, person, { add = true, ...more } = {}) {
  if (add) {
    const data = { person, name: `Person ${person}`, ...more };
    const added = await does(server, "organiser", "POST", "/api/rooms/academy:main/person.add", data);
    assert.equal(added.status, 200, JSON.stringify(added.body));
  }
  const made = await does(server, "organiser", "POST", "/api/enrolments", { person });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return made.body.link;
}

export const codeOf = (address) => address.split("#")[1];

// A browser that has signed in as `person`, a new one.
export async function signedIn(server, person, options = {}) {
  const browser = new Browser(server, options);
  const code = codeOf(await link(server, person, options));
  const answer = await browser.post("/api/enrol/device", { code });
  assert.equal(answer.status, 200, answer.text);
  return browser;
}
