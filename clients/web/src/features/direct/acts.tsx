// SPDX-License-Identifier: Apache-2.0
// The way to one's messages, with how many are new, and the window they stand in.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { useStore } from '../../core/store.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { directOpen } from '../../ui/direct.ts';
import { Icon } from '../../ui/icon.tsx';
import { Count } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { TalkList } from './list.tsx';
import { seenOf } from './seen.ts';
import { Thread } from './thread.tsx';
import { isFresh, keyOf, talksOf } from './view.ts';
import type { DirectView, Listed } from './view.ts';

/** All conversations of this person. */
export function useTalks(): Listed[] {
  const direct = useView((view: DirectView) => view.direct);
  const me = useView((view: DirectView) => view.me);
  return talksOf({ ...(direct ? { direct } : {}), me });
}

export function DirectActs(): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const { me, may, staff } = useRights();
  const room = useContext(RoomContext);
  const people = useView((view: DirectView) => view.direct?.people === true);
  const talks = useTalks();
  const seen = useStore(seenOf(me, room));
  const open = useStore(directOpen);
  // The team's wait for anybody of it; what others wrote to oneself is new until it was seen.
  const fresh = talks.filter((one) => (one.talk.whom !== undefined && !one.talk.pair ? one.view.waits > 0 : isFresh(one, me, seen[keyOf(one.talk)] ?? 0))).length;
  if (!may('direct.send') && talks.length === 0) return null;
  // Who has the team alone to write to has no list.
  const plain = !staff && !people && talks.every(({ talk }) => !talk.pair);
  const show = typeof open === 'object' ? open : open === 'list' && plain ? {} : open;
  return (
    <div class="direct">
      <button type="button" class="button button-small" onClick={() => directOpen.set('list')} data-testid="direct">
        <Icon name="mail" /> {t(plain ? 'direct.team' : 'direct.title')}{fresh > 0 && <Count value={fresh} waits={staff} />}
        {fresh > 0 && <span class="hidden"> {t('direct.fresh', { n: fresh })}</span>}
      </button>
      {show !== undefined && (
        <Dialog title={typeof show === 'object' ? titleOf(show) : t('direct.title')} onClose={() => directOpen.set(undefined)}>
          {typeof show === 'object' ? <Thread key={keyOf(show)} talk={show} back={!plain} /> : <TalkList talks={talks} />}
        </Dialog>
      )}
    </div>
  );

  function titleOf({ whom, name, pair }: { whom?: string; name?: string; pair?: boolean }): string {
    if (whom === undefined || (!pair && whom === me)) return t('direct.team');
    const shown = personName(words, name ?? talks.find(({ talk }) => talk.whom === whom)?.view.name ?? whom);
    return t(pair ? 'direct.with' : 'direct.of', { name: shown });
  }
}
