// SPDX-License-Identifier: Apache-2.0
// MP4 and, where the browser can, HLS play by themselves; hls.js is loaded only where it cannot.
import type { Stream } from './view.ts';

const HLS_TYPE = 'application/vnd.apple.mpegurl';

/** Whether it is ours to say how large a picture comes: where the browser plays HLS itself, it decides. */
export function mayCap(video: Pick<HTMLVideoElement, 'canPlayType'>, type: Stream['type']): boolean {
  return type === 'hls' && video.canPlayType(HLS_TYPE) === '';
}

/** Gives the video what it plays; the answer takes it away again. `lean`: the smallest picture there is. */
export function attach(video: HTMLVideoElement, stream: Stream, lean: boolean, broken: () => void): () => void {
  if (!mayCap(video, stream.type)) return attachPlain(video, stream.url, broken);
  let detach = (): void => undefined;
  let gone = false;
  import('./hls.ts').then(({ default: Hls }) => {
    if (gone) return;
    if (!Hls.isSupported()) {
      broken();
      return;
    }
    const hls = new Hls({ enableWorker: false, ...(lean ? { startLevel: 0, maxBufferLength: 10 } : {}) });
    if (lean) hls.autoLevelCapping = 0;
    hls.on(Hls.Events.ERROR, (_, data) => {
      if (data.fatal) broken();
    });
    hls.loadSource(stream.url);
    hls.attachMedia(video);
    detach = () => hls.destroy();
  }, broken);
  return () => {
    gone = true;
    detach();
  };
}

function attachPlain(video: HTMLVideoElement, url: string, broken: () => void): () => void {
  video.addEventListener('error', broken);
  video.src = url;
  return () => {
    video.removeEventListener('error', broken);
    video.removeAttribute('src');
    video.load();
  };
}

const PROBE_MS = 10_000;

/** Whether a video can be played here, without showing it: undefined when it did not say in time. */
export function probe(stream: Stream): { readonly plays: Promise<boolean | undefined>; readonly stop: () => void } {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'metadata';
  let stop = (): void => undefined;
  const plays = new Promise<boolean | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PROBE_MS);
    const detach = attach(video, stream, true, () => resolve(false));
    stop = () => {
      clearTimeout(timer);
      detach();
      resolve(undefined);
    };
    video.onloadedmetadata = () => resolve(true);
  });
  void plays.then(() => stop());
  return { plays, stop };
}
