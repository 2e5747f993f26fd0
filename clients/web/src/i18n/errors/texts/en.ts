// SPDX-License-Identifier: Apache-2.0
export const en = {
  'error.UNAUTHORIZED': 'you are not signed in',
  'error.UNKNOWN_CHANNEL': 'there is no such room',
  'error.METHOD_NOT_FOUND': 'the server does not know how to do this',
  'error.ALREADY_SUBSCRIBED': 'you are here already',
  'error.LIMIT_EXCEEDED': 'you have reached your share here; deleting something of yours frees a place',
  'error.BAD_REQUEST': 'the server did not understand',
  'error.NOT_AVAILABLE': 'this is not available now',
  'error.TOKEN_EXPIRED': 'your sign-in has expired',
  'error.EXPIRED': 'the time for this has passed',
  'error.UNRECOVERABLE_POSITION': 'the server could not go on from where you were',
  'error.OP_REUSED': 'this was sent twice with different content',
  'error.TEXT_INVALID': 'the text is empty, or holds characters that cannot be kept',
  'error.TEXT_TOO_LONG': 'the text is too long',
  'error.ALREADY_EXISTS': 'it exists already',
  'error.LAST_HOST': 'a room needs a host: make someone else host first',
  'error.SUSPENDED': 'this account is suspended',
  'error.NOT_MEMBER': 'you are not a member of this academy',
  'error.ACCESS_ASKED': 'access was asked for you; it is not decided yet',
  'error.PERSON_NEW': 'you are just becoming known here; try again in a moment',
  'error.ROOM_DROPPED': 'this room was removed for good',
  'error.EDIT_WINDOW': 'the time for editing is over',
  'error.QUEUE_FULL': 'too many are waiting at the moment: try again later',
  'error.INVITATION_INVALID': 'the invitation is no longer valid',
  'error.FILE_KIND': 'files of this kind are not taken here',
  'error.FILE_TOO_LARGE': 'the file is too large',
  'error.FILE_HARMFUL': 'the file was found to be harmful',
  'error.SCAN_AWAY': 'files cannot be checked just now: try again later',
  'error.CONDUCT_ASKED': 'the code of conduct is to be accepted first',
  'error.REGISTRATION_ASKED': 'register for this room first',
  'error.ANSWERS_INVALID': 'the answers do not fit the questions',
} as const;

type Source = typeof en;
declare module '../../types.ts' {
  interface Said extends Source {}
}
