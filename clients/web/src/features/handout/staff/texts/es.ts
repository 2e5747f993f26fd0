// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'handout.new': 'Nuevo material',
  'handout.removed': 'El material se ha retirado.',
  'handout.acts': 'Qué hacer con el material {title}',
  'handout.field': 'Título',
  'handout.languages': 'En otros idiomas',
  'handout.field.url': 'Dirección (https://…)',
  'handout.field.language': 'Escrito en',
  'handout.field.language.none': 'sin indicar',
  'handout.fault': 'Falta el título o es demasiado largo, o la dirección no empieza por https://.',
  'handout.send': 'Repartir',
};
