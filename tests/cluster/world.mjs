// SPDX-License-Identifier: Apache-2.0
// A cluster with a lively room, and two people who measure: one speaks at the first instance, one
// listens at the second.

import { pause, until, Client } from "../wire/client.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { check } from "./checker.mjs";
import { Cluster } from "./cluster.mjs";
import { COURSE, People, ROOM, as } from "./people.mjs";

const PEOPLE = 36;
const SOON_MS = 20000; // for what comes back by itself

export class World {
  constructor({ seed = Number(process.env.SEED ?? Date.now() % 1e6), people = PEOPLE, ...options } = {}) {
    this.seed = seed;
    this.wanted = people;
    this.cluster = new Cluster(options);
    this.measured = 0;
  }

  // Everybody through HAProxy: they come back wherever there is a place.
  async start() {
    await this.cluster.start();
    this.people = new People(this.cluster.front, { seed: this.seed });
    await this.#prepare();
    await this.people.arrive(this.wanted);
    const [first, second] = this.cluster.instances;
    this.speaker = await new Client(first, as("moderator")).ready();
    this.listener = await new Client(second, as("presenter")).ready();
    this.follower = await this.listener.follow(ROOM);
    this.people.begin();
    return this;
  }

  async #prepare() {
    const host = await connect(this.cluster.instances[0], "host");
    let turn = 0;
    const act = (method, data, room = ROOM) => host.rpc(method, { room, op: `prepare-${++turn}`, ...data });
    await act("stage.phase", { to: "live" });
    await act("question.intake", { intake: "open", moderated: false });
    for (const en of ["One?", "Two?"]) {
      const options = ["A", "B", "C"].map((en) => ({ en }));
      const { seq } = await act("poll.prepare", { type: "single", title: { en }, options, change: true });
      await act("poll.open", { poll: seq });
    }
    await act("forum.thread", { title: "The first", text: "It stays" }, COURSE);
    host.end();
  }

  // How many ms it takes until what is said at one instance is seen at another.
  async delay() {
    const text = `measured ${++this.measured}`;
    const begun = Date.now();
    await this.speaker.rpc("chat.post", { room: ROOM, op: text.replace(" ", "-"), text });
    const seen = () => Object.values(this.follower.view.chat.messages).some((one) => one.text === text);
    await until(seen, text, SOON_MS);
    return Date.now() - begun;
  }

  // All delays of messages that were said in these `wait_ms`, one every `step_ms`.
  async delays(wait_ms, step_ms = 200) {
    const all = [];
    for (const end = Date.now() + wait_ms; Date.now() < end; await pause(step_ms)) all.push(this.delay());
    return Promise.all(all);
  }

  health(at) {
    return this.cluster.instances[at].get("/health").then(async (answer) => ({
      code: answer.status,
      ...(await answer.json()),
    }));
  }

  // Until every instance says of its `what` (bus, journal) that it is `how`.
  async says(what, how, wait_ms = SOON_MS) {
    for (const at of this.cluster.instances.keys())
      await until(async () => (await this.health(at))[what] === how, `${what} ${how} at ${at}`, wait_ms);
  }

  // Everything is as it should be: at the `instances` named, or everywhere.
  async holds(instances) {
    await check(this.cluster, this.people, instances);
    this.people.begin();
  }

  // For the log of a test.
  story(t) {
    const { acknowledged, repeated, refused, resumes } = this.people;
    const again = Object.values(repeated).reduce((sum, times) => sum + times, 0);
    t.diagnostic(
      `seed ${this.seed}: ${acknowledged.length} acknowledged, ${again} times sent again, ` +
        `${Object.keys(refused).length} kinds of refusals, ` +
        `${resumes.recovered} of ${resumes.all} resumes recovered`,
    );
  }

  async end() {
    this.people?.leave();
    for (const client of [this.speaker, this.listener]) client?.sdk.disconnect();
    endAll();
    await this.cluster.clean();
  }
}
