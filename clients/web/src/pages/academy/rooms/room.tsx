// SPDX-License-Identifier: Apache-2.0
// One room of the catalogue: what it is for, when, with whom; for those who run it, who may come and who was asked.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useNow } from '../../../core/clock.ts';
import { go } from '../../../core/router.ts';
import { useStore } from '../../../core/store.ts';
import { personName, spoken, useWords } from '../../../i18n/context.tsx';
import { LANGUAGES } from '../../../i18n/index.ts';
import { useAct } from '../../../ui/command.ts';
import { Confirm } from '../../../ui/dialog.tsx';
import { notify } from '../../../ui/live.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { Badge, Button } from '../../../ui/parts.tsx';
import { Prose } from '../../../ui/prose.tsx';
import { useRoomEvents, useSession } from '../../../ui/session.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { take } from '../../../ui/take.ts';
import { usePageTitle } from '../../../ui/title.ts';
import { comeIn, wayInto } from '../../join.ts';
import { useWhen } from '../../use-when.ts';
import { ACADEMY, useAcademy } from '../context.ts';
import { Head } from '../page.tsx';
import { Code } from './code.tsx';
import { CopyRoom } from './copy.tsx';
import { RoomForm } from './form.tsx';
import { Invitations } from './invite.tsx';
import { Links } from './links.tsx';
import { mayComeText } from './may.ts';
import { Readers } from './readers.tsx';
import { Register, Registrations } from './register.tsx';
import type { Got } from './shape.ts';
import { SeriesLink, roomRoute } from './way.tsx';

export function RoomPage({ of, edit }: { of: string; edit: boolean }): JSX.Element {
  const { t, lang } = useWords();
  const { got, read } = useGot(of);
  const { may } = useAcademy();
  const title = got && got !== 'none' && got !== 'failed' ? spoken(got.title, lang) : undefined;
  const back = { to: { page: 'academy', part: 'rooms', rest: [] }, label: t('rooms.title') } as const;
  usePageTitle(title?.text ?? '');
  if (!got) return <Skeleton kind="lines" label={t('entry.loading')} />;
  if (got === 'none') return <><Head title={t('rooms.gone')} back={back} /><p class="lead">{t('rooms.gone.hint')}</p></>;
  if (got === 'failed') return <div role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>;
  if (edit && got.edits) return <RoomForm got={got} />;
  return (
    <>
      <Head title={title?.text || of} {...(title ? { lang: title.lang, dir: title.dir } : {})} back={back}><RoomActs got={got} onDone={read} /></Head>
      {got.answer === 'none' && <Answer of={of} onDone={read} />}
      {got.hostless && !got.archived && may('room.take') && <Take of={of} onDone={read} />}
      {got.registration && !got.edits && !got.archived && <Register got={got} registration={got.registration} onDone={read} />}
      {got.edits && !got.archived ? (
        <div class="rooms-two">
          <div class="stack"><About got={got} /><Invitations got={got} onDone={read} /></div>
          <div class="stack"><Code got={got} onDone={read} /><Links got={got} onDone={read} />{got.registration && <Registrations got={got} registration={got.registration} />}</div>
        </div>
      ) : <About got={got} />}
      {may('room.readers') && <Readers of={of} />}
    </>
  );
}

const LOOK_MS = 15_000;

/** `none`: there is no such room for this person. */
function useGot(of: string): { readonly got: Got | 'none' | 'failed' | undefined; readonly read: () => void } {
  const session = useSession();
  const { room: academy } = useAcademy();
  const connected = useStore(session.connection) === 'connected';
  const [got, setGot] = useState<Got | 'none' | 'failed' | undefined>(undefined);
  const turn = useNow(LOOK_MS);
  const read = (): void => void session.query('room.get', { room: ACADEMY, of, ...wayInto(of) }).then(
    (answer) => setGot(answer as Got),
    (error: unknown) => setGot((before) => ([400, 404, 107].includes(Number((error as { code?: unknown }).code)) ? 'none' : before ?? 'failed')),
  );
  useEffect(() => {
    if (connected) read();
  }, [of, connected, turn]);
  useRoomEvents(academy, ({ type }) => type.startsWith('room.') && read());
  return { got, read };
}

