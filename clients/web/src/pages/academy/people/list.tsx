// SPDX-License-Identifier: Apache-2.0
// Everybody one may see, by the beginning of a word of their name or by their address, country, role and state.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { countriesIn, countryName } from '../../../core/countries.ts';
import { piece } from '../../../core/piece.ts';
import { paramsSet, place } from '../../../core/router.ts';
import { useStore } from '../../../core/store.ts';
import { useWords } from '../../../i18n/context.tsx';
import { FilterLine } from '../../../ui/filters.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { announce } from '../../../ui/live.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { Avatar, Badge, Button, Empty, Link } from '../../../ui/parts.tsx';
import { useRove } from '../../../ui/rove.ts';
import { Select } from '../../../ui/select.tsx';
import { useSession } from '../../../ui/session.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import { ACADEMY, useAcademy } from '../context.ts';
import { goTo } from '../go.ts';
import { Head } from '../page.tsx';
import { usePersonActs } from './acts.tsx';
import { To, listLeft } from './back.tsx';
import { Erasing } from './erasing.tsx';
import { ExportButton } from './export.tsx';
import { PAGE, ROLES, STATES, filtersOf, isFiltered, listAddress, queryOf, questionOf, rolesAbove } from './find.ts';
import type { Filters, People, Person } from './find.ts';

const TYPING_MS = 300;

export function ListPage(): JSX.Element {
  const { t } = useWords();
  const { may } = useAcademy();
  const own = useOwn();
  const filters = filtersOf(useStore(place).query, own);
  const { found, read } = usePeople(filters);
  usePageTitle(t('persons.title'));
  useEffect(() => listLeft(listAddress(filters)), [JSON.stringify(filters)]);
  return (
    <>
      <Head title={t('persons.title')}>
        <ExportButton filters={filters} />
        {may('person.plan') && <Link to={{ page: 'academy', part: 'people', rest: ['import'] }} class="button" testid="people-import">{t('persons.import')}</Link>}
        {may('person.add') && <Link to={{ page: 'academy', part: 'people', rest: ['new'] }} class="button button-strong" testid="people-add">{t('persons.add')}</Link>}
      </Head>
      <Erasing />
      <Search filters={filters} own={own} />
      {!found && <Skeleton kind="rows" label={t('entry.loading')} />}
      {found === 'failed' && <div role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>}
      {found && found !== 'failed' && <Found found={found} filters={filters} own={own} onDone={read} />}
    </>
  );
}

/** The countries of somebody who sees only theirs. */
export function useOwn(): readonly string[] | undefined {
  const { view, roles } = useAcademy();
  return roles.includes('organiser') ? undefined : view.me.people?.coordinates ?? [];
}

/** A newer question's answer counts, whichever comes first. */
function usePeople(filters: Filters): { readonly found: People | 'failed' | undefined; readonly read: () => void } {
  const session = useSession();
  const [found, setFound] = useState<People | 'failed' | undefined>(undefined);
  const turn = useRef(0);
  const question = JSON.stringify(questionOf(filters));
  const read = (): void => {
    const mine = ++turn.current;
    const answered = (answer: People | 'failed'): void => {
      if (mine === turn.current) setFound(answer);
    };
    void session.query('person.list', { room: ACADEMY, limit: PAGE, ...questionOf(filters) }).then((answer) => answered(answer as People), () => answered('failed'));
  };
  useEffect(read, [session, question]);
  return { found, read };
}

