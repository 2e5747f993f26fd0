// SPDX-License-Identifier: Apache-2.0
// Below a form: what another device has written into the same, where both hold something (followed.ts).
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { drafted } from '../../core/draft.ts';
import { INBOX, inbox } from '../../core/inbox.ts';
import { leaving } from '../../core/leaving.ts';
import { useSelect, useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button } from '../parts.tsx';
import { useSession } from '../session.tsx';
import { Copy } from '../waits.tsx';
import { Followed } from './followed.ts';
import type { Draft, Way } from './followed.ts';

export function Elsewhere({ place }: { place: string }): JSX.Element | null {
  const { t, ago } = useWords();
  const session = useSession();
  const followed = useMemo(() => new Followed(place, wayOf(session)), [session, place]);
  const begun = useSelect(inbox, (view) => view?.draft?.places[place]);
  const known = useSelect(inbox, (view) => view !== undefined);
  const busy = useSelect(session.queue.waiting, () => isBusy(session, place));
  const connected = useStore(session.connection) === 'connected';
  useEffect(() => {
    const state = session.followed.get(INBOX)?.room.state.get();
    // What is on its way stands as it is; a view of before knows no better than what stands here.
    if (known && !busy) void followed.told(begun, connected && state?.kept === undefined);
  }, [followed, begun, known, busy, connected]);
  useEffect(() => {
    if (busy) return undefined;
    const leaves = (): void => followed.now();
    const ends = [drafted.follow(() => followed.typed()), leaving(leaves)];
    document.addEventListener('focusout', leaves);
    followed.typed();
    return () => {
      ends.forEach((end) => end());
      document.removeEventListener('focusout', leaves);
      // Whoever goes elsewhere on the page has paused; what is being sent as a post is no draft.
      if (isBusy(session, place)) followed.end();
      else followed.now();
    };
  }, [followed, busy]);
  const other = useStore(followed.other);
  const full = useStore(followed.full);
  const now = useNow(60_000);
  if (!other) return full ? <p class="hint" role="status" data-testid="elsewhere-full">{t('elsewhere.full')}</p> : null;
  const text = [other.words['title'], other.words['words'], other.words['text']].filter(Boolean).join('\n');
  return (
    <div class="kept" role="status" data-testid="elsewhere">
      <p class="hint">{t('elsewhere.title', { time: ago(other.at, now) })}</p>
      <p class="prose" dir="auto">{text}</p>
      <p class="hint">{t('elsewhere.hint')}</p>
      <div class="row">
        <Button onClick={() => followed.take()} testid="elsewhere-take">{t('elsewhere.take')}</Button>
        <Button onClick={() => followed.keep()} testid="elsewhere-mine">{t('elsewhere.mine')}</Button>
        <Copy text={text} />
      </div>
    </div>
  );
}

const isBusy = ({ queue }: ReturnType<typeof useSession>, place: string): boolean => queue.waiting.get().some((command) => command.place === place);

function wayOf(session: ReturnType<typeof useSession>): Way {
  return {
    device: session.device,
    run: (method, data, op) => session.queue.run(method, data, undefined, op),
    opOf: (place) => session.queue.waiting.get().filter(({ method, data }) => method === 'draft.write' && data['place'] === place).at(-1)?.op ?? '',
    read: async (place) => await session.query('draft.read', { room: INBOX, place }) as Draft,
  };
}
