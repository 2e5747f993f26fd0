// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'slide.title': 'Diapositives',
  'slide.at': 'Diapositive {page} sur {all}',
  'slide.before': 'Diapositive précédente',
  'slide.after': 'Diapositive suivante',
  'slide.live': 'Revenir au direct, diapositive {page}',
  'slide.zoom': 'Agrandir cette diapositive',
  'slide.off': 'Ne plus montrer',
  'slide.coming': 'La diapositive arrive',
  'slide.lost': 'L’image de cette diapositive n’est pas arrivée.',
  'slide.want': 'Montrer les images des diapositives',
  'slide.want.large': 'Montrer la grande image',
};
