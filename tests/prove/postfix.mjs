// SPDX-License-Identifier: Apache-2.0
// Debian's postfix, in a folder of its own on an address of its own, as a mail server that people
// have: it knows the mailboxes of example.org by a list, asks a policy before it takes a mail (as
// greylisting does, by postfix's own protocol), and sends back what it cannot deliver. Needs root:
// its master changes to the user of each of its parts.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../wire/client.mjs";

export const HOST = "127.0.0.7";
const PARTS = [
  "pickup unix n - n 60 1 pickup",
  "cleanup unix n - n - 0 cleanup",
  "qmgr unix n - n 300 1 qmgr",
  "rewrite unix - - n - - trivial-rewrite",
  "bounce unix - - n - 0 bounce",
  "defer unix - - n - 0 bounce",
  "trace unix - - n - 0 bounce",
  "flush unix n - n 1000? 0 flush",
  "proxymap unix - - n - - proxymap",
  "error unix - - n - - error",
  "retry unix - - n - - error",
  "virtual unix - n n - - virtual",
  "anvil unix - - n - 1 anvil",
  "showq unix n - n - - showq",
  "postlog unix-dgram n - n - 1 postlogd",
];

const freePort = async (host) => {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
};

export class Postfix {
  // `policy(recipient, times)` answers what postfix is to do, or a promise of it.
  constructor(policy) {
    this.folder = mkdtempSync(join(tmpdir(), "muster-postfix-"));
    this.asked = new Map(); // recipient: how often
    this.policy = createServer((socket) => this.#decide(socket, policy));
  }

  #decide(socket, policy) {
    let text = "";
    socket.on("error", () => {});
    socket.on("data", async (bytes) => {
      text += bytes;
      for (let end; (end = text.indexOf("\n\n")) >= 0; ) {
        const recipient = /^recipient=(.*)$/m.exec(text.slice(0, end))[1];
        text = text.slice(end + 2);
        const times = (this.asked.get(recipient) ?? 0) + 1;
        this.asked.set(recipient, times);
        socket.write(`action=${await policy(recipient, times)}\n\n`);
      }
    });
  }

  // `people` are those who have a mailbox; that of `gone` leads to one that was closed, which is known only when it is
  // delivered.
  async prepare({ people, gone }) {
    const { folder } = this;
    const of = (name) => join(folder, name);
    this.port = await freePort(HOST);
    this.policy.listen(0, "127.0.0.1");
    await once(this.policy, "listening");
    chmodSync(folder, 0o755);
    for (const name of ["etc", "queue", "data", "mail"]) mkdirSync(of(name));
    const user = (kind) => execFileSync("id", [kind, "postfix"], { encoding: "utf8" }).trim();
    execFileSync("chown", ["postfix:postfix", of("data"), of("mail")]);
    const known = people.map((name) => `${name}@example.org ${name}/`);
    writeFileSync(of("etc/people"), [...known, "back@academy.example back/", ""].join("\n"));
    const main = {
      compatibility_level: "3.6",
      queue_directory: of("queue"),
      data_directory: of("data"),
      command_directory: "/usr/sbin",
      daemon_directory: "/usr/lib/postfix/sbin",
      meta_directory: "/etc/postfix",
      mail_owner: "postfix",
      setgid_group: "postdrop",
      myhostname: "mail.test",
      mydestination: "",
      inet_interfaces: "127.0.0.1", // which it is of; master listens where its own file says
      inet_protocols: "ipv4",
      mynetworks: "127.0.0.0/8",
      alias_maps: "",
      alias_database: "",
      local_recipient_maps: "",
      recipient_delimiter: "+",
      maillog_file_prefixes: folder,
      maillog_file: of("log"),
      virtual_mailbox_domains: "example.org, academy.example",
      virtual_mailbox_maps: `texthash:${of("etc/people")}`,
      virtual_mailbox_base: of("mail"),
      virtual_minimum_uid: "1",
      virtual_uid_maps: `static:${user("-u")}`,
      virtual_gid_maps: `static:${user("-g")}`,
      virtual_alias_maps: `inline:{{${gone}@example.org = ${gone}@closed.example}}`,
      default_transport: "error:5.1.1 This mailbox was closed",
      smtpd_relay_restrictions: "reject_unauth_destination",
      smtpd_recipient_restrictions: `reject_unlisted_recipient, check_policy_service inet:127.0.0.1:${this.policy.address().port}`,
    };
    writeFileSync(of("etc/main.cf"), Object.entries(main).map(([name, value]) => `${name} = ${value}\n`).join(""));
    writeFileSync(of("etc/master.cf"), [`${HOST}:${this.port} inet n - n - - smtpd`, ...PARTS, ""].join("\n"));
    execFileSync("/usr/sbin/postfix", ["-c", of("etc"), "check"], { stdio: "pipe" });
    return this;
  }

  get url() {
    return `smtp://${HOST}:${this.port}`;
  }

  // Also a second time, on what waits in its queue.
  async start() {
    const master = ["--pdeathsig", "KILL", "--", "/usr/lib/postfix/sbin/master", "-d", "-c", join(this.folder, "etc")];
    this.child = spawn("setpriv", master, { stdio: "ignore" });
    await until(async () => {
      const socket = connect(this.port, HOST);
      const open = await Promise.race([once(socket, "connect"), once(socket, "error")]).then(() => !socket.connecting && !socket.errored, () => false);
      socket.destroy();
      return open;
    }, "postfix", 20000);
    return this;
  }

  async end() {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await gone;
  }

  async clean() {
    await this.end();
    this.policy.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  // The mails in somebody's mailbox, as text.
  mailbox(name) {
    const found = [];
    for (const part of ["new", "cur"]) {
      const folder = join(this.folder, "mail", name, part);
      let files = [];
      try {
        files = readdirSync(folder);
      } catch {
        continue;
      }
      for (const file of files) found.push(readFileSync(join(folder, file), "utf8"));
    }
    return found;
  }

  log() {
    return readFileSync(join(this.folder, "log"), "utf8");
  }
}

// In front of a mail server: passes everything on, but for its word that a mail was taken, while
// that is held.
export class Between {
  constructor(port, host) {
    this.held = 0;
    this.holds = false;
    this.server = createServer((client) => {
      const server = connect(port, host);
      let data = false;
      client.pipe(server);
      server.on("data", (bytes) => {
        const said = bytes.toString("latin1");
        if (this.holds && data && said.startsWith("250")) this.held++;
        else client.write(bytes);
        data = said.startsWith("354");
      });
      for (const [one, other] of [[client, server], [server, client]]) {
        one.on("error", () => other.destroy());
        one.on("close", () => other.destroy());
      }
    });
  }

  async start() {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return `smtp://127.0.0.1:${this.server.address().port}`;
  }

  end() {
    this.server.close();
  }
}
