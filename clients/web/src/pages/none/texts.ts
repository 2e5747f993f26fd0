// SPDX-License-Identifier: Apache-2.0
import type { Bundle } from '../../i18n/index.ts';

export const texts: Bundle = {
  en: async () => (await import('./texts/en.ts')).en,
  fr: async () => (await import('./texts/fr.ts')).fr,
  es: async () => (await import('./texts/es.ts')).es,
  ar: async () => (await import('./texts/ar.ts')).ar,
};
