// SPDX-License-Identifier: Apache-2.0
// A real SMTP server (smtpd.py) on a free port of 127.0.0.1, which ends with this process.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const words = (text) =>
  text.replace(/\r\n (?==\?)/g, "").replace(/=\?UTF-8\?B\?(.*?)\?=/g, (_, word) => Buffer.from(word, "base64"));

// A mail as it came: {headers, text, html}.
export function parse(raw) {
  const [head, ...parts] = raw.split("--=_muster");
  const headers = {};
  for (const line of head.trim().replace(/\r\n /g, " ").split("\r\n")) {
    const at = line.indexOf(": ");
    headers[line.slice(0, at)] = words(line.slice(at + 2)).replace(/\?= =\?/g, "");
  }
  headers.Subject = words(/^Subject: (.*(?:\r\n .*)*)/m.exec(head)[1].replace(/\r\n /g, ""));
  const [text, html] = parts
    .slice(0, 2)
    .map((part) => Buffer.from(part.slice(part.indexOf("\r\n\r\n")), "base64").toString());
  return { headers, text, html, raw };
}

export class Smtp {
  constructor(...options) {
    this.options = options;
    this.port = 0;
    this.mails = []; // those it has taken
    this.refused = []; // to whom it has not
    this.slow = []; // those it has thought about
  }

  get url() {
    return `smtp://127.0.0.1:${this.port}`;
  }

  // On the port it had before, when it had one.
  async start() {
    const script = fileURLToPath(new URL("smtpd.py", import.meta.url));
    const options = [...this.options, "--port", String(this.port)];
    // Debian's, for which its packages are.
    this.child = spawn("/usr/bin/python3", [script, ...options], { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface(this.child.stdout);
    const ready = once(lines, "line");
    const ended = once(this.child, "exit").then(([code]) => {
      throw new Error(`the SMTP server ended with ${code}`);
    });
    ended.catch(() => {});
    const [first] = await Promise.race([ready, ended]);
    this.port = JSON.parse(first).port;
    lines.on("line", (line) => this.#hear(JSON.parse(line)));
    return this;
  }

  #hear(said) {
    if (said.refused) this.refused.push(said.refused);
    else if (said.slow) this.slow.push({ to: said.slow, ...parse(said.mail) });
    else this.mails.push({ ...said, ...parse(said.mail) });
  }

  // Those to an address.
  to(address) {
    return this.mails.filter(({ to }) => to.includes(address));
  }

  async end() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await gone;
  }
}
