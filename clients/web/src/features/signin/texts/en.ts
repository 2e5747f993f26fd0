// SPDX-License-Identifier: Apache-2.0

export const en = {
  'signin.title': 'Sign in',
  'signin.lead': 'With the passkey of this device: a fingerprint, a face or its PIN.',
  'signin.passkey': 'Sign in with a passkey',
  'signin.nopasskeys': 'This browser cannot use passkeys. Open the page in another browser, or on your phone.',
  'signin.first': 'The first time, use the link you were sent.',
  'signin.noorganiser': 'The first organiser comes in by a link. Whoever runs the server gets it with this command:',
  'signin.refused': 'Not possible: {error}.',
  'signin.known': 'This device has a passkey already.',
  'signin.notdone': 'Not done. You can try again.',
  'signin.enrol': 'Your access',
  'signin.gone': 'This link is no longer valid: it was used already, or is too old.',
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
  'signin.new': 'This Muster is new.',
  'signin.noorganiser.then': 'Open the link it prints in the browser of that person, on the device they use. It works once.',
  'signin.yourname': 'Your name',
  'signin.ended': 'You were signed out here. Sign in again to go on.',
  'signin.device.hint': '“Only in this browser” lasts until you sign out here; then you need a new link.',
  'signin.gone.then': 'If you used it yourself, sign in with the passkey you made. If not, ask whoever sent it for a new one.',
  'signin.steps': 'Three first steps',
  'signin.steps.hint': 'Your academy is empty. For now these are commands on the server; “muster help” tells more.',
  'signin.steps.people': 'Add people',
  'signin.steps.room': 'Plan a live session or a course',
  'signin.steps.invite': 'Invite them',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
