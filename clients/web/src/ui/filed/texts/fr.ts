// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'filed.show': 'Montrer l’image, {size}',
  'filed.show.named': '{words} : montrer l’image, {size}',
  'filed.gone': 'Le fichier n’existe plus.',
  'filed.file': 'Fichier',
  'filed.larger': 'Voir l’image en grand',
  'filed.larger.named': '{words} : voir en grand',
  'filed.untitled': 'Image',
};
