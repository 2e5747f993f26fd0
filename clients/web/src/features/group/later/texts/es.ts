// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'group.number': 'Grupo {n}',
  'group.in': 'Está en un grupo: {name}',
  'group.was': 'Su grupo: {name}',
  'group.others': 'Los demás trabajan en grupos; usted está con todos.',
  'group.into': 'Está viendo {name}.',
  'group.soon': 'Pronto habrá grupos.',
  'group.go': 'Ir a su grupo',
  'group.leave': 'Volver con todos',
  'group.read': 'Leer lo que escribió su grupo',
  'group.choose': 'Elija su grupo',
  'group.places': '{n} de {limit}',
  'group.people': { one: '{n} persona', many: '{n} de personas', other: '{n} personas' },
  'group.left': 'Quedan {left}',
  'group.closing': 'Se llama a todos de vuelta: {left}',
  'group.called': 'Se llama a todos de vuelta.',
  'group.back': 'Todos están juntos de nuevo.',
  'group.over': 'Los grupos están cerrados. Puede leer, pero ya no escribir aquí.',
  'group.told': 'El equipo dice a todos los grupos',
  'group.within': 'En el grupo',
  'group.help': 'Llamar al equipo',
  'group.helped': 'Ya no hace falta ayuda',
  'group.asked': 'Se ha llamado al equipo',
  'error.GROUPS_OPEN': 'los grupos están abiertos',
  'error.GROUPS_CLOSED': 'los grupos no están abiertos',
  'error.GROUP_FULL': 'este grupo está completo',
  'error.GROUP_CHOICE': 'aquí el equipo decide quién está en qué grupo',
};
