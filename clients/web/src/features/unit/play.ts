// SPDX-License-Identifier: Apache-2.0
// A video or a sound as it is played: MP4, sound and, where the browser can, HLS by themselves; the library is loaded
// only where it cannot.
import type { Item } from './view.ts';

const HLS_TYPE = 'application/vnd.apple.mpegurl';

/** Gives the element what it plays; the answer takes it away again. */
export function play(element: HTMLMediaElement, url: string, type: string, broken: () => void): () => void {
  if (type === 'hls' && element.canPlayType(HLS_TYPE) === '') return playHls(element, url, broken);
  element.addEventListener('error', broken);
  element.src = url;
  return () => {
    element.removeEventListener('error', broken);
    element.removeAttribute('src');
    element.load();
  };
}

function playHls(element: HTMLMediaElement, url: string, broken: () => void): () => void {
  let detach = (): void => undefined;
  let gone = false;
  import('../../core/hls.ts').then(({ default: Hls }) => {
    if (gone) return;
    if (!Hls.isSupported()) return broken();
    const hls = new Hls({ enableWorker: false });
    hls.on(Hls.Events.ERROR, (_, data) => {
      if (data.fatal) broken();
    });
    hls.loadSource(url);
    hls.attachMedia(element);
    detach = () => hls.destroy();
  }, broken);
  return () => {
    gone = true;
    detach();
  };
}

const MEDIA = '/media/';

/** Captions that lie in the folder of a signed address, or below it, are fetched by its signature. */
export function captionsAt(caption: string, { url = '' }: Item, signed: string): string {
  const rest = url.slice(MEDIA.length - 1);
  const folder = url.slice(0, url.lastIndexOf('/') + 1);
  if (!url.startsWith(MEDIA) || !caption.startsWith(folder) || !signed.endsWith(rest)) return caption;
  return signed.slice(0, signed.length - rest.length) + caption.slice(MEDIA.length - 1);
}

// At the very beginning or end nobody means to go on there.
const EDGE = 5;

/** Where to go on; undefined: from the beginning. */
export function resumeAt(place: number | undefined, duration: number): number | undefined {
  return place === undefined || place < EDGE || place > duration - EDGE ? undefined : place;
}
