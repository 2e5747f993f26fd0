// SPDX-License-Identifier: Apache-2.0
import type { Bundle } from '../../i18n/index.ts';

/** Of what is loaded once the room stands. */
export const laterTexts: Bundle = {
  en: async () => (await import('texts:webinar.later/en')).texts,
  fr: async () => (await import('texts:webinar.later/fr')).texts,
  es: async () => (await import('texts:webinar.later/es')).texts,
  ar: async () => (await import('texts:webinar.later/ar')).texts,
};

/** Of what only the team sees. */
export const staffTexts: Bundle = {
  en: async () => (await import('texts:webinar.staff/en')).texts,
  fr: async () => (await import('texts:webinar.staff/fr')).texts,
  es: async () => (await import('texts:webinar.staff/es')).texts,
  ar: async () => (await import('texts:webinar.staff/ar')).texts,
};
