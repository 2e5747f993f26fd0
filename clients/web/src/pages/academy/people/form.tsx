// SPDX-License-Identifier: Apache-2.0
// Somebody new, or what is said of somebody.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../../core/contract.ts';
import { countriesIn, countryName } from '../../../core/countries.ts';
import { piece } from '../../../core/piece.ts';
import { useStore } from '../../../core/store.ts';
import { who } from '../../../core/who.ts';
import { useWords } from '../../../i18n/context.tsx';
import { LANGUAGES } from '../../../i18n/index.ts';
import { useAct } from '../../../ui/command.ts';
import { Confirm } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button, IconButton } from '../../../ui/parts.tsx';
import { Select } from '../../../ui/select.tsx';
import { useSession } from '../../../ui/session.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import { ACADEMY } from '../context.ts';
import type { AcademyRole } from '../context.ts';
import { goTo } from '../go.ts';
import { Head } from '../page.tsx';
import { Back } from './back.tsx';
import { ROLES } from './find.ts';
import type { People, Person } from './find.ts';
import { MAIL_CHARS, changeOf, faultOf, fieldsOf, opensMore, wordsOf } from './fields.ts';
import type { Fault, Fields } from './fields.ts';

export function AddPage(): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const { run, sending } = useAct();
  const [known, setKnown] = useState<Person | undefined>(undefined);
  const mails = useStore(who)?.site.ways.includes('mail') === true;
  const [enrol, setEnrol] = useState(true);
  usePageTitle(t('persons.add'));
  // Nobody is there twice: who has that address is shown first.
  const save = async (fields: Fields): Promise<void> => {
    const mail = fields.mail.trim();
    const found = mail === '' ? [] : ((await session.query('person.list', { room: ACADEMY, mail }).catch(() => ({ people: [] }))) as People).people;
    setKnown(found[0]);
    if (found.length > 0) return;
    if (!await run('person.add', { ...wordsOf(fields), ...(mails && mail !== '' && enrol ? { enrol: true } : {}) })) return;
    notify(t('persons.added', { name: fields.name.trim() }));
    goTo(`/academy/people?q=${encodeURIComponent(fields.name.trim())}`);
  };
  return (
    <>
      <Back label={t('persons.title')} />
      <Head title={t('persons.add')} />
      <Form fields={fieldsOf(undefined)} busy={sending} says={t('persons.add')} onSave={(fields) => void save(fields)}>
        {mails && <label class="check"><input type="checkbox" checked={enrol} onChange={(event) => setEnrol(event.currentTarget.checked)} data-testid="person-enrol" /><span>{t('persons.add.enrol')}</span></label>}
        {known && (
          <p class="refusal" role="alert" data-testid="person-known">
            {t('persons.known')} <a href={`/academy/people/${piece(known.id)}`}><bdi>{known.name}</bdi></a>
          </p>
        )}
      </Form>
    </>
  );
}

export function EditForm({ person }: { person: Person }): JSX.Element {
  const { t } = useWords();
  const { run, sending } = useAct();
  const address = `/academy/people/${piece(person.id)}`;
  const save = async (fields: Fields): Promise<void> => {
    const change = changeOf(person, fields);
    if (Object.keys(change).length > 0) {
      if (!await run('person.change', { person: person.id, ...change })) return;
      notify(t('persons.changed', { name: fields.name.trim() }));
    }
    goTo(address);
  };
  return (
    <>
      <Back label={t('persons.title')} />
      <Head title={t('persons.edit', { name: person.name })} />
      <Form fields={fieldsOf(person)} before={person} busy={sending} says={t('do.save')} onSave={(fields) => void save(fields)} onCancel={() => goTo(address)} />
    </>
  );
}

