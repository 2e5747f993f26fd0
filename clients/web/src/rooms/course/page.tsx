// SPDX-License-Identifier: Apache-2.0
import './style.css';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import type { Route } from '../../core/router.ts';
import type { RoomView, Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { restIs } from '../../ui/later.tsx';
import { useSession } from '../../ui/session.tsx';
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
  return <Enter room={here.room} features={FEATURES}>{here.page === 'course' ? <Course room={here.room} /> : pages}</Enter>;
}

interface CourseView extends RoomView {
  readonly stage: { readonly title: Texts };
}

const TEMPLATES = ['spoc', 'workspace', 'course', 'library'] as const;
type Template = (typeof TEMPLATES)[number];

/** What the room was made as, which the catalogue knows; undefined: it is asked for; null: it is in none. */
function useTemplate(of: string): Template | null | undefined {
  const session = useSession();
  const [template, setTemplate] = useState<Template | null | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const take = (said: unknown): void => void (gone || setTemplate(TEMPLATES.find((each) => each === said) ?? null));
    session.query('room.get', { room: 'academy:main', of }).then((answer) => take((answer as { template?: unknown }).template), () => take(null));
    return () => {
      gone = true;
    };
  }, [session, of]);
  return template;
}

function Course({ room }: { room: string }): JSX.Element {
  const { t, lang } = useWords();
  const template = useTemplate(room);
  const title = spoken(useView((view: CourseView) => view.stage.title), lang);
  usePageTitle(title.text);
  return (
    <div class="sheet course">
      <div class="course-head">
        <p class="eyebrow" data-testid="course-kind">{template === undefined ? '\u00a0' : t(template ? `entry.course.${template}` : 'entry.course')}</p>
        <h1 lang={title.lang} dir={title.dir}>{title.text}</h1>
        <p class="hint">{FEATURES.map(({ id, Fact }) => Fact && <Fact key={id} />)}</p>
      </div>
      {FEATURES.map(({ id, Panel }) => Panel && <Panel key={id} />)}
    </div>
  );
}
