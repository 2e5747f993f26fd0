// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { Compose } from './compose.tsx';
import { ThreadAt } from './thread.tsx';
import { ForumPage, ThreadList } from './threads.tsx';
import './style.css';

export const forum: Feature = { id: 'forum', Panel: ThreadList, pages: { forum: ForumPage, thread: ThreadAt, compose: Compose } };
