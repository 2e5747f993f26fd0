// SPDX-License-Identifier: Apache-2.0
// The frame of the academy's pages: the way between its parts, each for whom it is for, and the part that is open.
import './style.css';
import type { ComponentChildren, JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Route } from '../../core/router.ts';
import { useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Count, Link } from '../../ui/parts.tsx';
import { RoomContext, useRoom } from '../../ui/session.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Refused } from '../refused.tsx';
import { ACADEMY, AcademyContext, academyHere } from './context.ts';
import type { AcademyHere, AcademyView } from './context.ts';
import { JoinPage } from './join.tsx';
import { PARTS } from './parts.ts';

export function AcademyPage({ here }: { here: Route }): JSX.Element {
  const { t } = useWords();
  const { view, refused, room } = useRoom<AcademyView>(ACADEMY);
  const academy = useMemo(() => (view && room ? academyHere(view, room) : undefined), [view, room]);
  if (refused !== undefined) return <Refused code={refused} />;
  if (!academy) return <div class="academy"><Skeleton kind="rows" label={t('entry.loading')} /></div>;
  return (
    <RoomContext.Provider value={ACADEMY}>
      <AcademyContext.Provider value={academy}>
        {here.page === 'join' ? <JoinPage /> : <Open here={here} academy={academy} />}
      </AcademyContext.Provider>
    </RoomContext.Provider>
  );
}

function Open({ here, academy }: { here: Route; academy: AcademyHere }): JSX.Element {
  const { t } = useWords();
  const mine = PARTS.filter(({ needs }) => !needs || academy.may(needs));
  const open = here.page === 'academy' ? mine.find(({ id }) => id === here.part)?.page : undefined;
  return (
    <div class="academy">
      {mine.length > 1 && (
        <nav class="academy-nav" aria-label={t('academy.parts')}>
          {mine.map(({ id, label, icon }) => (
            <span key={id} class={here.page === 'academy' && here.part === id ? 'academy-here' : undefined}>
              <Link to={{ page: 'academy', part: id, rest: [] }} testid={`part-${id}`}>
                <Icon name={icon} /><span>{t(label)}</span>
                {id === 'requests' && (academy.view.access?.waiting ?? 0) > 0 && <Count value={academy.view.access?.waiting ?? 0} waits />}
              </Link>
            </span>
          ))}
        </nav>
      )}
      {/* Keyed: another part is another page. */}
      {open && here.page === 'academy' ? <open.Page key={here.part} rest={here.rest} /> : <Nowhere />}
    </div>
  );
}

function Nowhere(): JSX.Element {
  const { t } = useWords();
  usePageTitle(t('app.notfound'));
  return <Head title={t('app.notfound')} />;
}

/** The heading of a part, what one is within, and the acts on the whole of it. */
export function Head({ title, lang, dir, back, children }: {
  title: string; lang?: string; dir?: 'ltr' | 'rtl'; back?: { readonly to: Route; readonly label: string }; children?: ComponentChildren;
}): JSX.Element {
  return (
    <header class="academy-head">
      {back && <Link to={back.to} class="academy-back"><Icon name="back" />{back.label}</Link>}
      <h1 lang={lang} dir={dir}>{title}</h1>
      {children && <div class="row">{children}</div>}
    </header>
  );
}
