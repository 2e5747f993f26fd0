// SPDX-License-Identifier: Apache-2.0
// Somebody is given a certificate: of what, since when and until when.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { serverNow } from '../../../core/clock.ts';
import { dayField } from '../../../core/day.ts';
import { useWords } from '../../../i18n/context.tsx';
import { LANGUAGES } from '../../../i18n/index.ts';
import { useAct } from '../../../ui/command.ts';
import { TextField } from '../../../ui/field.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button } from '../../../ui/parts.tsx';
import { Select } from '../../../ui/select.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import type { Listed } from '../../rooms.ts';
import { goTo } from '../go.ts';
import { Head } from '../page.tsx';
import { PickPeople, PickRooms } from '../pick.tsx';
import type { Picked } from '../pick.tsx';
import { Day } from './day.tsx';
import { KINDS, NO_FILTERS, REFERENCE_CHARS, TITLE_CHARS, dataOf, faultOf, listAddress } from './find.ts';
import type { Draft, Fault } from './find.ts';

const KIND_CHARS = 64;
const OTHER = '';

export function GivePage(): JSX.Element {
  const { t } = useWords();
  const { run, sending } = useAct();
  const [people, setPeople] = useState<readonly Picked[]>([]);
  const [rooms, setRooms] = useState<readonly Listed[]>([]);
  const [known, setKnown] = useState<string>(KINDS[0]);
  const [other, setOther] = useState('');
  const [draft, setDraft] = useState<Omit<Draft, 'person' | 'kind'>>({ title: {}, reference: '', issued: dayField(serverNow()), until: '' });
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  usePageTitle(t('creds.new'));
  const set = (change: Partial<typeof draft>): void => setDraft({ ...draft, ...change });
  // A certificate says what it is for; unless somebody says it otherwise, as the room does.
  const choose = (chosen: readonly Listed[]): void => {
    setRooms(chosen);
    const empty = Object.values(draft.title).every((text) => text.trim() === '');
    if (chosen[0] && empty) set({ title: chosen[0].title as Draft['title'] });
  };
  const back = { page: 'academy', part: 'credentials', rest: [] } as const;
  const send = (event: Event): void => {
    event.preventDefault();
    const whole = { ...draft, person: people[0]?.id, of: rooms[0]?.of, kind: known === OTHER ? other.trim() : known };
    const found = faultOf(whole);
    setFault(found);
    if (found) return;
    void run('credential.give', dataOf(whole)).then((done) => {
      if (!done) return;
      notify(t('creds.given', { name: people[0]?.name ?? '' }));
      goTo(listAddress({ ...NO_FILTERS, person: people[0]?.id ?? '' }));
    });
  };
  return (
    <>
      <Head title={t('creds.new')} back={{ to: back, label: t('creds.title') }} />
      <form class="academy-form" noValidate onSubmit={send} data-testid="creds-form">
        <div class="academy-part">
          <PickPeople label={t('creds.form.person')} hint={t('creds.form.person.hint')} chosen={people} max={1} wrong={fault === 'person' ? t('creds.fault.person') : undefined} onChange={setPeople} testid="creds-person" />
          <Select label={t('creds.kind')} value={known} onChange={setKnown} testid="creds-form-kind"
            options={[...KINDS.map((kind) => ({ value: kind as string, label: t(`creds.kind.${kind}`) })), { value: OTHER, label: t('creds.kind.other') }]} />
          {known === OTHER && <TextField label={t('creds.form.other')} dir="ltr" value={other} max={KIND_CHARS} onInput={setOther} testid="creds-other" />}
          <PickRooms label={t('creds.form.of')} hint={t('creds.form.of.hint')} chosen={rooms} max={1} onChange={choose} testid="creds-of" />
          <div class="academy-pair">
            <Day label={t('creds.form.issued')} value={draft.issued} onInput={(issued) => set({ issued })} testid="creds-issued" />
            <Day label={t('creds.form.until')} hint={t('creds.form.until.hint')} value={draft.until} onInput={(until) => set({ until })} testid="creds-until" />
          </div>
          <TextField label={t('creds.form.reference')} value={draft.reference} max={REFERENCE_CHARS} onInput={(reference) => set({ reference })} testid="creds-reference" />
        </div>
        <fieldset class="academy-part">
          <legend><h2>{t('creds.form.title')}</h2></legend>
          <p class="hint">{t('creds.form.title.hint')}</p>
          {LANGUAGES.map(({ lang, name }) => (
            <TextField key={lang} label={name} lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'} value={draft.title[lang] ?? ''} max={TITLE_CHARS} onInput={(text) => set({ title: { ...draft.title, [lang]: text } })} testid={`creds-title-${lang}`} />
          ))}
        </fieldset>
        <p class="refusal" role="alert" data-testid="refusal">{fault && t(`creds.fault.${fault}`)}</p>
        <div class="academy-end" data-foot>
          <Button kind="strong" submit busy={sending} testid="creds-give">{t('creds.give')}</Button>
          <Button onClick={() => goTo(listAddress(NO_FILTERS))}>{t('do.cancel')}</Button>
        </div>
      </form>
    </>
  );
}
