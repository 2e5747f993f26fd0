// SPDX-License-Identifier: Apache-2.0
// Links that lead here. The server never sees the secret of one, so that only the browser that made it can show it again.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { serverNow } from '../../../core/clock.ts';
import { BOUNDS } from '../../../core/contract.ts';
import { countriesIn, countryName } from '../../../core/countries.ts';
import { draftGet, draftSet } from '../../../core/draft.ts';
import { useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Button } from '../../../ui/parts.tsx';
import { Select } from '../../../ui/select.tsx';
import { useRoomRun } from '../../../ui/session.tsx';
import { Copy } from '../../../ui/waits.tsx';
import { notify } from '../../../ui/live.tsx';
import { keyOf, linkAddress, linkMake } from '../../link.ts';
import { Labelled } from './fields.tsx';
import { Qr } from './qr.tsx';
import type { Got } from './shape.ts';

const DAY_MS = 24 * 3_600_000;
// police.example, or @police.example.
const DOMAIN = /^@?[^\s@.]+(\.[^\s@.]+)+$/;
const DOMAIN_CHARS = 253;
const DAYS = ['1', '7', '30', '0'] as const;

/** Where the secret of a link is kept here: with what this person has written and not sent. */
const keptAt = (of: string, link: number): string => `link/${of}/${link}`;

export function Links({ got, onDone }: { got: Got; onDone: () => void }): JSX.Element {
  const { t, lang, moment } = useWords();
  const { sending, run } = useAct();
  const [making, setMaking] = useState(false);
  const [shown, setShown] = useState<string | undefined>(undefined);
  const { of, links = [] } = got;
  const drop = (link: number): void => void run('room.unlink', { of, link }).then((done) => {
    if (done) notify(t('rooms.link.gone'));
    draftSet(keptAt(of, link), '');
    onDone();
  });
  const now = serverNow();
  return (
    <section class="academy-part" aria-labelledby="rooms-links">
      <h2 id="rooms-links">{t('rooms.links')}</h2>
      <p class="hint">{t('rooms.links.hint')}</p>
      {links.length > 0 && (
        <ul class="stack" data-testid="room-links">
          {links.map(({ link, used, uses, until, country, domain }) => {
            const secret = draftGet(keptAt(of, link));
            const over = (until !== undefined && until <= now) || (uses !== undefined && used >= uses);
            return (
              <li key={link} data-testid={`link-${link}`}>
                <p>{uses === undefined ? t('rooms.link.used', { n: used }) : t('rooms.link.of', { n: used, uses })}{over && <> · <strong>{t('rooms.link.over')}</strong></>}</p>
                <p class="meta">{[until !== undefined && t('rooms.link.until', { date: moment(until, now) }), country && t('rooms.link.country', { country: countryName(country, lang) }), domain && t('rooms.link.domain.of', { domain: `\u2068${domain}\u2069` })].filter(Boolean).join(' · ')}</p>
                <div class="row">
                  {secret !== '' && <Button small onClick={() => setShown(linkAddress({ of, secret }))} testid={`link-show-${link}`}>{t('rooms.link.show')}</Button>}
                  <Button kind="quiet" small busy={sending} onClick={() => drop(link)} testid={`link-drop-${link}`}>{t('rooms.takeback')}</Button>
                </div>
              </li>
            );
          })}
        </ul>
      )}
      {links.length < BOUNDS.ROOM_LINKS && <div><Button small icon="plus" onClick={() => setMaking(true)} testid="link-new">{t('rooms.link.new')}</Button></div>}
      {making && <NewLink of={of} onClose={() => setMaking(false)} onMade={(address) => { setMaking(false); setShown(address); onDone(); }} />}
      {shown !== undefined && (
        <Dialog title={t('rooms.link.here')} onClose={() => setShown(undefined)}>
          <div class="stack rooms-print">
            <Qr text={shown} label={t('rooms.link.qr')} />
            <p class="rooms-address" dir="ltr" data-testid="link-address">{shown}</p>
            <p class="hint">{t('rooms.link.once')}</p>
            <div class="row row-end">
              <Button kind="quiet" onClick={() => print()}>{t('rooms.print')}</Button>
              <Copy text={shown} />
            </div>
          </div>
        </Dialog>
      )}
    </section>
  );
}

function NewLink({ of, onClose, onMade }: { of: string; onClose: () => void; onMade: (address: string) => void }): JSX.Element {
  const { t, lang } = useWords();
  const send = useRoomRun();
  const [uses, setUses] = useState('');
  const [days, setDays] = useState<string>('7');
  const [country, setCountry] = useState('');
  const [domain, setDomain] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const make = async (): Promise<void> => {
    if (uses !== '' && !(Number.isInteger(Number(uses)) && Number(uses) >= 1 && Number(uses) <= BOUNDS.MEMBERS)) return setWrong(t('rooms.link.wants'));
    if (domain.trim() !== '' && !DOMAIN.test(domain.trim())) return setWrong(t('rooms.link.domain.wants'));
    setBusy(true);
    const link = linkMake(of);
    const until = days === '0' ? undefined : serverNow() + Number(days) * DAY_MS;
    const outcome = await send('room.link', {
      of, key: await keyOf(link.secret), ...(uses === '' ? {} : { uses: Number(uses) }), ...(until === undefined ? {} : { until }), ...(country === '' ? {} : { country }), ...(domain.trim() === '' ? {} : { domain: domain.trim() }),
    });
    setBusy(false);
    if (!outcome.ok) return setWrong(t('app.error', { error: t(`error.${outcome.error}`) }));
    // A link is named by the entry that made it.
    draftSet(keptAt(of, outcome.seq), link.secret);
    return onMade(linkAddress(link));
  };
  return (
    <Dialog title={t('rooms.link.new')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void make(); }}>
        <Select label={t('rooms.link.days')} value={days} onChange={setDays} testid="link-days" options={DAYS.map((value) => ({ value, label: value === '0' ? t('rooms.link.always') : t('rooms.link.daysn', { n: Number(value) }) }))} />
        <Labelled label={t('rooms.link.uses')} id="link-uses"><input id="link-uses" type="number" inputMode="numeric" min={1} value={uses} data-testid="link-uses" aria-describedby="link-uses-hint" onInput={(event) => setUses(event.currentTarget.value)} /></Labelled>
        <p class="hint" id="link-uses-hint">{t('rooms.link.uses.hint')}</p>
        <Select label={t('rooms.link.for')} value={country} onChange={setCountry} testid="link-country" options={[{ value: '', label: t('rooms.link.any') }, ...countriesIn(lang).map(({ code, name }) => ({ value: code, label: name }))]} />
        <Labelled label={t('rooms.link.domain')} id="link-domain"><input id="link-domain" type="text" dir="ltr" inputMode="url" autocomplete="off" autocapitalize="none" spellcheck={false} maxLength={DOMAIN_CHARS} value={domain} data-testid="link-domain" aria-describedby="link-domain-hint" onInput={(event) => setDomain(event.currentTarget.value)} /></Labelled>
        <p class="hint" id="link-domain-hint">{t('rooms.link.domain.hint')}</p>
        <p class="refusal" role="alert">{wrong}</p>
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={busy} testid="link-make">{t('rooms.link.make')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
