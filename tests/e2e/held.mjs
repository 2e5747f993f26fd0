// SPDX-License-Identifier: Apache-2.0
// How long a page holds the browser up: the longest task of each act, on a processor four times slower. What counts is
// processor time, four times over: what else this machine does meanwhile is not the page's. It is slower all the same beside
// others that want the same caches: so the same piece of work is measured before and after each act, and a task counts as if
// that work had taken FIXED_MS. What of a task the browser's own collector of memory took is told apart: it marks beside the
// page where there is a processor for that, and in its way where there is none. The page measures its own turns by a clock that
// goes four times faster. Where a whole is named, all tasks until the window is full of posts must not take longer together; what
// comes behind them is drawn in turns while one reads, however many, and each is a task. Nothing is done a second time because
// it failed. But the fixed work says how fast the machine is, and says nothing where it took another time after the act than
// before it: then the act is done once more, on a page that begins anew, and that counts. A part of the name of an act, as the
// first argument of the program, tells what the longest task of each such act consists of.

const SLOWER = 4;
export const HELD_UP_MS = 50;
// The fixed work on the slow processor that is meant.
const FIXED_MS = 100;
// Beyond this the machine was another one after the act.
const STEADY = 1.4;

// All that the browser did on the main thread of its pages: tasks, and what each consisted of.
async function traced(session, act) {
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const done = new Promise((end) => session.once("Tracing.tracingComplete", end));
  const includedCategories = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "v8", "blink.user_timing", "__metadata"];
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories } });
  await act();
  await session.send("Tracing.end");
  await done;
  session.removeAllListeners("Tracing.dataCollected");
  const threads = new Set(events.flatMap(({ name, args, pid, tid }) => (name === "thread_name" && args.name === "CrRendererMain" ? [`${pid} ${tid}`] : [])));
  const tasks = events.filter(({ ph, pid, tid, tdur }) => ph === "X" && tdur > 0 && threads.has(`${pid} ${tid}`));
  return { tasks, full: events.find(({ name }) => name === FULL) };
}

// The page says when its window is full of posts, from what the browser has measured anyway.
export const FULL = "full of posts";
function tellsFull(name) {
  const came = new MutationObserver(() => {
    const posts = document.querySelector(".posts");
    if (!posts) return;
    came.disconnect();
    const sizes = new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.height < innerHeight) return;
      sizes.disconnect();
      performance.mark(name);
    });
    sizes.observe(posts);
  });
  came.observe(document, { childList: true, subtree: true });
}

const COLLECTS = /^(V8\.GC|MinorGC$|MajorGC$)/;
const NO_PART = /RunTask$|^Receive mojo message$|^SimpleWatcher/;
let failed = false;

// `together`: at most this many are under way at once.
async function say(server, count, method, data, together = 1) {
  const team = [await connect(server, "host"), await connect(server, "moderator")];
  for (let first = 0; first < count; first += together) {
    const some = Array.from({ length: Math.min(together, count - first) }, (_, at) => first + at);
    await Promise.all(some.map((n) => team[n % 2].rpc(method, { op: `tasks-${n}`, ...data(n) })));
  }
  for (const wire of team) wire.end();
}

// What never changes: a page that is empty makes some rows, lays them out and forgets them, as its first work.
function work() {
  for (let n = 0; n < 400; n++) {
    const row = document.createElement("p");
    row.style.cssText = "display: grid; grid-template-columns: 2rem 1fr";
    for (const word of ["one", "two", "three"]) row.append(Object.assign(document.createElement("span"), { textContent: `${word} ${n}` }));
    document.body.append(row);
  }
  const height = document.body.scrollHeight;
  document.body.replaceChildren();
  return height;
}

// How long that takes here and now, four times over.
async function floorOf(window) {
  const page = await window.context.newPage();
  const { tasks } = await traced(window.tracer, () => page.evaluate(work));
  await page.close();
  return Math.round((Math.max(...tasks.map(({ tdur }) => tdur)) * SLOWER) / 1000);
}

/** Once more, after `anew`, where the machine changed under it. True when nothing held the page up. */
export async function measure(window, name, act, anew, whole_ms) {
  let { over, steady } = await measureOnce(window, name, act, whole_ms);
  if (over > 0 && !steady && anew) {
    await anew();
    ({ over } = await measureOnce(window, `${name}, once more`, act, whole_ms));
  }
  return over === 0;
}

// The act is over when what it leads to is there and two frames were drawn. How many tasks were too long, or together.
async function measureOnce(window, name, act, whole_ms = Infinity) {
  const before = await floorOf(window);
  const { tasks: events, full } = await traced(window.tracer, async () => {
    await act();
    await window.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))));
  });
  const after = await floorOf(window);
  const floor = Math.round((before + after) / 2);
  const steady = Math.max(before, after) / Math.min(before, after) < STEADY;
  // No task takes more of a processor than it took time: where the clock of the processor's time says so, it is wrong.
  const ms = ({ tdur, dur }) => (Math.min(tdur, dur) * SLOWER * FIXED_MS) / floor / 1000;
  const within = (task) => events.filter(({ ts, pid, name }) => pid === task.pid && !NO_PART.test(name) && ts >= task.ts && ts < task.ts + task.dur);
  const collects = (task) => within(task).filter(({ name }) => COLLECTS.test(name)).sort((a, b) => a.ts - b.ts)
    .reduce(({ end, sum }, part) => (part.ts < end ? { end, sum } : { end: part.ts + part.dur, sum: sum + ms(part) }), { end: 0, sum: 0 }).sum;
  const own = new Map(events.filter((event) => event.name === "RunTask" && ms(event) > 1).map((task) => [task, ms(task) - collects(task)]));
  // A message that does nothing of the page's is Playwright's own question.
  const tasks = [...own.keys()].filter((task) => within(task).length > 0).sort((a, b) => own.get(b) - own.get(a));
  const [longest] = tasks;
  const whole = Math.round(tasks.reduce((sum, task) => (task.ts > (full?.ts ?? Infinity) ? sum : sum + own.get(task)), 0));
  const over = tasks.filter((task) => own.get(task) > HELD_UP_MS).length + (whole > whole_ms ? 1 : 0);
  const collector = Math.round(Math.max(...tasks.map(collects)));
  console.log(`${name}: longest task ${Math.round(own.get(longest))} ms, ${over} over ${HELD_UP_MS} ms (the collector: ${collector} ms, the fixed work: ${before} and ${after} ms)${whole_ms < Infinity ? `; ${whole} ms of ${whole_ms} until the window is full` : ""}`);
  if (!process.argv[2] || !name.includes(process.argv[2])) return { over, steady };
  for (const part of within(longest).sort((a, b) => b.tdur - a.tdur).slice(0, 12)) {
    const { functionName = "", type = "", url = "" } = part.args?.data ?? {};
    console.log(`    ${ms(part).toFixed(1)} ms ${part.name} ${type} ${functionName} ${url.split("/").pop()}`);
  }
  return { over, steady };
}

/** Someone who looks at nothing yet. */
export async function watched(world, room) {
  const window = await world.enter("participant", room);
  window.opened++;
  await window.page.addInitScript((slower) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() * slower;
  }, SLOWER);
  await window.page.addInitScript(tellsFull, FULL);
  await window.page.goto("about:blank");
  window.tracer = await window.context.browser().newBrowserCDPSession();
  return window;
}
