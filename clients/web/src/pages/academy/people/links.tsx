// SPDX-License-Identifier: Apache-2.0
// Identities of other systems that are this person: whoever comes with a token of theirs is them.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../../core/contract.ts';
import { chars } from '../../../core/text.ts';
import { useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Confirm, Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button } from '../../../ui/parts.tsx';
import type { Person } from './find.ts';

type Token = { readonly issuer?: string; readonly subject: string } | { readonly identity: string };

export function LinksOf({ person, onDone }: { person: Person; onDone: () => void }): JSX.Element | null {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<string | undefined>(undefined);
  const { id, name, state, links = [] } = person;
  const erased = state === 'erased';
  const act = (method: 'person.link' | 'person.unlink', token: Token, says: () => string, back?: () => void): void => void run(method, { person: id, ...token }).then((done) => {
    if (done) notify(says(), back && { label: t('do.undo'), run: back });
    if (done) setAdding(false);
    setLeaving(undefined);
    onDone();
  });
  const link = (token: Token): void => act('person.link', token, () => t('persons.links.done', { name }), () => act('person.unlink', token, () => t('persons.links.gone')));
  const unlink = (identity: string): void =>
    act('person.unlink', { identity }, () => t('persons.links.gone'), erased ? undefined : () => act('person.link', { identity }, () => t('persons.links.done', { name })));
  if (erased && links.length === 0) return null;
  return (
    <section class="academy-part" aria-labelledby="people-links" data-testid="people-links">
      <h2 id="people-links">{t('persons.links')}</h2>
      <p class="hint">{t(erased ? 'persons.links.erased' : 'persons.links.hint')}</p>
      {links.length > 0 && (
        <ul class="academy-rows">
          {links.map((identity) => (
            <li key={identity} class="academy-row">
              <Icon name="link" />
              <code class="academy-row-text people-code" dir="ltr">{identity}</code>
              <Button kind="quiet" small busy={sending} onClick={() => (erased ? setLeaving(identity) : unlink(identity))} testid={`unlink-${identity}`}>{t(erased ? 'persons.links.free' : 'persons.links.end')}</Button>
            </li>
          ))}
        </ul>
      )}
      {!erased && links.length < BOUNDS.PERSON_LINKS && <div><Button icon="plus" onClick={() => setAdding(true)} testid="link-add">{t('persons.links.add')}</Button></div>}
      {adding && <Add name={name} busy={sending} onLink={link} onClose={() => setAdding(false)} />}
      {leaving !== undefined && (
        <Confirm title={t('persons.links.free.title')} hint={t('persons.links.free.hint')} action={t('persons.links.free')} busy={sending} onConfirm={() => unlink(leaving)} onClose={() => setLeaving(undefined)} />
      )}
    </section>
  );
}

function Add({ name, busy, onLink, onClose }: { name: string; busy: boolean; onLink: (token: Token) => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [issuer, setIssuer] = useState('');
  const [subject, setSubject] = useState('');
  const said = subject.trim();
  const good = said !== '' && chars(said) <= BOUNDS.ISSUER_CHARS && chars(issuer.trim()) <= BOUNDS.ISSUER_CHARS;
  return (
    <Dialog title={t('persons.links.add.title', { name })} onClose={onClose}>
      <p>{t('persons.links.add.hint')}</p>
      <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (good) onLink({ ...(issuer.trim() ? { issuer: issuer.trim() } : {}), subject: said }); }}>
        <TextField label={t('persons.links.issuer')} value={issuer} max={BOUNDS.ISSUER_CHARS} dir="ltr" onInput={setIssuer} testid="link-issuer" />
        <p class="hint">{t('persons.links.issuer.hint')}</p>
        <TextField label={t('persons.links.subject')} value={subject} max={BOUNDS.ISSUER_CHARS} dir="ltr" onInput={setSubject} testid="link-subject" />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={busy} disabled={!good} testid="link-go">{t('persons.links.go')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
