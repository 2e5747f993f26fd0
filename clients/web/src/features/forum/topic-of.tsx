// SPDX-License-Identifier: Apache-2.0
// What the topic of a discussion says of it. What else there is of topics is loaded later.
import type { JSX } from 'preact';
import { useRights, useView } from '../../core/here.ts';
import { ORGANISERS } from '../../core/views.ts';
import type { BySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Reserved, ofRest } from '../../ui/later.tsx';
import { useFacts } from './facts.ts';
import type { Asked, Excerpt, ForumView, Found, Unread } from './view.ts';

/** How much of what was reported waits. */
export const ReportsWait = ofRest('report', 'Waits').Page;
export const TopicRows = ofRest('forum', 'TopicRows', () => {
  const rows = useView((view: ForumView) => Object.values(view.forum?.topics ?? {}).reduce((sum, { text }) => sum + (Object.keys(text).length > 0 ? 5.625 : 4.25), 0));
  return <Reserved rem={(useRights().may('topic.add') ? 3.25 : 2.5) + rows} />;
}).Page;
/** Further pages of a list; and how much is unread, and how some begin. */
export const ThreadPages = ofRest<{ readonly asked: Asked; readonly behind: string | undefined; readonly on: boolean; readonly onFound: (found: Found | undefined) => void }>('forum', 'ThreadPages').Page;
export const UnreadAsked = ofRest<{ readonly onUnread: (unread: Unread | undefined) => void; readonly onBegins: (begins: BySeq<Excerpt> | undefined) => void }>('forum', 'UnreadAsked').Page;
/** How much one may still write there. */
export const Throttle = ofRest<{ readonly topic: number | undefined }>('forum', 'Throttle').Page;

/** Whether one may open discussions there: in announcements, and where one writes first, the team alone does, or who runs all groups of the topic. */
export function useWrites(topic?: number): boolean {
  const { role } = useRights();
  const staff = useView((view: ForumView) => view.me.cohort?.staff);
  const { kind, cohorts = [] } = useView((view: ForumView) => view.forum?.topics?.[topic ?? 0]) ?? {};
  return (kind !== 'announcement' && kind !== 'first') || ORGANISERS.includes(role) || (cohorts.length > 0 && cohorts.every((number) => staff?.includes(number)));
}

/** Whether the list says nothing of replies there: one writes before one sees them. */
export function useWritesFirst(topic?: number): boolean {
  const first = useView((view: ForumView) => view.forum?.topics?.[topic ?? 0]?.kind === 'first');
  return !useWrites(topic) && first;
}

/** Of the topic that a discussion is in: whether one writes there, and whether answers are accepted. */
export function useTopicOf(): { readonly writes: boolean; readonly answers: boolean } {
  const { topic } = useFacts();
  const kind = useView((view: ForumView) => view.forum?.topics?.[topic ?? 0]?.kind);
  return { writes: useWrites(topic) || kind === 'first', answers: kind === undefined || kind === 'question' };
}

/** In which topic a discussion is. */
export function InTopic({ topic }: { topic: number | undefined }): JSX.Element | null {
  const { lang } = useWords();
  const title = spoken(useView((view: ForumView) => view.forum?.topics?.[topic ?? 0]?.title) ?? {}, lang);
  return title.text === '' ? null : <span class="in-topic" lang={title.lang} dir={title.dir}>{title.text}</span>;
}
