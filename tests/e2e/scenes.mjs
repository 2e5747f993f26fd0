// SPDX-License-Identifier: Apache-2.0
// Every state of every page, in the order in which one evening brings them. A scene returns the window
// that shows it; `docs` names the looks of it that the README shows; `bare`: it has one language and one colour; `still`:
// its picture need not play, for nothing may come to it.

import { token } from "../wire/server.mjs";
import { slidesMake } from "../wire/slides.mjs";
import { panel, sessionAct } from "./acts.mjs";
import { language } from "./look.mjs";
import { fullCourse, fullWebinar, liveWebinar } from "./staged.mjs";
import { pause } from "./until.mjs";
import { COURSE, WEBINAR } from "./world.mjs";
import { SCENES as ACADEMY } from "./scenes_academy.mjs";
import { SCENES as TAUGHT } from "./scenes_course.mjs";

// What earlier scenes left: windows by who they are, numbers of things.
export class Evening {
  // `moving`: the picture plays, which takes its time.
  constructor(world, moving) {
    this.world = world;
    this.moving = moving;
    this.windows = new Map();
  }

  // The window of this person in this room, opened when it is first wanted.
  async at(role, room = WEBINAR, options = {}) {
    const key = `${role} ${room} ${options.key ?? ""}`;
    const { key: _, ...rest } = options;
    if (!this.windows.has(key))
      this.windows.set(key, await this.world.enter(role, room, { moving: this.moving, ...rest }));
    return this.windows.get(key);
  }

  // Where the picture is to be seen it is.
  async plays(window) {
    const player = window.at("player");
    if (!this.moving || (await player.count()) === 0) return;
    await window.page.locator('[data-testid="player"]:is([data-state="playing"], [data-state="blocked"])').waitFor();
    if ((await player.getAttribute("data-state")) === "blocked") await window.at("play").click();
    await window.page.locator('[data-state="playing"]').waitFor();
  }
}

const SAID = [
  "Every device is switched off before it is moved,",
  "and the time at which that was done is written down,",
  "with the name of whoever did it. So much for the first minute.",
];

async function panelOf(evening, role, name) {
  const window = await evening.at(role);
  await panel(window, name);
  return window;
}

// The demo's organiser, on a page of the academy.
async function organiserAt(evening, path, shows) {
  if (!evening.organiser) {
    evening.organiser = await evening.world.window();
    await evening.organiser.be(JSON.stringify({ token: token("organiser"), id: "organiser", name: "Organiser" }));
  }
  await evening.organiser.open(path);
  await evening.organiser.shows(shows);
  return evening.organiser;
}

