// SPDX-License-Identifier: Apache-2.0
// Agendas that were made before: those that one keeps, and those of other sessions whose team one is of. Their chapters come
// behind those that are here.
import type { JSX } from 'preact';
import { inbox } from '../../core/inbox.ts';
import type { JsonObject } from '../../core/merge.ts';
import { useSelect } from '../../core/store.ts';
import { bySeq } from '../../core/views.ts';
import type { Texts } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { BringDialog } from '../../ui/bring.tsx';
import type { Brought, Session } from '../../ui/bring.tsx';
import { useAct } from '../../ui/command.ts';
import { notify } from '../../ui/live.tsx';
import { Empty } from '../../ui/parts.tsx';
import { useSession } from '../../ui/session.tsx';

const ONE = 1;

export function BringAgenda({ onClose }: { onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const { sending, whole } = useAct();
  const kept = useSelect(inbox, (view) => view?.library?.agendas);
  const brought = (key: number, title: Texts, items: readonly JsonObject[]): Brought => ({ key, title, hint: t('agenda.bring.count', { n: items.length }), data: { items: [...items] } });
  const ask = async ({ of, title }: Session): Promise<readonly Brought[]> => {
    const { items } = (await session.query('agenda.prepared', { room: of })) as { items: JsonObject[] };
    return items.length === 0 ? [] : [brought(ONE, title, items.map(({ item: _, ...chapter }) => chapter))];
  };
  // One after another, in their order; where one is refused, that is said, and those before it are here.
  const bring = async (items: readonly JsonObject[]): Promise<void> => {
    let done = 0;
    await whole(async (run) => {
      while (done < items.length && (await run('agenda.add', items[done] as JsonObject))) done++;
      return done === items.length;
    });
    if (done > 0) notify(t('agenda.bring.done', { n: done }));
  };
  const words = { title: t('agenda.bring'), library: t('agenda.bring.library'), here: t('agenda.bring.here'), remove: t('agenda.bring.remove'), sessions: t('agenda.bring.sessions'), none: t('agenda.bring.none') };
  return (
    <BringDialog words={words} empty={<Empty icon="list">{t('agenda.bring.empty')}</Empty>} busy={sending} ask={ask} onClose={onClose}
      mine={bySeq(kept).map(({ seq, value }) => brought(seq, value['title'] as unknown as Texts, value['items'] as unknown as JsonObject[]))}
      onBring={(data) => void bring(data['items'] as unknown as JsonObject[])} />
  );
}
