// SPDX-License-Identifier: Apache-2.0
// Asking for access for somebody else: a coordinator for people of their countries, an organiser for anybody.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../../core/contract.ts';
import { countriesIn, countryName } from '../../../core/countries.ts';
import { go } from '../../../core/router.ts';
import type { Route } from '../../../core/router.ts';
import { useWords } from '../../../i18n/context.tsx';
import { LANGUAGES } from '../../../i18n/index.ts';
import { useAct } from '../../../ui/command.ts';
import { TextArea, TextField } from '../../../ui/field.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button } from '../../../ui/parts.tsx';
import { Select } from '../../../ui/select.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import { useAcademy } from '../context.ts';
import { Head } from '../page.tsx';
import { MAIL_CHARS, faultOf } from './asked.ts';
import type { Asked, Fault } from './asked.ts';

const REQUESTS: Route = { page: 'academy', part: 'requests', rest: [] };

export function AskPage(): JSX.Element {
  const { t, lang } = useWords();
  const { view, roles } = useAcademy();
  const own = roles.includes('organiser') ? undefined : view.me.people?.coordinates ?? [];
  const { sending, run } = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState<Asked>({ name: '', mail: '', country: own?.[0] ?? '', agency: '', reason: '', language: lang });
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  usePageTitle(t('access.ask'));
  const set = (field: keyof Asked) => (text: string): void => {
    setFault(undefined);
    setAsked((before) => ({ ...before, [field]: text }));
  };
  const send = (event: Event): void => {
    event.preventDefault();
    const found = faultOf(asked);
    setFault(found);
    if (found) {
      form.current?.querySelector<HTMLElement>(`[data-testid="ask-${found.field}"]`)?.focus();
      return;
    }
    const given = Object.fromEntries(Object.entries(asked).map(([field, text]) => [field, text.trim()]).filter(([, text]) => text !== ''));
    void run('access.request', given).then((done) => {
      if (!done) return;
      notify(t('access.ask.sent', { name: asked.name.trim() }));
      go(REQUESTS);
    });
  };
  const countries = own ? own.map((code) => ({ code, name: countryName(code, lang) })) : countriesIn(lang);
  return (
    <>
      <Head title={t('access.ask')} back={{ to: REQUESTS, label: t('access.title') }} />
      <form ref={form} class="academy-form" noValidate onSubmit={send}>
        <section class="academy-part" aria-label={t('access.ask')}>
          <p>{t('access.ask.lead')}</p>
          <TextField label={t('access.ask.name')} value={asked.name} max={BOUNDS.NAME_CHARS} onInput={set('name')} testid="ask-name" />
          <TextField label={t('access.ask.mail')} value={asked.mail} max={MAIL_CHARS} keys="email" dir="ltr" onInput={set('mail')} testid="ask-mail" />
          <Select label={t('access.ask.country')} value={asked.country} onChange={set('country')} testid="ask-country"
            options={[...(own ? [] : [{ value: '', label: '—' }]), ...countries.map(({ code, name }) => ({ value: code, label: name }))]} />
          <TextField label={t('access.ask.agency')} value={asked.agency} max={BOUNDS.AGENCY_CHARS} onInput={set('agency')} testid="ask-agency" />
          <TextArea label={t('access.ask.reason')} value={asked.reason} max={BOUNDS.WHY_CHARS} onInput={set('reason')} testid="ask-reason" />
          <Select label={t('access.ask.language')} value={asked.language} onChange={set('language')} testid="ask-language"
            options={LANGUAGES.map((each) => ({ value: each.lang, label: each.name }))} />
          <p class="refusal" role="alert" data-testid="refusal">{fault && t(fault.says)}</p>
          <div class="row">
            <Button kind="strong" submit busy={sending} testid="ask-send">{t('access.ask.send')}</Button>
            <Button onClick={() => go(REQUESTS)}>{t('do.cancel')}</Button>
          </div>
        </section>
      </form>
    </>
  );
}
