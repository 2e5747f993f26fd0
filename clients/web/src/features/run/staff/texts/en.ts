// SPDX-License-Identifier: Apache-2.0
export const en = {
  'run.steps': 'Steps',
  'run.none': 'What you prepare stands here in its order: chapters, polls, slides, the timer. One key goes through it.',
  'run.next': '{act}: {title}',
  'run.over': 'That was the last step.',
  'run.waits': 'The next step is for when the session is live.',
  'run.at': 'Now',
  'run.done': 'Done',
  'run.up': 'Move up',
  'run.down': 'Move down',
  'run.moved': 'Step {place} of {all} now.',
  'run.out': 'Take out of the run sheet',
  'run.taken': 'The step is out of the run sheet.',
  'run.acts': 'Step: {title}',
  'run.add': 'Add a step',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
