// SPDX-License-Identifier: Apache-2.0
// What is announced to the academy: written in up to four languages, to whom, and until when.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { serverNow, useNow } from '../../../core/clock.ts';
import { countriesIn, countryName } from '../../../core/countries.ts';
import type { JsonObject } from '../../../core/merge.ts';
import { bySeq } from '../../../core/views.ts';
import { spoken, useWords } from '../../../i18n/context.tsx';
import { LANGUAGES } from '../../../i18n/index.ts';
import { useAct } from '../../../ui/command.ts';
import { Confirm } from '../../../ui/dialog.tsx';
import { TextArea, TextField } from '../../../ui/field.tsx';
import { notify } from '../../../ui/live.tsx';
import { Badge, Button, Empty, IconButton, Time } from '../../../ui/parts.tsx';
import { Select } from '../../../ui/select.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import { useAcademy } from '../context.ts';
import type { Announced } from '../context.ts';
import { Head } from '../page.tsx';
import { EMPTY, TEXT_CHARS, TITLE_CHARS, dataOf, draftOf, faultOf, wordsOf } from './compose.ts';
import type { Draft, Fault } from './compose.ts';
import './style.css';

export function Page(): JSX.Element {
  const { t } = useWords();
  const { view } = useAcademy();
  const { run, sending } = useAct();
  // What is written: a new one, or other words of one that stands.
  const [writes, setWrites] = useState<'new' | number | undefined>(undefined);
  usePageTitle(t('news.title'));
  const news = bySeq(view.announce?.news).reverse();
  const stop = (): void => setWrites(undefined);
  const send = async (method: string, data: JsonObject): Promise<void> => {
    if (!await run(method, data)) return;
    notify(t(method === 'announce.post' ? 'news.sent' : 'news.edited'));
    stop();
  };
  return (
    <>
      <Head title={t('news.title')}>{writes === undefined && <Button kind="strong" icon="plus" onClick={() => setWrites('new')} testid="news-new">{t('news.new')}</Button>}</Head>
      {writes === 'new' && <Write draft={EMPTY} busy={sending} onSend={(draft) => void send('announce.post', dataOf(draft))} onCancel={stop} />}
      {news.length === 0 && writes === undefined && <Empty icon="bell">{t('news.none')}</Empty>}
      {news.length > 0 && (
        <ul class="academy-rows" data-testid="news">
          {news.map(({ seq, value }) => (writes === seq
            ? <li key={seq}><Write draft={draftOf(value)} edits busy={sending} onSend={(draft) => void send('announce.edit', { announcement: seq, ...wordsOf(draft) })} onCancel={stop} /></li>
            : <One key={seq} seq={seq} news={value} busy={sending} onEdit={() => setWrites(seq)} onRemove={() => void run('announce.remove', { announcement: seq })} />
          ))}
        </ul>
      )}
    </>
  );
}

function One({ seq, news, busy, onEdit, onRemove }: { seq: number; news: Announced; busy: boolean; onEdit: () => void; onRemove: () => void }): JSX.Element {
  const { t, lang, full } = useWords();
  const now = useNow(60_000);
  const [asked, setAsked] = useState(false);
  const [title, text] = [spoken(news.title, lang), spoken(news.text, lang)];
  const to = [...(news.who?.countries ?? []).map((code) => countryName(code, lang)), ...(news.who?.roles ?? []).map((role) => t(`news.role.${role as 'manager'}`))];
  return (
    <li class="academy-row" data-testid={`news-${seq}`}>
      <div class="academy-row-text">
        <strong lang={title.lang} dir={title.dir}>{title.text}</strong>
        <p class="prose" lang={text.lang} dir={text.dir}>{text.text}</p>
        <span class="meta">
          <Time at={news.at} now={now} />
          {news.until !== undefined && <span>{t('news.until', { time: full(news.until) })}</span>}
          {to.length === 0 ? <Badge tone="plain">{t('news.all')}</Badge> : to.map((each) => <Badge key={each} tone="accent">{each}</Badge>)}
        </span>
      </div>
      <div class="row">
        <Button small busy={busy} onClick={onEdit} testid={`news-edit-${seq}`}>{t('do.edit')}</Button>
        <Button small busy={busy} onClick={() => setAsked(true)} testid={`news-remove-${seq}`}>{t('do.remove')}</Button>
      </div>
      {asked && <Confirm title={t('news.remove')} hint={t('news.remove.hint')} action={t('do.remove')} busy={busy} onConfirm={() => { setAsked(false); onRemove(); }} onClose={() => setAsked(false)} />}
    </li>
  );
}

