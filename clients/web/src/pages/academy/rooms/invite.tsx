// SPDX-License-Identifier: Apache-2.0
// Who was asked to come, and asking more: by name, by a list that is pasted, by country.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../../core/contract.ts';
import { countriesIn } from '../../../core/countries.ts';
import { useDraft } from '../../../core/draft.ts';
import { personName, useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Confirm } from '../../../ui/dialog.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { FilterLine } from '../../../ui/filters.tsx';
import { notify } from '../../../ui/live.tsx';
import { Badge, Button, Choice } from '../../../ui/parts.tsx';
import { Select } from '../../../ui/select.tsx';
import { useRoomRun, useSession } from '../../../ui/session.tsx';
import { ACADEMY, useAcademy } from '../context.ts';
import { PickPeople } from '../pick.tsx';
import type { Picked } from '../pick.tsx';
import { chunks, listRead } from './pasted.ts';
import type { Got } from './shape.ts';

const WAYS = ['name', 'list', 'country'] as const;
type Way = (typeof WAYS)[number];
const GUESTS = ['participant', 'presenter', 'moderator'] as const;

interface Ask {
  readonly busy: boolean;
  readonly invite: (people: readonly string[]) => Promise<boolean>;
}

export function Invitations({ got, onDone }: { got: Got; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { may } = useAcademy();
  const [way, setWay] = useState<Way>('name');
  const [role, setRole] = useState<string>('participant');
  const ask = useInvite(got.of, role, onDone);
  const finds = may('person.find');
  return (
    <section class="academy-part" aria-labelledby="rooms-invited" data-testid="invitations">
      <h2 id="rooms-invited">{t('rooms.invited')}</h2>
      {!finds && <p class="hint">{t('rooms.invited.link')}</p>}
      {finds && (
        <>
          <FilterLine>
            <Choice label={t('rooms.invite.how')} name="way" value={way} onChange={setWay} options={WAYS.map((value) => ({ value, label: t(`rooms.invite.${value}`) }))} />
            <Select label={t('rooms.invite.as')} value={role} onChange={setRole} testid="invite-role" options={GUESTS.map((value) => ({ value, label: t(`role.${value}`) }))} />
          </FilterLine>
          {way === 'name' && <ByName ask={ask} />}
          {way === 'list' && <ByList ask={ask} of={got.of} />}
          {way === 'country' && <ByCountry ask={ask} hosts={got.hosts ?? []} />}
        </>
      )}
      <Invited got={got} onDone={onDone} />
    </section>
  );
}

function useInvite(of: string, role: string, onDone: () => void): Ask {
  const { t } = useWords();
  const send = useRoomRun();
  const [busy, setBusy] = useState(false);
  const invite = async (people: readonly string[]): Promise<boolean> => {
    if (busy || people.length === 0) return false;
    setBusy(true);
    let refused: string | undefined;
    for (const part of chunks(people, BOUNDS.ROOM_INVITED)) {
      const outcome = await send('room.invite', { of, people: [...part], role });
      if (!outcome.ok) refused ??= outcome.error;
    }
    setBusy(false);
    // Who was asked before keeps that invitation: only those of now could be taken back.
    notify(refused === undefined ? t('rooms.invited.done', { n: people.length }) : t('app.error', { error: t(`error.${refused as 'NOT_FOUND'}`) }));
    onDone();
    return refused === undefined;
  };
  return { busy, invite };
}

function ByName({ ask }: { ask: Ask }): JSX.Element {
  const { t } = useWords();
  const [chosen, setChosen] = useState<readonly Picked[]>([]);
  return (
    <>
      <PickPeople label={t('rooms.invite.people')} hint={t('rooms.invite.people.hint')} chosen={chosen} max={BOUNDS.ROOM_INVITED} onChange={setChosen} testid="invite-person" />
      <div>
        <Button kind="strong" busy={ask.busy} disabled={chosen.length === 0} testid="invite-go" onClick={() => void ask.invite(chosen.map(({ id }) => id)).then((done) => done && setChosen([]))}>
          {chosen.length === 0 ? t('rooms.invite.nobodyyet') : t('rooms.invite.go', { n: chosen.length })}
        </Button>
      </div>
    </>
  );
}

interface Meant extends Partial<Picked> {
  readonly asked: string;
  readonly fit: number;
}

function ByList({ ask, of }: { ask: Ask; of: string }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const session = useSession();
  const [text, setText] = useDraft(`invite/${of}`);
  const [found, setFound] = useState<readonly Meant[] | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    setBusy(true);
    try {
      const all: Meant[] = [];
      for (const list of chunks(listRead(text), BOUNDS.ROOM_INVITED)) {
        all.push(...((await session.query('person.find', { room: ACADEMY, list: [...list] })) as { found: Meant[] }).found);
      }
      setFound(all);
    } catch {
      notify(t('entry.failed'));
    }
    setBusy(false);
  };
  const good = [...new Map((found ?? []).flatMap(({ id, name }) => (id === undefined ? [] : [[id, name ?? id] as const])))];
  const bad = (found ?? []).filter(({ fit }) => fit !== 1);
  return (
    <>
      <div class="rooms-list-text">
        <TextArea label={t('rooms.invite.paste')} value={text} max={20_000} rows={4} onInput={(next) => { setText(next); setFound(undefined); }} testid="invite-list" draft={t('rooms.kept')} />
      </div>
      <p class="hint">{t('rooms.invite.paste.hint')}</p>
      {!found && <div><Button busy={busy} disabled={listRead(text).length === 0} onClick={() => void check()} testid="invite-check">{t('rooms.invite.check')}</Button></div>}
      {found && (
        <>
          <div role="status" class="stack">
            <p data-testid="invite-found"><strong>{t('rooms.invite.found', { n: good.length })}</strong> {new Intl.ListFormat(words.lang).format(good.map(([, name]) => personName(words, name)))}</p>
            {bad.length > 0 && (
              <div class="told told-late" data-testid="invite-missing">
                <strong>{t('rooms.invite.missing', { n: bad.length })}</strong>
                <ul>{bad.map(({ asked, fit }) => <li key={asked}><bdi>{asked}</bdi> · {t(fit === 0 ? 'rooms.invite.nobody' : 'rooms.invite.several')}</li>)}</ul>
              </div>
            )}
          </div>
          <div class="row">
            <Button kind="strong" busy={ask.busy} disabled={good.length === 0} testid="invite-go" onClick={() => void ask.invite(good.map(([id]) => id)).then((done) => {
              if (!done) return;
              // What was not found stays, to be mended.
              setText(bad.map(({ asked }) => asked).join('\n'));
              setFound(undefined);
            })}>{t('rooms.invite.go', { n: good.length })}</Button>
            <Button onClick={() => setFound(undefined)}>{t('rooms.invite.again')}</Button>
          </div>
        </>
      )}
    </>
  );
}

