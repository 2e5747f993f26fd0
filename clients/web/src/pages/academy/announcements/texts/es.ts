// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'news.title': 'Anuncios',
  'news.new': 'Nuevo anuncio',
  'news.none': 'No hay anuncios. Lo que escriba aquí aparece en el inicio de aquellos a quienes va dirigido.',
  'news.sent': 'Anunciado.',
  'news.edited': 'El anuncio se cambió.',
  'news.all': 'Todos',
  'news.until': 'hasta {time}',
  'news.remove': '¿Quitar este anuncio?',
  'news.remove.hint': 'Desaparece del inicio de todos.',
  'news.role.organiser': 'Organizadores',
  'news.role.coordinator': 'Coordinadores',
  'news.role.manager': 'Gestores',
  'news.role.member': 'Miembros',
  'news.form.title': 'Título',
  'news.form.text': 'Texto',
  'news.form.who': 'Para quién',
  'news.form.who.hint': 'Nada elegido: para todos. Funciones y países: quien tiene una de las funciones y es de uno de los países.',
  'news.form.who.stays': 'Los destinatarios siguen siendo los mismos.',
  'news.form.countries': 'Países',
  'news.form.country': 'Añadir un país…',
  'news.form.without': 'Sin {country}',
  'news.form.until': 'Termina por sí solo (si quiere)',
  'news.form.until.hint': 'En su hora: {zone}',
  'news.send': 'Anunciar',
  'news.fault.none': 'Escriba un título y un texto en al menos un idioma.',
  'news.fault.half': 'Un idioma tiene título sin texto, o texto sin título.',
  'news.fault.long': 'Uno de los textos es demasiado largo.',
  'news.fault.past': 'El final está en el pasado.',
};
