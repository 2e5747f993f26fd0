// SPDX-License-Identifier: Apache-2.0
// What the chapters of a session were, and when each was come to.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { chapters } from './view.ts';
import type { AgendaView } from './view.ts';

export function AgendaAfter(): JSX.Element | null {
  const { t, lang, time } = useWords();
  const list = chapters(useView((view: AgendaView) => view.agenda));
  if (list.length === 0) return null;
  return (
    <section aria-labelledby="after-agenda" data-testid="after-agenda">
      <h3 id="after-agenda">{t('agenda.after')}</h3>
      <ol class="agenda-list">
        {list.map(({ seq, value: { title, began } }) => {
          const each = spoken(title, lang);
          return (
            <li key={seq} class={began === undefined ? 'agenda-past' : undefined}>
              <span lang={each.lang} dir={each.dir}>{each.text}</span>
              {began !== undefined && <time class="meta" dateTime={new Date(began).toISOString()}> {time(began)}</time>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
