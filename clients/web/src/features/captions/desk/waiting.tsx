// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useStore } from '../../../core/store.ts';
import { useWords } from '../../../i18n/context.tsx';
import { useSession } from '../../../ui/session.tsx';
import { Told } from '../../../ui/states.tsx';
import type { Item } from '../outbox.ts';

/** What has not arrived while the connection is away, and since when: the times at which it was said are kept. */
export function Waiting({ items }: { items: readonly Item[] }): JSX.Element | null {
  const { t, time } = useWords();
  const connection = useStore(useSession().connection);
  const waiting = items.filter(({ state }) => state !== 'failed');
  if (connection === 'connected' || waiting.length === 0) return null;
  const since = Math.min(...waiting.flatMap(({ to, from }) => to ?? from ?? []));
  return (
    <Told kind="offline" title={t('captions.waiting', { n: waiting.length })} testid="captioner-waiting">
      <p>{Number.isFinite(since) ? t('captions.waiting.since', { time: time(since) }) : t('captions.waiting.kept')}</p>
    </Told>
  );
}
