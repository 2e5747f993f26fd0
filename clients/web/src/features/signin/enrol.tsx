// SPDX-License-Identifier: Apache-2.0
// The first time: a link that was sent to a person makes this browser theirs, with a passkey where there can be one.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { identityOf } from '../../core/person-session.ts';
import { HttpError, ask } from '../../core/person.ts';
import { go, place } from '../../core/router.ts';
import { useStore } from '../../core/store.ts';
import { become, who } from '../../core/who.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Button, Link, Spinner } from '../../ui/parts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { useDoing } from './use.ts';
import { passkeyMake, passkeysHere } from './webauthn.ts';
import type { CreationOptions } from './webauthn.ts';

interface Invitation {
  readonly person: { readonly id: string; readonly name: string };
  readonly options: CreationOptions;
}

export function EnrolPage(): JSX.Element {
  const words = useWords();
  const { t } = words;
  const now = useStore(who);
  const [code] = useState(() => place.get().hash);
  const [found, setFound] = useState<Invitation | 'gone' | undefined>(undefined);
  const { busy, wrong, run } = useDoing();
  usePageTitle(t('signin.enrol'));
  useEffect(() => {
    // The secret is no longer needed in the address, where others may see it.
    history.replaceState(history.state, '', location.pathname);
    run(async () => {
      try {
        setFound((await ask('/api/enrol', 'POST', { code })) as Invitation);
      } catch (error) {
        if (!(error instanceof HttpError) || error.status >= 500) throw error;
        setFound('gone');
      }
    });
  }, []);
  const done = (answer: unknown): void => {
    become(identityOf(answer));
    go({ page: 'entry' });
  };
  // Asked anew: the page may have been open for longer than what it was asked with is good.
  const withPasskey = (): void => run(async () => {
    const { options } = (await ask('/api/enrol', 'POST', { code })) as Invitation;
    done(await ask('/api/enrol/passkey', 'POST', { code, credential: await passkeyMake(options), name: t('signin.thisdevice') }));
  });
  const withDevice = (): void => run(async () => done(await ask('/api/enrol/device', 'POST', { code })));
  return (
    <div class="sheet door">
      <h1>{t('signin.enrol')}</h1>
      {!found && <Spinner label={t('entry.loading')} />}
      {found === 'gone' && (
        <>
          <p class="lead" role="alert" data-testid="link-gone">{t('signin.gone')}</p>
          <p>{now?.identity ? t('app.you', { name: personName(words, now.identity.name) }) : t('signin.gone.then')}</p>
          <div><Link to={{ page: now?.identity ? 'entry' : 'enter' }} class="button button-strong">{t(now?.identity ? 'app.tostart' : 'signin.title')}</Link></div>
        </>
      )}
      {found && found !== 'gone' && (
        <>
          <p class="lead">{t('signin.welcome', { name: personName(words, found.person.name) })}</p>
          <p>{t(passkeysHere() ? 'signin.whypasskey' : 'signin.nopasskeys')}</p>
          <div class="row">
            {passkeysHere() && <Button kind="strong" busy={busy} onClick={withPasskey} testid="enrol-passkey">{t('signin.make')}</Button>}
            <Button kind={passkeysHere() ? 'quiet' : 'strong'} busy={busy} onClick={withDevice} testid="enrol-device">{t('signin.device')}</Button>
          </div>
          {passkeysHere() && <p class="hint">{t('signin.device.hint')}</p>}
        </>
      )}
      <p class="refusal" role="alert" data-testid="refusal">{wrong}</p>
    </div>
  );
}
