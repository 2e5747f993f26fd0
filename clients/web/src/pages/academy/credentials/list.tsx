// SPDX-License-Identifier: Apache-2.0
// The academy's certificates, by state, kind and person; those that end soon stand first.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { serverNow } from '../../../core/clock.ts';
import { dayText } from '../../../core/day.ts';
import { paramsSet, place } from '../../../core/router.ts';
import { useStore } from '../../../core/store.ts';
import { spoken, useWords } from '../../../i18n/context.tsx';
import { FilterLine } from '../../../ui/filters.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { Badge, Button, Empty, Link } from '../../../ui/parts.tsx';
import { useRove } from '../../../ui/rove.ts';
import { Select } from '../../../ui/select.tsx';
import { useSession } from '../../../ui/session.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import { ACADEMY, useAcademy } from '../context.ts';
import { Head } from '../page.tsx';
import { To } from '../people/back.tsx';
import { useCredentialActs } from './acts.tsx';
import { KINDS, LAPSING_MS, NO_FILTERS, PAGE, STATES, filtersOf, isFiltered, isKnown, listAddress, queryOf, questionOf, soonestFirst } from './find.ts';
import type { Credential, Credentials, Filters } from './find.ts';

interface Found extends Credentials {
  /** Those that end soon, where nothing else is looked for. */
  readonly lapsing: readonly Credential[];
}

export function ListPage(): JSX.Element {
  const { t } = useWords();
  const { may } = useAcademy();
  const filters = filtersOf(useStore(place).query);
  const { found, read } = useCredentials(filters);
  usePageTitle(t('creds.title'));
  return (
    <>
      <Head title={t('creds.title')}>
        {may('credential.give') && <Link to={{ page: 'academy', part: 'credentials', rest: ['new'] }} class="button button-strong" testid="creds-new">{t('creds.new')}</Link>}
      </Head>
      <Narrow filters={filters} />
      {!found && <Skeleton kind="rows" label={t('entry.loading')} />}
      {found === 'failed' && <div role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>}
      {found && found !== 'failed' && <All found={found} filters={filters} onDone={read} />}
    </>
  );
}

/** A newer question's answer counts, whichever comes first. */
function useCredentials(filters: Filters): { readonly found: Found | 'failed' | undefined; readonly read: () => void } {
  const session = useSession();
  const [found, setFound] = useState<Found | 'failed' | undefined>(undefined);
  const turn = useRef(0);
  const question = JSON.stringify(filters);
  const read = (): void => {
    const mine = ++turn.current;
    const list = (of: Filters): Promise<Credentials> => session.query('credential.list', { room: ACADEMY, limit: PAGE, ...questionOf(of, serverNow()) }) as Promise<Credentials>;
    const first = !isFiltered(filters) && filters.after === '';
    void Promise.all([list(filters), first ? list({ ...NO_FILTERS, state: 'lapsing' }) : undefined]).then(([all, soon]) => {
      if (mine === turn.current) setFound({ ...all, lapsing: soonestFirst(soon?.credentials ?? []) });
    }, () => mine === turn.current && setFound('failed'));
  };
  useEffect(read, [session, question]);
  return { found, read };
}

function Narrow({ filters }: { filters: Filters }): JSX.Element {
  const { t } = useWords();
  const set = (change: Partial<Filters>): void => paramsSet(queryOf({ ...filters, after: '', ...change }));
  const kinds = isKnown(filters.kind) || filters.kind === '' ? KINDS : [...KINDS, filters.kind];
  return (
    <FilterLine search={t('creds.title')}>
      <Select label={t('creds.state')} value={filters.state} onChange={(state) => set({ state })} testid="creds-state"
        options={[{ value: '', label: t('creds.any') }, ...STATES.map((state) => ({ value: state, label: t(`creds.state.${state}`) }))]} />
      <Select label={t('creds.kind')} value={filters.kind} onChange={(kind) => set({ kind })} testid="creds-kind"
        options={[{ value: '', label: t('creds.any') }, ...kinds.map((kind) => ({ value: kind, label: isKnown(kind) ? t(`creds.kind.${kind}`) : kind }))]} />
      {isFiltered(filters) && <Button onClick={() => set(NO_FILTERS)} testid="creds-clear">{t('creds.clear')}</Button>}
    </FilterLine>
  );
}

function All({ found, filters, onDone }: { found: Found; filters: Filters; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { lapsing, next } = found;
  const rest = found.credentials.filter(({ credential }) => !lapsing.some((one) => one.credential === credential));
  const shown = filters.state === 'lapsing' ? soonestFirst(rest) : rest;
  if (shown.length + lapsing.length === 0) return <Empty icon="award">{t(isFiltered(filters) ? 'creds.none.found' : 'creds.none')}</Empty>;
  return (
    <div class="creds">
      {lapsing.length > 0 && <h2>{t('creds.soon')}</h2>}
      {lapsing.length > 0 && <Rows label={t('creds.soon')} rows={lapsing} onDone={onDone} testid="creds-soon" />}
      {lapsing.length > 0 && shown.length > 0 && <h2>{t('creds.others')}</h2>}
      {shown.length > 0 && <Rows label={t('creds.title')} rows={shown} onDone={onDone} testid="creds" />}
      {(next !== undefined || filters.after !== '') && (
        <nav class="row" aria-label={t('creds.pages')}>
          {filters.after !== '' && <To address={listAddress({ ...filters, after: '' })} class="button" testid="creds-first">{t('creds.first')}</To>}
          {next !== undefined && <To address={listAddress({ ...filters, after: String(next) })} class="button" testid="creds-next">{t('creds.next')}</To>}
        </nav>
      )}
    </div>
  );
}

function Rows({ label, rows, onDone, testid }: { label: string; rows: readonly Credential[]; onDone: () => void; testid: string }): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  useRove(list);
  return <ul ref={list} class="academy-rows" aria-label={label} data-testid={testid}>{rows.map((one) => <Row key={one.credential} one={one} onDone={onDone} />)}</ul>;
}

const TONES = { valid: 'good', lapsing: 'warm', lapsed: 'warm', withdrawn: 'plain' } as const;

function Row({ one, onDone }: { one: Credential; onDone: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const { items, dialog } = useCredentialActs(one, onDone);
  const { credential, person, name, kind, reference, title, until, why } = one;
  const state = one.state === 'valid' && until !== undefined && until < serverNow() + LAPSING_MS ? 'lapsing' : one.state;
  const said = spoken(title, lang);
  return (
    <li class="academy-row academy-row-acts" data-row tabIndex={-1} data-testid={`cred-${credential}`}>
      <div class="academy-row-text">
        <Link to={{ page: 'academy', part: 'people', rest: [person] }}><bdi>{name}</bdi></Link>
        <span class="meta">
          <span>{isKnown(kind) ? t(`creds.kind.${kind}`) : <bdi>{kind}</bdi>}</span>
          {said.text !== '' && <span lang={said.lang} dir={said.dir}>{said.text}</span>}
          {reference !== undefined && <bdi>{reference}</bdi>}
          <span>{until === undefined ? t('creds.forever') : t(one.state === 'lapsed' ? 'creds.ended' : 'creds.until', { day: dayText(until, lang) })}</span>
        </span>
        {why !== undefined && <p class="hint">{t('creds.why.was')} <bdi>{why}</bdi></p>}
      </div>
      <Badge tone={TONES[state]}>{t(`creds.state.${state}`)}</Badge>
      <span data-acts><Menu icon="more" label={t('creds.acts', { name })} items={items} testid={`cred-acts-${credential}`} /></span>
      {dialog}
    </li>
  );
}
