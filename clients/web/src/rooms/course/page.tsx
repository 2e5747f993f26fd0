// SPDX-License-Identifier: Apache-2.0
import './style.css';
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import type { Route } from '../../core/router.ts';
import type { RoomView, Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { restIs } from '../../ui/later.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Enter } from '../enter.tsx';
import { ASIDE, FEATURES } from './features.ts';
import { LATER_PAGES, partsLater } from './rest.ts';

type CourseRoute = Extract<Route, { readonly room: string }>;

export function CoursePage({ here }: { here: CourseRoute }): JSX.Element {
  restIs(partsLater);
  const pages = [...FEATURES, ...ASIDE].flatMap(({ id, pages: own, laterPages }) => {
    const Page = own?.[here.page] ?? (laterPages?.includes(here.page) ? LATER_PAGES[here.page] : undefined);
    return Page ? [<Page key={id} here={here} />] : [];
  });
  return <Enter room={here.room} features={FEATURES}>{here.page === 'course' ? <Course /> : pages}</Enter>;
}

interface CourseView extends RoomView {
  readonly stage: { readonly title: Texts };
}

function Course(): JSX.Element {
  const { t, lang } = useWords();
  const title = spoken(useView((view: CourseView) => view.stage.title), lang);
  usePageTitle(title.text);
  return (
    <div class="sheet course">
      <div class="course-head">
        <p class="eyebrow">{t('entry.course')}</p>
        <h1 lang={title.lang} dir={title.dir}>{title.text}</h1>
        <p class="hint">{FEATURES.map(({ id, Fact }) => Fact && <Fact key={id} />)}</p>
      </div>
      {FEATURES.map(({ id, Panel }) => Panel && <Panel key={id} />)}
    </div>
  );
}
