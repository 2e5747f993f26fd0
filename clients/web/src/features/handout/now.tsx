// SPDX-License-Identifier: Apache-2.0
// What there is to read: addresses that open beside the session.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { LANGUAGES } from '../../i18n/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { Count } from '../../ui/parts.tsx';
import type { HandoutView } from './view.ts';

export function HandoutNow(): JSX.Element | null {
  const { t, lang } = useWords();
  const list = bySeq(useView((view: HandoutView) => view.handout?.handouts)).filter(({ value }) => value.url !== '');
  if (list.length === 0) return null;
  return (
    <details class="handouts" data-testid="handouts">
      <summary><Icon name="notes" /><span>{t('handout.title')}</span> <Count value={list.length} /><Icon name="open" end /></summary>
      <ul>
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
    </details>
  );
}
