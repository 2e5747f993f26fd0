// SPDX-License-Identifier: Apache-2.0
// Messages of what is new on this device, also while no page is open. The browser asks for leave only when somebody presses.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { HttpError, ask } from '../../core/person.ts';
import { who } from '../../core/who.ts';
import { useWords } from '../../i18n/context.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';

type State = 'on' | 'off' | 'denied' | 'insecure' | 'none' | 'unavailable';
interface Said {
  readonly key: string;
  readonly on: boolean;
}

const PATH = '/api/push';
// Where browsers may keep nothing it keeps nothing, and brings messages all the same.
const worker = (): string => (who.get()?.site.keeps === false ? '/worker.js?nothing' : '/worker.js');

export function Push(): JSX.Element | null {
  const { t } = useWords();
  const [state, setState] = useState<State>();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(false);
  useEffect(() => void look().then(setState, () => undefined), []);
  const run = (what: () => Promise<State>): void => {
    setBusy(true);
    setWrong(false);
    what().then(setState, () => setWrong(true)).finally(() => setBusy(false));
  };
  const turnOn = (): void => run(async () => {
    const now = await begin();
    if (now === 'on') notify(t('fresh.push.is'));
    return now;
  });
  if (!state) return null;
  return (
    <section aria-labelledby="inbox-push" data-testid="push" data-state={state}>
      <h2 id="inbox-push">{t('fresh.push')}</h2>
      <p class="hint">{t('fresh.push.hint')}</p>
      {state === 'off' ? <Button small icon="bell" busy={busy} onClick={turnOn} testid="push-on">{t('fresh.push.on')}</Button>
        : state === 'on' ? (
          <>
            <p role="status">{t('fresh.push.is')}</p>
            <Button small busy={busy} onClick={() => run(end)} testid="push-off">{t('fresh.push.off')}</Button>
          </>
        ) : <p role="status">{t(`fresh.push.${state}`)}</p>}
      <p class="refusal" role="alert">{wrong && t('fresh.push.wrong')}</p>
    </section>
  );
}

async function look(): Promise<State> {
  if (!isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'none';
  // Who was chosen in the demo has no login that a device could belong to.
  if (who.get()?.site.demo) return 'unavailable';
  try {
    const { on } = await ask(PATH, 'GET') as Said;
    if (Notification.permission === 'denied') return 'denied';
    const here = await (await navigator.serviceWorker.getRegistration(worker()))?.pushManager.getSubscription();
    return on && here ? 'on' : 'off';
  } catch (error) {
    if (error instanceof HttpError) return 'unavailable';
    throw error;
  }
}

async function begin(): Promise<State> {
  // First, while it is still the answer to a press.
  if (await Notification.requestPermission() !== 'granted') return Notification.permission === 'denied' ? 'denied' : 'off';
  const { key } = await ask(PATH, 'GET') as Said;
  if (!(await navigator.serviceWorker.getRegistration(worker()))) await navigator.serviceWorker.register(worker());
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made with a key that is ours no more.
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  await ask(PATH, 'POST', subscription.toJSON());
  return 'on';
}

async function end(): Promise<State> {
  await ask(PATH, 'DELETE');
  const registration = await navigator.serviceWorker.getRegistration(worker());
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  return 'off';
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
}
