// SPDX-License-Identifier: Apache-2.0
// The topics of a forum, in the order that they have.
import type { JSX } from 'preact';
import { useAt } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { go } from '../../core/router.ts';
import { bySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Badge, Button, Dot, Link, Time } from '../../ui/parts.tsx';
import { useForum } from './context.ts';
import { countOf } from './counts.ts';
import { useUnread } from './pages.tsx';
import type { ForumView, Topic } from './view.ts';

export interface ListedTopic {
  readonly seq: number;
  readonly value: Topic;
}

export function useTopics(): readonly ListedTopic[] {
  return bySeq(useView((view: ForumView) => view.forum?.topics)).sort((a, b) => a.value.place - b.value.place);
}

export function TopicRows(): JSX.Element | null {
  const { t } = useWords();
  const { room, may } = useForum();
  const topics = useTopics();
  const counts = useView((view: ForumView) => view.forum?.counts);
  const asked = useUnread();
  const manages = may('topic.add');
  if (topics.length === 0 && !manages) return null;
  return (
    <section aria-labelledby="topics">
      <div class="section-head">
        <h2 id="topics">{t('forum.topics')}</h2>
        {manages && <Button icon="edit" onClick={() => go({ page: 'topics', room })} testid="to-topics">{t('forum.topics.edit')}</Button>}
      </div>
      {topics.length > 0 && (
        <ul class="topics" data-testid="topics">
          {topics.map((topic) => <TopicRow key={topic.seq} {...topic} room={room} count={countOf(counts, topic.seq)} unread={asked?.topics[topic.seq] ?? 0} lastAt={counts?.[topic.seq]?.last_at} />)}
        </ul>
      )}
    </section>
  );
}

function TopicRow({ seq, value, room, count, unread, lastAt }: ListedTopic & {
  room: string; count: number; unread: number; lastAt: number | undefined;
}): JSX.Element {
  const { t, lang, ago } = useWords();
  const [title, text] = [spoken(value.title, lang), spoken(value.text, lang)];
  const active = useAt((now) => (lastAt === undefined ? '' : ago(lastAt, now)));
  return (
    <li class={unread > 0 ? 'topic-row thread-unread' : 'topic-row'} data-testid={`topic-${seq}`}>
      <h3>
        <Link to={{ page: 'topic', room, topic: seq }} class="thread-link"><span lang={title.lang} dir={title.dir}>{title.text}</span></Link>
        {unread > 0 && <span class="unread-dot"><Dot label={t('forum.topic.unread', { n: unread })} /></span>}
        {value.shut && <Badge tone="warm">{t('forum.topic.shut')}</Badge>}
      </h3>
      {text.text !== '' && <p class="topic-about cut" lang={text.lang} dir={text.dir} title={text.text}>{text.text}</p>}
      <p class="meta">
        <span>{t('forum.topic.count', { n: count })}</span>
        {lastAt !== undefined && <Time at={lastAt} now={0} text={t('forum.activity', { time: active })} />}
      </p>
    </li>
  );
}
