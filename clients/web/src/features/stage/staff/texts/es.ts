// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'phase.do.scheduled': 'Volver a programada',
  'phase.do.rehearsal': 'Ensayar',
  'phase.do.live': 'Salir en directo',
  'phase.do.resume': 'Continuar',
  'phase.do.paused': 'Hacer una pausa',
  'phase.break': 'Pausa, y cuándo termina',
  'phase.break.longer': 'Continúa en',
  'phase.break.minutes': { one: '{n} minuto', many: '{n} minutos', other: '{n} minutos' },
  'phase.do.ended': 'Terminar la sesión',
  'phase.end.ask': '¿Terminar la sesión para todos?',
  'phase.end.hint': 'Se puede deshacer durante dos minutos. Las encuestas abiertas se cierran y así quedan. Lo escrito se puede seguir leyendo.',
  'phase.undo': 'Deshacer el final',
  'phase.undo.left': '{time} más',
  'phase.blind.ask': '¿Salir en directo sin imagen?',
  'phase.blind.hint': 'Todavía no hay fuente de vídeo. Se puede indicar después; hasta entonces se ve que no hay imagen.',
  'stage.source.trying': 'Probando el vídeo…',
  'stage.source.plays': 'El vídeo responde y se puede reproducir.',
  'stage.source.broken': 'El vídeo de esta dirección no responde o no se puede reproducir: no habría imagen.',
  'stage.source.unknown': 'El vídeo aún no ha respondido.',
  'stage.more': 'Más para la sesión',
  'stage.end': 'Terminar…',
  'stage.stream': 'Fuente de vídeo',
  'stage.stream.url': 'Dirección del vídeo',
  'stage.stream.type': 'Tipo de vídeo',
  'stage.stream.hls': 'Emisión en directo (HLS)',
  'stage.stream.mp4': 'Archivo (MP4)',
  'stage.controls': 'Sesión',
};
