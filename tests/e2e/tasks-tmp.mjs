import { leaveAll } from "../wire/client.mjs";
import { serve } from "../wire/server.mjs";
import { connect } from "../wire/wire.mjs";
import { browserEnd } from "./browser.mjs";
import { until } from "./until.mjs";
import { WEBINAR, World } from "./world.mjs";
const N = Number(process.argv[2] ?? 2000);
const ends = [leaveAll, browserEnd];
const world = new World(await serve({ after: (end) => ends.unshift(end) }, {}));
const team = [await connect(world.server, "host"), await connect(world.server, "moderator")];
console.time("post");
for (let n = 0; n < N; n += 40) await Promise.all(Array.from({length:40}, (_, k) => team[(n+k) % 2].rpc("chat.post", { op: `t-${n+k}`, room: WEBINAR, text: `word ${n+k}.` })));
console.timeEnd("post");
const window = await world.enter("participant", WEBINAR);
const cdp = await window.context.newCDPSession(window.page);
await until(async () => (await window.at("chat-log").locator("[data-row]").count()) > 0, "messages");
while ((await window.at("chat-earlier-read").count()) > 0) {
  await window.at("chat-log").evaluate((log) => (log.scrollTop = 0));
  await window.page.evaluate(() => new Promise(requestAnimationFrame));
}
console.log("rows", await window.at("chat-log").locator("[data-row]").count(), "elements", await window.page.evaluate(() => document.querySelectorAll("*").length));
await cdp.send("Performance.enable");
const metrics = async () => Object.fromEntries((await cdp.send("Performance.getMetrics")).metrics.map(({name, value}) => [name, value]));
await cdp.send("Profiler.enable"); await cdp.send("Profiler.setSamplingInterval", { interval: 100 });
for (const where of ["top", "end"]) {
  await window.at("chat-log").evaluate((log, w) => (log.scrollTop = w === "top" ? 0 : log.scrollHeight), where);
  await window.page.waitForTimeout(1000);
  const a = await metrics();
  await cdp.send("Profiler.start");
  for (let n = 0; n < 50; n++) await team[n % 2].rpc("chat.post", { op: `m-${where}-${n}`, room: WEBINAR, text: `more ${n}.` });
  await window.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))));
  const { profile } = await cdp.send("Profiler.stop");
  const b = await metrics();
  console.log(where, Object.fromEntries(["LayoutCount","RecalcStyleCount","LayoutDuration","RecalcStyleDuration","ScriptDuration","TaskDuration","Nodes"].map((k) => [k, +(b[k]-a[k]).toFixed(4)])));
  const self = new Map(); const nodes = new Map(profile.nodes.map((n) => [n.id, n]));
  const dt = profile.timeDeltas; profile.samples.forEach((id, i) => { const f = nodes.get(id).callFrame; const k = `${f.functionName || "(anon)"} ${f.url.split("/").pop()}:${f.lineNumber}`; self.set(k, (self.get(k) ?? 0) + dt[i]); });
  const total = new Map();
  const parent = new Map(); for (const n of profile.nodes) for (const c of n.children ?? []) parent.set(c, n.id);
  profile.samples.forEach((id, i) => { const seen = new Set(); for (let at = id; at; at = parent.get(at)) { const f = nodes.get(at).callFrame; const k = `${f.functionName || "(anon)"} ${f.url.split("/").pop()}:${f.lineNumber}`; if (!seen.has(k)) { seen.add(k); total.set(k, (total.get(k) ?? 0) + dt[i]); } } });
  const top = (m) => [...m].sort((x, y) => y[1] - x[1]).filter(([k]) => !/idle|\(root\)/.test(k)).slice(0, 22).map(([k, v]) => `   ${(v/1000).toFixed(1)} ms ${k}`).join("\n");
  console.log("self\n" + top(self)); console.log("total\n" + top(total));
}
for (const end of ends) await end();
