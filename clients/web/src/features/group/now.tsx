// SPDX-License-Identifier: Apache-2.0
// Where one is, for how long, and the way there and back; who may choose, chooses here.
import type { JSX } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import { aside } from '../../core/aside.ts';
import { useNow } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { ReplayContext } from '../../core/replay.ts';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Icon } from '../../ui/icon.tsx';
import { Button } from '../../ui/parts.tsx';
import { isOpen, nameOf, numbersOf } from './view.ts';
import type { GroupView } from './view.ts';

// What one was led to already: who goes back to everybody is not led there again.
let led = '';

export function GroupNow(): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const { staff } = useRights();
  const share = useView((view: GroupView) => view.group);
  const mine = useView((view: GroupView) => view.me.group?.mine ?? 0);
  const visited = useStore(aside);
  const again = useContext(ReplayContext) !== undefined;
  const open = isOpen(share);
  const to = open && !staff ? `${share?.opened}/${mine}` : '';
  useEffect(() => {
    if (to === led) return;
    led = to;
    if (to) aside.set(mine);
  }, [to, mine]);
  if (!share) return null;
  const name = mine > 0 ? nameOf(share, mine, words) : '';
  const elsewhere = visited > 0 && visited !== mine;
  const text = elsewhere ? t('group.into', { name: nameOf(share, visited, words) }) : mine > 0 && share.state !== 'made' ? t(open ? 'group.in' : 'group.was', { name }) : t(open ? 'group.others' : 'group.soon');
  return (
    <section class="groups" aria-label={t('group.title')} data-testid="groups">
      <Icon name="people" />
      <p>{text}</p>
      {open && share.ends > 0 && <Left ends={share.ends} closing={share.state === 'closing'} />}
      {mine > 0 && share.state !== 'made' && visited === 0 && (
        <Button kind={open ? 'strong' : 'plain'} small onClick={() => aside.set(mine)} testid="group-go">{t(open ? 'group.go' : 'group.read')}</Button>
      )}
      {staff && again && visited === 0 && numbersOf(share).map((each) => <Button key={each} small onClick={() => aside.set(each)} testid={`group-see-${each}`}>{nameOf(share, each, words)}</Button>)}
      {visited > 0 && <Button small onClick={() => aside.set(0)} testid="group-leave">{t('group.leave')}</Button>}
      {!staff && share.choice && share.state !== 'closed' && <Choose mine={mine} />}
    </section>
  );
}

export function Left({ ends, closing }: { ends: number; closing: boolean }): JSX.Element {
  const { t, countdown } = useWords();
  const left = Math.max(0, ends - useNow(1000));
  const time = countdown(Math.ceil(left / 1000) * 1000);
  return (
    <span class={closing ? 'group-left group-closing' : 'group-left'} role="timer" aria-live="off" data-testid="group-left">
      {t(closing ? 'group.closing' : 'group.left', { left: time })}
    </span>
  );
}

function Choose({ mine }: { mine: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { sending, run } = useAct();
  const share = useView((view: GroupView) => view.group);
  return (
    <ul class="group-choices" aria-label={t('group.choose')}>
      {numbersOf(share).map((number) => {
        const { count = 0, limit = 0 } = share?.groups[number] ?? {};
        const full = limit > 0 && count >= limit && number !== mine;
        return (
          <li key={number}>
            <Button small busy={sending} disabled={full} pressed={number === mine} testid={`group-choose-${number}`}
              onClick={() => void run('group.choose', number === mine ? {} : { number })}>
              {nameOf(share, number, words)} · {limit > 0 ? t('group.places', { n: count, limit }) : t('group.people', { n: count })}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
