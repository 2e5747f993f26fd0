// SPDX-License-Identifier: Apache-2.0
// Every text of every part of the page, by language.
import { texts as arFeatures } from 'texts:all/ar';
import { texts as enFeatures } from 'texts:all/en';
import { texts as esFeatures } from 'texts:all/es';
import { texts as frFeatures } from 'texts:all/fr';
import { ar as arPage } from '../src/i18n/texts/ar.ts';
import { en as enPage } from '../src/i18n/texts/en.ts';
import { es as esPage } from '../src/i18n/texts/es.ts';
import { fr as frPage } from '../src/i18n/texts/fr.ts';
import type { Lang, Messages } from '../src/i18n/types.ts';

export const ar: Messages = { ...arPage, ...arFeatures };
export const en: Messages = { ...enPage, ...enFeatures };
export const es: Messages = { ...esPage, ...esFeatures };
export const fr: Messages = { ...frPage, ...frFeatures };

export const all: { readonly [L in Lang]: Messages } = { en, fr, es, ar };
