// SPDX-License-Identifier: Apache-2.0
// One browser window with a profile of its own, and what was seen of it.

export class Window {
  constructor(page, address) {
    this.page = page;
    this.context = page.context();
    this.address = address;
    this.id = undefined; // of the person, once chosen
    this.received = []; // frames, as text
    this.sent = [];
    this.requested = []; // paths
    this.opened = 0;
    this.loaded = 0;
    this.tolerated = []; // patterns of what the console may say
    this.seen = [];
    this.#watch(new URL(address).host);
  }

  #watch(host) {
    this.page.on("load", () => this.loaded++);
    this.page.on("pageerror", (error) => this.seen.push(`an uncaught ${error.stack}`));
    this.page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()))
        this.seen.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
    // Watched and not intercepted, for interception would switch the browser's cache off.
    this.page.on("request", (request) => {
      const url = new URL(request.url());
      this.requested.push(url.pathname);
      if (url.host !== host && url.protocol !== "blob:") this.seen.push(`a request to ${url}`);
    });
    this.page.on("websocket", (socket) => {
      if (new URL(socket.url()).host !== host) this.seen.push(`a socket to ${socket.url()}`);
      socket.on("framereceived", ({ payload }) => this.received.push(String(payload)));
      socket.on("framesent", ({ payload }) => this.sent.push(String(payload)));
    });
  }

  // What must not have happened.
  faults() {
    const faults = this.seen.filter((what) => !this.tolerated.some((pattern) => pattern.test(what)));
    const name = this.id ?? "nobody";
    if (this.loaded !== this.opened) faults.push(`${this.loaded - this.opened} reloads`);
    return faults.map((what) => `${name}: ${what}`);
  }

  // A lost connection is told by the browser itself.
  tolerateLoss() {
    this.tolerated.push(/net::ERR_|WebSocket|fetching the script/);
  }

  async open(path) {
    this.opened++;
    await this.page.goto(this.address + path);
  }

  async reload() {
    this.opened++;
    await this.page.reload();
  }

  // A size, which the page has seen when this is over: what folds has folded.
  async resize({ width, height }) {
    await this.page.setViewportSize({ width, height });
    await this.page.evaluate(
      () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(seen)))),
    );
  }

  // Whoever is given is chosen in this tab, as by the front door; on an address that is no page, for a
  // page would be a whole one more to open.
  async be(identity) {
    this.id = JSON.parse(identity).id;
    await this.open("/health");
    await this.page.evaluate((text) => sessionStorage.setItem("muster.identity", text), identity);
  }

  async identity() {
    const kept = await this.page.waitForFunction(() => sessionStorage.getItem("muster.identity"));
    return JSON.parse(await kept.jsonValue()).id;
  }

  // What the client's README names.
  at(id) {
    return this.page.getByTestId(id);
  }

  button(name, within = this.page) {
    return within.getByRole("button", { name, exact: true });
  }

  async shows(id) {
    await this.at(id).first().waitFor();
  }

  async lacks(id) {
    await this.at(id).first().waitFor({ state: "detached" });
  }

  // Waits until a notice with this text (or what is said aloud: live-polite, live-assertive) is or was there, since the
  // page was opened: it may have passed by meanwhile.
  async told(text, where = "notice") {
    const found = ([of, part]) => globalThis.passed.some((line) => line.of === of && line.text.includes(part));
    await this.page.waitForFunction(found, [where, text]);
  }

  // What can be undone passes by too, unless somebody is at it: at once after the act, before looking elsewhere.
  async holdUndo() {
    await this.at("undo").last().hover();
  }

  async undo() {
    await this.at("undo").last().click();
  }

  // Waits for a state of the connection.
  async isIn(state) {
    await this.page.locator(`[data-testid="connection"][data-state="${state}"]`).waitFor({ state: "attached" });
  }

  async text(id) {
    return (await this.at(id).innerText()).trim();
  }

  // Whether `text` stands in any frame this window was sent.
  heard(text) {
    return this.received.some((frame) => frame.includes(text));
  }
}
