// SPDX-License-Identifier: Apache-2.0
// One topic: what it is about, how one writes there, and its discussions.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import type { Route } from '../../core/router.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Badge, Link } from '../../ui/parts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { useForum } from './context.ts';
import { Follow } from './follow.tsx';
import { ThreadList } from './threads.tsx';
import { Throttle } from './throttle.tsx';
import type { ForumView } from './view.ts';

export function TopicAt({ here }: { here: Route }): JSX.Element {
  const seq = here.page === 'topic' ? here.topic : 0;
  const { t, lang } = useWords();
  const { room } = useForum();
  const topic = useView((view: ForumView) => view.forum?.topics?.[seq]);
  const [title, text] = [spoken(topic?.title ?? {}, lang), spoken(topic?.text ?? {}, lang)];
  usePageTitle(topic ? title.text : t('forum.topic.gone'));
  return (
    <div class="sheet course">
      <p><Link to={{ page: 'course', room }} class="back" testid="back"><Icon name="back" />{t('forum.back')}</Link></p>
      {!topic ? <p role="alert">{t('forum.topic.gone')}</p> : (
        <>
          <div class="course-head">
            <div class="thread-title">
              <h1 lang={title.lang} dir={title.dir}>{title.text}</h1>
              <Follow kind="topic" seq={seq} />
            </div>
            {text.text !== '' && <p lang={text.lang} dir={text.dir}>{text.text}</p>}
            <p class="hint" data-testid="topic-kind">{t(`forum.kind.${topic.kind}.hint`)} {topic.shut && <Badge tone="warm">{t('forum.topic.shut')}</Badge>}</p>
            <Throttle topic={seq} />
          </div>
          <ThreadList topic={seq} />
        </>
      )}
    </div>
  );
}
