// SPDX-License-Identifier: Apache-2.0
// What a course has of reports: nobody waits for it. What waits for a decision has a page, which comes with its words when
// one of the team goes there.
import type { FunctionComponent } from 'preact';
import { textsAdd } from '../../i18n/index.ts';
import type { Bundle } from '../../i18n/index.ts';
import { later } from '../../ui/later.tsx';
export { Report, Reported } from './button.tsx';
export { Waits } from './waits.tsx';

const texts: Bundle = {
  en: async () => (await import('texts:course.staff/en')).texts,
  fr: async () => (await import('texts:course.staff/fr')).texts,
  es: async () => (await import('texts:course.staff/es')).texts,
  ar: async () => (await import('texts:course.staff/ar')).texts,
};
const queue = later<object>(async () => (await Promise.all([import('./queue.tsx'), textsAdd(texts)]))[0].Queue);

export const pages: { readonly [page: string]: FunctionComponent<object> } = { reports: queue.Page };
