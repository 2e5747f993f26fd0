// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'handout.new': 'Nouveau document',
  'handout.removed': 'Le document est retiré.',
  'handout.acts': 'Que faire du document {title}',
  'handout.field': 'Titre',
  'handout.languages': 'Dans d’autres langues',
  'handout.field.url': 'Adresse (https://…)',
  'handout.field.language': 'Rédigé en',
  'handout.field.language.none': 'non précisé',
  'handout.fault': 'Le titre manque ou est trop long, ou l’adresse ne commence pas par https://.',
  'handout.send': 'Distribuer',
};
