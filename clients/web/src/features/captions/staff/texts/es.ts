// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'captions.sheet.none': 'Todavía no hay subtítulos. Ofrezca un idioma y alguien lo escribe: usted, un subtitulador o un servicio.',
  'captions.sheet.offer': 'Otro idioma',
  'captions.sheet.offer.do': 'Ofrecer',
  'captions.sheet.write': 'Escribir',
  'captions.sheet.stop': 'No ofrecer más',
  'captions.sheet.stopped': 'Ya no hay subtítulos en {language}.',
  'captions.sheet.save': 'Guardar como archivo (WebVTT)',
  'captions.sheet.people': 'Quién escribe',
  'captions.sheet.team': 'El equipo escribe todos los idiomas. Deje que otra persona escriba alguno:',
  'captions.sheet.person': 'Persona',
  'captions.language.of': 'Idioma',
  'captions.sheet.choose': 'Elegir…',
  'captions.sheet.let': 'Dejar escribir',
  'captions.sheet.end': 'No dejar escribir más',
  'captions.sheet.nobody': 'No hay nadie más en la sala.',
  'captions.terms.title': 'Glosario de los subtítulos',
  'captions.terms.hint': 'Términos en sus idiomas, para quienes interpretan y escriben los subtítulos.',
  'captions.terms.removed': 'El término ya no está en el glosario.',
  'captions.terms.field': 'Término',
  'captions.terms.languages': 'En otros idiomas',
  'captions.terms.fault': 'El término falta o es demasiado largo.',
  'captions.terms.add': 'Añadir el término',
};
