// SPDX-License-Identifier: Apache-2.0
// The chapter that is on, and for how long; opened, all of them.
import type { JSX } from 'preact';
import { useNow } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { chapters } from './view.ts';
import type { AgendaView, Chapter } from './view.ts';

const MINUTE_MS = 60_000;

export function AgendaNow(): JSX.Element | null {
  const { t, lang } = useWords();
  const agenda = useView((view: AgendaView) => view.agenda);
  const list = chapters(agenda);
  const at = list.findIndex(({ seq }) => seq === agenda?.now);
  const on = list[at];
  if (list.length === 0) return null;
  const title = spoken(on?.value.title, lang);
  return (
    <details class="agenda" data-testid="agenda">
      <summary>
        <span class="meta">{on ? t('agenda.chapter', { place: at + 1, all: list.length }) : t('agenda.title')}</span>
        {on ? <strong class="cut" lang={title.lang} dir={title.dir} title={title.text} data-testid="agenda-now">{title.text}</strong> : <span class="cut">{t('agenda.count', { n: list.length })}</span>}
        {on && <Gone chapter={on.value} />}
        <Icon name="open" end />
      </summary>
      <ol class="agenda-list">
        {list.map(({ seq, value }) => {
          const each = spoken(value.title, lang);
          return (
            <li key={seq} aria-current={seq === agenda?.now ? 'step' : undefined} class={value.began !== undefined && seq !== agenda?.now ? 'agenda-past' : undefined}>
              <span lang={each.lang} dir={each.dir}>{each.text}</span>
              {value.minutes !== undefined && <span class="meta"> {t('agenda.minutes', { n: value.minutes })}</span>}
            </li>
          );
        })}
      </ol>
    </details>
  );
}

function Gone({ chapter: { began, minutes } }: { chapter: Chapter }): JSX.Element | null {
  const { t, number } = useWords();
  const now = useNow(15_000);
  if (began === undefined) return null;
  const gone = Math.max(0, Math.floor((now - began) / MINUTE_MS));
  return <span class="meta">{minutes === undefined ? t('agenda.minutes', { n: gone }) : t('agenda.gone', { gone: number(gone), n: minutes })}</span>;
}
