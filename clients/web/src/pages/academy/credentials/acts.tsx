// SPDX-License-Identifier: Apache-2.0
// What an organiser does with a certificate: shows where it is read, renews it, withdraws it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { BOUNDS } from '../../../core/contract.ts';
import { dayEnds, dayField } from '../../../core/day.ts';
import { piece } from '../../../core/piece.ts';
import { chars } from '../../../core/text.ts';
import { useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextArea, TextField } from '../../../ui/field.tsx';
import { notify } from '../../../ui/live.tsx';
import type { MenuItem } from '../../../ui/menu.tsx';
import { Button, Spinner } from '../../../ui/parts.tsx';
import { Copy } from '../../../ui/waits.tsx';
import { askAs } from '../ask.ts';
import { useAcademy } from '../context.ts';
import { goTo } from '../go.ts';
import { Qr } from '../rooms/qr.tsx';
import { Day } from './day.tsx';
import { NO_FILTERS, REFERENCE_CHARS, listAddress } from './find.ts';
import type { Credential } from './find.ts';

type Asked = 'show' | 'renew' | 'withdraw';

/** `onDone`: what is shown of it is old now. */
export function useCredentialActs(one: Credential, onDone: () => void): { readonly items: readonly MenuItem[]; readonly dialog: JSX.Element | null } {
  const { t } = useWords();
  const { may } = useAcademy();
  const { sending, run } = useAct();
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const { credential, person, name } = one;
  const close = (): void => setAsked(undefined);
  const act = (method: string, data: { readonly [key: string]: string | number }, says: () => string): void => void run(method, { credential, ...data }).then((done) => {
    if (!done) return;
    notify(says());
    close();
    onDone();
  });
  const items: MenuItem[] = [{ label: t('creds.show'), icon: 'link', testid: `cred-show-${credential}`, onChoose: () => setAsked('show') }];
  items.push({ label: t('creds.theirs', { name }), icon: 'award', testid: `cred-theirs-${credential}`, onChoose: () => goTo(listAddress({ ...NO_FILTERS, person })) });
  if (one.state !== 'withdrawn' && may('credential.renew')) items.push({ label: t('creds.renew'), icon: 'again', testid: `cred-renew-${credential}`, onChoose: () => setAsked('renew') });
  if (one.state !== 'withdrawn' && may('credential.withdraw')) {
    items.push({ label: t('creds.withdraw'), icon: 'trash', danger: true, testid: `cred-withdraw-${credential}`, onChoose: () => setAsked('withdraw') });
  }
  return {
    items,
    dialog: asked === 'show' ? <Show one={one} onClose={close} />
      : asked === 'renew' ? <Renew one={one} busy={sending} onRenew={(data) => act('credential.renew', data, () => t('creds.renewed'))} onClose={close} />
        : asked === 'withdraw' ? <Withdraw name={name} busy={sending} onWithdraw={(why) => act('credential.withdraw', why ? { why } : {}, () => t('creds.withdrawn'))} onClose={close} /> : null,
  };
}

/** Where anybody reads what it certifies. */
function Show({ one, onClose }: { one: Credential; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [link, setLink] = useState<string | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const read = (): void => {
    setFailed(false);
    askAs(`/api/credentials/${one.credential}`, 'GET').then((answer) => {
      const { code } = answer as { code: string };
      setLink(`${location.origin}/verify/${piece(code)}`);
    }, () => setFailed(true));
  };
  useEffect(read, []);
  return (
    <Dialog title={t('creds.show.title', { name: one.name })} onClose={onClose}>
      <p>{t('creds.show.hint')}</p>
      {failed && <div role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>}
      {!link && !failed && <Spinner label={t('entry.loading')} />}
      {link && (
        <>
          <div class="field">
            <label for="creds-link">{t('creds.link')}</label>
            <input id="creds-link" type="text" dir="ltr" readOnly value={link} data-testid="creds-link" onFocus={(event) => event.currentTarget.select()} />
          </div>
          <div class="creds-qr"><Qr text={link} label={t('creds.link')} /></div>
        </>
      )}
      <div class="row row-end">
        {link && <Copy text={link} />}
        {link && <a class="button button-strong" href={link} target="_blank" rel="noopener" data-testid="creds-open">{t('creds.open')}</a>}
        <Button onClick={onClose}>{t('do.close')}</Button>
      </div>
    </Dialog>
  );
}

function Renew({ one, busy, onRenew, onClose }: { one: Credential; busy: boolean; onRenew: (data: { readonly [key: string]: string | number }) => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [until, setUntil] = useState(one.until === undefined ? '' : dayField(one.until));
  const [reference, setReference] = useState(one.reference ?? '');
  const ends = dayEnds(until);
  const good = (ends === undefined || ends > one.issued) && chars(reference.trim()) <= REFERENCE_CHARS;
  const send = (event: Event): void => {
    event.preventDefault();
    if (good) onRenew({ ...(ends === undefined ? {} : { until: ends }), ...(reference.trim() && { reference: reference.trim() }) });
  };
  return (
    <Dialog title={t('creds.renew.title', { name: one.name })} onClose={onClose}>
      <form class="stack" noValidate onSubmit={send}>
        <Day label={t('creds.form.until')} hint={t('creds.form.until.hint')} value={until} onInput={setUntil} testid="creds-until" />
        <TextField label={t('creds.form.reference')} value={reference} max={REFERENCE_CHARS} onInput={setReference} testid="creds-reference" />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={busy} disabled={!good} testid="confirm">{t('creds.renew')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Withdraw({ name, busy, onWithdraw, onClose }: { name: string; busy: boolean; onWithdraw: (why: string) => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [why, setWhy] = useState('');
  return (
    <Dialog title={t('creds.withdraw.title', { name })} onClose={onClose}>
      <p>{t('creds.withdraw.hint')}</p>
      <TextArea label={t('creds.why')} value={why} max={BOUNDS.WHY_CHARS} onInput={setWhy} focus testid="why" />
      <div class="row row-end">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button kind="danger" busy={busy} disabled={chars(why) > BOUNDS.WHY_CHARS} onClick={() => onWithdraw(why.trim())} testid="confirm">{t('creds.withdraw')}</Button>
      </div>
    </Dialog>
  );
}