const PAGE = 200;
const COUNTRY_MAX = 5000;

/** Hosts are in the room already. */
function ByCountry({ ask, hosts }: { ask: Ask; hosts: readonly string[] }): JSX.Element {
  const { t, lang } = useWords();
  const session = useSession();
  const [country, setCountry] = useState('');
  const [people, setPeople] = useState<readonly string[] | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const find = async (): Promise<void> => {
    setBusy(true);
    try {
      const all: string[] = [];
      let after: string | undefined;
      do {
        const answer = (await session.query('person.find', { room: ACADEMY, country, limit: PAGE, ...(after === undefined ? {} : { after }) })) as { people: Picked[]; next?: string };
        all.push(...answer.people.map(({ id }) => id).filter((id) => !hosts.includes(id)));
        after = answer.next;
      } while (after !== undefined && all.length < COUNTRY_MAX);
      setPeople(all);
    } catch {
      notify(t('entry.failed'));
    }
    setBusy(false);
  };
  const name = countriesIn(lang).find(({ code }) => code === country)?.name ?? '';
  return (
    <>
      <Select label={t('rooms.invite.in')} value={country} onChange={setCountry} testid="invite-country" options={[{ value: '', label: t('rooms.countries.add') }, ...countriesIn(lang).map(({ code, name: label }) => ({ value: code, label }))]} />
      <p class="hint">{t('rooms.invite.in.hint')}</p>
      <div><Button busy={busy} disabled={country === ''} onClick={() => void find()} testid="invite-country-find">{t('rooms.invite.check')}</Button></div>
      {people && (
        <Confirm title={t('rooms.invite.all', { n: people.length, country: name })} hint={t('rooms.invite.all.hint')} action={t('rooms.invite.go', { n: people.length })} busy={ask.busy}
          onConfirm={() => (people.length === 0 ? setPeople(undefined) : void ask.invite(people).then(() => setPeople(undefined)))} onClose={() => setPeople(undefined)} />
      )}
    </>
  );
}

const ANSWERS = { yes: 'good', none: 'plain', no: 'warm' } as const;

function Invited({ got, onDone }: { got: Got; onDone: () => void }): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const { sending, run } = useAct();
  const { of, invited = {}, invited_count: count = 0, names = {} } = got;
  const people = Object.entries(invited);
  const back = (person: string): void => void run('room.uninvite', { of, people: [person] }).then((done) => {
    if (done) notify(t('rooms.uninvited'), { label: t('do.undo'), run: () => void run('room.invite', { of, people: [person] }).then(onDone) });
    onDone();
  });
  if (people.length === 0) return <p class="hint">{t('rooms.invited.none')}</p>;
  const many = (answer: keyof typeof ANSWERS): number => people.filter(([, each]) => each === answer).length;
  return (
    <>
      <p class="meta" data-testid="invited-count">{t('rooms.invited.count', { n: count, yes: many('yes'), no: many('no') })}</p>
      <ul class="academy-rows" data-testid="invited">
        {people.map(([id, answer]) => (
          <li key={id} class="academy-row" data-testid={`guest-${id}`}>
            <span class="academy-row-text"><bdi>{personName(words, names[id] ?? id)}</bdi></span>
            <Badge tone={ANSWERS[answer]}>{t(`rooms.answer.${answer}`)}</Badge>
            {answer !== 'yes' && <Button kind="quiet" small busy={sending} onClick={() => back(id)} testid={`uninvite-${id}`}>{t('rooms.takeback')}</Button>}
          </li>
        ))}
      </ul>
      {count > people.length && <p class="hint">{t('rooms.invited.first', { n: people.length })}</p>}
    </>
  );
}
