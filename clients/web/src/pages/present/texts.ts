// SPDX-License-Identifier: Apache-2.0
import type { Bundle } from '../../i18n/index.ts';

/** With what the features of the room say, at first and once it stands: the same words as in the room. */
export const texts: Bundle = {
  en: async () => ({ ...(await import('texts:webinar/en')).texts, ...(await import('texts:webinar.later/en')).texts, ...(await import('./texts/en.ts')).en }),
  fr: async () => ({ ...(await import('texts:webinar/fr')).texts, ...(await import('texts:webinar.later/fr')).texts, ...(await import('./texts/fr.ts')).fr }),
  es: async () => ({ ...(await import('texts:webinar/es')).texts, ...(await import('texts:webinar.later/es')).texts, ...(await import('./texts/es.ts')).es }),
  ar: async () => ({ ...(await import('texts:webinar/ar')).texts, ...(await import('texts:webinar.later/ar')).texts, ...(await import('./texts/ar.ts')).ar }),
};
