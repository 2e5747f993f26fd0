// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'offline.title': 'Sin red desde las {time}',
  'offline.asof': 'Estado: {time}.',
  'offline.nothing': 'Esto no está en este dispositivo',
  'offline.nothing.hint': 'No se abrió aquí antes, o nunca se guarda. Necesita la red y llegará solo en cuanto la haya.',
  'offline.opened': 'En este dispositivo está:',
  'offline.nobody': 'Nadie ha iniciado sesión en este dispositivo: para entrar hace falta la red.',
  'offline.can': 'Se puede leer lo que ya se abrió en este dispositivo. Lo que escriba se guarda aquí y se envía cuando vuelva la red.',
  'offline.cannot': 'Lo que necesita la red: las sesiones en directo, los vídeos, el envío de archivos, la búsqueda y lo que no se abrió aquí antes.',
  'offline.forbidden': 'Esta academia no deja que los navegadores guarden nada: sin red esta página no funciona. Lo que escribe queda en esta pestaña hasta que la cierre.',
  'offline.newer': 'Hay una versión más reciente de esta página',
  'offline.newer.hint': 'La página se carga de nuevo. Lo que está escribiendo se queda.',
  'offline.newer.take': 'Cargar ahora',
  'offline.newer.later': 'Más tarde',
};
