// SPDX-License-Identifier: Apache-2.0
// What is wrong with a source that does not play, found out as a person would: is there anything, may this page have it, is it a
// page?
import { attach } from './attach.ts';
import type { Source } from './view.ts';

/** What became of trying it. `missing` comes with the status of the answer. */
export type Found = 'plays' | 'unreachable' | 'missing' | 'forbidden' | 'page' | 'closed' | 'insecure' | 'unplayable' | 'silent';
export interface Outcome {
  readonly found: Found;
  readonly status?: number;
}

const PROBE_MS = 10_000;
const TOLD_MS = 100;
const HEAD_BYTES = 512;

export function tryOut(source: Source): { readonly outcome: Promise<Outcome | undefined>; readonly stop: () => void } {
  const stopped = new AbortController();
  let end = (): void => undefined;
  const run = async (): Promise<Outcome | undefined> => {
    const url = new URL(source.url, location.href);
    if (location.protocol === 'https:' && url.protocol === 'http:') return { found: 'insecure' };
    const blocked = blocks(url, stopped.signal);
    const probe = probed(source);
    end = probe.stop;
    const plays = await probe.plays;
    if (stopped.signal.aborted) return undefined;
    return plays ? { found: 'plays' } : why(url, source, plays === false, blocked, stopped.signal);
  };
  const outcome = run().catch(() => undefined);
  void outcome.then(() => stopped.abort());
  return { outcome, stop: () => { stopped.abort(); end(); } };
}

/** Whether it can be played here, without showing it: undefined when it did not say in time. */
function probed(source: Source): { readonly plays: Promise<boolean | undefined>; readonly stop: () => void } {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'metadata';
  let stop = (): void => undefined;
  const plays = new Promise<boolean | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PROBE_MS);
    video.onloadedmetadata = () => resolve(true);
    const detach = attach(video, source, 'low', () => resolve(false));
    stop = () => {
      clearTimeout(timer);
      detach();
      resolve(undefined);
    };
  });
  void plays.then(() => stop());
  return { plays, stop };
}

/** Whether the page's own policy, which is the configuration's, kept it from that server. */
function blocks(url: URL, signal: AbortSignal): () => boolean {
  let told = false;
  document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    if (blockedURI.startsWith(url.origin)) told = true;
  }, { signal });
  return () => told;
}

async function why(url: URL, source: Source, broken: boolean, blocked: () => boolean, signal: AbortSignal): Promise<Outcome> {
  if (blocked()) return { found: 'forbidden' };
  try {
    const answer = await fetch(url, { signal, cache: 'no-store' });
    if (!answer.ok) return { found: 'missing', status: answer.status };
    const head = await headOf(answer);
    if (isPage(answer.headers.get('content-type') ?? '', head)) return { found: 'page' };
    return { found: broken ? 'unplayable' : 'silent' };
  } catch {
    // What the policy refuses is told a moment after.
    await new Promise((done) => setTimeout(done, TOLD_MS));
    if (blocked()) return { found: 'forbidden' };
    const there = await fetch(url, { mode: 'no-cors', signal, cache: 'no-store' }).then(() => true, () => false);
    // A video plays without its server's leave to read it; a list does not.
    return { found: !there ? 'unreachable' : source.type === 'hls' ? 'closed' : 'unplayable' };
  }
}

async function headOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  void reader?.cancel().catch(() => undefined);
  return new TextDecoder().decode(value?.slice(0, HEAD_BYTES));
}

export function isPage(type: string, head: string): boolean {
  return /^text\/html|^application\/xhtml/i.test(type) || /^\s*<(!doctype html|html|head|body)/i.test(head);
}

const ENDS = /\.(m3u8|mp4|m4v|webm|mp3|m4a|aac|ogg|oga|opus)$/i;

/** Whether the address is one as pages have it. */
export function looksLikePage(url: string): boolean {
  return !ENDS.test(new URL(url, 'https://here/').pathname);
}
