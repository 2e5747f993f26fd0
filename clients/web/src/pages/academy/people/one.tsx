// SPDX-License-Identifier: Apache-2.0
// A person: who they are, what they may, how they are reached, and where they come in.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useNow } from '../../../core/clock.ts';
import { countryName } from '../../../core/countries.ts';
import { piece } from '../../../core/piece.ts';
import { errorName, refusalOf } from '../../../core/refusal.ts';
import { useWords } from '../../../i18n/context.tsx';
import { LANGUAGES } from '../../../i18n/index.ts';
import { Menu } from '../../../ui/menu.tsx';
import { Badge, Button, Time } from '../../../ui/parts.tsx';
import { Picture } from '../../../ui/picture.tsx';
import { useSession } from '../../../ui/session.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import { ACADEMY, useAcademy } from '../context.ts';
import { goTo } from '../go.ts';
import { Head } from '../page.tsx';
import { usePersonActs } from './acts.tsx';
import { Back } from './back.tsx';
import { rolesAbove } from './find.ts';
import type { Person } from './find.ts';
import { EditForm } from './form.tsx';
import { Erasing } from './erasing.tsx';
import { History } from './history.tsx';
import { LinksOf } from './links.tsx';
import { RoomsOf } from './rooms-of.tsx';

export function OnePage({ id, edits }: { id: string; edits: boolean }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const { may } = useAcademy();
  const [person, setPerson] = useState<Person | 'none' | 'failed' | undefined>(undefined);
  const read = (): void => void session.query('person.get', { room: ACADEMY, person: id }).then(
    (answer) => setPerson(answer as Person),
    (error: unknown) => setPerson(['NOT_FOUND', 'PERMISSION_DENIED'].includes(errorName(refusalOf(error).code)) ? 'none' : 'failed'),
  );
  useEffect(read, [session, id, edits]);
  usePageTitle(typeof person === 'object' ? person.name : t('persons.title'));
  if (!person) return <><Back label={t('persons.title')} /><Skeleton kind="lines" label={t('entry.loading')} /></>;
  if (person === 'failed') return <div role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>;
  if (person === 'none' || person.state === 'erased') {
    return <><Back label={t('persons.title')} /><Head title={t('persons.gone')} /><p class="lead">{t('persons.gone.hint')}</p><Erasing of={id} />{person !== 'none' && may('person.link') && <LinksOf person={person} onDone={read} />}{person !== 'none' && may('person.history') && <History id={id} />}</>;
  }
  if (edits) return <EditForm person={person} />;
  return <Sheet person={person} onDone={read} />;
}

function Sheet({ person, onDone }: { person: Person; onDone: () => void }): JSX.Element {
  const words = useWords();
  const { t, lang, ago } = words;
  const now = useNow(60_000);
  const { may } = useAcademy();
  const { items, dialog } = usePersonActs(person, onDone);
  const { id, name, country, languages, coordinates, roles, state, since, why, mail, enrolled, invited } = person;
  const [, ...rest] = items;
  const above = rolesAbove(roles);
  return (
    <>
      <Back label={t('persons.title')} />
      <Head title={name}>
        {items.length > 0 && <Button icon="edit" onClick={() => goTo(`/academy/people/${piece(id)}/edit`)} testid="person-edit">{t('do.edit')}</Button>}
        {rest.length > 0 && <Menu label={t('persons.more')} items={rest} testid="person-acts" />}
      </Head>
      {state === 'suspended' && (
        <div class="told told-late" role="status" data-testid="person-suspended">
          <p><strong>{t('persons.suspended.since', { time: ago(since, now) })}</strong> {why && <bdi>{why}</bdi>}</p>
        </div>
      )}
      <section class="academy-part people-one" aria-label={name}>
        <Picture id={id} name={name} file={person.picture} />
        <dl class="people-facts">
          <Fact says={t('persons.mail')}>{mail ? <a href={`mailto:${mail}`} dir="ltr">{mail}</a> : <span class="hint">{t('persons.mail.none')}</span>}</Fact>
          <Fact says={t('persons.country')}>{country ? countryName(country, lang) : <span class="hint">{t('persons.notset')}</span>}</Fact>
          <Fact says={t('persons.languages')}>{languages.length > 0 ? LANGUAGES.filter((each) => languages.includes(each.lang)).sort((a, b) => languages.indexOf(a.lang) - languages.indexOf(b.lang)).map((each) => <bdi key={each.lang} lang={each.lang}>{each.name}</bdi>) : <span class="hint">{t('persons.notset')}</span>}</Fact>
          <Fact says={t('persons.roles')}>
            {above.length === 0 && t('persons.role.member')}
            {above.map((role) => <Badge key={role} tone="accent">{t(`persons.role.${role}`)}</Badge>)}
          </Fact>
          {roles.includes('coordinator') && <Fact says={t('persons.coordinates')}>{coordinates.map((code) => countryName(code, lang)).join(' · ')}</Fact>}
          <Fact says={t('persons.signin')}>
            {enrolled ? <Time at={enrolled} now={now} text={t('persons.enrolled', { time: ago(enrolled, now) })} /> : t(invited ? 'persons.invited' : 'persons.never')}
          </Fact>
          <Fact says={t('persons.id')}><code dir="ltr">{id}</code></Fact>
        </dl>
      </section>
      {may('person.link') && <LinksOf person={person} onDone={onDone} />}
      {may('person.rooms') && <RoomsOf id={id} />}
      {/* Read again after each act. */}
      {may('person.history') && <History key={JSON.stringify([state, since, person.links])} id={id} />}
      {dialog}
    </>
  );
}

function Fact({ says, children }: { says: string; children: ComponentChildren }): JSX.Element {
  return <div><dt>{says}</dt><dd>{children}</dd></div>;
}
