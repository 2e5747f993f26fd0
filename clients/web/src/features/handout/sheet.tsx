// SPDX-License-Identifier: Apache-2.0
// What is handed out, and the form of one.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import type { JsonObject } from '../../core/merge.ts';
import { bySeq } from '../../core/views.ts';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { LANGUAGES } from '../../i18n/index.ts';
import { Acts } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { LanguageFields, textsOf } from '../../ui/languages.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import type { Handout, HandoutView } from './view.ts';

const URL_CHARS = 2000;

function dataOf({ title, url, language }: Handout): JsonObject {
  return { title: { ...title }, url, ...(language ? { language } : {}) };
}

export function HandoutSheet(): JSX.Element | null {
  const { t, lang } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const list = bySeq(useView((view: HandoutView) => view.handout?.handouts));
  const [writes, setWrites] = useState<'new' | number | undefined>(undefined);
  if (!may('handout.add')) return null;
  const stop = (): void => setWrites(undefined);
  const send = (method: string, data: JsonObject): void => void run(method, data).then((done) => done && stop());
  const remove = async (seq: number, handout: Handout): Promise<void> => {
    if (await run('handout.remove', { handout: seq })) notify(t('handout.removed'), { label: t('do.undo'), run: () => void run('handout.add', dataOf(handout)) });
  };
  return (
    <section class="sheet-part" aria-labelledby="sheet-handout">
      <div class="sheet-head">
        <h3 id="sheet-handout">{t('handout.title')}</h3>
        {writes === undefined && <Button small icon="plus" onClick={() => setWrites('new')} testid="handout-new">{t('handout.new')}</Button>}
      </div>
      {writes === 'new' && <Write busy={sending} onSend={(data) => send('handout.add', data)} onCancel={stop} />}
      <ul class="sheet-rows">
        {list.map(({ seq, value }) => {
          const title = spoken(value.title, lang);
          return (
            <li key={seq}>
              {writes === seq ? <Write handout={value} busy={sending} onSend={(data) => send('handout.edit', { handout: seq, ...data })} onCancel={stop} /> : (
                <div class="sheet-row" data-testid={`handout-row-${seq}`}>
                  <div>
                    <p class="cut" lang={title.lang} dir={title.dir} title={title.text}>{title.text}</p>
                    <p class="meta cut" dir="ltr" title={value.url}>{value.url}</p>
                  </div>
                  <Acts label={t('handout.acts', { title: title.text })} busy={sending} quiet acts={[
                    { label: t('do.edit'), testid: `handout-edit-${seq}`, onChoose: () => setWrites(seq) },
                    { label: t('do.remove'), testid: `handout-remove-${seq}`, onChoose: () => void remove(seq, value) },
                  ]} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Write({ handout, busy, onSend, onCancel }: { handout?: Handout; busy: boolean; onSend: (data: JsonObject) => void; onCancel: () => void }): JSX.Element {
  const { t } = useWords();
  const [title, setTitle] = useState<Texts>(handout?.title ?? {});
  const [url, setUrl] = useState(handout?.url ?? '');
  const [language, setLanguage] = useState(handout?.language ?? '');
  const [fault, setFault] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    const texts = textsOf(title, BOUNDS.TITLE_CHARS);
    const fits = /^(https?:\/)?\/[^/\s]/.test(url.trim());
    setFault(!texts || !fits);
    if (texts && fits) onSend({ title: { ...texts }, url: url.trim(), ...(language ? { language } : {}) });
  };
  return (
    <form class="sheet-form" noValidate onSubmit={send} data-testid="handout-form">
      <LanguageFields label={t('handout.field')} other={t('handout.languages')} value={title} max={BOUNDS.TITLE_CHARS} onInput={setTitle} testid="handout-title" />
      <TextField label={t('handout.field.url')} dir="ltr" value={url} max={URL_CHARS} onInput={setUrl} testid="handout-url" />
      <Select label={t('handout.field.language')} value={language} onChange={setLanguage} testid="handout-language"
        options={[{ value: '', label: t('handout.field.language.none') }, ...LANGUAGES.map((each) => ({ value: each.lang, label: each.name }))]} />
      <p class="refusal" role="alert">{fault && t('handout.fault')}</p>
      <div class="row">
        <Button kind="strong" small submit busy={busy} testid="handout-send">{t(handout ? 'do.save' : 'handout.send')}</Button>
        <Button small onClick={onCancel}>{t('do.cancel')}</Button>
      </div>
    </form>
  );
}
