// SPDX-License-Identifier: Apache-2.0
// Polls that were prepared before: those that one keeps, and those of other sessions whose team one is of.
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
import type { PollType } from './view.ts';

export function BringForm({ onClose }: { onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const { sending, run } = useAct();
  const kept = useSelect(inbox, (view) => view?.library?.polls);
  /** The data of a poll.prepare, as one reads it. */
  const brought = (key: number, data: JsonObject): Brought => ({
    key, title: data['title'] as unknown as Texts, hint: t(`poll.form.${data['type'] as PollType}`), data,
  });
  const ask = async ({ of }: Session): Promise<readonly Brought[]> => {
    const { polls } = (await session.query('poll.prepared', { room: of })) as { polls: JsonObject[] };
    return polls.map(({ poll, ...asked }) => brought(Number(poll), asked));
  };
  const bring = async (data: JsonObject): Promise<void> => {
    if (await run('poll.prepare', data)) notify(t('poll.bring.done'));
  };
  const words = { title: t('poll.bring'), library: t('poll.bring.library'), here: t('poll.bring.here'), remove: t('poll.bring.remove'), sessions: t('poll.bring.sessions'), none: t('poll.bring.none') };
  return (
    <BringDialog words={words} empty={<Empty icon="poll">{t('poll.bring.empty')}</Empty>} busy={sending} ask={ask} onClose={onClose}
      mine={bySeq(kept).map(({ seq, value }) => brought(seq, value))} onBring={(data) => void bring(data)} />
  );
}
