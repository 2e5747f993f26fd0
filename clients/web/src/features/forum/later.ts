// SPDX-License-Identifier: Apache-2.0
// Topics: loaded where there are some.
import type { FunctionComponent } from 'preact';
import type { Route } from '../../core/router.ts';
import { TopicAt } from './topic.tsx';
export { ThreadPages, UnreadAsked } from './pages.tsx';
export { Throttle } from './throttle.tsx';
export { TopicRows } from './topics.tsx';
import { TopicsPage } from './topics-page.tsx';

export const pages: { readonly [page: string]: FunctionComponent<{ readonly here: Route }> } = { topic: TopicAt, topics: TopicsPage };
