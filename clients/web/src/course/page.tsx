// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import type { Route } from '../core/router.ts';
import type { CourseView, InboxView } from '../core/views.ts';
import { spoken, useWords } from '../i18n/context.tsx';
import { Spinner } from '../ui/parts.tsx';
import { Refused } from '../ui/refused.tsx';
import { RoomContext, useRoom } from '../ui/session.tsx';
import { usePageTitle } from '../ui/title.ts';
import { Compose } from './compose.tsx';
import { CourseContext, readOf } from './context.ts';
import { ThreadPage } from './thread.tsx';
import { ThreadList } from './threads.tsx';

type CourseRoute = Extract<Route, { page: 'course' | 'compose' | 'thread' }>;

export function CoursePage({ here }: { here: CourseRoute }): JSX.Element {
  const { t } = useWords();
  const { room } = here;
  const { view, refused } = useRoom<CourseView>(room);
  const inbox = useRoom<InboxView>('inbox:me');
  if (refused !== undefined) return <Refused code={refused} />;
  if (!view?.stage) return <Spinner label={t('room.join')} />;
  return (
    <RoomContext.Provider value={room}>
      <CourseContext.Provider value={{ room, view, read: readOf(inbox.refused === undefined ? inbox.view : {}, room) }}>
        {here.page === 'thread' && <ThreadPage key={here.thread} seq={here.thread} />}
        {here.page === 'compose' && <Compose />}
        {here.page === 'course' && <Threads view={view} />}
      </CourseContext.Provider>
    </RoomContext.Provider>
  );
}

function Threads({ view }: { view: CourseView }): JSX.Element {
  const { t, lang } = useWords();
  const title = spoken(view.stage.title, lang);
  usePageTitle(title.text);
  return (
    <div class="sheet course">
      <div class="course-head">
        <p class="eyebrow">{t('entry.course')}</p>
        <h1 lang={title.lang} dir={title.dir}>{title.text}</h1>
        {view.presence?.count !== undefined && <p class="hint" data-testid="presence">{t('stage.people', { n: view.presence.count })}</p>}
      </div>
      <ThreadList />
    </div>
  );
}
