// SPDX-License-Identifier: Apache-2.0
// Whoever was silenced, or is locked out of something alone or with all others, sees that it is so, since when, and why,
// as long as it lasts.
import type { JSX } from 'preact';
import { useDay } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { Why } from '../../ui/closed.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Time } from '../../ui/parts.tsx';
import { PERSON_LOCKS, closedToAll } from './view.ts';
import type { PeopleView, PersonLocks } from './view.ts';

export function SilentNow(): JSX.Element | null {
  const { t } = useWords();
  const sanction = useView((view: PeopleView) => view.me.sanction);
  const lock = useView((view: PeopleView) => view.me.lock);
  const role = useView((view: PeopleView) => view.me.role);
  const all = useView((view: PeopleView) => closedToAll(view).join());
  const list = (what: readonly (keyof PersonLocks)[]): string => what.map((each) => t(`locked.${each}`)).join(t('locked.and'));
  if (sanction?.silent === true) return <Line testid="silenced" text={t('silenced.now')} at={sanction.at} why={sanction.why} />;
  const own = lock?.locked === true && role === 'participant';
  return (
    <>
      {own && <Line testid="locked" text={t('locked.now', { what: list(PERSON_LOCKS.filter((each) => lock[each])) })} at={lock.at} why={lock.why} />}
      {all !== '' && <Line testid="locked-all" text={t('locked.all', { what: list(all.split(',') as (keyof PersonLocks)[]) })} />}
    </>
  );
}

function Line({ text, at, why, testid }: { text: string; at?: number | undefined; why?: string | undefined; testid: string }): JSX.Element {
  const { t, moment } = useWords();
  const day = useDay();
  return (
    <section class="now-line" role="status" data-testid={testid}>
      <Icon name="chat" /> <span>{text}<Why of={why} />{at !== undefined && <> <Time at={at} now={day} text={t('locked.since', { time: moment(at, day) })} /></>}</span>
    </section>
  );
}
