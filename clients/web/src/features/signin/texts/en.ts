// SPDX-License-Identifier: Apache-2.0

export const en = {
  'signin.title': 'Sign in',
  'signin.lead': 'With the passkey of this device: a fingerprint, a face or its PIN.',
  'signin.passkey': 'Sign in with a passkey',
  'signin.nopasskeys': 'This browser cannot use passkeys. Open the page in another browser, or on your phone.',
  'signin.first': 'The first time, use the link you were sent.',
  'signin.noorganiser': 'No organiser has been added yet. On the server: muster organiser add.',
  'signin.refused': 'Not possible: {error}.',
  'signin.known': 'This device has a passkey already.',
  'signin.notdone': 'Not done. You can try again.',
  'signin.enrol': 'Your access',
  'signin.gone': 'This link is no longer valid: it was used already, or is too old. Ask for a new one.',
  'signin.welcome': 'Welcome, {name}.',
  'signin.whypasskey': 'A passkey signs you in from now on, with the fingerprint, face or PIN of this device. There is no password.',
  'signin.make': 'Make a passkey',
  'signin.device': 'Only in this browser',
  'signin.thisdevice': 'This device',
  'signin.me': 'My account',
  'signin.passkeys': 'Passkeys',
  'signin.add': 'Add a passkey',
  'signin.used': 'used {time}',
  'signin.browsers': 'Signed in',
  'signin.here': 'here',
  'signin.end': 'Sign out there',
  'signin.others': 'Sign out everywhere else',
  'signin.out': 'Sign out',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
