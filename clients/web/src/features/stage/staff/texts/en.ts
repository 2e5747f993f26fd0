// SPDX-License-Identifier: Apache-2.0
// What only the team reads.

export const en = {
  'phase.do.scheduled': 'Back to scheduled',
  'phase.do.rehearsal': 'Rehearse',
  'phase.do.live': 'Go live',
  'phase.do.resume': 'Go on',
  'phase.do.paused': 'Take a break',
  'phase.break': 'Break, and when it is over',
  'phase.break.longer': 'Goes on in',
  'phase.break.minutes': { one: '{n} minute', other: '{n} minutes' },
  'phase.do.ended': 'End the session',
  'phase.end.ask': 'End the session for everyone?',
  'phase.end.hint': 'It can be undone for two minutes. Open polls are closed, and stay closed. What was written stays readable.',
  'phase.undo': 'Undo the end',
  'phase.undo.left': 'for {time} more',
  'phase.blind.ask': 'Go live without a picture?',
  'phase.blind.hint': 'There is no video source yet. It can be named later; until then people see that there is no picture.',
  'stage.source.trying': 'Trying the video…',
  'stage.source.plays': 'The video answers and can be played.',
  'stage.source.broken': 'The video at this address does not answer, or cannot be played: there would be no picture.',
  'stage.source.unknown': 'The video has not answered yet.',
  'stage.wall': 'Present on a wall',
  'stage.more': 'More for the session',
  'stage.end': 'End…',
  'stage.stream': 'Video source',
  'stage.stream.url': 'Address of the video',
  'stage.stream.type': 'Kind of video',
  'stage.stream.hls': 'Live stream (HLS)',
  'stage.stream.mp4': 'File (MP4)',
  'stage.controls': 'Session',
  'error.REOPEN_LATE': 'it ended more than two minutes ago',
  'error.STREAM_ADDRESS': 'this is not the address of a video',
  'error.STREAM_TYPE': 'this is another kind of video',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