function Search({ filters, own }: { filters: Filters; own: readonly string[] | undefined }): JSX.Element {
  const { t, lang } = useWords();
  const [words, setWords] = useState(filters.words);
  const latest = useRef(filters);
  const sought = useRef(filters.words);
  latest.current = filters;
  const set = (change: Partial<Filters>): void => paramsSet(queryOf({ ...latest.current, after: '', ...change }));
  const seek = (): void => {
    sought.current = words;
    set({ words });
  };
  // Back and forth in the history fill the field, too; what was typed meanwhile is not undone by what it began with.
  useEffect(() => {
    if (filters.words !== sought.current) setWords(filters.words);
    sought.current = filters.words;
  }, [filters.words]);
  useEffect(() => {
    if (words === filters.words) return undefined;
    const timer = setTimeout(seek, TYPING_MS);
    return () => clearTimeout(timer);
  }, [words]);
  const countries = own ? own.map((code) => ({ code, name: countryName(code, lang) })) : countriesIn(lang);
  return (
    <form role="search" onSubmit={(event) => { event.preventDefault(); seek(); }}>
      <FilterLine>
        <div class="field">
          <label for="people-words">{t('persons.search')}</label>
          <input id="people-words" type="search" dir="auto" value={words} autocomplete="off" data-testid="people-search" onInput={(event) => setWords(event.currentTarget.value)} />
        </div>
        {(!own || own.length > 1) && (
          <Select label={t('persons.country')} value={filters.country} onChange={(country) => set({ country })} testid="people-country"
            options={[...(own ? [] : [{ value: '', label: t('persons.any') }]), ...countries.map(({ code, name }) => ({ value: code, label: name }))]} />
        )}
        <Select label={t('persons.role')} value={filters.role} onChange={(role) => set({ role })} testid="people-role"
          options={[{ value: '', label: t('persons.any') }, ...ROLES.filter((role) => role !== 'member').map((role) => ({ value: role, label: t(`persons.role.${role}`) }))]} />
        <Select label={t('persons.state')} value={filters.state} onChange={(state) => set({ state })} testid="people-state"
          options={[{ value: '', label: t('persons.any') }, ...STATES.map((state) => ({ value: state, label: t(`persons.state.${state}`) }))]} />
      </FilterLine>
    </form>
  );
}

function Found({ found, filters, own, onDone }: { found: People; filters: Filters; own: readonly string[] | undefined; onDone: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const list = useRef<HTMLUListElement>(null);
  const filtered = isFiltered(filters, own);
  const { people, among = people.length, next } = found;
  // What was found beyond this page is known only where nothing narrows it.
  const counted = next === undefined && filters.after === '';
  const says = counted ? t('persons.found', { n: people.length }) : filtered ? '' : t('persons.all', { n: among });
  useRove(list);
  useEffect(() => announce(says), [says]);
  const clear = (): void => paramsSet(queryOf({ words: '', country: '', role: '', state: '', after: '' }));
  if (people.length === 0) {
    return filtered || filters.after !== ''
      ? <Empty icon="people" action={<Button onClick={clear} testid="people-clear">{t('persons.clear')}</Button>}>{t('persons.none.found')}</Empty>
      : <Empty icon="people">{own ? t('persons.none.here', { country: countryName(filters.country, lang) }) : t('persons.none')}</Empty>;
  }
  return (
    <div class="people-found">
      <p class="hint">{own && filters.country !== '' && <>{countryName(filters.country, lang)} · </>}{says}</p>
      <ul ref={list} class="academy-rows" aria-label={t('persons.title')} data-testid="people">
        {people.map((person) => <Row key={person.id} person={person} onDone={onDone} />)}
      </ul>
      {(next !== undefined || filters.after !== '') && (
        <nav class="row" aria-label={t('persons.pages')}>
          {filters.after !== '' && <To address={listAddress({ ...filters, after: '' })} class="button" testid="people-first">{t('persons.first')}</To>}
          {next !== undefined && <To address={listAddress({ ...filters, after: next })} class="button" testid="people-next">{t('persons.next')}</To>}
        </nav>
      )}
    </div>
  );
}

function Row({ person, onDone }: { person: Person; onDone: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const { items, dialog } = usePersonActs(person, onDone);
  const { id, name, country, roles, mail, state, enrolled } = person;
  return (
    <li class={items.length > 0 ? 'academy-row academy-row-acts' : 'academy-row'} data-row tabIndex={-1} data-testid={`person-${id}`} onKeyDown={(event) => {
      if (event.key === 'Enter' && event.target === event.currentTarget) goTo(`/academy/people/${piece(id)}`);
    }}>
      <Avatar id={id} name={name} />
      <div class="academy-row-text">
        <Link to={{ page: 'academy', part: 'people', rest: [id] }}><bdi>{name}</bdi></Link>
        <span class="meta">
          {country && <span>{countryName(country, lang)}</span>}
          {mail && <bdi dir="ltr">{mail}</bdi>}
        </span>
      </div>
      <div class="people-marks">
        {rolesAbove(roles).map((role) => <Badge key={role} tone="accent">{t(`persons.role.${role}`)}</Badge>)}
        {state === 'suspended' && <Badge tone="warm"><Icon name="pause" />{t('persons.state.suspended')}</Badge>}
        {state === 'active' && !enrolled && <Badge tone="plain">{t(person.invited ? 'persons.invited' : 'persons.never')}</Badge>}
      </div>
      {items.length > 0 && <span data-acts><Menu icon="more" label={t('persons.acts', { name })} items={items} /></span>}
      {dialog}
    </li>
  );
}
