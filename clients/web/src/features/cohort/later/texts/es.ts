// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'cohort.groups': 'Grupos',
  'cohort.new': 'Nuevo grupo',
  'cohort.none': 'Todavía no hay grupos. Cree uno y ponga personas en él: lo que se escribe para un grupo solo lo leen sus miembros y el equipo.',
  'cohort.count': { one: '{n} persona', many: '{n} personas', other: '{n} personas' },
  'cohort.without': 'Quien llega después no ve lo escrito antes',
  'cohort.history': 'Quien llega después ve lo escrito antes',
  'cohort.name': 'Nombre del grupo',
  'cohort.languages': 'En otros idiomas',
  'cohort.acts': 'Qué se puede hacer con {name}',
  'cohort.rename': 'Cambiar el nombre',
  'cohort.remove': 'Eliminar el grupo',
  'cohort.remove.ask': '¿Eliminar {name}?',
  'cohort.remove.hint': 'Sus miembros quedan sin grupo. Lo que se escribió solo para este grupo lo leerá desde ahora solo el equipo.',
  'cohort.people': 'Personas',
  'cohort.people.none': 'Todavía no hay nadie.',
  'cohort.deal': { one: 'Repartir al azar {n} persona sin grupo', many: 'Repartir al azar {n} personas sin grupo', other: 'Repartir al azar {n} personas sin grupo' },
  'cohort.out': 'Quitar…',
  'cohort.out.ask': '¿Quitar a {name} de esta sala?',
  'cohort.out.hint': 'Sale de ella en todos sus dispositivos. Lo que escribió se queda.',
  'cohort.out.do': 'Quitar',
  'cohort.out.done': 'Se quitó a {name}.',
  'cohort.nowhere': 'En ningún grupo',
  'cohort.put': 'Poner en',
  'cohort.runs': 'Dirige',
  'cohort.running': 'Dirige {name}',
  'cohort.place': 'El grupo de {name}',
  'cohort.moved': '{name} está ahora en {group}.',
  'cohort.taken': '{name} ya no está en ningún grupo.',
};
