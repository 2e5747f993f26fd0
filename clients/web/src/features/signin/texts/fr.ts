// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'signin.title': 'Connexion',
  'signin.lead': 'Avec la clé d’accès de cet appareil : une empreinte, un visage ou son code.',
  'signin.passkey': 'Se connecter avec une clé d’accès',
  'signin.nopasskeys': 'Ce navigateur ne peut pas utiliser de clé d’accès. Ouvrez la page dans un autre navigateur ou sur votre téléphone.',
  'signin.first': 'La première fois, utilisez le lien qui vous a été envoyé.',
  'signin.noorganiser': 'Aucun organisateur n’a encore été ajouté. Sur le serveur : muster organiser add.',
  'signin.refused': 'Impossible : {error}.',
  'signin.known': 'Cet appareil a déjà une clé d’accès.',
  'signin.notdone': 'Rien n’a été fait. Vous pouvez réessayer.',
  'signin.enrol': 'Votre accès',
  'signin.gone': 'Ce lien n’est plus valable : il a déjà servi ou il est trop ancien. Demandez-en un nouveau.',
  'signin.welcome': 'Bienvenue, {name}.',
  'signin.whypasskey': 'Une clé d’accès vous connecte désormais, avec l’empreinte, le visage ou le code de cet appareil. Il n’y a pas de mot de passe.',
  'signin.make': 'Créer une clé d’accès',
  'signin.device': 'Seulement dans ce navigateur',
  'signin.thisdevice': 'Cet appareil',
  'signin.me': 'Mon compte',
  'signin.passkeys': 'Clés d’accès',
  'signin.add': 'Ajouter une clé d’accès',
  'signin.used': 'utilisé {time}',
  'signin.browsers': 'Connecté',
  'signin.here': 'ici',
  'signin.end': 'Déconnecter là-bas',
  'signin.others': 'Déconnecter partout ailleurs',
  'signin.out': 'Se déconnecter',
};
