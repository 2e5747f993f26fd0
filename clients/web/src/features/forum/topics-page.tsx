// SPDX-License-Identifier: Apache-2.0
// Where the topics of a forum are arranged: new ones, other words, their order.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { announce, notify } from '../../ui/live.tsx';
import { Badge, Button, Empty, Link } from '../../ui/parts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { useForum } from './context.ts';
import { TopicForm } from './topic-form.tsx';
import { useTopics } from './topics.tsx';
import type { ListedTopic } from './topics.tsx';
import type { ForumView } from './view.ts';

export function TopicsPage(): JSX.Element {
  const { t } = useWords();
  const { room, may } = useForum();
  usePageTitle(t('forum.topics.edit'));
  return (
    <div class="sheet course">
      <p><Link to={{ page: 'course', room }} class="back" testid="back"><Icon name="back" />{t('forum.back')}</Link></p>
      <h1>{t('forum.topics.edit')}</h1>
      {may('topic.add') ? <Topics /> : <p role="alert">{t('forum.topics.not')}</p>}
    </div>
  );
}

function Topics(): JSX.Element {
  const { t, lang } = useWords();
  const list = useTopics();
  const { sending, run } = useAct();
  const [writes, setWrites] = useState<'new' | number | undefined>(undefined);
  const [removes, setRemoves] = useState<ListedTopic | undefined>(undefined);
  const done = (): void => setWrites(undefined);
  const put = (from: number, to: number): void => {
    const seqs = list.map(({ seq }) => seq);
    seqs.splice(to, 0, ...seqs.splice(from, 1));
    void run('topic.order', { topics: seqs }).then((ok) => ok && announce(t('forum.topic.moved', { place: to + 1, all: seqs.length })));
  };
  const name = ({ value }: ListedTopic): string => spoken(value.title, lang).text;
  const add = <Button kind="strong" icon="plus" onClick={() => setWrites('new')} testid="topic-new">{t('forum.topic.new')}</Button>;
  return (
    <>
      {writes !== 'new' && list.length > 0 && list.length < BOUNDS.TOPICS && <div class="panel-bar">{add}</div>}
      {list.length === 0 && writes === undefined && <Empty icon="chat" action={add}>{t('forum.topics.none')}</Empty>}
      <ol class="topics" data-testid="topics">
        {list.map((each, place) => (writes === each.seq ? <li key={each.seq}><TopicForm topic={each} onDone={done} /></li> : (
          <li key={each.seq} class="topic-row topic-edit" data-testid={`topic-${each.seq}`}>
            <Heading topic={each} />
            <Acts label={t('forum.topic.acts', { title: name(each) })} busy={sending} quiet acts={[
              { label: t('do.edit'), testid: `topic-edit-${each.seq}`, onChoose: () => setWrites(each.seq) },
              ...(place > 0 ? [{ label: t('forum.topic.up'), testid: `topic-up-${each.seq}`, onChoose: () => put(place, place - 1) }] : []),
              ...(place < list.length - 1 ? [{ label: t('forum.topic.down'), testid: `topic-down-${each.seq}`, onChoose: () => put(place, place + 1) }] : []),
              { label: t('do.remove'), danger: true, testid: `topic-remove-${each.seq}`, onChoose: () => setRemoves(each) },
            ]} />
          </li>
        )))}
      </ol>
      {writes === 'new' && <TopicForm onDone={done} />}
      {removes && (
        <Confirm title={t('forum.topic.remove.ask', { title: name(removes) })} hint={t('forum.topic.remove.hint')} action={t('do.remove')} busy={sending} onClose={() => setRemoves(undefined)}
          onConfirm={() => void run('topic.remove', { topic: removes.seq }).then((ok) => {
            setRemoves(undefined);
            if (ok) notify(t('forum.topic.removed', { title: name(removes) }));
          })} />
      )}
    </>
  );
}

function Heading({ topic: { value } }: { topic: ListedTopic }): JSX.Element {
  const { t, lang } = useWords();
  const title = spoken(value.title, lang);
  const unit = spoken(useView((view: ForumView) => view.unit?.units?.[value.unit ?? 0]?.title) ?? {}, lang);
  return (
    <div class="topic-text">
      <h3 lang={title.lang} dir={title.dir}>{title.text}</h3>
      <p class="meta">
        <span>{t(`forum.kind.${value.kind}`)}</span>
        {unit.text !== '' && <span lang={unit.lang} dir={unit.dir}>{unit.text}</span>}
        {value.block !== undefined && <span>{t('forum.throttle.is', { n: value.block, minutes: value.minutes ?? 0 })}</span>}
        {value.shut && <Badge tone="warm">{t('forum.topic.shut')}</Badge>}
      </p>
    </div>
  );
}
