// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'hand.called': 'Tiene la palabra: es su turno de hablar.',
  'hand.lowered': 'Se ha bajado su mano.',
};
