// SPDX-License-Identifier: Apache-2.0
import type { Bundle } from '../../i18n/index.ts';

export const texts: Bundle = {
  en: async () => (await import('texts:webinar/en')).texts,
  fr: async () => (await import('texts:webinar/fr')).texts,
  es: async () => (await import('texts:webinar/es')).texts,
  ar: async () => (await import('texts:webinar/ar')).texts,
};
