// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'phase.do.scheduled': 'Revenir à « prévue »',
  'phase.do.rehearsal': 'Répéter',
  'phase.do.live': 'Passer en direct',
  'phase.do.resume': 'Reprendre',
  'phase.do.paused': 'Faire une pause',
  'phase.break': 'Pause, et sa fin',
  'phase.break.longer': 'Reprise dans',
  'phase.break.minutes': { one: '{n} minute', many: '{n} minutes', other: '{n} minutes' },
  'phase.do.ended': 'Terminer la séance',
  'phase.end.ask': 'Terminer la séance pour tout le monde ?',
  'phase.end.hint': 'Cela peut être annulé pendant deux minutes. Les sondages ouverts sont fermés et le restent. Ce qui a été écrit reste lisible.',
  'phase.undo': 'Annuler la fin',
  'phase.undo.left': 'encore {time}',
  'phase.blind.ask': 'Passer en direct sans image ?',
  'phase.blind.hint': 'Il n’y a pas encore de source vidéo. Elle peut être indiquée plus tard ; d’ici là, chacun voit qu’il n’y a pas d’image.',
  'stage.source.trying': 'Essai de la vidéo…',
  'stage.source.plays': 'La vidéo répond et peut être lue.',
  'stage.source.broken': 'La vidéo à cette adresse ne répond pas ou ne peut pas être lue : il n’y aurait pas d’image.',
  'stage.source.unknown': 'La vidéo n’a pas encore répondu.',
  'stage.more': 'Plus pour la séance',
  'stage.end': 'Terminer…',
  'stage.stream': 'Source vidéo',
  'stage.stream.url': 'Adresse de la vidéo',
  'stage.stream.type': 'Type de vidéo',
  'stage.stream.hls': 'Flux en direct (HLS)',
  'stage.stream.mp4': 'Fichier (MP4)',
  'stage.controls': 'Séance',
};
