// SPDX-License-Identifier: Apache-2.0
// Who asks for access, by state: a coordinator sees those of their countries, an organiser all, and how many wait where.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../../../core/clock.ts';
import { BOUNDS } from '../../../core/contract.ts';
import { countryName } from '../../../core/countries.ts';
import { paramsSet, place } from '../../../core/router.ts';
import { useStore } from '../../../core/store.ts';
import { chars } from '../../../core/text.ts';
import { useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { FilterLine } from '../../../ui/filters.tsx';
import { Badge, Button, Empty, Link, Time } from '../../../ui/parts.tsx';
import { Select } from '../../../ui/select.tsx';
import { useRoomEvents, useSession } from '../../../ui/session.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import { ACADEMY, useAcademy } from '../context.ts';
import { Head } from '../page.tsx';
import type { PartProps } from '../parts.ts';
import { AskPage } from './ask.tsx';
import { Here } from './here.tsx';
import './style.css';

const LOOK_MS = 60_000;
/** Of somebody whose country is not known. */
const NOWHERE = 'ZZ';
const WAITS = ['asked', 'confirmed', 'endorsed'] as const;
const STATES = [...WAITS, 'approved', 'refused', 'expired', 'linked'] as const;
type State = (typeof STATES)[number];

interface Request {
  readonly request: number;
  readonly state: State;
  readonly name: string;
  readonly mail?: string;
  readonly country: string;
  readonly agency?: string;
  readonly reason?: string;
  readonly why?: string;
  readonly known?: string;
  /** What the token of another system means by which they came. */
  readonly identity?: string;
  readonly steps: readonly { readonly step: State; readonly at: number }[];
}
interface Page {
  readonly requests: readonly Request[];
  readonly next?: number;
}
/** How many wait at each step, and since when the oldest does; organisers alone are told. */
interface Figures {
  readonly waiting?: { readonly [state: string]: { readonly count: number; readonly since?: number } | undefined };
}
interface Found extends Page {
  readonly figures: Figures;
}

export function Page({ rest }: PartProps): JSX.Element {
  const { may } = useAcademy();
  return rest[0] === 'new' && may('access.request') ? <AskPage /> : <Requests />;
}

function Requests(): JSX.Element {
  const { t } = useWords();
  const { room, may } = useAcademy();
  const asked = useStore(place).query['state'];
  const state = STATES.find((each) => each === asked);
  const { found, more, read } = useFound(state);
  const turn = useNow(LOOK_MS);
  usePageTitle(t('access.title'));
  useEffect(read, [turn, state]);
  useRoomEvents(room, ({ type }) => type.startsWith('access.') && read());
  return (
    <>
      <Head title={t('access.title')}>
        {may('access.request') && <Link to={{ page: 'academy', part: 'requests', rest: ['new'] }} class="button" testid="access-new">{t('access.ask')}</Link>}
      </Head>
      <Narrow state={state} figures={found && found !== 'failed' ? found.figures : {}} />
      {!found && <Skeleton kind="rows" label={t('entry.loading')} />}
      {found === 'failed' && <div role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>}
      {found && found !== 'failed' && (
        <>
          {found.requests.length === 0 && <Empty icon="door">{t(state ? 'access.none' : 'access.empty')}</Empty>}
          <ul class="requests" data-testid="requests" data-state={state ?? 'open'}>
            {found.requests.map((request) => <li key={request.request}><Row request={request} onDone={read} /></li>)}
          </ul>
          {found.next !== undefined && <div><Button onClick={more}>{t('do.more')}</Button></div>}
        </>
      )}
    </>
  );
}

function Narrow({ state, figures }: { state: State | undefined; figures: Figures }): JSX.Element {
  const { t, number, full } = useWords();
  const counts = figures.waiting ?? {};
  const since = WAITS.flatMap((each) => counts[each]?.since ?? []);
  const said = (each: State): string => {
    const count = counts[each]?.count ?? 0;
    return t(`access.state.${each}`) + (count > 0 ? ` · ${number(count)}` : '');
  };
  return (
    <FilterLine>
      <Select label={t('access.state')} value={state ?? ''} onChange={(next) => paramsSet(next === '' ? {} : { state: next })} testid="access-state"
        options={[{ value: '', label: t('access.open') }, ...STATES.map((each) => ({ value: each as string, label: said(each) }))]} />
      {since.length > 0 && <p class="meta" data-testid="access-oldest">{t('access.oldest', { date: full(Math.min(...since)) })}</p>}
    </FilterLine>
  );
}

/** The answer to a newer question counts, whichever comes first. */
function useFound(state: State | undefined): { readonly found: Found | 'failed' | undefined; readonly read: () => void; readonly more: () => void } {
  const session = useSession();
  const { may } = useAcademy();
  const [found, setFound] = useState<Found | 'failed' | undefined>(undefined);
  const turn = useRef(0);
  const list = (after?: number): Promise<Page> =>
    session.query('access.list', { room: ACADEMY, ...(state && { state }), ...(after === undefined ? {} : { after }) }) as Promise<Page>;
  const read = (): void => {
    const mine = ++turn.current;
    const counted = may('access.figures') ? (session.query('access.figures', { room: ACADEMY }) as Promise<Figures>) : {};
    Promise.all([list(), counted]).then(
      ([page, figures]) => mine === turn.current && setFound({ ...page, figures }),
      () => mine === turn.current && setFound((before) => before ?? 'failed'),
    );
  };
  const more = (): void => {
    if (!found || found === 'failed') return;
    const mine = turn.current;
    list(found.next).then((next) => mine === turn.current && setFound({ figures: found.figures, ...next, requests: [...found.requests, ...next.requests] }), () => undefined);
  };
  return { found, read, more };
}

function Row({ request, onDone }: { request: Request; onDone: () => void }): JSX.Element {
  const { t, lang, ago } = useWords();
  const now = useNow(LOOK_MS);
  const { may } = useAcademy();
  const { sending, run } = useAct();
  const [refusing, setRefusing] = useState(false);
  const [here, setHere] = useState(false);
  const { request: seq, state, name, mail, country, agency, reason, why, known, identity, steps } = request;
  const asked = steps[0]?.at ?? now;
  const open = WAITS.some((each) => each === state);
  const act = (method: string, reply?: string): void => void run(method, { request: seq, ...(reply ? { why: reply } : {}) }).then((done) => {
    if (done) setRefusing(false);
    onDone();
  });
  const confirmed = state === 'confirmed' || state === 'endorsed';
  // Of whoever came with a token no address was confirmed.
  const unsaid = identity !== undefined && state === 'confirmed';
  return (
    <article class="request" aria-label={name} data-testid={`request-${seq}`}>
      <div class="request-head">
        <strong><bdi>{name}</bdi></strong>
        <span class="meta"><Time at={asked} now={now} text={t(open ? 'access.since' : 'access.was', { time: ago(asked, now) })} /></span>
      </div>
      <p class="request-who">
        {country !== NOWHERE && <span>{countryName(country, lang)}</span>}
        {agency && <bdi>{agency}</bdi>}
        {mail && <bdi dir="ltr">{mail}</bdi>}
      </p>
      {reason && <p class="prose" dir="auto">{reason}</p>}
      {why && <p class="request-why" dir="auto">{why}</p>}
      <div class="row">
        <Badge tone={state === 'endorsed' ? 'good' : 'plain'}>{t(`access.state.${unsaid ? 'asked' : state}`)}</Badge>
        {known !== undefined && <Badge tone="warm">{t('access.known')}</Badge>}
        {identity !== undefined && <span class="meta">{t('access.by.token')} <code dir="ltr">{identity}</code></span>}
      </div>
      <div class="row">
        {confirmed && may('access.approve') && <Button kind="strong" small busy={sending} onClick={() => act('access.approve')} testid={`approve-${seq}`}>{t('do.approve')}</Button>}
        {state === 'confirmed' && may('access.endorse') && <Button small busy={sending} onClick={() => act('access.endorse')} testid={`endorse-${seq}`}>{t('access.endorse')}</Button>}
        {open && identity !== undefined && may('person.link') && <Button small busy={sending} onClick={() => setHere(true)} testid={`here-${seq}`}>{t('access.here')}</Button>}
        {open && may('access.refuse') && <Button kind="quiet" small busy={sending} onClick={() => setRefusing(true)} testid={`refuse-${seq}`}>{t('access.refuse')}</Button>}
      </div>
      {here && identity !== undefined && <Here name={name} identity={identity} onDone={onDone} onClose={() => setHere(false)} />}
      {refusing && <Refuse name={name} busy={sending} onRefuse={(reply) => act('access.refuse', reply)} onClose={() => setRefusing(false)} />}
    </article>
  );
}

function Refuse({ name, busy, onRefuse, onClose }: { name: string; busy: boolean; onRefuse: (why: string) => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [why, setWhy] = useState('');
  const good = why.trim() !== '' && chars(why) <= BOUNDS.WHY_CHARS;
  return (
    <Dialog title={t('access.refuse.title', { name })} onClose={onClose}>
      <TextArea label={t('access.why')} value={why} max={BOUNDS.WHY_CHARS} onInput={setWhy} focus testid="why" />
      <div class="row row-end">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button kind="danger" busy={busy} disabled={!good} onClick={() => onRefuse(why.trim())} testid="confirm">{t('access.refuse')}</Button>
      </div>
    </Dialog>
  );
}
