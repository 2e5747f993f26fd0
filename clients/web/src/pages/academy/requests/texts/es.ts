// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'access.title': 'Solicitudes de acceso',
  'access.empty': 'Nadie espera. Quien solicite acceso aparecerá aquí.',
  'access.since': 'en espera, pedido {time}',
  'access.known': 'Ya tiene una cuenta',
  'access.endorse': 'Respaldar',
  'access.refuse': 'Denegar',
  'access.refuse.title': 'Denegar la solicitud de {name}',
  'access.why': 'Motivo, que la persona leerá',
  'access.state': 'Estado',
  'access.open': 'Todas las que esperan',
  'access.none': 'Ninguna solicitud está en este estado.',
  'access.was': 'pedido {time}',
  'access.oldest': 'La más antigua espera desde el {date}.',
  'access.state.asked': 'Pedido',
  'access.state.confirmed': 'Dirección confirmada',
  'access.state.endorsed': 'Respaldado',
  'access.state.approved': 'Aprobado',
  'access.state.refused': 'Denegado',
  'access.state.expired': 'Caducado',
};
