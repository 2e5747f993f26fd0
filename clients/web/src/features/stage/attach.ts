// SPDX-License-Identifier: Apache-2.0
// MP4, sound and, where the browser can, HLS play by themselves; hls.js is loaded only where it cannot.
import type { Picture } from './pick.ts';
import { variant } from './variant.ts';
import type { Source } from './view.ts';

const HLS_TYPE = 'application/vnd.apple.mpegurl';

/** Gives the video what it plays; the answer takes it away again. `own`: told whether that picture has a stream of its own. */
export function attach(video: HTMLVideoElement, source: Source, picture: Picture, broken: () => void, own?: (has: boolean) => void): () => void {
  if (source.type !== 'hls') return attachPlain(video, source.url, broken);
  let detach = (): void => undefined;
  let gone = false;
  const start = (url: string): void => {
    if (!gone) detach = video.canPlayType(HLS_TYPE) === '' ? attachHls(video, url, picture, broken) : attachPlain(video, url, broken);
  };
  if (picture === 'full') start(source.url);
  else {
    void variant(source.url, picture).then((found) => {
      if (gone) return;
      own?.(found !== undefined);
      start(found ?? source.url);
    });
  }
  return () => {
    gone = true;
    detach();
  };
}

function attachHls(video: HTMLVideoElement, url: string, picture: Picture, broken: () => void): () => void {
  let detach = (): void => undefined;
  let gone = false;
  import('../../core/hls.ts').then(({ default: Hls }) => {
    if (gone) return;
    if (!Hls.isSupported()) {
      broken();
      return;
    }
    const hls = new Hls({ enableWorker: false, ...(picture === 'full' ? {} : { startLevel: 0, maxBufferLength: 10 }) });
    hls.on(Hls.Events.ERROR, (_, data) => {
      if (data.fatal) broken();
    });
    hls.loadSource(url);
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
