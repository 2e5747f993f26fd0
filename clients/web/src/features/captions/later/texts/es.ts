// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'captions.title': 'Subtítulos',
  'captions.in': 'Subtítulos: {language}',
  'captions.off': 'Sin ellos',
  'captions.list': 'Lo que se ha dicho',
  'captions.look': 'Aspecto de los subtítulos',
  'captions.do.write': 'Escribir subtítulos',
  'captions.sample': 'Así se ve una línea.',
  'captions.soon': 'La próxima línea vendrá aquí.',
  'captions.size': 'Tamaño',
  'captions.size.s': 'Pequeño',
  'captions.size.m': 'Mediano',
  'captions.size.l': 'Grande',
  'captions.size.xl': 'Muy grande',
  'captions.colours': 'Colores',
  'captions.colours.dark': 'Blanco sobre negro',
  'captions.colours.light': 'Negro sobre blanco',
  'captions.colours.yellow': 'Amarillo sobre negro',
  'captions.place': 'Lugar',
  'captions.place.below': 'Al pie de la imagen',
  'captions.place.above': 'Arriba en la imagen',
  'captions.aloud': 'Los lectores de pantalla dicen cada línea cuando llega',
  'captions.none': 'Cada línea aparece aquí cuando se ha dicho.',
  'captions.first': 'Esta es la primera línea.',
  'captions.earlier': 'Líneas anteriores',
  'captions.new': { one: '{n} línea nueva', many: '{n} líneas nuevas', other: '{n} líneas nuevas' },
};
