// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'report.do': 'Signaler…',
  'report.done': 'Signalé',
  'report.title': 'Signaler à l’équipe',
  'report.hint': 'Seule l’équipe le lit. Elle vous dira ce qu’elle décide.',
  'report.reason': 'Ce qui ne va pas',
  'report.reason.spam': 'Publicité ou répétition',
  'report.reason.rude': 'Grossier ou haineux',
  'report.reason.off_topic': 'Hors de propos',
  'report.reason.private': 'Données personnelles de quelqu’un',
  'report.reason.other': 'Autre chose',
  'report.text': 'Plus de détails (facultatif)',
  'report.sent': 'Signalé à l’équipe.',
  'report.waits': { one: '{n} signalement attend', many: '{n} signalements attendent', other: '{n} signalements attendent' },
};
