// SPDX-License-Identifier: Apache-2.0
import './style.css';
import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Feature } from '../../core/feature.ts';
import { useRights, useView } from '../../core/here.ts';
import type { Route } from '../../core/router.ts';
import type { RoomView, Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { ofRest, restIs } from '../../ui/later.tsx';
import { useSession } from '../../ui/session.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { TEMPLATES, TemplateContext } from '../../ui/template.ts';
import type { Template } from '../../ui/template.ts';
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
  return <Enter room={here.room} features={FEATURES}><Inside here={here}>{here.page === 'course' ? <Course /> : pages}</Inside></Enter>;
}

// A guest has some of its places, and no more of it.
const Visiting = ofRest<{ readonly here: Route; readonly children: ComponentChildren }>('visitor', 'Visiting').Page;

function Inside({ here, children }: { here: CourseRoute; children: ComponentChildren }): JSX.Element {
  const visits = useView((view) => 'visitor' in view.me);
  return <TemplateContext.Provider value={useTemplate(here.room)}>{visits ? <Visiting here={here}>{children}</Visiting> : children}</TemplateContext.Provider>;
}

interface CourseView extends RoomView {
  readonly unit?: { readonly units?: object };
  readonly stage: { readonly title: Texts };
}

function useTemplate(of: string): Template | 'none' | undefined {
  const session = useSession();
  const [template, setTemplate] = useState<Template | 'none' | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const take = (said: unknown): void => void (gone || setTemplate(TEMPLATES.find((each) => each === said) ?? 'none'));
    session.query('room.get', { room: 'academy:main', of }).then((answer) => take((answer as { template?: unknown }).template), () => take(undefined));
    return () => {
      gone = true;
    };
  }, [session, of]);
  return template;
}

// What a library is for stands first in it.
const OF_LIBRARY: readonly Feature[] = [...FEATURES.filter(({ id }) => id === 'document'), ...FEATURES.filter(({ id }) => id !== 'document')];

function Course(): JSX.Element {
  const { t, lang } = useWords();
  const template = useContext(TemplateContext);
  const title = spoken(useView((view: CourseView) => view.stage.title), lang);
  const empty = useView((view: CourseView) => Object.keys(view.unit?.units ?? {}).length === 0);
  // Whether units or documents are to be made first stands at the top: for the team what is below would move.
  const waits = useRights().may('unit.add') && empty && template === undefined;
  usePageTitle(title.text);
  return (
    <div class="sheet course">
      <div class="course-head">
        <p class="eyebrow" data-testid="course-kind">{template === undefined ? '\u00a0' : t(`course.kind.${template}`)}</p>
        <h1 lang={title.lang} dir={title.dir}>{title.text}</h1>
        <p class="hint">{FEATURES.map(({ id, Fact }) => Fact && <Fact key={id} />)}</p>
      </div>
      {waits ? <Skeleton kind="rows" label={t('entry.loading')} /> : (template === 'library' ? OF_LIBRARY : FEATURES).map(({ id, Panel }) => Panel && <Panel key={id} />)}
    </div>
  );
}
