// SPDX-License-Identifier: Apache-2.0
// A stranger asks for access. What they get is an address of their own that says where it stands.
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { HttpError, ask } from '../../core/person.ts';
import { go } from '../../core/router.ts';
import { useStore } from '../../core/store.ts';
import { chars } from '../../core/text.ts';
import { who } from '../../core/who.ts';
import { useWords } from '../../i18n/context.tsx';
import { LANGUAGES } from '../../i18n/index.ts';
import type { Key } from '../../i18n/index.ts';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Button, Spinner } from '../../ui/parts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { countriesIn } from '../../core/countries.ts';
import { Select } from '../../ui/select.tsx';
import { Fresh } from './fresh.tsx';
import { MAIL_CHARS, isMail, useDoing } from './use.ts';

type Request = { readonly [field in 'name' | 'mail' | 'country' | 'agency' | 'reason' | 'language']: string };

export function ApplyPage(): JSX.Element {
  const { t, lang } = useWords();
  const now = useStore(who);
  usePageTitle(t('apply.title'));
  // Nobody could decide yet.
  if (now && !now.site.organiser && !now.site.demo) return <Fresh />;
  return (
    <div class="sheet door">
      <h1>{t('apply.title')}</h1>
      {!now && <Spinner label={t('entry.loading')} />}
      {now && !now.site.apply && <p>{t('apply.shut')}</p>}
      {now?.site.apply && <Form key={lang} />}
    </div>
  );
}

interface Fault {
  readonly field: keyof Request;
  readonly says: Extract<Key, `apply.wants.${string}`>;
}

/** What must be mended first; nothing when it can go out. */
function faultOf({ name, mail, country, agency, reason }: Request): Fault | undefined {
  if (name.trim() === '') return { field: 'name', says: 'apply.wants.name' };
  if (!isMail(mail)) return { field: 'mail', says: 'apply.wants.mail' };
  if (country === '') return { field: 'country', says: 'apply.wants.country' };
  const bounds = [['name', name, BOUNDS.NAME_CHARS], ['agency', agency, BOUNDS.AGENCY_CHARS], ['reason', reason, BOUNDS.WHY_CHARS]] as const;
  const over = bounds.find(([, text, max]) => chars(text) > max);
  return over && { field: over[0], says: 'apply.wants.less' };
}

// What was written stays when the language of the page changes.
let written: Partial<Request> = {};

function Form(): JSX.Element {
  const words = useWords();
  const { t, lang } = words;
  const [request, setRequest] = useState<Request>({ name: '', mail: '', country: '', agency: '', reason: '', language: lang, ...written });
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const { busy, wrong, run } = useDoing();
  const set = (field: keyof Request) => (text: string): void => {
    written = { ...written, [field]: text };
    setFault(undefined);
    setRequest((before) => ({ ...before, [field]: text }));
  };
  const send = (event: Event): void => {
    event.preventDefault();
    const found = faultOf(request);
    setFault(found);
    if (found) form.current?.querySelector<HTMLElement>(`[data-testid="apply-${found.field}"]`)?.focus();
    else run(async () => {
      const given = Object.fromEntries(Object.entries(request).map(([field, text]) => [field, text.trim()]).filter(([, text]) => text !== ''));
      try {
        const { status } = (await ask('/api/apply', 'POST', given)) as { status: string };
        written = {};
        go({ page: 'applied' }, status);
      } catch (error) {
        // All else was looked at here: it is the address.
        if (!(error instanceof HttpError) || error.status !== 400) throw error;
        setFault({ field: 'mail', says: 'apply.wants.mail' });
      }
    });
  };
  const { name, mail, country, agency, reason, language } = request;
  return (
    <form ref={form} class="stack" noValidate onSubmit={send}>
      <p class="lead">{t('apply.lead')}</p>
      <TextField label={t('apply.name')} value={name} max={BOUNDS.NAME_CHARS} complete="name" onInput={set('name')} testid="apply-name" />
      <TextField label={t('apply.mail')} value={mail} max={MAIL_CHARS} keys="email" complete="email" dir="ltr" onInput={set('mail')} testid="apply-mail" />
      <Select label={t('apply.country')} value={country} onChange={set('country')} testid="apply-country"
        options={[{ value: '', label: t('apply.choose') }, ...countriesIn(lang).map((each) => ({ value: each.code, label: each.name }))]} />
      <TextField label={t('apply.agency')} value={agency} max={BOUNDS.AGENCY_CHARS} complete="organization" onInput={set('agency')} testid="apply-agency" />
      <TextArea label={t('apply.reason')} value={reason} max={BOUNDS.WHY_CHARS} onInput={set('reason')} testid="apply-reason" />
      <Select label={t('apply.language')} value={language} onChange={set('language')} testid="apply-language"
        options={LANGUAGES.map((each) => ({ value: each.lang, label: each.name }))} />
      <p class="refusal" role="alert" data-testid="refusal">{fault ? t(fault.says) : wrong}</p>
      <div><Button kind="strong" submit busy={busy} testid="apply-send">{t('apply.send')}</Button></div>
    </form>
  );
}
