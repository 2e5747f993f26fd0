// SPDX-License-Identifier: Apache-2.0
// How closely one follows a discussion or a topic: the choice is this person's, and seen by nobody else.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { INBOX, useLevel } from '../../core/inbox.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Menu } from '../../ui/menu.tsx';
import { useForum } from './context.ts';

const THREAD = ['auto', 'muted', 'normal', 'following'] as const;
const TOPIC = [...THREAD, 'watching'] as const;

export function Follow({ kind, seq }: { kind: 'thread' | 'topic'; seq: number }): JSX.Element | null {
  const { t } = useWords();
  const { room } = useForum();
  const { run, sending } = useAct();
  const level = useLevel(`${room}/${kind}/${seq}`) ?? 'auto';
  const items = (kind === 'thread' ? THREAD : TOPIC).map((each) => ({
    label: t(`follow.${each}`), hint: t(`follow.${each}.hint`), checked: each === level, testid: `follow-${each}`,
    onChoose: () => void run('follow.set', { room: INBOX, of: room, [kind]: seq, level: each }),
  }));
  // Guests are told of nothing.
  if (useView((view) => 'visitor' in view.me)) return null;
  return <Menu label={t(level === 'auto' ? 'follow.menu' : `follow.${level}`)} kind="quiet" items={items} busy={sending} testid="follow" />;
}
