// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { later } from '../../ui/later.tsx';
import { ForumPage, ThreadList } from './threads.tsx';
import './style.css';

// Loaded while one reads the list.
const thread = later(async () => (await import('./thread.tsx')).ThreadAt);
const compose = later(async () => (await import('./compose.tsx')).Compose);
if (typeof requestIdleCallback === 'function') requestIdleCallback(() => thread.prepare());

export const forum: Feature = { id: 'forum', Panel: ThreadList, pages: { forum: ForumPage, thread: thread.Page, compose: compose.Page } };
