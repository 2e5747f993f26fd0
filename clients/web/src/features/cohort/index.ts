// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { textsAdd } from '../../i18n/index.ts';
import type { Bundle } from '../../i18n/index.ts';
import { later } from '../../ui/later.tsx';
import { Mine } from './mine.tsx';

const texts: Bundle = {
  en: async () => (await import('texts:course.later/en')).texts,
  fr: async () => (await import('texts:course.later/fr')).texts,
  es: async () => (await import('texts:course.later/es')).texts,
  ar: async () => (await import('texts:course.later/ar')).texts,
};
const people = later(async () => (await Promise.all([import('./people.tsx'), textsAdd(texts)]))[0].PeoplePage);

export const cohort: Feature = { id: 'cohort', Fact: Mine, pages: { people: people.Page } };
