// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'figures.title': 'Délais',
  'figures.lead': 'Demandes d’accès par pays : qui attend une décision, et le temps que prennent les décisions.',
  'figures.none': 'Personne n’a encore demandé d’accès.',
  'figures.country': 'Pays',
  'figures.waiting': 'En attente',
  'figures.oldest': 'Plus ancienne',
  'figures.median': 'Jusqu’à la décision, pour la moitié',
  'figures.days': { one: '{n} jour', other: '{n} jours' },
  'figures.hours': { one: '{n} heure', other: '{n} heures' },
  'figures.soon': 'Moins d’une heure',
};
