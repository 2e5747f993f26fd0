// SPDX-License-Identifier: Apache-2.0
// A room taken along as files: one is asked for, made by the server while this page looks how far it is, and saved. Who may
// not have any is shown nothing.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { asked } from '../../core/asked.ts';
import { BOUNDS } from '../../core/contract.ts';
import { useRights } from '../../core/here.ts';
import { HttpError } from '../../core/person.ts';
import type { Key } from '../../i18n/index.ts';
import { useWords } from '../../i18n/context.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Select } from '../../ui/select.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';

const LOOK_MS = 1000;
const LASTS_MS = 10_000;
const FORMS = ['zip', 'xlsx', 'json'] as const;

interface Export {
  readonly export: string;
  readonly state: 'waiting' | 'making' | 'ready' | 'failed' | 'stale';
  readonly what?: string;
  readonly form: string;
  readonly percent: number;
  readonly expires: number;
  readonly error?: string;
}

const underWay = ({ state }: Export): boolean => state === 'waiting' || state === 'making';

export function Exports(): JSX.Element | null {
  const { t } = useWords();
  const { role } = useRights();
  if (role !== 'host' && role !== 'moderator') return null;
  return (
    <section class="exports" aria-labelledby="exports" data-testid="exports">
      <h3 id="exports">{t('export.title')}</h3>
      <p class="hint">{t('export.hint')}</p>
      <Files />
    </section>
  );
}

/** What the server has of this room for this person; looked at again while something is being made. */
function useExports(room: string): { readonly list: readonly Export[]; readonly put: (list: readonly Export[]) => void } {
  const [list, put] = useState<readonly Export[]>([]);
  const moves = list.some(underWay);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const { exports } = await (await asked(`/api/exports?room=${room}`, 'GET')).json() as { readonly exports: readonly Export[] };
      if (!gone) put(exports);
    };
    void look().catch(() => undefined);
    const timer = moves ? setInterval(() => void look().catch(() => undefined), LOOK_MS) : undefined;
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [room, moves]);
  return { list, put };
}

function useParts(room: string): readonly string[] {
  const session = useSession();
  const [parts, setParts] = useState<readonly string[]>([]);
  useEffect(() => {
    let gone = false;
    void session.query('export.parts', { room }).then((answer) => {
      const list = (answer as unknown as { readonly parts: readonly { readonly name: string }[] }).parts;
      if (!gone) setParts(list.map(({ name }) => name).filter((name) => name !== 'journal'));
    }, () => undefined);
    return () => void (gone = true);
  }, [session, room]);
  return parts;
}

function Files(): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const parts = useParts(room);
  const { list, put } = useExports(room);
  return (
    <>
      <Ask room={room} parts={parts} moves={list.some(underWay)} onAsked={(one) => put([...list, one])} />
      {list.length > 0 && (
        <ul class="export-list" aria-label={t('export.title')}>
          {list.map((one) => <Line key={one.export} room={room} one={one} onGone={() => put(list.filter((each) => each !== one))} />)}
        </ul>
      )}
    </>
  );
}

function Ask({ room, parts, moves, onAsked }: { room: string; parts: readonly string[]; moves: boolean; onAsked: (one: Export) => void }): JSX.Element {
  const { t, lang } = useWords();
  const [what, setWhat] = useState('');
  const [form, setForm] = useState('zip');
  const [sending, setSending] = useState(false);
  const forms = what === '' ? FORMS : [...FORMS, 'csv' as const];
  const own = forms.some((each) => each === form) ? form : 'zip';
  const make = (): void => {
    setSending(true);
    asked('/api/exports', 'POST', { room, form: own, language: lang, ...(what ? { what } : {}) })
      .then(async (response) => onAsked(await response.json() as Export))
      .catch((error: unknown) => notify(error instanceof HttpError && error.status === 429 ? t('export.full', { n: BOUNDS.EXPORTS_PERSON }) : t('entry.failed')))
      .finally(() => setSending(false));
  };
  return (
    <div class="export-ask">
      <Select label={t('export.what')} value={what} onChange={setWhat} testid="export-what"
        options={[{ value: '', label: t('export.all') }, ...parts.map((name) => ({ value: name, label: t(`export.part.${name}` as Key) }))]} />
      <Select label={t('export.form')} value={own} onChange={setForm} testid="export-form" options={forms.map((value) => ({ value, label: t(`export.form.${value}`) }))} />
      <Button kind="strong" busy={sending || moves} onClick={make} testid="export-make">{t('export.make')}</Button>
    </div>
  );
}

function Line({ room, one, onGone }: { room: string; one: Export; onGone: () => void }): JSX.Element {
  const { t, time } = useWords();
  const [busy, setBusy] = useState(false);
  const label = `${one.what ? t(`export.part.${one.what}` as Key) : t('export.all')} (${one.form.toUpperCase()})`;
  const during = (act: Promise<unknown>): void => {
    setBusy(true);
    void act.catch(() => notify(t('export.none'))).finally(() => setBusy(false));
  };
  const save = async (): Promise<void> => {
    const response = await asked(`/api/exported/${one.export}`, 'GET');
    keep(`${room.replace(':', '-')}${one.what ? `-${one.what}` : ''}.${one.form}`, await response.blob());
  };
  const says = one.state === 'ready' ? t('export.ready', { time: time(one.expires) }) : t(one.error === 'limit_exceeded' ? 'export.large' : `export.${one.state}`);
  return (
    <li class="export-line" data-testid="export-line" data-state={one.state}>
      {underWay(one) ? <Progress label={label} share={one.percent / 100} value={says} /> : <p><b>{label}</b> <span class="meta">{says}</span></p>}
      <span class="row">
        {one.state === 'ready' && <Button small icon="download" busy={busy} onClick={() => during(save())} testid="export-save">{t('export.save')}</Button>}
        <Button small kind="quiet" busy={busy} onClick={() => during(asked(`/api/exports/${one.export}`, 'DELETE').then(onGone))} testid="export-remove">{t('export.remove')}</Button>
      </span>
    </li>
  );
}

function keep(name: string, file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), LASTS_MS);
}
