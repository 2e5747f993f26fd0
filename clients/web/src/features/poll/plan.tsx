// SPDX-License-Identifier: Apache-2.0
// Polls as steps of the run sheet: a draft is opened, closed, and its results told. Each can be taken back.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useRights } from '../../core/here.ts';
import { numbersOf } from '../../core/plan.ts';
import type { Plan, Press } from '../../core/plan.ts';
import { bySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { Button } from '../../ui/parts.tsx';
import { Bring } from './bring-button.tsx';
import { form } from './parts.ts';
import type { Poll, PollView } from './view.ts';

function pressOf(poll: number, { state, title, published, results }: Poll, { t, lang }: Words): Press | undefined {
  const named = { title: spoken(title, lang).text };
  if (state === 'draft') return { label: t('poll.open'), said: () => t('poll.opened', named), method: 'poll.open', data: { poll }, undo: { method: 'poll.retract', data: { poll } } };
  if (state === 'open') return { label: t('poll.close'), said: () => t('poll.closed', named), method: 'poll.close', data: { poll }, undo: { method: 'poll.open', data: { poll } } };
  if (state !== 'closed' || published || results === 'closed' || results === 'live') return undefined;
  return {
    label: t('poll.publish'), said: () => t('poll.publish.done'), method: 'poll.publish', data: { poll, published: true },
    undo: { method: 'poll.publish', data: { poll, published: false } },
  };
}

const STATE = { draft: 'ahead', open: 'on', closed: 'done', archived: 'done' } as const;

function Add(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const [preparing, setPreparing] = useState(false);
  if (!may('poll.prepare')) return null;
  return (
    <div class="row">
      <Button small icon="plus" onClick={() => setPreparing(true)} testid="run-add-poll">{t('poll.prepare')}</Button>
      <Bring testid="run-bring" />
      {preparing && <form.Page onClose={() => setPreparing(false)} />}
    </div>
  );
}

export const plan: Plan = {
  kind: 'poll',
  // In the order in which they were prepared, or put: one that has been opened keeps its place.
  listed({ poll }: PollView) {
    const order = poll?.order ?? [];
    const at = (seq: number): number => (order.includes(seq) ? order.indexOf(seq) : order.length);
    return bySeq(poll?.polls).filter(({ value }) => value.state !== 'archived').sort((a, b) => at(a.seq) - at(b.seq) || a.seq - b.seq).map(({ seq }) => `poll:${seq}`);
  },
  step(key, { poll: share }: PollView, words) {
    const [seq = 0] = numbersOf(key);
    const poll = share?.polls?.[seq];
    if (!poll) return undefined;
    const press = pressOf(seq, poll, words);
    return {
      key, icon: 'poll', title: spoken(poll.title, words.lang), detail: words.t(`poll.form.${poll.type}`), state: STATE[poll.state],
      ...(press && (poll.state === 'draft' ? { press } : { more: press })),
    };
  },
  Add,
};
