// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'slide.title': 'Diapositivas',
  'slide.at': 'Diapositiva {page} de {all}',
  'slide.before': 'Diapositiva anterior',
  'slide.after': 'Diapositiva siguiente',
  'slide.live': 'Volver al directo, diapositiva {page}',
  'slide.zoom': 'Ampliar esta diapositiva',
  'slide.off': 'Dejar de mostrar',
  'slide.coming': 'La diapositiva está llegando',
  'slide.lost': 'La imagen de esta diapositiva no ha llegado.',
  'slide.want': 'Mostrar las imágenes de las diapositivas',
  'slide.want.large': 'Mostrar la imagen grande',
};
