// SPDX-License-Identifier: Apache-2.0
// Who is a guest of the course: until when, and of what; the team lets people in, for longer or shorter, and ends it.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { serverNow } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import type { JsonObject } from '../../core/merge.ts';
import { bySeq } from '../../core/views.ts';
import { personName, spoken, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DueField, fieldsOf, saidIn, useZone } from '../../ui/due.tsx';
import { TextField } from '../../ui/field.tsx';
import { ofRest } from '../../ui/later.tsx';
import { notify } from '../../ui/live.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Avatar, Badge, Button, Empty } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { useSession } from '../../ui/session.tsx';
import { useDocuments } from './documents.ts';
import type { Documents } from './documents.ts';
import type { Guest, GuestView } from './view.ts';

interface Listed extends Guest {
  readonly id: string;
}
interface Found {
  readonly id: string;
  readonly name: string;
}

const said = ({ id, name, until = 0, writes, topics = [], units = [], documents = [] }: Listed): JsonObject => (
  { whom: id, name, until, ...(writes ? { writes } : {}), topics: [...topics], units: [...units], documents: [...documents] }
);

/** Without what has been removed meanwhile: it cannot be named again. */
function left(guest: Listed, titles: Titles, known: Documents): Listed {
  const listed = (seqs: readonly number[] = []): readonly number[] => seqs.filter((seq) => titles[seq]);
  return { ...guest, topics: listed(guest.topics), units: listed(guest.units), documents: (guest.documents ?? []).filter((seq) => known[seq] !== null) };
}

const Choose = ofRest<{
  readonly label: string; readonly chosen: readonly number[]; readonly max: number; readonly known: Documents; readonly onChange: (chosen: readonly number[]) => void;
}>('document', 'Choose').Page;

export function Guests(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const people = useView((view: GuestView) => view.visitor?.people);
  const [form, setForm] = useState<Listed | 'new' | undefined>(undefined);
  const list = useRef<HTMLUListElement>(null);
  useRove(list);
  const guests = Object.entries(people ?? {}).map(([id, guest]) => ({ id, ...guest })).sort((a, b) => (a.until ?? 0) - (b.until ?? 0));
  const known = useDocuments([...new Set(guests.flatMap(({ documents = [] }) => documents))]);
  if (!may('visitor.set') && guests.length === 0) return null;
  return (
    <section aria-labelledby="guests">
      <div class="section-head">
        <h2 id="guests">{t('visitor.title')}</h2>
        {may('visitor.set') && guests.length < BOUNDS.VISITORS && <Button icon="plus" onClick={() => setForm('new')} testid="guest-new">{t('visitor.new')}</Button>}
      </div>
      {guests.length === 0 && <Empty icon="people">{t('visitor.none')}</Empty>}
      <ul class="threads" ref={list} data-testid="guests">
        {guests.map((guest) => <Row key={guest.id} guest={guest} known={known} onChange={() => setForm(guest)} />)}
      </ul>
      {form && <Form guest={form === 'new' ? undefined : form} onClose={() => setForm(undefined)} />}
    </section>
  );
}

function Row({ guest, known, onChange }: { guest: Listed; known: Documents; onChange: () => void }): JSX.Element {
  const words = useWords();
  const { t, lang, full } = words;
  const { may } = useRights();
  const { sending, run } = useAct();
  const titles = useTitles();
  const name = personName(words, guest.name);
  const end = async (): Promise<void> => {
    if (!await run('visitor.end', { whom: guest.id })) return;
    notify(t('visitor.ended', { name }), { label: t('do.undo'), run: () => void run('visitor.set', said(left(guest, titles, known))) });
  };
  const called = [...guest.units ?? [], ...guest.topics ?? []].map((seq) => spoken(titles[seq] ?? {}, lang).text);
  const places = [...called, ...(guest.documents ?? []).map((seq) => known[seq]?.title)].map((title) => title || '–').join(' · ');
  return (
    <li data-row tabIndex={-1} class="thread-row" data-testid={`guest-${guest.id}`}>
      <Avatar id={guest.id} name={name} />
      <div class="thread-text">
        <h3><bdi>{name}</bdi> <Badge tone="accent">{t('visitor.label')}</Badge></h3>
        {guest.until !== undefined && (
          <p class="meta"><span>{t('visitor.stay', { time: full(guest.until) })}</span><span>{t(guest.writes ? 'visitor.writing' : 'visitor.reading')}</span><bdi>{places}</bdi></p>
        )}
      </div>
      {may('visitor.set') && (
        <Menu icon="more" label={t('visitor.acts', { name })} busy={sending} testid={`guest-acts-${guest.id}`} items={[
          { label: t('visitor.change'), icon: 'edit', testid: 'guest-change', onChoose: onChange },
          { label: t('visitor.end'), icon: 'trash', danger: true, testid: 'guest-end', onChoose: () => void end() },
        ]} />
      )}
    </li>
  );
}

/** Of all topics and units that there are. */
function useTitles(): Titles {
  const topics = useView((view: GuestView) => view.forum?.topics);
  const units = useView((view: GuestView) => view.unit?.units);
  return Object.fromEntries([...bySeq(units), ...bySeq(topics)].map(({ seq, value }) => [seq, value.title]));
}
type GuestTitle = { readonly [lang: string]: string };
type Titles = { readonly [seq: number]: GuestTitle };

