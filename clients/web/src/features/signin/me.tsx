// SPDX-License-Identifier: Apache-2.0
// What opens one's account: passkeys, and the browsers that are signed in. Each can be taken away.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { ask } from '../../core/person.ts';
import { piece } from '../../core/piece.ts';
import { useStore } from '../../core/store.ts';
import { leave, who } from '../../core/who.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Badge, Button, IconButton, Spinner, Time } from '../../ui/parts.tsx';
import { SessionContext } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { EnterPage } from './enter.tsx';
import { agentName } from './agent.ts';
import { Certificates } from './certificates.tsx';
import { Profile } from './profile.tsx';
import { Feeds, Mails } from './told.tsx';
import { useDoing } from './use.ts';
import { passkeyMake, passkeysHere } from './webauthn.ts';
import type { CreationOptions } from './webauthn.ts';

interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly made: number;
  readonly used?: number;
}
interface Browser {
  readonly id: string;
  readonly agent: string;
  readonly place: string;
  readonly made: number;
  readonly seen: number;
  readonly here: boolean;
}

export function MePage(): JSX.Element {
  const words = useWords();
  const { t } = words;
  const now = useStore(who);
  const session = useContext(SessionContext);
  const [renamed, setRenamed] = useState<Passkey | undefined>(undefined);
  const time = useNow(60_000);
  const { busy, wrong, run } = useDoing();
  const [passkeys, setPasskeys] = useState<readonly Passkey[]>([]);
  const [browsers, setBrowsers] = useState<readonly Browser[]>([]);
  const read = async (): Promise<void> => {
    const [keys, sessions] = await Promise.all([ask('/api/passkeys', 'GET'), ask('/api/sessions', 'GET')]);
    setPasskeys((keys as { passkeys: Passkey[] }).passkeys);
    setBrowsers((sessions as { sessions: Browser[] }).sessions);
  };
  usePageTitle(t('signin.me'));
  const open = now?.identity !== undefined && !now.site.demo;
  useEffect(() => {
    if (open) run(read);
  }, [open]);
  const act = (method: 'POST' | 'DELETE', path: string, body?: object): void => run(async () => {
    await ask(path, method, body);
    await read();
  });
  const add = (): void => run(async () => {
    const { options } = (await ask('/api/passkeys/options', 'POST', {})) as { options: CreationOptions };
    await ask('/api/passkeys', 'POST', { credential: await passkeyMake(options), name: t('signin.thisdevice') });
    await read();
  });
  if (now && !now.identity) return <EnterPage />;
  if (!now?.identity) return <div class="sheet door"><Spinner label={t('entry.loading')} /></div>;
  return (
    <div class="sheet door">
      <h1>{personName(words, now.identity.name)}</h1>
      {now.site.demo && <p>{t('entry.who.hint')}</p>}
      {open && session && <Profile />}
      {open && session && <Certificates person={now.identity.id} session={session} />}
      {open && (
        <>
          <Mails />
          <Feeds />
          <section aria-labelledby="passkeys">
            <h2 id="passkeys">{t('signin.passkeys')}</h2>
            <ul class="door-list" data-testid="passkeys">
              {passkeys.map(({ id, name, made, used }) => (
                <li key={id}>
                  <span><strong dir="auto">{name}</strong> <span class="meta"><Time at={used ?? made} now={time} text={t('signin.used', { time: words.ago(used ?? made, time) })} /></span></span>
                  <span class="row">
                    <IconButton icon="edit" label={t('signin.rename', { name })} busy={busy} onClick={() => setRenamed({ id, name, made })} testid="passkey-rename" />
                    <Button kind="quiet" icon="trash" busy={busy} onClick={() => act('DELETE', `/api/passkeys/${piece(id)}`)}>{t('do.remove')}</Button>
                  </span>
                </li>
              ))}
            </ul>
            {passkeysHere() && <div><Button icon="plus" busy={busy} onClick={add} testid="passkey-add">{t('signin.add')}</Button></div>}
          </section>
          <section aria-labelledby="browsers">
            <h2 id="browsers">{t('signin.browsers')}</h2>
            <ul class="door-list" data-testid="browsers">
              {browsers.map(({ id, agent, place, seen, here }) => (
                <li key={id}>
                  <span>
                    <strong title={agent}><bdi>{agentName(agent)}</bdi></strong> {here && <Badge tone="accent">{t('signin.here')}</Badge>}{' '}
                    <span class="meta"><bdi>{place}</bdi> <Time at={seen} now={time} text={t('signin.used', { time: words.ago(seen, time) })} /></span>
                  </span>
                  {!here && <Button kind="quiet" busy={busy} onClick={() => act('DELETE', `/api/sessions/${piece(id)}`)}>{t('signin.end')}</Button>}
                </li>
              ))}
            </ul>
            <div class="row">
              <Button busy={busy} onClick={leave} testid="sign-out">{t('signin.out')}</Button>
              {browsers.length > 1 && <Button kind="quiet" busy={busy} onClick={() => act('DELETE', '/api/sessions')} testid="sign-out-others">{t('signin.others')}</Button>}
            </div>
          </section>
        </>
      )}
      {renamed && (
        <Rename passkey={renamed} onClose={() => setRenamed(undefined)} onName={(name) => { setRenamed(undefined); act('POST', `/api/passkeys/${piece(renamed.id)}`, { name }); }} />
      )}
      <p class="refusal" role="alert" data-testid="refusal">{wrong}</p>
    </div>
  );
}

const NAME_CHARS = 60;

function Rename({ passkey, onName, onClose }: { passkey: Passkey; onName: (name: string) => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [name, setName] = useState(passkey.name);
  const good = name.trim() !== '' && name.length <= NAME_CHARS;
  return (
    <Dialog title={t('signin.rename', { name: passkey.name })} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); if (good) onName(name.trim()); }}>
        <TextField label={t('signin.rename.name')} value={name} max={NAME_CHARS} onInput={setName} testid="passkey-name" />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit disabled={!good} testid="confirm">{t('do.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
