// SPDX-License-Identifier: Apache-2.0
import type { Bundle } from '../../i18n/index.ts';

export const texts: Bundle = {
  en: async () => (await import('texts:course/en')).texts,
  fr: async () => (await import('texts:course/fr')).texts,
  es: async () => (await import('texts:course/es')).texts,
  ar: async () => (await import('texts:course/ar')).texts,
};
