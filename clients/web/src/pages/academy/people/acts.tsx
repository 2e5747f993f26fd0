// SPDX-License-Identifier: Apache-2.0
// What an organiser does with a person, and the questions before it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../../core/contract.ts';
import { HttpError } from '../../../core/person.ts';
import { piece } from '../../../core/piece.ts';
import { useStore } from '../../../core/store.ts';
import { chars } from '../../../core/text.ts';
import { who } from '../../../core/who.ts';
import { useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { notify } from '../../../ui/live.tsx';
import type { MenuItem } from '../../../ui/menu.tsx';
import { Button } from '../../../ui/parts.tsx';
import { askAs } from '../ask.ts';
import { useAcademy } from '../context.ts';
import { goTo } from '../go.ts';
import { Qr } from '../rooms/qr.tsx';
import { toList } from './back.tsx';
import type { Person } from './find.ts';

type Asked = 'suspend' | 'erase' | 'link';

/** `onDone`: what is shown of the person is old now. */
export function usePersonActs(person: Person, onDone: () => void): { readonly items: readonly MenuItem[]; readonly dialog: JSX.Element | null } {
  const { t } = useWords();
  const { may } = useAcademy();
  const { sending, run } = useAct();
  const mails = useStore(who)?.site.ways.includes('mail') === true;
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const { id, name, state, mail } = person;
  const act = (method: string, data: { readonly [key: string]: string } = {}): Promise<boolean> => run(method, { person: id, ...data }).then((done) => {
    if (done) setAsked(undefined);
    onDone();
    return done;
  });
  const restore = (): void => void act('person.restore').then((done) => done && notify(t('persons.restored', { name })));
  const suspend = (why: string): void => void act('person.suspend', why ? { why } : {}).then((done) => {
    if (done) notify(t('persons.suspended', { name }), { label: t('do.undo'), run: restore });
  });
  const erase = (): void => void act('person.erase').then((done) => {
    if (!done) return;
    notify(t('persons.erased'));
    toList();
  });
  const send = (): void => void act('person.enrol').then((done) => done && notify(t('persons.link.sent', { mail: mail ?? '' })));
  const items: MenuItem[] = [];
  if (may('person.change')) items.push({ label: t('do.edit'), icon: 'edit', testid: `edit-${id}`, onChoose: () => goTo(`/academy/people/${piece(id)}/edit`) });
  if (may('person.enrol') && state === 'active') items.push({ label: t('persons.link'), icon: 'link', testid: `link-${id}`, onChoose: () => setAsked('link') });
  if (may('person.restore') && state === 'suspended') items.push({ label: t('persons.restore'), icon: 'play', testid: `restore-${id}`, onChoose: restore });
  if (may('person.suspend') && state === 'active') items.push({ label: t('persons.suspend'), icon: 'pause', testid: `suspend-${id}`, onChoose: () => setAsked('suspend') });
  if (may('person.erase') && state !== 'erased') items.push({ label: t('persons.erase'), icon: 'trash', danger: true, testid: `erase-${id}`, onChoose: () => setAsked('erase') });
  const close = (): void => setAsked(undefined);
  // Members may change themselves: that is no act on somebody here.
  return {
    items: may('person.suspend') ? items : [],
    dialog: asked === 'suspend' ? <Suspend name={name} busy={sending} onSuspend={suspend} onClose={close} />
      : asked === 'erase' ? <Erase name={name} busy={sending} onErase={erase} onClose={close} />
        : asked === 'link' ? <SignInLink person={person} onSend={mails && mail ? send : undefined} onClose={close} /> : null,
  };
}

function Suspend({ name, busy, onSuspend, onClose }: { name: string; busy: boolean; onSuspend: (why: string) => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [why, setWhy] = useState('');
  return (
    <Dialog title={t('persons.suspend.title', { name })} onClose={onClose}>
      <p>{t('persons.suspend.hint')}</p>
      <TextArea label={t('persons.why')} value={why} max={BOUNDS.WHY_CHARS} onInput={setWhy} focus testid="why" />
      <div class="row row-end">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button kind="danger" busy={busy} disabled={chars(why) > BOUNDS.WHY_CHARS} onClick={() => onSuspend(why.trim())} testid="confirm">{t('persons.suspend')}</Button>
      </div>
    </Dialog>
  );
}

/** It says all that happens, and one key alone does not do it. */
function Erase({ name, busy, onErase, onClose }: { name: string; busy: boolean; onErase: () => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [sure, setSure] = useState(false);
  return (
    <Dialog title={t('persons.erase.title', { name })} onClose={onClose}>
      <ul class="people-list">
        <li>{t('persons.erase.words')}</li>
        <li>{t('persons.erase.texts')}</li>
        <li>{t('persons.erase.out')}</li>
        <li><strong>{t('persons.erase.final')}</strong></li>
      </ul>
      <label class="check"><input type="checkbox" checked={sure} data-testid="erase-sure" onChange={(event) => setSure(event.currentTarget.checked)} /><span>{t('persons.erase.sure')}</span></label>
      <div class="row row-end">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button kind="danger" busy={busy} disabled={!sure} onClick={onErase} testid="confirm">{t('persons.erase')}</Button>
      </div>
    </Dialog>
  );
}

interface Link {
  readonly link: string;
  readonly expires: number;
}

/** A new link ends the earlier one: it is made only when it is asked for. */
function SignInLink({ person, onSend, onClose }: { person: Person; onSend: (() => void) | undefined; onClose: () => void }): JSX.Element {
  const { t, full } = useWords();
  const [made, setMade] = useState<Link | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const make = (): void => {
    setBusy(true);
    askAs('/api/enrolments', 'POST', { person: person.id }).then((answer) => setMade(answer as Link), (error: unknown) => {
      notify(error instanceof HttpError && error.error ? t('app.error', { error: t(`error.${error.error}`) }) : t('entry.failed'));
    }).finally(() => setBusy(false));
  };
  const copy = (): void => void navigator.clipboard.writeText(made?.link ?? '').then(() => notify(t('persons.link.copied')), () => undefined);
  return (
    <Dialog title={t('persons.link.title', { name: person.name })} onClose={onClose}>
      <p>{t('persons.link.hint')}</p>
      {made && (
        <>
          <div class="field">
            <label for="people-link">{t('persons.link')}</label>
            <input id="people-link" type="text" dir="ltr" readOnly value={made.link} data-testid="people-link" onFocus={(event) => event.currentTarget.select()} />
          </div>
          <div class="people-qr"><Qr text={made.link} label={t('persons.link')} /></div>
          <p class="hint">{t('persons.link.until', { time: full(made.expires) })}</p>
        </>
      )}
      <div class="row row-end">
        {onSend && !made && <Button onClick={onSend} testid="people-link-send">{t('persons.link.mail')}</Button>}
        {!made && <Button kind="strong" busy={busy} onClick={make} testid="people-link-make">{t('persons.link.make')}</Button>}
        {made && <Button onClick={onClose}>{t('do.close')}</Button>}
        {made && <Button kind="strong" onClick={copy} testid="people-link-copy">{t('do.copy')}</Button>}
      </div>
    </Dialog>
  );
}