function Form({ fields: first, before, busy, says, onSave, onCancel, children }: {
  fields: Fields; before?: Person; busy: boolean; says: string; onSave: (fields: Fields) => void; onCancel?: () => void; children?: preact.ComponentChildren;
}): JSX.Element {
  const { t, lang } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [fields, setFields] = useState(first);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [asked, setAsked] = useState(false);
  const set = (change: Partial<Fields>): void => {
    setFault(undefined);
    setFields((now) => ({ ...now, ...change }));
  };
  const send = (event: Event): void => {
    event.preventDefault();
    const found = faultOf(fields);
    setFault(found);
    if (found) form.current?.querySelector<HTMLElement>(`[data-testid="person-${found}"], [name="person-${found}"]`)?.focus();
    else if (opensMore(before?.roles ?? [], fields.roles)) setAsked(true);
    else onSave(fields);
  };
  const coordinates = fields.roles.includes('coordinator');
  return (
    <form ref={form} class="academy-form" noValidate onSubmit={send}>
      <fieldset>
        <legend>{t('persons.who')}</legend>
        <TextField label={t('persons.name')} value={fields.name} max={BOUNDS.NAME_CHARS} onInput={(name) => set({ name })} testid="person-name" />
        <TextField label={t('persons.mail')} value={fields.mail} max={MAIL_CHARS} keys="email" dir="ltr" onInput={(mail) => set({ mail })} testid="person-mail" />
        <p class="hint">{t('persons.mail.hint')}</p>
        <Select label={t('persons.country')} value={fields.country} onChange={(country) => set({ country })} testid="person-country"
          options={[...(before?.country ? [] : [{ value: '', label: t('persons.notset') }]), ...countriesIn(lang).map(({ code, name }) => ({ value: code, label: name }))]} />
      </fieldset>
      <Languages chosen={fields.languages} onChange={(languages) => set({ languages })} />
      <fieldset>
        <legend>{t('persons.roles')}</legend>
        <p class="hint">{t('persons.roles.hint')}</p>
        {ROLES.filter((role) => role !== 'member').map((role) => (
          <label key={role} class="check people-role">
            <input type="checkbox" name={`person-role-${role}`} checked={fields.roles.includes(role)} data-testid={`person-role-${role}`} onChange={() => set({ roles: toggled(fields.roles, role) })} />
            <span><strong>{t(`persons.role.${role}`)}</strong> <span class="hint">{t(`persons.role.${role as 'organiser' | 'coordinator' | 'manager'}.does`)}</span></span>
          </label>
        ))}
        {coordinates && <Countries chosen={fields.coordinates} onChange={(countries) => set({ coordinates: countries })} />}
      </fieldset>
      {children}
      <p class="refusal" role="alert" data-testid="refusal">{fault && t(`persons.wants.${fault}`)}</p>
      <div class="academy-end" data-foot>
        <Button kind="strong" submit busy={busy} testid="person-save">{says}</Button>
        {onCancel && <Button onClick={onCancel}>{t('do.cancel')}</Button>}
      </div>
      {asked && (
        <Confirm title={t('persons.organiser.title', { name: fields.name })} hint={t('persons.organiser.hint')} action={t('persons.organiser.do')} busy={busy}
          onConfirm={() => { setAsked(false); onSave(fields); }} onClose={() => setAsked(false)} />
      )}
    </form>
  );
}

function toggled<T>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
}

/** In their order: the first is the one that mails are written in. */
function Languages({ chosen, onChange }: { chosen: readonly string[]; onChange: (languages: readonly string[]) => void }): JSX.Element {
  const { t } = useWords();
  const order = [...LANGUAGES].sort((a, b) => place(chosen, a.lang) - place(chosen, b.lang));
  const up = (lang: string): void => onChange([lang, ...chosen.filter((each) => each !== lang)]);
  return (
    <fieldset>
      <legend>{t('persons.languages')}</legend>
      <p class="hint">{t('persons.languages.hint')}</p>
      {order.map(({ lang, name }) => (
        <div key={lang} class="people-language">
          <label class="check">
            <input type="checkbox" checked={chosen.includes(lang)} data-testid={`person-language-${lang}`} onChange={() => onChange(toggled(chosen, lang))} />
            <span lang={lang}>{name}</span>
          </label>
          {chosen.indexOf(lang) === 0 && chosen.length > 1 && <span class="hint">{t('persons.languages.first')}</span>}
          {chosen.indexOf(lang) > 0 && <Button kind="quiet" small onClick={() => up(lang)}>{t('persons.languages.up')}</Button>}
        </div>
      ))}
    </fieldset>
  );
}

function place(chosen: readonly string[], lang: string): number {
  const at = chosen.indexOf(lang);
  return at < 0 ? chosen.length : at;
}

function Countries({ chosen, onChange }: { chosen: readonly string[]; onChange: (countries: readonly string[]) => void }): JSX.Element {
  const { t, lang } = useWords();
  return (
    <div class="people-countries">
      <Select label={t('persons.coordinates')} value="" onChange={(code) => code && onChange(toggled(chosen, code))} testid="person-coordinates"
        options={[{ value: '', label: t('persons.coordinates.add') }, ...countriesIn(lang).filter(({ code }) => !chosen.includes(code)).map(({ code, name }) => ({ value: code, label: name }))]} />
      <ul class="people-chosen">
        {chosen.map((code) => (
          <li key={code}>
            {countryName(code, lang)}
            <IconButton icon="close" label={t('persons.coordinates.remove', { country: countryName(code, lang) })} onClick={() => onChange(toggled(chosen, code))} />
          </li>
        ))}
      </ul>
    </div>
  );
}

export type { AcademyRole };
