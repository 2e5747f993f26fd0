// SPDX-License-Identifier: Apache-2.0
// Chat, polls, questions and people: tabs; on a wide screen the chat has a column of its own.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { bySeq } from '../core/views.ts';
import type { WebinarView } from '../core/views.ts';
import { useWords } from '../i18n/context.tsx';
import { Tabs } from '../ui/tabs.tsx';
import type { Tab } from '../ui/tabs.tsx';
import { ChatPanel } from './chat.tsx';
import { useWebinar } from './context.ts';
import { PollsPanel } from './polls.tsx';
import { QuestionsPanel } from './questions.tsx';
import { useStaffParts } from './staff-parts.ts';

export type PanelId = 'chat' | 'polls' | 'questions' | 'people';

export function Panels({ wide, selected, onSelect }: {
  wide: boolean; selected: PanelId; onSelect: (panel: PanelId) => void;
}): JSX.Element {
  const { t } = useWords();
  const { view, staff } = useWebinar();
  const team = useStaffParts();
  const fresh = useFreshMessages(view, wide || selected === 'chat');
  const tabs: Tab<PanelId>[] = [
    { id: 'polls', label: t('tab.polls'), icon: 'poll', fresh: staff ? 0 : pollsWaiting(view) },
    { id: 'questions', label: t('tab.questions'), icon: 'question', fresh: staff ? questionsPending(view) : 0 },
  ];
  if (!wide) tabs.unshift({ id: 'chat', label: t('tab.chat'), icon: 'chat', fresh });
  if (staff) tabs.push({ id: 'people', label: t('tab.people'), icon: 'people' });
  return (
    <>
      {wide && (
        <section class="panel-column" aria-labelledby="chat-heading">
          <h2 id="chat-heading" class="panel-column-title">{t('tab.chat')}</h2>
          <ChatPanel />
        </section>
      )}
      <section class="panel-column" aria-label={t('room.panels')}>
        <Tabs label={t('room.panels')} tabs={tabs} selected={selected} onSelect={onSelect}>
          {selected === 'chat' && <ChatPanel />}
          {selected === 'polls' && <PollsPanel />}
          {selected === 'questions' && <QuestionsPanel />}
          {selected === 'people' && team && <team.PeoplePanel />}
        </Tabs>
      </section>
    </>
  );
}

/** How many messages came while nobody was looking at the chat. */
function useFreshMessages(view: WebinarView, looking: boolean): number {
  const messages = bySeq(view.chat?.messages);
  const newest = messages.at(-1)?.seq ?? 0;
  const seen = useRef(newest);
  useEffect(() => {
    if (looking) seen.current = newest;
  }, [looking, newest]);
  return looking ? 0 : messages.filter(({ seq, value }) => seq > seen.current && value.by !== view.me.id).length;
}

function pollsWaiting(view: WebinarView): number {
  return bySeq(view.poll?.polls).filter(({ seq, value }) => value.state === 'open' && !view.me.poll?.ballots?.[seq]).length;
}

function questionsPending(view: WebinarView): number {
  return bySeq(view.question?.questions).filter(({ value }) => value.state === 'pending').length;
}
