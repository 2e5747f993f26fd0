// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'people.list': 'Personas en esta sala',
  'people.none': 'No hay nadie.',
  'people.since': 'desde {time}',
  'people.role': 'Función de {name}',
  'people.role.apply': 'Aplicar',
  'people.role.done': '{name} es ahora: {role}.',
  'people.host.ask': '¿Hacer anfitrión a {name}?',
  'people.host.hint': 'Un anfitrión puede hacer todo aquí: terminar la sesión, y cambiar también su función.',
  'people.host.end.ask': '¿Quitar a {name} la función de anfitrión?',
  'people.host.end.hint': 'Se avisa a la persona, que ya no puede abrir ni terminar la sesión.',
  'people.failed': 'No se puede cargar la lista.',
};
