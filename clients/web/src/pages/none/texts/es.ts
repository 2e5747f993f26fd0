// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'room.none': 'Esta sala no existe, o usted no tiene acceso a ella.',
  'room.none.hint': 'Pregunte a quien le dio el enlace. Quizá está aquí con otra identidad.',
  'room.refused': 'Ahora no puede entrar en esta sala.',
};
