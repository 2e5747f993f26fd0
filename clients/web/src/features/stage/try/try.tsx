// SPDX-License-Identifier: Apache-2.0
// Before the start: whether one will see and hear it. Nothing is fetched for it: the browser says what it plays, and
// makes a tone itself, on either side.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../../../i18n/context.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Button } from '../../../ui/parts.tsx';

/** What streams are made of, as docs/streams.md asks for it. */
const STREAM = 'video/mp4; codecs="avc1.4d401f,mp4a.40.2"';
const HLS = 'application/vnd.apple.mpegurl';

const TONE_HZ = 440;
const SIDE_S = 0.9;
const LOUD = 0.2;
/** A tone that begins or ends at once is a crack. */
const SOFT_S = 0.05;

type Sound = 'quiet' | 'plays' | 'played' | 'none';

export function Try({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [sound, setSound] = useState<Sound>('quiet');
  const context = useRef<AudioContext | undefined>(undefined);
  useEffect(() => () => void context.current?.close(), []);
  const picture = plays() ? 'fine' : 'none';
  const play = async (): Promise<void> => {
    setSound('plays');
    try {
      context.current ??= new AudioContext();
      await tone(context.current);
      setSound('played');
    } catch {
      setSound('none');
    }
  };
  return (
    <Dialog title={t('stage.try')} onClose={onClose}>
      <div class="stack">
        <h3>{t('try.picture')}</h3>
        <p class="row" data-testid="try-picture" data-state={picture}><Icon name={picture === 'fine' ? 'check' : 'broken'} /><span>{t(`try.picture.${picture}`)}</span></p>
        <h3>{t('try.sound')}</h3>
        <p><Button kind="strong" icon="play" busy={sound === 'plays'} onClick={() => void play()} testid="try-play">{t('try.sound.play')}</Button></p>
        <p role="status" data-testid="try-sound" data-state={sound}>{sound !== 'quiet' && t(`try.sound.${sound}`)}</p>
      </div>
    </Dialog>
  );
}

/** By itself, or by the library that is loaded for it. */
function plays(): boolean {
  if (document.createElement('video').canPlayType(HLS) !== '') return true;
  return 'MediaSource' in globalThis && MediaSource.isTypeSupported(STREAM);
}

/** On the left, then on the right; it is over when it was heard. */
async function tone(context: AudioContext): Promise<void> {
  await context.resume();
  const begin = context.currentTime;
  const [pan, gain, source] = [context.createStereoPanner(), context.createGain(), context.createOscillator()];
  source.frequency.value = TONE_HZ;
  for (const [side, at] of [[-1, begin], [1, begin + SIDE_S]] as const) {
    pan.pan.setValueAtTime(side, at);
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUD, at + SOFT_S);
    gain.gain.setValueAtTime(LOUD, at + SIDE_S - 2 * SOFT_S);
    gain.gain.linearRampToValueAtTime(0, at + SIDE_S - SOFT_S);
  }
  source.connect(gain).connect(pan).connect(context.destination);
  source.start(begin);
  source.stop(begin + 2 * SIDE_S);
  await new Promise((done) => source.addEventListener('ended', done, { once: true }));
}
