// SPDX-License-Identifier: Apache-2.0
// Signing in with a link by mail. Opened in the browser that asked for it, it signs in; opened elsewhere, it shows six
// digits that are typed into the browser that asked.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { identityOf } from '../../core/person-session.ts';
import { HttpError, ask } from '../../core/person.ts';
import { useStore } from '../../core/store.ts';
import { who } from '../../core/who.ts';
import type { Identity } from '../../core/person.ts';
import { useWords } from '../../i18n/context.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button, Link, Spinner } from '../../ui/parts.tsx';
import { MAIL_CHARS, isMail, useDoing } from './use.ts';

const DIGITS = 6;
// How long a link is good, and when its end is told: in time to have another one sent.
const GOOD_MS = 15 * 60_000;
const WARN_MS = 12 * 60_000;

/** `onFocus`: somebody is at the field, where the browser may offer a passkey instead. */
export function ByMail({ onIn, onFocus }: { onIn: (identity: Identity) => void; onFocus: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const [mail, setMail] = useState('');
  const [sent, setSent] = useState<object | undefined>(undefined);
  const ends = useEnd(sent);
  const [fault, setFault] = useState('');
  const { busy, wrong, run } = useDoing();
  const order = (): void => run(async () => {
    await ask('/api/mail', 'POST', { mail: mail.trim(), language: lang });
    setSent({});
  });
  const send = (event: Event): void => {
    event.preventDefault();
    setFault(isMail(mail) ? '' : t('apply.wants.mail'));
    if (isMail(mail)) order();
  };
  return (
    <section aria-labelledby="by-mail">
      <h2 id="by-mail">{t('signin.mail')}</h2>
      {!sent && (
        <form class="stack" noValidate onSubmit={send} onFocusIn={(event) => { if (event.target instanceof HTMLInputElement) onFocus(); }}>
          <TextField label={t('signin.mail.address')} value={mail} max={MAIL_CHARS} keys="email" complete="email webauthn" dir="ltr" onInput={setMail} testid="mail" />
          <p class="refusal" role="alert">{fault || wrong}</p>
          <div><Button submit busy={busy} testid="mail-send">{t('signin.mail.send')}</Button></div>
        </form>
      )}
      {sent && (
        <>
          <p role="status" data-testid="mail-sent">{t('signin.mail.sent', { mail: `\u2068${mail.trim()}\u2069` })} {t('signin.mail.good')}</p>
          <Digits onIn={onIn} />
          <p role="alert" data-testid="mail-ends" data-ends={ends}>{ends && t(`signin.mail.${ends}`)}</p>
          <p class="refusal" role="alert">{wrong}</p>
          {ends && <div><Button busy={busy} onClick={order} testid="mail-again">{t('signin.mail.again')}</Button></div>}
          <div><Button kind="quiet" onClick={() => setSent(undefined)}>{t('signin.mail.other')}</Button></div>
        </>
      )}
    </section>
  );
}

/** What there is to say of the end of what was sent; another object is another link. */
function useEnd(sent: object | undefined): 'soon' | 'over' | undefined {
  const [ends, setEnds] = useState<'soon' | 'over' | undefined>(undefined);
  useEffect(() => {
    setEnds(undefined);
    if (!sent) return undefined;
    const timers = [setTimeout(() => setEnds('soon'), WARN_MS), setTimeout(() => setEnds('over'), GOOD_MS)];
    return () => timers.forEach(clearTimeout);
  }, [sent]);
  return ends;
}

function Digits({ onIn }: { onIn: (identity: Identity) => void }): JSX.Element {
  const { t } = useWords();
  const [digits, setDigits] = useState('');
  const [bad, setBad] = useState(false);
  const { busy, wrong, run } = useDoing();
  const send = (event: Event): void => {
    event.preventDefault();
    setBad(false);
    run(async () => {
      try {
        onIn(identityOf(await ask('/api/mail/digits', 'POST', { digits: plain(digits) })));
      } catch (error) {
        if (!(error instanceof HttpError) || error.status !== 410) throw error;
        setBad(true);
      }
    });
  };
  return (
    <form class="stack" noValidate onSubmit={send}>
      <TextField label={t('signin.digits')} value={digits} max={2 * DIGITS} keys="numeric" complete="one-time-code" dir="ltr" onInput={setDigits} testid="digits" />
      <p class="refusal" role="alert">{bad ? t('signin.digits.wrong') : wrong}</p>
      <div><Button kind="strong" submit busy={busy} testid="digits-send">{t('signin.title')}</Button></div>
    </form>
  );
}

/** As they are typed on an Arabic keyboard, or with spaces between. */
function plain(digits: string): string {
  return digits.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/\D/g, '');
}

/** What the link in the mail leads to. */
export function Opened({ code, onIn }: { code: string; onIn: (identity: Identity) => void }): JSX.Element {
  const { t } = useWords();
  const [shown, setShown] = useState<string | undefined>(undefined);
  const [gone, setGone] = useState(false);
  const { wrong, run } = useDoing();
  const known = useStore(who) !== undefined;
  const open = (): void => run(async () => {
    try {
      const answer = await ask('/api/mail/open', 'POST', { code });
      const { digits } = answer as { digits?: string };
      if (digits === undefined) onIn(identityOf(answer));
      else setShown(digits);
    } catch (error) {
      if (!(error instanceof HttpError) || error.status !== 410) throw error;
      setGone(true);
    }
  });
  // Whoever comes in is handed on to what knows the site.
  useEffect(() => {
    history.replaceState(history.state, '', location.pathname);
    if (known) open();
  }, [known]);
  return (
    <>
      {!shown && !gone && wrong === '' && <Spinner label={t('entry.loading')} />}
      {shown && <><p class="lead">{t('signin.digits.type')}</p><p class="digits" data-testid="digits-shown"><bdi dir="ltr">{shown}</bdi></p></>}
      {gone && <><p role="alert" data-testid="link-gone">{t('signin.gone')}</p><p><Link to={{ page: 'entry' }}>{t('app.tostart')}</Link></p></>}
      {wrong !== '' && <div role="alert"><p class="refusal">{wrong}</p><Button onClick={open}>{t('app.again')}</Button></div>}
    </>
  );
}