function Form({ guest, onClose }: { guest: Listed | undefined; onClose: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { sending, run } = useAct();
  const zone = useZone();
  const [who, setWho] = useState<Found | undefined>(guest);
  const [until, setUntil] = useState(fieldsOf(guest?.until, zone));
  const [writes, setWrites] = useState(guest?.writes === true);
  const [units, setUnits] = useState<readonly number[]>(guest?.units ?? []);
  const [topics, setTopics] = useState<readonly number[]>(guest?.topics ?? []);
  const [documents, setDocuments] = useState<readonly number[]>(guest?.documents ?? []);
  const known = useDocuments(documents);
  const titles = useTitles();
  const shelf = useView((view: GuestView) => view.document?.count ?? 0);
  const [missing, setMissing] = useState(false);
  const allTopics = bySeq(useView((view: GuestView) => view.forum?.topics)).filter(({ value }) => !value.cohorts);
  const allUnits = bySeq(useView((view: GuestView) => view.unit?.units));
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const at = saidIn(until, zone);
    if (!who || typeof at !== 'number' || at <= serverNow() || units.length + topics.length + documents.length === 0) {
      setMissing(true);
      return;
    }
    const stay = left({ id: who.id, name: who.name, until: at, topics, units, documents, ...(writes ? { writes: true as const } : {}) }, titles, known);
    if (!await run('visitor.set', said(stay))) return;
    onClose();
    notify(t('visitor.done', { name: personName(words, who.name), time: words.full(at) }), {
      label: t('do.undo'), run: () => void (guest ? run('visitor.set', said(left(guest, titles, known))) : run('visitor.end', { whom: who.id })),
    });
  };
  return (
    <Dialog title={t(guest ? 'visitor.change.title' : 'visitor.new')} onClose={onClose} wide>
      <form class="stack" onSubmit={(event) => void send(event)} data-testid="guest-form">
        {!guest && <p class="hint">{t('visitor.hint')}</p>}
        {who ? <p class="row"><Avatar id={who.id} name={who.name} /><bdi data-testid="guest-who">{personName(words, who.name)}</bdi>{!guest && <Button kind="quiet" small onClick={() => setWho(undefined)}>{t('visitor.other')}</Button>}</p> : <Find onFound={setWho} />}
        <Places label={t('visitor.units')} all={allUnits} chosen={units} onChange={setUnits} testid="guest-unit" />
        <Places label={t('visitor.topics')} all={allTopics} chosen={topics} onChange={setTopics} testid="guest-topic" />
        {shelf + documents.length > 0 && <Choose label={t('visitor.documents')} chosen={documents} max={BOUNDS.VISITOR_AREAS} known={known} onChange={setDocuments} />}
        {allTopics.length > 0 && (
          <label class="check"><input type="checkbox" checked={writes} data-testid="guest-writes" onChange={({ currentTarget }) => setWrites(currentTarget.checked)} /><span>{t('visitor.writes')}</span></label>
        )}
        <DueField label={t('visitor.until')} date={t('visitor.date')} time={t('visitor.time', { zone })} value={until} onInput={setUntil} testid="guest-until" />
        <p class="refusal" role="status">{missing && t('visitor.missing')}</p>
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="guest-send">{t(guest ? 'do.save' : 'visitor.send')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Places({ label, all, chosen, onChange, testid }: {
  label: string; all: readonly { readonly seq: number; readonly value: { readonly title: GuestTitle } }[]; chosen: readonly number[];
  onChange: (chosen: readonly number[]) => void; testid: string;
}): JSX.Element | null {
  const { lang } = useWords();
  if (all.length === 0) return null;
  return (
    <fieldset>
      <legend>{label}</legend>
      {all.map(({ seq, value }) => {
        const title = spoken(value.title, lang);
        const is = chosen.includes(seq);
        return (
          <label key={seq} class="check">
            <input type="checkbox" checked={is} disabled={!is && chosen.length >= BOUNDS.VISITOR_AREAS} data-testid={`${testid}-${seq}`}
              onChange={() => onChange(is ? chosen.filter((one) => one !== seq) : [...chosen, seq])} />
            <span lang={title.lang} dir={title.dir}>{title.text}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

const WAIT_MS = 200;
const SHOWN = 6;
const NAME_CHARS = 80;

/** By the beginning of a name, among the people of the academy. */
function Find({ onFound }: { onFound: (found: Found) => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const session = useSession();
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly Found[] | 'refused' | undefined>(undefined);
  const asked = text.trim();
  useEffect(() => {
    setFound(undefined);
    if (asked === '') return undefined;
    let over = false;
    const take = (people: readonly Found[] | 'refused'): void => void (over || setFound(people));
    const timer = setTimeout(() => {
      session.query('person.find', { room: 'academy:main', words: asked, limit: SHOWN }).then((answer) => take((answer as { people: Found[] }).people), () => take('refused'));
    }, WAIT_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [session, asked]);
  return (
    <div class="stack">
      <TextField label={t('visitor.who')} value={text} max={NAME_CHARS} onInput={setText} testid="guest-find" />
      <p class="hint" role="status">{asked === '' ? t('visitor.find') : found === 'refused' ? t('visitor.find.refused') : found?.length === 0 && t('visitor.find.none')}</p>
      {Array.isArray(found) && found.length > 0 && (
        <ul class="row" aria-label={t('visitor.who')}>
          {(found as readonly Found[]).map((one) => <li key={one.id}><Button onClick={() => onFound(one)} testid={`guest-found-${one.id}`}><bdi>{personName(words, one.name)}</bdi></Button></li>)}
        </ul>
      )}
    </div>
  );
}
