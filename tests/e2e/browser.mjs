// SPDX-License-Identifier: Apache-2.0
// One browser for all stories of a process. Each page has a profile of its own, which is handed on to a later story
// that wants one like it. Servers follow each other on one port (world.mjs), so that what a profile has fetched of the page it
// has compiled too; all else that a story left in it is taken out before.

import { chromium } from "playwright-core";
import { SLOWER, WAIT_MS } from "./until.mjs";

export const PROGRAM = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";
export const ARGUMENTS = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  // No page here is a stranger to another, and a process for each site is a twelfth of what a window costs.
  "--disable-site-isolation-trials",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--mute-audio",
  // Nothing but this machine is found, whatever asks for it.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];
const PLAIN = { viewport: { width: 1280, height: 800 }, locale: "en-GB", reducedMotion: "reduce" };

let browser;
const idle = new Map(); // by what was asked for

function violationsTell() {
  document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`security policy: ${event.violatedDirective} ${event.blockedURI}`),
  );
}

// Notices and what is said aloud pass by themselves: they are kept for a story that looks later (Window.told).
function passingKept() {
  const kept = (globalThis.passed = []);
  const seen = new WeakSet();
  const lines = ["notice", "live-polite", "live-assertive"].map((id) => `[data-testid="${id}"] > *`).join();
  const keep = (line) => {
    if (!seen.has(line)) kept.push({ of: line.parentElement.dataset.testid, text: line.textContent });
    seen.add(line);
  };
  // What came, and nothing else: a page may have ten thousand elements.
  const within = (node) => (node.matches(lines) ? [node] : node.childElementCount > 0 ? node.querySelectorAll(lines) : []);
  new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) if (node.isConnected && node.matches) within(node).forEach(keep);
  }).observe(document, { childList: true, subtree: true });
}

// A picture in many windows would leave two processors little for anything else. Whoever only tries one is told that
// it plays.
function pictureNone() {
  Object.defineProperty(HTMLMediaElement.prototype, "src", {
    set() {
      if (!this.isConnected) setTimeout(() => this.dispatchEvent(new Event("loadedmetadata")));
    },
  });
}

// A worker would keep the whole page in every profile: only a story that is about it has one, all others are as in a
// private window.
function workerNone() {
  delete Navigator.prototype.serviceWorker;
}

// Of a page that was just made, in whatever way.
export async function slowed(page) {
  if (SLOWER > 1) {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  }
  return page;
}

async function pageNew(options, moving) {
  browser ??= chromium.launch({
    executablePath: PROGRAM,
    args: ARGUMENTS,
  });
  const context = await (await browser).newContext({ ...PLAIN, ...options });
  context.setDefaultTimeout(WAIT_MS);
  await context.addInitScript(violationsTell);
  await context.addInitScript(passingKept);
  if (!moving) await context.addInitScript(pictureNone);
  if (options.serviceWorkers !== "allow") await context.addInitScript(workerNone);
  const page = await slowed(await context.newPage());
  page.devtools = await context.newCDPSession(page);
  return watched(page, options.serviceWorkers === "allow");
}

// Of which a story made what others are not: nothing takes that out again.
const altered = new WeakSet();
function watched(page, already) {
  if (already) altered.add(page);
  const context = page.context();
  const alters = [[context, "addInitScript"], [context, "setOffline"], [context, "newCDPSession"], [page, "addInitScript"], [page, "route"], [page.clock, "install"]];
  for (const [of, what] of alters) {
    const own = of[what].bind(of);
    of[what] = (...words) => (altered.add(page), own(...words));
  }
  return page;
}

// A page that shows nothing. Options are those of a playwright context; `moving` when videos play, `fresh` when nothing may
// have been fetched before.
export async function pageTake({ moving = false, fresh = false, viewport = PLAIN.viewport, ...options }) {
  const kind = JSON.stringify([moving, options]);
  const page = (!fresh && idle.get(kind)?.pop()) || (await pageNew(options, moving));
  await page.setViewportSize(viewport);
  return { page, kind, scheme: options.colorScheme ?? null };
}

// Everything but the files of the page, which are the same whoever serves them.
const LEFT = "cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage";

// What its people left: what they kept, and windows they opened beside it.
async function forget(page) {
  const { origin } = new URL(page.url());
  for (const other of page.context().pages()) if (other !== page) await other.close();
  // Nor does it keep anything when it is left.
  await page.evaluate(() => {
    sessionStorage.clear();
    Storage.prototype.setItem = () => {};
  });
  await page.goto("about:blank");
  await page.context().clearCookies();
  await page.devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: LEFT });
}

// Its story is over.
export async function pageGive({ page, kind, scheme }) {
  page.removeAllListeners();
  const whole = !page.isClosed() && !altered.has(page) && /^http/.test(page.url()) && (await forget(page).then(() => true, () => false));
  if (!whole) {
    await page.context().close();
    return;
  }
  await page.emulateMedia({ colorScheme: scheme, forcedColors: null, media: null, reducedMotion: PLAIN.reducedMotion });
  if (!idle.has(kind)) idle.set(kind, []);
  idle.get(kind).push(page);
}

export async function browserEnd() {
  await (await browser)?.close();
}
