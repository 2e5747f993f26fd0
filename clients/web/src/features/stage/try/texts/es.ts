// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'try.picture': 'Imagen',
  'try.picture.fine': 'Este navegador puede reproducir la imagen.',
  'try.picture.none': 'Este navegador no puede reproducir la imagen. Abra esta página en otro, en su versión más reciente.',
  'try.sound': 'Sonido',
  'try.sound.play': 'Reproducir un tono',
  'try.sound.plays': 'Ahora debería oír un tono, primero a la izquierda y luego a la derecha.',
  'try.sound.played': '¿No ha oído nada? Suba el volumen, mire si el dispositivo o esta pestaña están silenciados, o use auriculares.',
  'try.sound.none': 'Este navegador no reproduce ningún tono.',
};
