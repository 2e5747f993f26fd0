// SPDX-License-Identifier: Apache-2.0
// The frame of the academy's pages: the way between its parts, each for whom it is for, and the part that is open.
import './style.css';
import type { ComponentChildren, JSX } from 'preact';
import { useId, useMemo, useState } from 'preact/hooks';
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
import type { Part } from './parts.ts';

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
  const mine = PARTS.filter(({ needs }) => !needs || academy.may(needs));
  const open = here.page === 'academy' ? mine.find(({ id }) => id === here.part) : undefined;
  const Page = open?.page.Page;
  return (
    <div class="academy">
      {mine.length > 1 && <Parts key={here.page === 'academy' ? here.part : ''} parts={mine} open={open} waiting={academy.view.access?.waiting ?? 0} />}
      {/* Keyed: another part is another page. */}
      {Page && here.page === 'academy' ? <Page key={here.part} rest={here.rest} /> : <Nowhere />}
    </div>
  );
}

/** On a phone it is one line, which says where one is and opens to the others. */
function Parts({ parts, open, waiting }: { parts: readonly Part[]; open: Part | undefined; waiting: number }): JSX.Element {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  const id = useId();
  const count = waiting > 0 && <Count value={waiting} waits />;
  return (
    <nav class="academy-nav" aria-label={t('academy.parts')}>
      <button type="button" class="button button-quiet academy-parts" aria-expanded={shown} aria-controls={id} onClick={() => setShown(!shown)} data-testid="parts">
        <span>{t(open?.label ?? 'academy.parts')}</span>{!shown && open?.id !== 'requests' && count}<Icon name="open" end />
      </button>
      <div id={id} class={shown ? 'academy-shown' : undefined}>
        {parts.map((part) => (
          <span key={part.id} class={part === open ? 'academy-here' : undefined}>
            <Link to={{ page: 'academy', part: part.id, rest: [] }} testid={`part-${part.id}`}>
              <Icon name={part.icon} /><span>{t(part.label)}</span>
              {part.id === 'requests' && count}
            </Link>
          </span>
        ))}
      </div>
    </nav>
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
