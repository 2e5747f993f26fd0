// SPDX-License-Identifier: Apache-2.0
// What there is to read: addresses that open beside the session.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { LANGUAGES } from '../../i18n/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { Count } from '../../ui/parts.tsx';
import type { Handout, HandoutView } from './view.ts';

function useList(): { seq: number; value: Handout }[] {
  return bySeq(useView((view: HandoutView) => view.handout?.handouts)).filter(({ value }) => value.url !== '');
}

export function HandoutNow(): JSX.Element | null {
  const { t } = useWords();
  const list = useList();
  if (list.length === 0) return null;
  return (
    <details class="handouts" data-testid="handouts">
      <summary><Icon name="notes" /><span>{t('handout.title')}</span> <Count value={list.length} /><Icon name="open" end /></summary>
      <List list={list} />
    </details>
  );
}

/** Of a session that is over they stand open. */
export function HandoutAfter(): JSX.Element | null {
  const { t } = useWords();
  const list = useList();
  if (list.length === 0) return null;
  return (
    <section aria-labelledby="after-handouts" data-testid="after-handouts">
      <h3 id="after-handouts">{t('handout.title')}</h3>
      <List list={list} />
    </section>
  );
}

function List({ list }: { list: ReturnType<typeof useList> }): JSX.Element {
  const { t, lang } = useWords();
  return (
    <ul class="handouts-list">
      {list.map(({ seq, value }) => {
        const title = spoken(value.title, lang);
        const written = LANGUAGES.find((each) => each.lang === value.language);
        return (
          <li key={seq}>
            <a href={value.url} target="_blank" rel="noopener noreferrer" lang={title.lang} dir={title.dir} data-testid={`handout-${seq}`}>{title.text || value.url}<span class="hidden"> {t('app.opens')}</span></a>
            {written && <span class="meta" lang={written.lang}> {written.name}</span>}
          </li>
        );
      })}
    </ul>
  );
}
