// SPDX-License-Identifier: Apache-2.0
// How much one may still write in a topic, once that is little.
import type { JSX } from 'preact';
import { useAt } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { ORGANISERS } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import type { ForumView } from './view.ts';

const MINUTE_MS = 60_000;

export function Throttle({ topic }: { topic: number | undefined }): JSX.Element | null {
  const { t, time } = useWords();
  const { role } = useRights();
  const { block, minutes = 0, warn } = useView((view: ForumView) => view.forum?.topics?.[topic ?? 0]) ?? {};
  const wrote = useView((view: ForumView) => view.me.forum?.wrote?.[topic ?? 0]?.at);
  const count = useAt((now) => (wrote ?? []).filter((at) => at > now - minutes * MINUTE_MS).length);
  if (block === undefined || ORGANISERS.includes(role) || count < Math.min(warn ?? block, block)) return null;
  const next = (wrote ?? []).slice(-block)[0] ?? 0;
  return (
    <p class={count < block ? 'hint' : 'refusal'} role="status" data-testid="throttle">
      {count < block
        ? t('forum.throttle.warn', { n: block - count })
        : t('forum.throttle.block', { n: block, time: time(next + minutes * MINUTE_MS) })}
    </p>
  );
}
