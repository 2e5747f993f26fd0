// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'signin.title': 'Iniciar sesión',
  'signin.lead': 'Con la clave de acceso de este dispositivo: una huella, un rostro o su PIN.',
  'signin.passkey': 'Entrar con una clave de acceso',
  'signin.nopasskeys': 'Este navegador no puede usar claves de acceso. Abra la página en otro navegador o en su teléfono.',
  'signin.first': 'La primera vez, use el enlace que le enviaron.',
  'signin.noorganiser': 'Todavía no se ha añadido ningún organizador. En el servidor: muster organiser add.',
  'signin.refused': 'No es posible: {error}.',
  'signin.known': 'Este dispositivo ya tiene una clave de acceso.',
  'signin.notdone': 'No se hizo nada. Puede intentarlo de nuevo.',
  'signin.enrol': 'Su acceso',
  'signin.gone': 'Este enlace ya no es válido: se usó o es demasiado antiguo. Pida uno nuevo.',
  'signin.welcome': 'Le damos la bienvenida, {name}.',
  'signin.whypasskey': 'Desde ahora entra con una clave de acceso: la huella, el rostro o el PIN de este dispositivo. No hay contraseña.',
  'signin.make': 'Crear una clave de acceso',
  'signin.device': 'Solo en este navegador',
  'signin.thisdevice': 'Este dispositivo',
  'signin.me': 'Mi cuenta',
  'signin.passkeys': 'Claves de acceso',
  'signin.add': 'Añadir una clave de acceso',
  'signin.used': 'usado {time}',
  'signin.browsers': 'Sesiones abiertas',
  'signin.here': 'aquí',
  'signin.end': 'Cerrar esa sesión',
  'signin.others': 'Cerrar todas las demás',
  'signin.out': 'Cerrar sesión',
};
