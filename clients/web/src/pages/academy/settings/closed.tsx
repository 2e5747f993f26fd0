// SPDX-License-Identifier: Apache-2.0
// Countries of which nobody comes in for now.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../../core/contract.ts';
import { countriesIn, countryName } from '../../../core/countries.ts';
import { chars } from '../../../core/text.ts';
import { useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button } from '../../../ui/parts.tsx';
import { Select } from '../../../ui/select.tsx';
import { useAcademy } from '../context.ts';

export function Closed(): JSX.Element {
  const { t, lang } = useWords();
  const { sending, run } = useAct();
  const closed = useAcademy().view.people?.closed ?? [];
  const [asked, setAsked] = useState('');
  const open = (country: string): void => void run('country.open', { country }).then((done) => done && notify(t('settings.opened', { country: countryName(country, lang) })));
  const close = (country: string, why: string): void => void run('country.close', { country, ...(why ? { why } : {}) }).then((done) => {
    if (done) notify(t('settings.closed.done', { country: countryName(country, lang) }), { label: t('do.undo'), run: () => open(country) });
    setAsked('');
  });
  return (
    <section class="academy-part" aria-labelledby="settings-closed" data-testid="settings-closed">
      <h2 id="settings-closed">{t('settings.closed')}</h2>
      <p class="hint">{t('settings.closed.hint')}</p>
      {closed.length === 0 && <p>{t('settings.closed.none')}</p>}
      {closed.length > 0 && (
        <ul class="academy-rows">
          {closed.map((country) => (
            <li key={country} class="academy-row" data-testid={`closed-${country}`}>
              <span class="academy-row-text">{countryName(country, lang)}</span>
              <Button small busy={sending} onClick={() => open(country)} testid={`country-open-${country}`}>{t('settings.open')}</Button>
            </li>
          ))}
        </ul>
      )}
      <Select label={t('settings.closed.country')} value="" onChange={setAsked} testid="country-close"
        options={[{ value: '', label: t('settings.closed.choose') }, ...countriesIn(lang).filter(({ code }) => !closed.includes(code)).map(({ code, name }) => ({ value: code, label: name }))]} />
      {asked !== '' && <Ask country={countryName(asked, lang)} busy={sending} onClose={() => setAsked('')} onSure={(why) => close(asked, why)} />}
    </section>
  );
}

function Ask({ country, busy, onSure, onClose }: { country: string; busy: boolean; onSure: (why: string) => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const [why, setWhy] = useState('');
  return (
    <Dialog title={t('settings.close.title', { country })} onClose={onClose}>
      <p>{t('settings.close.ask')}</p>
      <TextArea label={t('settings.close.why')} value={why} max={BOUNDS.WHY_CHARS} onInput={setWhy} focus testid="why" />
      <div class="row row-end">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button kind="danger" busy={busy} disabled={chars(why) > BOUNDS.WHY_CHARS} onClick={() => onSure(why.trim())} testid="confirm">{t('settings.close')}</Button>
      </div>
    </Dialog>
  );
}
