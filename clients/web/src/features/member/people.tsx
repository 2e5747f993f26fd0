// SPDX-License-Identifier: Apache-2.0
// Who is here, for the team: read page by page, again when the count has changed, but not each second.
import type { JSX } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import type { JsonObject } from '../../core/merge.ts';
import { ROLES } from '../../core/views.ts';
import type { Role } from '../../core/views.ts';
import { personName, roleName, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Avatar, Badge, Button, Empty, Name, Spinner, Time } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { useRights, useView } from '../../core/here.ts';
import type { RosterPage, RosterPerson } from './view.ts';

const PAGE = 100;
const REFRESH_MS = 4000;

type Listed = readonly (readonly [string, RosterPerson])[];

export function People(): JSX.Element {
  const { t } = useWords();
  const count = useView((view) => view.presence?.count) ?? 0;
  const now = useNow(60_000);
  const { people, more, failed, readMore } = useRoster(count);
  return (
    <div class="panel-scroll">
      <h2 class="panel-title">{t('people.list')}</h2>
      {failed && <p role="status" class="refusal">{t('people.failed')}</p>}
      {!people && !failed && <Spinner label={t('entry.loading')} />}
      {people?.length === 0 && <Empty icon="people">{t('people.none')}</Empty>}
      <ul class="people" data-testid="people">
        {people?.map(([id, person]) => <PersonRow key={id} id={id} person={person} now={now} />)}
      </ul>
      {more && <Button onClick={readMore} testid="people-more">{t('do.more')}</Button>}
    </div>
  );
}

function PersonRow({ id, person, now }: { id: string; person: RosterPerson; now: number }): JSX.Element {
  const words = useWords();
  const { me, role, may } = useRights();
  // The roster was read a moment ago; the room knows the roles of the team now.
  const team = useView((view) => view.member?.staff);
  const { sending, run } = useAct();
  const own = id === me;
  const held: Role = team ? team[id]?.role ?? 'participant' : person.role;
  const given = ROLES.filter((each) => role === 'host' || each !== 'host');
  const settable = may('member.set') && !own && (role === 'host' || held !== 'host');
  return (
    <li class="person-row" data-testid={`person-${id}`}>
      <Avatar id={id} name={person.name} />
      <span class="person-text">
        <span><Name name={person.name} you={own} /></span>
        <span class="meta"><Time at={person.since} now={now} text={words.t('people.since', { time: words.moment(person.since, now) })} /></span>
      </span>
      {settable ? (
        <label>
          <span class="hidden">{words.t('people.role', { name: personName(words, person.name) })}</span>
          <select key={`${held} ${sending}`} value={held} disabled={sending} data-testid={`role-${id}`}
            onChange={(event) => void run('member.set', { whom: id, role: event.currentTarget.value, name: person.name })}>
            {given.map((each) => <option key={each} value={each}>{roleName(words, each)}</option>)}
          </select>
        </label>
      ) : <Badge tone={held === 'participant' ? 'plain' : 'accent'}>{roleName(words, held)}</Badge>}
    </li>
  );
}

function useRoster(count: number): { people: Listed | undefined; more: boolean; failed: boolean; readMore: () => void } {
  const session = useSession();
  const room = useContext(RoomContext);
  const [pages, setPages] = useState(1);
  const [roster, setRoster] = useState<{ people: Listed; more: boolean } | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const read = useCallback(async (): Promise<void> => {
    const people: [string, RosterPerson][] = [];
    let after: string | undefined;
    for (let page = 0; page < pages; page++) {
      const data: JsonObject = { room, limit: PAGE, ...(after === undefined ? {} : { after }) };
      const answer = (await session.query('presence.roster', data)) as RosterPage;
      people.push(...Object.entries(answer.people));
      after = answer.next;
      if (after === undefined) break;
    }
    setRoster({ people, more: after !== undefined });
  }, [session, room, pages]);
  useReadAgain(read, count, setFailed);
  return { people: roster?.people, more: roster?.more ?? false, failed, readMore: () => setPages(pages + 1) };
}

/** Reads now, and after a change of `count` once the last reading is REFRESH_MS old. */
function useReadAgain(read: () => Promise<void>, count: number, setFailed: (failed: boolean) => void): void {
  const last = useRef({ at: 0, read });
  useEffect(() => {
    const fresh = last.current.read !== read || last.current.at === 0;
    const wait = fresh ? 0 : Math.max(0, last.current.at + REFRESH_MS - Date.now());
    let gone = false;
    const timer = setTimeout(() => {
      last.current = { at: Date.now(), read };
      read().then(() => gone || setFailed(false), () => gone || setFailed(true));
    }, wait);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [read, count, setFailed]);
}
