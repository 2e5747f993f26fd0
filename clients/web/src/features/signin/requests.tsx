// SPDX-License-Identifier: Apache-2.0
// Who asks for access: a coordinator sees those of their countries, an organiser all.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { chars } from '../../core/text.ts';
import type { Can } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Badge, Button, Empty, Spinner, Time } from '../../ui/parts.tsx';
import { RoomContext, useRoom, useRoomEvents, useSession } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { countryName } from '../../core/countries.ts';
import type { Step } from './applied.tsx';

const ACADEMY = 'academy:main';
const LOOK_MS = 60_000;

interface Academy {
  readonly can?: Can;
  readonly me: { readonly roles?: readonly string[] };
}
interface Request {
  readonly request: number;
  readonly state: Step;
  readonly name: string;
  readonly mail?: string;
  readonly country: string;
  readonly agency?: string;
  readonly reason?: string;
  readonly known?: string;
  readonly steps: readonly { readonly step: Step; readonly at: number }[];
}
interface Found {
  readonly requests: readonly Request[];
  readonly next?: number;
}

export function RequestsPage(): JSX.Element {
  const { t } = useWords();
  const { view, refused, room } = useRoom<Academy>(ACADEMY);
  const { found, more, read } = useFound();
  const may = (method: string): boolean => view?.me.roles?.some((role) => view.can?.[role]?.[method] === true) === true;
  const allowed = may('access.list');
  usePageTitle(t('access.title'));
  const turn = useNow(LOOK_MS);
  useEffect(() => {
    if (allowed) read();
  }, [allowed, turn]);
  useRoomEvents(room, ({ type }) => type.startsWith('access.') && read());
  const shut = refused !== undefined || (view && !allowed);
  return (
    <RoomContext.Provider value={ACADEMY}>
      <div class="sheet door">
        <h1>{t('access.title')}</h1>
        {shut && <p role="alert">{t('access.shut')}</p>}
        {!shut && !found && <Spinner label={t('entry.loading')} />}
        {!shut && found === 'failed' && <div role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>}
        {!shut && found && found !== 'failed' && (
          <>
            {found.requests.length === 0 && <Empty icon="check">{t('access.empty')}</Empty>}
            <ul class="requests" data-testid="requests">
              {found.requests.map((request) => <li key={request.request}><Row request={request} may={may} onDone={read} /></li>)}
            </ul>
            {found.next !== undefined && <div><Button onClick={more}>{t('do.more')}</Button></div>}
          </>
        )}
      </div>
    </RoomContext.Provider>
  );
}

function useFound(): { readonly found: Found | 'failed' | undefined; readonly read: () => void; readonly more: () => void } {
  const session = useSession();
  const [found, setFound] = useState<Found | 'failed' | undefined>(undefined);
  const ask = (after?: number): Promise<Found> =>
    session.query('access.list', { room: ACADEMY, ...(after === undefined ? {} : { after }) }) as Promise<Found>;
  const read = (): void => void ask().then(setFound, () => setFound((before) => before ?? 'failed'));
  const more = (): void => {
    if (!found || found === 'failed') return;
    void ask(found.next).then((next) => setFound({ ...next, requests: [...found.requests, ...next.requests] }), () => undefined);
  };
  return { found, read, more };
}

function Row({ request, may, onDone }: { request: Request; may: (method: string) => boolean; onDone: () => void }): JSX.Element {
  const { t, lang, ago } = useWords();
  const now = useNow(LOOK_MS);
  const { sending, run } = useAct();
  const [refusing, setRefusing] = useState(false);
  const { request: seq, state, name, mail, country, agency, reason, known, steps } = request;
  const asked = steps[0]?.at ?? now;
  const act = (method: string, why?: string): void => void run(method, { request: seq, ...(why ? { why } : {}) }).then((done) => {
    if (done) setRefusing(false);
    onDone();
  });
  const confirmed = state === 'confirmed' || state === 'endorsed';
  return (
    <article class="request" aria-label={name} data-testid={`request-${seq}`}>
      <div class="request-head">
        <strong><bdi>{name}</bdi></strong>
        <span class="meta"><Time at={asked} now={now} text={t('access.since', { time: ago(asked, now) })} /></span>
      </div>
      <p>{countryName(country, lang)}{agency && <> · <bdi>{agency}</bdi></>}{mail && <> · <bdi dir="ltr">{mail}</bdi></>}</p>
      {reason && <p class="prose" dir="auto">{reason}</p>}
      <div class="row">
        <Badge tone={state === 'endorsed' ? 'good' : 'plain'}>{t(`apply.step.${state}`)}</Badge>
        {known !== undefined && <Badge tone="warm">{t('access.known')}</Badge>}
      </div>
      <div class="row">
        {confirmed && may('access.approve') && <Button kind="strong" small busy={sending} onClick={() => act('access.approve')} testid={`approve-${seq}`}>{t('do.approve')}</Button>}
        {state === 'confirmed' && may('access.endorse') && <Button small busy={sending} onClick={() => act('access.endorse')} testid={`endorse-${seq}`}>{t('access.endorse')}</Button>}
        {may('access.refuse') && <Button kind="quiet" small busy={sending} onClick={() => setRefusing(true)} testid={`refuse-${seq}`}>{t('access.refuse')}</Button>}
      </div>
      {refusing && <Refuse name={name} busy={sending} onRefuse={(why) => act('access.refuse', why)} onClose={() => setRefusing(false)} />}
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
