// SPDX-License-Identifier: Apache-2.0
// Who is here, for the team: read page by page, again when the count has changed, but not each second.
import type { JSX } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import type { JsonObject } from '../../core/merge.ts';
import { isStaff, ROLES } from '../../core/views.ts';
import type { Role } from '../../core/views.ts';
import { personName, roleName, useWords } from '../../i18n/context.tsx';
import { useChoice } from '../../ui/choice.ts';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Avatar, Badge, Button, Empty, Name, Time } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { Skeleton } from '../../ui/states.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { useRights, useRoleOf, useView } from '../../core/here.ts';
import { Acts } from './acts.tsx';
import { Noted } from './noted.tsx';
import { PersonMenu } from './person-menu.tsx';
import { Locks, Sanctions } from './sanctions.tsx';
import type { RosterPage, RosterPerson } from './view.ts';

const PAGE = 100;
const REFRESH_MS = 4000;
/** So few are seen without looking for them. */
const FEW = 8;
const WORDS_CHARS = 40;

type Listed = readonly (readonly [string, RosterPerson])[];

export function People(): JSX.Element {
  const { t } = useWords();
  const count = useView((view) => view.presence?.count) ?? 0;
  const now = useNow(60_000);
  const [words, setWords] = useState('');
  const { people, more, failed, readMore } = useRoster(count, words.trim());
  const list = useRef<HTMLUListElement>(null);
  useRove(list);
  return (
    <div class="panel-scroll">
      <div class="people-head">
        <h2 class="panel-title">{t('people.list')}</h2>
        <Locks />
      </div>
      {(count > FEW || words !== '') && <TextField label={t('people.find')} value={words} max={WORDS_CHARS} dir="auto" onInput={setWords} testid="people-words" />}
      {failed && <p role="status" class="refusal">{t('people.failed')}</p>}
      {!people && !failed && <Skeleton kind="rows" label={t('entry.loading')} />}
      {people?.length === 0 && <Empty icon="people">{t(words === '' ? 'people.none' : 'people.find.none')}</Empty>}
      <ul class="people" ref={list} data-testid="people">
        {people?.map(([id, person]) => <PersonRow key={id} id={id} person={person} now={now} />)}
      </ul>
      {more && <Button onClick={readMore} testid="people-more">{t('do.more')}</Button>}
      <Sanctions />
      <Noted />
      <Acts />
    </div>
  );
}

function PersonRow({ id, person, now }: { id: string; person: RosterPerson; now: number }): JSX.Element {
  const words = useWords();
  const { me, role, may } = useRights();
  // The roster was read a moment ago; the room knows the roles of the team now.
  const seen = useRoleOf()(id);
  const guest = seen === 'visitor';
  const held = guest ? 'participant' : seen;
  const own = id === me;
  const settable = may('member.set') && !own && (role === 'host' || held !== 'host');
  return (
    <li class="person-row" data-row tabIndex={-1} data-testid={`person-${id}`}>
      <Avatar id={id} name={person.name} />
      <span class="person-text">
        <span><Name name={person.name} role={guest ? seen : undefined} you={own} /></span>
        <span class="meta"><Time at={person.since} now={now} text={words.t('people.since', { time: words.moment(person.since, now) })} /></span>
      </span>
      {settable ? <RoleOf id={id} name={person.name} held={held} /> : <Badge tone={isStaff(held) ? 'accent' : 'plain'}>{roleName(words, held)}</Badge>}
      {!own && !isStaff(held) && <PersonMenu id={id} name={person.name} />}
    </li>
  );
}

/** A role is chosen and then given: no key alone changes what a person may do. A host's is asked about. */
function RoleOf({ id, name, held }: { id: string; name: string; held: Role }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { role } = useRights();
  const { sending, run } = useAct();
  const { chosen, holds, choose, give, drop } = useChoice<Role>(held);
  const [asking, setAsking] = useState(false);
  const given = ROLES.filter((each) => role === 'host' || each !== 'host');
  const shown = personName(words, name);
  const set = async (to: Role, over: Role): Promise<boolean> => {
    const done = await run('member.set', { whom: id, role: to, name });
    if (done) give(to, over);
    return done;
  };
  const apply = async (): Promise<void> => {
    const done = await set(chosen, holds);
    setAsking(false);
    if (done) notify(t('people.role.done', { name: shown, role: roleName(words, chosen) }), { label: t('do.undo'), run: () => void set(holds, chosen) });
    else drop();
  };
  const weighty = chosen === 'host' || holds === 'host';
  return (
    <span class="role-of">
      <label>
        <span class="hidden">{t('people.role', { name: shown })}</span>
        <select value={chosen} disabled={sending} data-testid={`role-${id}`}
          onChange={(event) => choose(ROLES.find((each) => each === event.currentTarget.value) ?? holds)}>
          {given.map((each) => <option key={each} value={each}>{roleName(words, each)}</option>)}
        </select>
      </label>
      {chosen !== holds && <Button kind="strong" small busy={sending} onClick={() => (weighty ? setAsking(true) : void apply())} testid={`role-apply-${id}`}>{t('people.role.apply')}</Button>}
      {asking && (
        <Confirm title={t(chosen === 'host' ? 'people.host.ask' : 'people.host.end.ask', { name: shown })} hint={t(chosen === 'host' ? 'people.host.hint' : 'people.host.end.hint')}
          action={t('people.role.apply')} busy={sending} onConfirm={() => void apply()} onClose={() => { setAsking(false); drop(); }} />
      )}
    </span>
  );
}

function useRoster(count: number, words: string): { people: Listed | undefined; more: boolean; failed: boolean; readMore: () => void } {
  const session = useSession();
  const room = useContext(RoomContext);
  const [pages, setPages] = useState(1);
  const [roster, setRoster] = useState<{ people: Listed; more: boolean } | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const read = useCallback(async (): Promise<void> => {
    const people: [string, RosterPerson][] = [];
    let after: string | undefined;
    for (let page = 0; page < pages; page++) {
      const data: JsonObject = { room, limit: PAGE, ...(words === '' ? {} : { words }), ...(after === undefined ? {} : { after }) };
      const answer = (await session.query('presence.roster', data)) as RosterPage;
      people.push(...Object.entries(answer.people));
      after = answer.next;
      if (after === undefined) break;
    }
    setRoster({ people, more: after !== undefined });
  }, [session, room, pages, words]);
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
