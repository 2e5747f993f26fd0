// SPDX-License-Identifier: Apache-2.0
export const en = {
  'phase.scheduled': 'Scheduled',
  'phase.rehearsal': 'Rehearsal',
  'phase.live': 'Live',
  'phase.paused': 'Break',
  'phase.ended': 'Ended',
  'phase.now.scheduled': 'The session is scheduled again.',
  'phase.now.rehearsal': 'The rehearsal has begun.',
  'phase.now.live': 'The session is live.',
  'phase.now.paused': 'The session pauses.',
  'phase.now.ended': 'The session has ended.',
  'phase.do.scheduled': 'Back to scheduled',
  'phase.do.rehearsal': 'Rehearse',
  'phase.do.live': 'Go live',
  'phase.do.resume': 'Go on',
  'phase.do.paused': 'Take a break',
  'phase.do.ended': 'End the session',
  'phase.end.ask': 'End the session for everyone?',
  'phase.end.hint': 'This cannot be undone. What was written stays readable.',

  'stage.video': 'Video of the session',
  'stage.starts': 'Begins in',
  'stage.soon': 'Begins any moment',
  'stage.at': 'on {date}',
  'stage.unplanned': 'The start has not been set yet.',
  'stage.rehearsal': 'The session is being prepared.',
  'stage.paused': 'A short break',
  'stage.paused.hint': 'The chat stays open. We will be back soon.',
  'stage.ended': 'The session has ended',
  'stage.ended.hint': 'Thank you for taking part.',
  'stage.nostream': 'There is no picture yet',
  'stage.play': 'Watch',
  'stage.broken': 'The video cannot be played.',
  'stage.controls': 'Session',
  'stage.stream': 'Video source',
  'stage.stream.url': 'Address of the video',
  'stage.stream.type': 'Kind of video',
  'stage.stream.hls': 'Live stream (HLS)',
  'stage.stream.mp4': 'File (MP4)',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
