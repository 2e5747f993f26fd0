// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'player.play': 'Ver',
  'player.saving': 'Está ahorrando datos: el vídeo espera hasta que lo pida.',
  'player.small': 'Está ahorrando datos: es la imagen pequeña.',
  'player.broken': 'El vídeo no se puede reproducir ahora. Se vuelve a intentar por sí solo.',
  'player.stalled': 'No llega nada en este momento. Continúa por sí solo.',
  'player.stopped': 'La imagen se ha detenido. Vuelve aquí por sí sola.',
  'player.lost': 'El servidor del que viene la imagen no responde. La imagen vuelve aquí por sí sola.',
  'player.awaited': 'La imagen no ha empezado. Llega aquí por sí sola.',
  'player.sound': 'Solo sonido',
  'player.sound.none': 'Esta emisión no tiene sonido aparte: la imagen se oculta y sus datos llegan igualmente.',
  'player.choose': 'Imagen y sonido',
  'player.picture': 'Imagen',
  'player.picture.full': 'Imagen completa',
  'player.picture.low': 'Imagen pequeña, menos datos',
  'player.picture.sound': 'Solo sonido',
  'player.language': 'Idioma',
  'player.sign': 'Imagen con intérprete de signos',
  'player.sign.video': 'Intérprete de signos',
};
