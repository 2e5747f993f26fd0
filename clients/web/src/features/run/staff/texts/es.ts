// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'run.steps': 'Pasos',
  'run.none': 'Aquí está en su orden lo que prepare: capítulos, encuestas, diapositivas, cuenta atrás. Una tecla lo recorre.',
  'run.next': '{act}: {title}',
  'run.over': 'Ese era el último paso.',
  'run.waits': 'El siguiente paso es para cuando la sesión esté en directo.',
  'run.at': 'Ahora',
  'run.done': 'Hecho',
  'run.up': 'Subir',
  'run.down': 'Bajar',
  'run.moved': 'Ahora es el paso {place} de {all}.',
  'run.out': 'Quitar del guion',
  'run.taken': 'El paso ya no está en el guion.',
  'run.acts': 'Paso: {title}',
  'run.add': 'Añadir un paso',
};
