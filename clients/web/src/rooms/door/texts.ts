// SPDX-License-Identifier: Apache-2.0
import type { Bundle } from '../../i18n/index.ts';

export const texts: Bundle = {
  en: async () => (await import('texts:door/en')).texts,
  fr: async () => (await import('texts:door/fr')).texts,
  es: async () => (await import('texts:door/es')).texts,
  ar: async () => (await import('texts:door/ar')).texts,
};
