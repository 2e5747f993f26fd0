// SPDX-License-Identifier: Apache-2.0
import { changed } from '../../core/feature.ts';
import type { Feature } from '../../core/feature.ts';
import type { RoomEvent } from '../../core/room.ts';
import { bySeq, isStaff } from '../../core/views.ts';
import { spoken } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { ballotOf, pollNow } from './shared.ts';
import type { Poll, PollView } from './view.ts';

export const poll: Feature = {
  id: 'poll',
  grouped: true,
  tab: { id: 'polls', label: 'poll.tab', icon: 'poll' },
  things: 'poll',
  later: ['Panel', 'Now', 'After'],
  now({ poll: share, me }: PollView, words) {
    const found = pollNow(share?.polls, me.poll?.ballots);
    return found && words.t(found.value.state === 'open' ? 'poll.opened' : 'poll.published', { title: spoken(found.value.title, words.lang).text });
  },
  // The team knows what is open.
  fresh: ({ poll: share, me }: PollView) => (isStaff(me.role) ? 0
    : bySeq(share?.polls).filter(({ seq, value }) => value.state === 'open' && !ballotOf(me.poll?.ballots, seq, value)).length),
  say: {
    'poll.open': (words, event) => ({ text: words.t('poll.opened', { title: titleOf(words, event) }), urgency: 'assertive' }),
    'poll.close': (words, event) => ({ text: words.t('poll.closed', { title: titleOf(words, event) }), urgency: 'polite' }),
    'poll.publish': (words, event) => (
      touched(event)?.published ? { text: words.t('poll.published', { title: titleOf(words, event) }), urgency: 'polite' } : undefined
    ),
  },
};

function touched(event: RoomEvent): Poll | undefined {
  return (event.view as unknown as PollView).poll?.polls?.[changed(event, 'poll', 'polls')];
}

function titleOf(words: Words, event: RoomEvent): string {
  return spoken(touched(event)?.title, words.lang).text;
}
