// SPDX-License-Identifier: Apache-2.0
// One browser for all stories of a file. Each page has a profile of its own; a plain one is handed on
// to the next story, which is another origin and finds nothing of the one before.

import { chromium } from "playwright-core";
import { SLOWER, WAIT_MS } from "./until.mjs";

const ARGUMENTS = [
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
const idle = [];

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
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
    args: ARGUMENTS,
  });
  const context = await (await browser).newContext({ ...PLAIN, ...options });
  context.setDefaultTimeout(WAIT_MS);
  await context.addInitScript(violationsTell);
  await context.addInitScript(passingKept);
  if (!moving) await context.addInitScript(pictureNone);
  if (options.serviceWorkers !== "allow") await context.addInitScript(workerNone);
  return slowed(await context.newPage());
}

// A page that shows nothing. Options are those of a playwright context; `moving` when videos play.
export async function pageTake({ moving = false, viewport = PLAIN.viewport, ...options }) {
  const plain = !moving && Object.keys(options).length === 0;
  const page = (plain && idle.pop()) || (await pageNew(options, moving));
  await page.setViewportSize(viewport);
  return { page, plain };
}

// Its story is over.
export async function pageGive({ page, plain }) {
  page.removeAllListeners();
  if (!plain || page.isClosed()) {
    await page.context().close();
    return;
  }
  await page.goto("about:blank");
  await page.emulateMedia({ colorScheme: null });
  idle.push(page);
}

export async function browserEnd() {
  await (await browser)?.close();
}
