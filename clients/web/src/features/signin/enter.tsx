// SPDX-License-Identifier: Apache-2.0
// Signing in: with a passkey, or with a link by mail.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { kept } from '../../core/keep.ts';
import { identityOf } from '../../core/person-session.ts';
import { ask } from '../../core/person.ts';
import type { Identity } from '../../core/person.ts';
import { go, place, route } from '../../core/router.ts';
import { useStore } from '../../core/store.ts';
import { become, leave, who } from '../../core/who.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Button, Link } from '../../ui/parts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Fresh } from './fresh.tsx';
import { ByMail, Opened } from './mail.tsx';
import { useDoing } from './use.ts';
import { Way } from './way.tsx';
import { passkeyUse, passkeysHere, passkeysOffered } from './webauthn.ts';
import type { RequestOptions } from './webauthn.ts';

// By the code of the connection's end.
const ENDED: Readonly<Record<number, `signin.ended.${4501 | 4503 | 4504}`>> = { 4501: 'signin.ended.4501', 4503: 'signin.ended.4503', 4504: 'signin.ended.4504' };

// What the browser is asked with is good for ten minutes.
const OFFER_MS = 9 * 60_000;

export function EnterPage(): JSX.Element {
  const words = useWords();
  const { t } = words;
  const now = useStore(who);
  const { busy, wrong, run } = useDoing();
  usePageTitle(t('signin.title'));
  const [code] = useState(() => (route.get().page === 'enter' ? place.get().hash : ''));
  // Whoever comes by a link into a room and signs in by another one is led there from home.
  useState(() => route.get().page === 'join' && place.get().hash !== '' && kept.set('muster.join', place.get().hash));
  const into = (identity: Identity): void => {
    become(identity);
    // A link into a room goes on into the room; a code from home.
    const { page } = route.get();
    if (page === 'enter' || (page === 'join' && place.get().hash === '')) go({ page: 'entry' });
  };
  const use = async (offered: boolean): Promise<void> => {
    const { options } = (await ask('/api/signin/options', 'POST', {})) as { options: RequestOptions };
    into(identityOf(await ask('/api/signin/passkey', 'POST', { credential: await passkeyUse(options, offered) })));
  };
  const again = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(again.current), []);
  const enter = (): void => {
    clearTimeout(again.current);
    run(() => use(false));
  };
  // Nobody has asked for it: whatever becomes of it, the button and the field are there. It stands as long as the page.
  const offer = (): void => {
    clearTimeout(again.current);
    if (who.get()?.identity) return;
    again.current = setTimeout(offer, OFFER_MS);
    void passkeysOffered().then((offered) => (offered ? use(true) : undefined)).catch(() => undefined);
  };
  if (code !== '' && !now?.identity) return <div class="sheet door"><h1>{t('signin.title')}</h1><Opened code={code} onIn={into} /></div>;
  if (now && !now.site.organiser && !now.identity) return <Fresh />;
  return (
    <div class="sheet door">
      <h1>{t('signin.title')}</h1>
      {!!now?.ended && <p role="status" data-testid="ended" data-why={now.ended}>{t(ENDED[now.ended] ?? 'signin.ended.4502')}</p>}
      {now?.identity && (
        <>
          <p>{t('app.you', { name: personName(words, now.identity.name) })}</p>
          {code !== '' && <p role="status" data-testid="signed-already">{t('signin.already')}</p>}
          <div class="row"><Link to={{ page: 'entry' }} class="button">{t('app.tostart')}</Link><Button kind="quiet" onClick={leave} testid="sign-out">{t(code === '' ? 'signin.out' : 'signin.instead')}</Button></div>
        </>
      )}
      {!now?.identity && passkeysHere() && (
        <>
          <p class="lead">{t('signin.lead')}</p>
          <div><Button kind="strong" busy={busy} onClick={enter} testid="passkey">{t('signin.passkey')}</Button></div>
        </>
      )}
      {!now?.identity && !passkeysHere() && <p>{t('signin.nopasskeys')}</p>}
      <p class="refusal" role="alert" data-testid="refusal">{wrong}</p>
      {now && !now.identity && now.site.ways.includes('mail') && <ByMail onIn={into} onFocus={offer} />}
      {now && !now.identity && <Way />}
      {now?.site.apply && !now.identity && <p><Link to={{ page: 'apply' }} testid="to-apply">{t('apply.title')}</Link></p>}
      {!now?.identity && <p class="hint">{t('signin.first')}</p>}
    </div>
  );
}