function RoomActs({ got, onDone }: { got: Got; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const { makes } = useAcademy();
  const { sending, run } = useAct();
  const [copying, setCopying] = useState(false);
  const { of, edits } = got;
  const archive = (archived: boolean): void => void run('room.archive', { of, archived }).then((done) => {
    if (done) notify(t(archived ? 'rooms.archived.done' : 'rooms.restored'), archived ? { label: t('do.undo'), run: () => archive(false) } : undefined);
    onDone();
  });
  const enter = (): void => void comeIn(session, of).then((error) => error && notify(t('app.error', { error: t(`error.${error}`) })));
  return (
    <>
      {got.archived && edits && <Button busy={sending} onClick={() => archive(false)} testid="room-restore">{t('rooms.restore')}</Button>}
      {(edits || (got.archived ? got.answer === 'yes' : !got.registration || got.registered !== undefined)) && <Button kind={got.phase === 'live' ? 'strong' : 'plain'} onClick={enter} testid="room-enter">{t('rooms.enter')}</Button>}
      {edits && <Button icon="edit" onClick={() => go(roomRoute(of, 'edit'))} testid="room-edit">{t('do.edit')}</Button>}
      {edits && (makes || !got.archived) && (
        <Menu icon="more" label={t('rooms.more')} busy={sending} testid="room-menu" items={[
          ...(makes ? [{ label: t('rooms.copy'), hint: t('rooms.copy.hint'), icon: 'copy', testid: 'room-copy', onChoose: () => setCopying(true) } as const] : []),
          ...(got.archived ? [] : [{ label: t('rooms.archive'), hint: t('rooms.archive.hint'), icon: 'archive', testid: 'room-archive', onChoose: () => archive(true) } as const]),
        ]} />
      )}
      {copying && <CopyRoom got={got} onClose={() => setCopying(false)} />}
    </>
  );
}

/** Nobody runs it any more: an organiser may. Everybody in it is told, so one is asked before. */
function Take({ of, onDone }: { of: string; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [asked, setAsked] = useState(false);
  const take = (): void => void run('room.take', { of }).then((done) => {
    if (done) notify(t('rooms.taken'));
    setAsked(false);
    onDone();
  });
  return (
    <div class="told told-late" data-testid="room-hostless">
      <div class="row">
        <strong>{t('rooms.hostless')}</strong>
        <Button kind="strong" small busy={sending} onClick={() => setAsked(true)} testid="room-take">{t('rooms.take')}</Button>
      </div>
      {asked && <Confirm title={t('rooms.take.title')} hint={t('rooms.take.hint')} action={t('rooms.take')} busy={sending} onConfirm={take} onClose={() => setAsked(false)} />}
    </div>
  );
}

function Answer({ of, onDone }: { of: string; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const answer = (accept: boolean): void => void run('room.answer', { of, accept }).then((done) => {
    if (done) notify(t(accept ? 'rooms.accepted' : 'rooms.declined'), { label: t('do.undo'), run: () => answer(!accept) });
    onDone();
  });
  return (
    <div class="told told-late" data-testid="room-asked">
      <div class="row">
        <strong>{t('rooms.asked')}</strong>
        <Button kind="strong" small busy={sending} onClick={() => answer(true)} testid="room-accept">{t('rooms.accept')}</Button>
        <Button small busy={sending} onClick={() => answer(false)} testid="room-decline">{t('rooms.decline')}</Button>
      </div>
    </div>
  );
}

function About({ got }: { got: Got }): JSX.Element {
  const words = useWords();
  const { t, lang, full, zone } = words;
  const { until } = useWhen();
  const now = useNow(10_000);
  const { start, minutes, series, template = 'course' } = got;
  const summary = got.summary && spoken(got.summary, lang);
  const hosts = (got.hosts ?? Object.keys(got.names ?? {})).map((id) => got.names?.[id] ?? id);
  const title = spoken(got.title, lang).text;
  return (
    <section class="rooms-about" aria-label={t('rooms.about')}>
      {summary?.text && <div lang={summary.lang}><Prose text={summary.text} dir={summary.dir} /></div>}
      <dl class="rooms-facts">
        <dt>{t('rooms.kind')}</dt>
        <dd>{t(`rooms.template.${template}`)} {got.phase === 'live' && <Badge tone="live">{t('rooms.phase.live')}</Badge>}{got.phase === 'ended' && <Badge tone="plain">{t('rooms.phase.ended')}</Badge>}</dd>
        {template === 'webinar' && (
          <>
            <dt>{t('rooms.when')}</dt>
            <dd>
              {start === undefined ? t('rooms.undated') : (
                <>
                  {until(start, now) !== '' && <><span class="rooms-until">{until(start, now)}</span><br /></>}
                  <time dateTime={new Date(start).toISOString()}>{full(start)}</time>
                  <span class="hint"> {t('rooms.zone.yours', { zone: zone(start) })}{minutes !== undefined && <> · {t('rooms.lasts', { n: minutes })}</>}</span>
                  {got.phase === 'ahead' && <div><take.Page of={got.of} at={start} minutes={minutes} title={title} worded testid="room-calendar" /></div>}
                </>
              )}
            </dd>
          </>
        )}
        <dt>{t('rooms.hosts')}</dt>
        <dd>{hosts.map((name, at) => <span key={name}>{at > 0 && ' · '}<bdi>{personName(words, name)}</bdi></span>)}</dd>
        {got.languages && <><dt>{t('rooms.spoken')}</dt><dd>{LANGUAGES.filter(({ lang: each }) => got.languages?.includes(each)).map(({ name }) => name).join(' · ')}</dd></>}
        {got.asks && <><dt>{t('rooms.credential')}</dt><dd>{got.asks === 'instructor' ? t('rooms.credential.instructor') : t('rooms.credential.other', { kind: got.asks })}</dd></>}
        {series && <><dt>{t('rooms.series')}</dt><dd><SeriesLink series={series}>{series}</SeriesLink></dd></>}
        {got.who && <><dt>{t('rooms.to')}</dt><dd>{mayComeText(words, got.who)}{got.history === false && <span class="hint"> · {t('rooms.history.none')}</span>}</dd></>}
      </dl>
    </section>
  );
}
