// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useMedia } from '../core/media.ts';
import type { Room } from '../core/room.ts';
import { bySeq } from '../core/views.ts';
import type { WebinarView } from '../core/views.ts';
import { spoken, useWords } from '../i18n/context.tsx';
import { Badge, Button, Spinner } from '../ui/parts.tsx';
import { Refused } from '../ui/refused.tsx';
import { RoomContext, useRoom } from '../ui/session.tsx';
import { usePageTitle } from '../ui/title.ts';
import { useAnnouncements } from './announce.ts';
import { WebinarContext, useWebinar } from './context.ts';
import { Panels } from './panels.tsx';
import type { PanelId } from './panels.tsx';
import { Reactions } from './reactions.tsx';
import { useStaffParts } from './staff-parts.ts';
import { Stage } from './stage.tsx';

export function WebinarPage({ room }: { room: string }): JSX.Element {
  const { t } = useWords();
  const { view, refused, room: followed } = useRoom<WebinarView>(room);
  useAnnouncements(followed);
  if (refused !== undefined) return <Refused code={refused} />;
  if (!view?.stage) return <Spinner label={t('room.join')} />;
  return (
    <RoomContext.Provider value={room}>
      <WebinarContext.Provider value={view}><Webinar room={followed} /></WebinarContext.Provider>
    </RoomContext.Provider>
  );
}

function Webinar({ room }: { room: Room | undefined }): JSX.Element {
  const roomy = useMedia('(min-width: 60rem)');
  // The chat has a column of its own where there is room for three.
  const wide = useMedia('(min-width: 100rem)');
  const team = useStaffParts();
  const [chosen, setPanel] = useState<PanelId>('chat');
  const panel = wide && chosen === 'chat' ? 'polls' : chosen;
  const toPolls = (): void => {
    setPanel('polls');
    requestAnimationFrame(() => document.getElementById('panel-polls')?.focus());
  };
  return (
    <div class="webinar">
      <div class="webinar-main">
        <Stage />
        <Reactions room={room} />
        <Heading />
        {panel !== 'polls' && <PollCall onGo={toPolls} />}
        {team && <team.Controls folded={!roomy} />}
      </div>
      <Panels wide={wide} selected={panel} onSelect={setPanel} />
    </div>
  );
}

function Heading(): JSX.Element {
  const { t, lang } = useWords();
  const { view } = useWebinar();
  const title = spoken(view.stage.title, lang);
  const { phase } = view.stage;
  usePageTitle(title.text);
  return (
    <div class="webinar-head">
      <h1 lang={title.lang} dir={title.dir}>{title.text}</h1>
      <p class="webinar-facts">
        <Badge tone={phase === 'live' ? 'live' : phase === 'paused' ? 'warm' : 'plain'} testid="phase">{t(`phase.${phase}`)}</Badge>
        {view.presence?.count !== undefined && <span data-testid="presence">{t('stage.people', { n: view.presence.count })}</span>}
      </p>
    </div>
  );
}

// An open poll without this person's vote is worth a line wherever one is looking. The team knows.
function PollCall({ onGo }: { onGo: () => void }): JSX.Element | null {
  const { t, lang } = useWords();
  const { view, staff, may } = useWebinar();
  const waiting = bySeq(view.poll?.polls).find(({ seq, value }) => value.state === 'open' && !view.me.poll?.ballots?.[seq]);
  if (!waiting || staff || !may('poll.vote')) return null;
  const title = spoken(waiting.value.title, lang);
  return (
    <aside class="poll-call" aria-label={t('stage.poll')}>
      <p><span class="poll-call-label">{t('stage.poll')}</span> <span lang={title.lang} dir={title.dir}>{title.text}</span></p>
      <Button kind="strong" icon="poll" onClick={onGo} testid="go-to-poll">{t('stage.poll.go')}</Button>
    </aside>
  );
}
