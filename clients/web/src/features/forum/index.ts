// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { saving } from '../../core/saving.ts';
import { later } from '../../ui/later.tsx';
import { ForumPage, ThreadList } from './threads.tsx';
import './style.css';

// Loaded while one reads the list: once that has come, for a slow link has room for one thing at a time.
const AHEAD_MS = 3000;
const thread = later(async () => (await import('./thread.tsx')).ThreadAt);
const compose = later(async () => (await import('./compose.tsx')).Compose);
if (typeof document !== 'undefined') setTimeout(() => saving.get() || thread.prepare(), AHEAD_MS);

export const forum: Feature = { id: 'forum', Panel: ThreadList, pages: { forum: ForumPage, thread: thread.Page, compose: compose.Page } };
