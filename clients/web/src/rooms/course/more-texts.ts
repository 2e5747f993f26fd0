// SPDX-License-Identifier: Apache-2.0
import type { Bundle } from '../../i18n/index.ts';

/** Of the pages that are loaded when somebody goes to one of them. */
export const laterTexts: Bundle = {
  en: async () => (await import('texts:course.later/en')).texts,
  fr: async () => (await import('texts:course.later/fr')).texts,
  es: async () => (await import('texts:course.later/es')).texts,
  ar: async () => (await import('texts:course.later/ar')).texts,
};
