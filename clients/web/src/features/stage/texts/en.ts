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

  'stage.video': 'Video of the session',
  'stage.starts': 'Begins in',
  'stage.soon': 'Begins any moment',
  'stage.at': 'on {date}',
  'stage.unplanned': 'The start has not been set yet.',
  'stage.rehearsal': 'The session is being prepared.',
  'stage.paused': 'A short break',
  'stage.paused.hint': 'The chat stays open. We will be back soon.',
  'stage.ended': 'The session has ended',
  'stage.next': 'Next in this series',
  'stage.ended.hint': 'Thank you for taking part.',
  'stage.nostream': 'There is no picture yet',
  'stage.gone': '{past} min',
  'stage.gone.of': '{past} of {minutes} min',
  'stage.zone': 'your time: {zone}',
  'stage.before': 'The picture begins here by itself. Until then the chat is beside it, and questions can be asked.',
  'stage.hosts': 'With {names}',
  'stage.there': 'There: {time} ({zone})',
  'stage.languages': 'Spoken: {languages}',
  'stage.series': 'Part of a series: {series}',
  'stage.try': 'Try sound and picture',
  'stage.paused.since': 'since {time}',
  'phase.now.paused.until': 'A break until {time}.',
  'stage.goeson': 'Goes on in',
  'stage.goeson.at': 'at {time}',
  'stage.goeson.soon': 'Goes on any moment',
  'stage.nostream.hint': 'The sound and the picture come here as soon as they are sent.',
  'stage.nostream.staff': 'Name the video source in the menu of the session.',
  'phase.again': 'Watched again',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
