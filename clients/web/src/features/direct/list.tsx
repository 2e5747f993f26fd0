// SPDX-License-Identifier: Apache-2.0
// With whom there is something said; for the organisers whether people may write to each other.
import type { JSX } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import { useStore } from '../../core/store.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { directOpen } from '../../ui/direct.ts';
import { Badge, Button, Dot, Empty, Time } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { seenOf } from './seen.ts';
import { isFresh, keyOf } from './view.ts';
import type { DirectView, Listed, TalkView } from './view.ts';

export function TalkList({ talks }: { talks: readonly Listed[] }): JSX.Element {
  const { t } = useWords();
  const { staff, may } = useRights();
  const list = useRef<HTMLUListElement>(null);
  const { more, failed, read, older } = useOlder(talks);
  useRove(list);
  const own = talks.some(({ talk }) => talk.whom === undefined);
  const all = [...talks, ...older];
  return (
    <div class="stack">
      {!staff && !own && may('direct.send') && <Button icon="mail" onClick={() => directOpen.set({})} testid="direct-team">{t('direct.team')}</Button>}
      {all.length === 0 && <Empty icon="mail">{t(staff ? 'direct.none.staff' : 'direct.none')}</Empty>}
      <ul class="rows direct-list" ref={list} data-testid="direct-list">{all.map((one) => <Row key={keyOf(one.talk)} one={one} />)}</ul>
      {failed && <p role="status" class="refusal">{t('direct.failed')}</p>}
      {more && <Button onClick={read} testid="direct-more">{t('do.more')}</Button>}
      {may('direct.mode') && <People />}
    </div>
  );
}

function Row({ one }: { one: Listed }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { me } = useRights();
  const room = useContext(RoomContext);
  const day = useDay();
  const seen = useStore(seenOf(me, room));
  const { talk, view } = one;
  const ofTeam = talk.whom !== undefined && !talk.pair;
  const name = talk.whom === undefined ? t('direct.team') : personName(words, view.name ?? talk.whom);
  return (
    <li>
      <button type="button" class="direct-row" data-row tabIndex={-1} onClick={() => directOpen.set(talk)} data-testid={`direct-${talk.whom ?? 'team'}`}>
        <span class="direct-row-head">
          <bdi class="name">{name}</bdi>
          {talk.pair && <Badge tone="plain">{t('direct.private')}</Badge>}
          {ofTeam && view.waits > 0 && <Badge tone="warm">{t('direct.waits', { n: view.waits })}</Badge>}
          {!ofTeam && isFresh(one, me, seen[keyOf(talk)] ?? 0) && <Dot label={t('direct.new')} />}
          {view.last && <span class="meta"><Time at={view.last.at} now={day} /></span>}
        </span>
        <span class="direct-row-text" dir={view.last?.dir ?? 'auto'}>{view.last?.text ?? t('direct.gone')}</span>
      </button>
    </li>
  );
}

function People(): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const people = useView((view: DirectView) => view.direct?.people === true);
  return (
    <label class="check">
      <input type="checkbox" checked={people} disabled={sending} onChange={(event) => void run('direct.mode', { people: event.currentTarget.checked })} data-testid="direct-people" />
      <span>{t('direct.people')}</span>
    </label>
  );
}

/** What has left the list of the team, page by page. */
function useOlder(talks: readonly Listed[]): { older: readonly Listed[]; more: boolean; failed: boolean; read: () => void } {
  const session = useSession();
  const room = useContext(RoomContext);
  const { staff } = useRights();
  const listed = talks.filter(({ talk }) => talk.whom !== undefined && !talk.pair);
  const [state, setState] = useState<{ older: readonly Listed[]; next: number | undefined }>({ older: [], next: undefined });
  const [failed, setFailed] = useState(false);
  const begun = state.older.length > 0;
  const read = (): void => {
    const before = begun ? state.next : Math.min(...listed.map(({ view }) => view.changed));
    session.query('direct.talks', { room, before: before ?? 1 }).then((answer) => {
      const { talks: page, next } = answer as unknown as { talks: readonly (TalkView & { readonly person: string })[]; next?: number };
      setState({ older: [...state.older, ...page.map(({ person, ...view }) => ({ talk: { whom: person, ...(view.name === undefined ? {} : { name: view.name }) }, view }))], next });
      setFailed(false);
    }, () => setFailed(true));
  };
  const here = new Set(listed.map(({ talk }) => talk.whom));
  return {
    older: state.older.filter(({ talk }) => !here.has(talk.whom)),
    more: staff && (begun ? state.next !== undefined : listed.length >= BOUNDS.DIRECT_LISTED),
    failed, read,
  };
}