const ROLES = ['organiser', 'coordinator', 'manager'] as const;

/** `edits`: it stands already, and for whom it is stays. */
function Write({ draft: first, edits, busy, onSend, onCancel }: { draft: Draft; edits?: boolean; busy: boolean; onSend: (draft: Draft) => void; onCancel: () => void }): JSX.Element {
  const { t, lang, zone } = useWords();
  const [draft, setDraft] = useState<Draft>(first);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const set = (change: Partial<Draft>): void => {
    setFault(undefined);
    setDraft({ ...draft, ...change });
  };
  const toggle = (list: readonly string[], value: string): readonly string[] => (list.includes(value) ? list.filter((each) => each !== value) : [...list, value]);
  const send = (event: Event): void => {
    event.preventDefault();
    const found = faultOf(draft, serverNow());
    setFault(found);
    if (!found) onSend(draft);
  };
  return (
    <form class="academy-part news-form" noValidate onSubmit={send} data-testid="news-form">
      <div class="news-languages">
        {LANGUAGES.map((each) => (
          <fieldset key={each.lang}>
            <legend lang={each.lang}>{each.name}</legend>
            <TextField label={t('news.form.title')} lang={each.lang} dir={each.lang === 'ar' ? 'rtl' : 'ltr'} value={draft.title[each.lang] ?? ''} max={TITLE_CHARS} onInput={(text) => set({ title: { ...draft.title, [each.lang]: text } })} testid={`news-title-${each.lang}`} />
            <TextArea label={t('news.form.text')} lang={each.lang} dir={each.lang === 'ar' ? 'rtl' : 'ltr'} value={draft.text[each.lang] ?? ''} max={TEXT_CHARS} onInput={(text) => set({ text: { ...draft.text, [each.lang]: text } })} testid={`news-text-${each.lang}`} />
          </fieldset>
        ))}
      </div>
      {edits ? <p class="hint">{t('news.form.who.stays')}</p> : (
        <fieldset>
          <legend>{t('news.form.who')}</legend>
          <p class="hint">{t('news.form.who.hint')}</p>
          <div class="row">
            {ROLES.map((role) => <label key={role} class="check"><input type="checkbox" checked={draft.roles.includes(role)} onChange={() => set({ roles: toggle(draft.roles, role) })} /><span>{t(`news.role.${role}`)}</span></label>)}
          </div>
          <Select label={t('news.form.countries')} value="" onChange={(code) => code && set({ countries: toggle(draft.countries, code) })} testid="news-countries"
            options={[{ value: '', label: t('news.form.country') }, ...countriesIn(lang).filter(({ code }) => !draft.countries.includes(code)).map(({ code, name }) => ({ value: code, label: name }))]} />
          <ul class="row">{draft.countries.map((code) => <li key={code} class="news-country">{countryName(code, lang)} <IconButton icon="close" label={t('news.form.without', { country: countryName(code, lang) })} onClick={() => set({ countries: toggle(draft.countries, code) })} /></li>)}</ul>
        </fieldset>
      )}
      <div class="field news-until">
        <label for="news-until">{t('news.form.until')}</label>
        <input id="news-until" type="datetime-local" value={draft.until} data-testid="news-until" onInput={(event) => set({ until: event.currentTarget.value })} />
        <p class="hint">{t('news.form.until.hint', { zone: zone(serverNow()) })}</p>
      </div>
      <p class="refusal" role="alert" data-testid="refusal">{fault && t(`news.fault.${fault}`)}</p>
      <div class="row">
        <Button kind="strong" submit busy={busy} testid="news-send">{t(edits ? 'do.save' : 'news.send')}</Button>
        <Button onClick={onCancel}>{t('do.cancel')}</Button>
      </div>
    </form>
  );
}
