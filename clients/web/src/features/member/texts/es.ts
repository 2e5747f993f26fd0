// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'people.tab': 'Personas',
  'silenced.now': 'El equipo le ha dejado en solo lectura por ahora.',
  'locked.title': 'Algo está cerrado para usted.',
  'locked.all.title': 'El equipo ha cerrado algo a los participantes.',
  'people.role.told': 'Su función aquí ha cambiado: {role}.',
  'people.taken': '{name}, del equipo organizador de la academia, se ha hecho cargo de esta sala.',
};
