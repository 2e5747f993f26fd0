// SPDX-License-Identifier: Apache-2.0
// Whoever was silenced, or is locked out of something alone, sees that it is so, and why, as long as it lasts.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PERSON_LOCKS } from './view.ts';
import type { PeopleView } from './view.ts';

export function SilentNow(): JSX.Element | null {
  const { t } = useWords();
  const sanction = useView((view: PeopleView) => view.me.sanction);
  const lock = useView((view: PeopleView) => view.me.lock);
  const role = useView((view: PeopleView) => view.me.role);
  if (sanction?.silent === true) return <Line testid="silenced" text={t('silenced.now')} why={sanction.why} />;
  if (lock?.locked !== true || role !== 'participant') return null;
  const what = PERSON_LOCKS.filter((each) => lock[each]).map((each) => t(`locked.${each}`)).join(t('locked.and'));
  return <Line testid="locked" text={t('locked.now', { what })} why={lock.why} />;
}

function Line({ text, why, testid }: { text: string; why: string | undefined; testid: string }): JSX.Element {
  return (
    <section class="now-line" role="status" data-testid={testid}>
      <Icon name="chat" /> <span>{text}{why !== undefined && <> <q dir="auto">{why}</q></>}</span>
    </section>
  );
}