export const SCENES = [
  {
    name: "kit",
    docs: ["1440-en-light"],
    async make({ world }) {
      const window = await world.window();
      await window.open("/kit");
      await window.shows("kit");
      return window;
    },
  },
  {
    name: "door",
    async make({ world }) {
      const window = await world.window();
      await window.open("/");
      await window.shows("identity-host");
      return window;
    },
  },
  {
    name: "before",
    docs: ["1440-en-light"],
    async make(evening) {
      const window = await evening.at("participant");
      await window.shows("stage");
      return window;
    },
  },
  {
    name: "try",
    make: (evening) => evening.at("participant"),
    async dialog(window) {
      await window.at("try").click();
      await window.shows("try-play");
    },
  },
  {
    name: "before-host",
    async make(evening) {
      const window = await evening.at("host");
      await window.shows("stage");
      return window;
    },
  },
  {
    name: "live-empty",
    async make(evening) {
      evening.host = await liveWebinar(evening.world.server);
      const window = await evening.at("participant");
      await window.shows("player");
      return window;
    },
  },
  {
    name: "live-empty-host",
    make: (evening) => evening.at("host"),
  },
  {
    name: "live-chat",
    docs: ["1440-en-light", "360-ar-light", "768-fr-dark"],
    async make(evening) {
      Object.assign(evening, await fullWebinar(evening.world.server, evening.host));
      // Sums come a moment after the votes.
      await pause(1500);
      return panelOf(evening, "participant", "chat");
    },
  },
  { name: "live-polls", docs: ["1440-ar-light", "360-en-light"], make: (evening) => panelOf(evening, "participant", "polls") },
  { name: "live-questions", docs: ["360-en-dark"], make: (evening) => panelOf(evening, "participant", "questions") },
  { name: "desk-needs", docs: ["1440-en-light", "1440-ar-dark", "360-en-light"], make: (evening) => panelOf(evening, "host", "needs") },
  { name: "desk-polls", docs: ["1440-en-light"], make: (evening) => panelOf(evening, "host", "polls") },
  { name: "desk-questions", make: (evening) => panelOf(evening, "host", "questions") },
  { name: "desk-people", make: (evening) => panelOf(evening, "host", "people") },
  { name: "moderator-chat", make: (evening) => panelOf(evening, "moderator", "chat") },
  {
    name: "desk-sheet",
    docs: ["1440-en-light"],
    async make(evening) {
      const { host } = evening;
      const chapter = (en, ar, minutes) => host("agenda.add", { title: { en, ar }, minutes });
      const first = await chapter("Welcome", "ترحيب", 5);
      await chapter("What a phone tells", "ما يقوله الهاتف", 20);
      await chapter("Questions", "أسئلة", 15);
      await host("agenda.go", { item: first });
      await host("notice.post", { text: { en: "We go on at 14:10.", ar: "نستأنف في الساعة 14:10." } });
      await host("handout.add", { title: { en: "Checklist", ar: "قائمة" }, url: "https://police.example/checklist.pdf" });
      await host("timer.start", { seconds: 600, title: { en: "Group work", ar: "عمل جماعي" } });
      return panelOf(evening, "host", "sheet");
    },
  },
  { name: "live-chapter", make: (evening) => panelOf(evening, "participant", "chat") },
  {
    name: "polls-types",
    async make(evening) {
      const { host } = evening;
      const options = [{ en: "Phones", ar: "هواتف" }, { en: "Paper", ar: "ورق" }, { en: "Computers", ar: "حواسيب" }];
      const types = [
        { type: "scale", title: { en: "How sure are you?", ar: "ما مدى ثقتك؟" }, ask: { to: 5 } },
        { type: "ranking", title: { en: "What first?", ar: "ما الأول؟" }, options },
        { type: "points", title: { en: "How much each?", ar: "كم لكل منها؟" }, options },
        { type: "numeric", title: { en: "How many?", ar: "كم؟" } },
        { type: "text", title: { en: "Why?", ar: "لماذا؟" } },
        { type: "cloud", title: { en: "One word for it", ar: "كلمة واحدة" } },
      ];
      for (const each of types) await host("poll.open", { poll: await host("poll.prepare", { ...each, results: "live" }) });
      return panelOf(evening, "participant", "polls");
    },
  },
  { name: "desk-polls-types", make: (evening) => panelOf(evening, "host", "polls") },
  {
    name: "desk-end",
    docs: ["360-ar-light"],
    async make(evening) {
      const window = await panelOf(evening, "host", "needs");
      return window;
    },
    async dialog(window) {
      await sessionAct(window, "phase-ended");
      await window.shows("confirm");
    },
  },
  {
    name: "poll-form",
    async make(evening) {
      return panelOf(evening, "host", "polls");
    },
    async dialog(window) {
      await window.at("poll-prepare").click();
      await window.shows("poll-form");
    },
  },
  {
    name: "captions",
    async make(evening) {
      await evening.host("captions.offer", { languages: ["en", "ar"] });
      const window = await evening.at("participant", WEBINAR, { key: "captions" });
      await evening.plays(window);
      await window.at("captions-menu").click();
      await window.at("captions-en").click();
      await window.at("captions").waitFor({ state: "attached" });
      for (const text of SAID) await evening.host("captions.line", { language: "en", text });
      await window.at("captions").getByText(SAID.at(-1)).waitFor();
      return window;
    },
  },
  {
    name: "captioner",
    async make(evening) {
      const window = await evening.at("moderator", WEBINAR, { key: "captioner" });
      await window.at("captions-menu").click();
      await window.at("captions-write").click();
      await window.at("captioner-lines").getByText(SAID.at(-1)).waitFor();
      return window;
    },
  },
  {
    name: "run",
    async make(evening) {
      const { deck } = await slidesMake(evening.world.server, WEBINAR, 3);
      evening.deck = deck;
      const items = [];
      for (const title of [{ en: "Welcome", ar: "ترحيب" }, { en: "What a phone tells", ar: "ما يقوله الهاتف" }])
        items.push(await evening.host("agenda.add", { title, minutes: 10 }));
      await evening.host("agenda.go", { item: items[0] });
      await evening.host("run.order", { steps: [`item:${items[0]}`, `deck:${deck}:1-2`, "timer:5", `item:${items[1]}`] });
      await evening.host("run.go", { step: `item:${items[0]}` });
      const window = await panelOf(evening, "host", "sheet");
      await window.shows("run-next");
      return window;
    },
  },
  {
    name: "slides",
    async make(evening) {
      await evening.host("slide.show", { deck: evening.deck, page: 1 });
      await evening.host("slide.show", { deck: evening.deck, page: 2 });
      const window = await evening.at("participant");
      await window.shows("slide-picture");
      return window;
    },
  },
  {
    name: "wall",
    bare: true,
    async make(evening) {
      const host = await evening.at("host");
      const window = await evening.world.window();
      await window.be(await host.page.evaluate(() => sessionStorage.getItem("muster.identity")));
      await window.open("/present/w1");
      await window.shows("wall");
      await evening.host("slide.show", { deck: evening.deck, page: 3 });
      await window.shows("wall-slide-picture");
      return window;
    },
  },
  {
    name: "wall-poll",
    bare: true,
    async make(evening) {
      await evening.host("slide.hide", {});
      const window = evening.world.windows.at(-1);
      await window.open("/present/w1?show=poll");
      await window.page.locator('.wall[data-scene^="poll-"]').waitFor();
      return window;
    },
  },
  {
    name: "offline",
    still: true,
    docs: ["360-fr-light"],
    async make(evening) {
      evening.proxy = await evening.world.proxy();
      await evening.host("chat.mode", { mode: "open" });
      const window = await evening.at("participant", WEBINAR, { key: "far", address: evening.proxy.url });
      await window.shows("player");
      await panel(window, "polls");
      await window.at(`ballot-${evening.open}`).locator("input").first().check();
      // Without a connection only what has come before can be spoken.
      for (const lang of ["ar", "fr", "en"]) await language(window, lang);
      window.tolerateLoss();
      evening.proxy.cut();
      await window.isIn("reconnecting");
      await window.at(`vote-${evening.open}`).click();
      await panel(window, "chat");
      await window.at("chat-text").fill("Is the sound gone for everybody, or only here?");
      await window.at("chat-text").press("Enter");
      // What says so comes after a moment, lest it flicker.
      await pause(1500);
      return window;
    },
  },
  {
    name: "late",
    still: true,
    docs: ["360-es-light"],
    async make(evening) {
      await evening.host("poll.close", { poll: evening.open });
      await evening.host("poll.publish", { poll: evening.open, published: true });
      evening.proxy.mend();
      const window = await evening.at("participant", WEBINAR, { key: "far" });
      await window.isIn("connected");
      await panel(window, "polls");
      return window;
    },
  },
  {
    name: "break",
    async make(evening) {
      await evening.host("stage.phase", { to: "paused", until: Date.now() + 600_000 });
      return panelOf(evening, "participant", "chat");
    },
  },
  {
    name: "waiting",
    async make(evening) {
      await evening.host("member.policy", { policy: "ask" });
      const window = await evening.at("participant", WEBINAR, { key: "waits" });
      await window.shows("waiting");
      return window;
    },
  },
  {
    name: "break-host",
    async make(evening) {
      await evening.host("member.policy", { policy: "open" });
      return panelOf(evening, "host", "needs");
    },
  },
  {
    name: "after",
    docs: ["1440-fr-light"],
    async make(evening) {
      await evening.host("stage.phase", { to: "ended" });
      return panelOf(evening, "participant", "questions");
    },
  },
  {
    name: "refused",
    async make({ world }) {
      const window = await world.enter("participant", "webinar:nowhere");
      await window.shows("refused");
      return window;
    },
  },
  {
    name: "forum-empty",
    make: (evening) => evening.at("participant", COURSE),
  },
  {
    name: "forum",
    docs: ["1440-en-light", "360-ar-dark"],
    async make(evening) {
      Object.assign(evening, await fullCourse(evening.world.server));
      const window = await evening.at("participant", COURSE);
      await window.shows(`thread-${evening.thread}`);
      return window;
    },
  },
  {
    name: "thread",
    docs: ["1440-en-light"],
    async make(evening) {
      const window = await evening.at("participant", COURSE);
      await window.open(`/course/c1/thread/${evening.thread}`);
      await window.shows("posts");
      return window;
    },
  },
  {
    name: "thread-host",
    async make(evening) {
      const window = await evening.at("host", COURSE);
      await window.open(`/course/c1/thread/${evening.thread}`);
      await window.shows("posts");
      return window;
    },
  },
  {
    name: "thread-gone",
    async make(evening) {
      const window = await evening.at("participant", COURSE);
      await window.open("/course/c1/thread/9999");
      return window;
    },
  },
  {
    name: "home",
    docs: ["1440-en-light", "360-ar-light"],
    async make(evening) {
      const window = await evening.at("participant", COURSE);
      await window.open("/");
      await window.shows(`room-${WEBINAR}`);
      return window;
    },
  },
  ...TAUGHT,
  ...ACADEMY,
  {
    name: "people",
    make: (evening) => organiserAt(evening, "/academy/people", "people"),
  },
  {
    name: "person",
    make: (evening) => organiserAt(evening, "/academy/people/coordinator", "person-acts"),
  },
  {
    name: "person-edit",
    make: (evening) => organiserAt(evening, "/academy/people/coordinator/edit", "person-save"),
  },
  {
    name: "people-import",
    make: (evening) => organiserAt(evening, "/academy/people/import", "import-file"),
  },
  {
    name: "people-dry-run",
    async make(evening) {
      const window = await organiserAt(evening, "/academy/people/import", "import-file");
      const lines = ["name;mail;country", "Participant 900;p900@police.example;TN", "Nobody;no address;TN", "Nowhere;p901@police.example;XQ"];
      const file = { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
      await window.at("import-file").setInputFiles(file);
      await window.shows("import-ready");
      return window;
    },
  },
  {
    name: "academy-settings",
    make: (evening) => organiserAt(evening, "/academy/settings", "settings-colour"),
  },
  {
    name: "announcement-new",
    async make(evening) {
      const window = await organiserAt(evening, "/academy/announcements", "news-new");
      await window.at("news-new").click();
      await window.shows("news-form");
      return window;
    },
  },
];
