// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'phase.scheduled': 'Prévue',
  'phase.rehearsal': 'Répétition',
  'phase.live': 'En direct',
  'phase.paused': 'Pause',
  'phase.ended': 'Terminée',
  'phase.now.scheduled': 'La séance est de nouveau prévue.',
  'phase.now.rehearsal': 'La répétition a commencé.',
  'phase.now.live': 'La séance est en direct.',
  'phase.now.paused': 'La séance fait une pause.',
  'phase.now.ended': 'La séance est terminée.',

  'stage.video': 'Vidéo de la séance',
  'stage.starts': 'Début dans',
  'stage.soon': 'La séance va commencer',
  'stage.at': 'le {date}',
  'stage.unplanned': 'L’heure de début n’est pas encore fixée.',
  'stage.rehearsal': 'La séance est en préparation.',
  'stage.paused': 'Une courte pause',
  'stage.paused.hint': 'Le chat reste ouvert. Nous revenons bientôt.',
  'stage.ended': 'La séance est terminée',
  'stage.ended.hint': 'Merci de votre participation.',
  'stage.nostream': 'Il n’y a pas encore d’image',
  'stage.play': 'Regarder',
  'stage.saving': 'Vous économisez les données : la vidéo attend que vous la demandiez.',
  'stage.broken': 'La vidéo ne peut pas être lue.',
  'stage.gone': '{past} min',
  'stage.gone.of': '{past} min sur {minutes}',
  'stage.zone': 'votre heure : {zone}',
  'stage.before': 'L’image commence ici d’elle-même. D’ici là, le chat est à côté, et l’on peut poser des questions.',
  'stage.calendar': 'Ajouter au calendrier',
  'stage.paused.since': 'depuis {time}',
  'stage.nostream.hint': 'Le son et l’image arrivent ici dès qu’ils sont envoyés.',
  'stage.nostream.staff': 'Indiquez la source vidéo dans le menu de la séance.',
};
