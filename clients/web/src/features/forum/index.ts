// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { saving } from '../../core/saving.ts';
import { styleAdd } from '../../core/style.ts';
import { textsAdd } from '../../i18n/index.ts';
import type { Bundle } from '../../i18n/index.ts';
import { later } from '../../ui/later.tsx';
import { Forum, ForumPage } from './threads.tsx';
import './style.css';

// Loaded while one reads the list: once that has come, for a slow link has room for one thing at a time.
const AHEAD_MS = 3000;
const texts: Bundle = {
  en: async () => (await import('texts:course.later/en')).texts,
  fr: async () => (await import('texts:course.later/fr')).texts,
  es: async () => (await import('texts:course.later/es')).texts,
  ar: async () => (await import('texts:course.later/ar')).texts,
};
// What they say and how they look is with the course's other pages that come later.
const withRest = async <T>(page: Promise<T>): Promise<T> => (await Promise.all([page, textsAdd(texts), styleAdd('course-later')]))[0];
const thread = later(async () => (await withRest(import('./thread.tsx'))).ThreadAt);
const compose = later(async () => (await withRest(import('./compose.tsx'))).Compose);
if (typeof document !== 'undefined') setTimeout(() => saving.get() || thread.prepare(), AHEAD_MS);

export const forum: Feature = { id: 'forum', Panel: Forum, pages: { forum: ForumPage, thread: thread.Page, compose: compose.Page }, laterPages: ['topic', 'topics'] };
