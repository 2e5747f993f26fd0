// SPDX-License-Identifier: Apache-2.0
// What is said aloud when it happens. A poll has a moment that passes, so it interrupts; the rest waits.
import { serverNow } from '../core/clock.ts';
import { isObject } from '../core/merge.ts';
import type { JsonObject } from '../core/merge.ts';
import type { Room, RoomEvent } from '../core/room.ts';
import type { WebinarView } from '../core/views.ts';
import { spoken, useWords } from '../i18n/context.tsx';
import type { Words } from '../i18n/index.ts';
import { announce } from '../ui/live.tsx';
import type { Urgency } from '../ui/live.tsx';
import { useRoomEvents } from '../ui/session.tsx';

// What was missed and is caught up on is read, not called out.
const STALE_MS = 20_000;

export function useAnnouncements(room: Room | undefined): void {
  const words = useWords();
  useRoomEvents(room, (event) => {
    if (serverNow() - event.at > STALE_MS) return;
    const sentence = sentenceFor(words, event);
    if (sentence) announce(sentence.text, sentence.urgency);
  });
}

function sentenceFor(words: Words, event: RoomEvent): { text: string; urgency: Urgency } | undefined {
  const { t } = words;
  const view = event.view as unknown as WebinarView;
  switch (event.type) {
    case 'stage.phase':
      return { text: t(`phase.now.${view.stage.phase}`), urgency: 'polite' };
    case 'poll.open':
      return { text: t('poll.opened', { title: pollTitle(words, event) }), urgency: 'assertive' };
    case 'poll.close':
      return { text: t('poll.closed', { title: pollTitle(words, event) }), urgency: 'polite' };
    case 'poll.publish': {
      const poll = view.poll?.polls?.[changed(event.patch, 'poll', 'polls')];
      return poll?.published ? { text: t('poll.published', { title: pollTitle(words, event) }), urgency: 'polite' } : undefined;
    }
    case 'question.take': {
      const question = view.question?.questions?.[changed(event.patch, 'question', 'questions')];
      return question && { text: t('question.now', { text: question.text }), urgency: 'polite' };
    }
    default:
      return undefined;
  }
}

function pollTitle(words: Words, event: RoomEvent): string {
  const view = event.view as unknown as WebinarView;
  return spoken(view.poll?.polls?.[changed(event.patch, 'poll', 'polls')]?.title, words.lang).text;
}

/** The seq of the thing that the patch touches. */
function changed(patch: JsonObject, share: string, things: string): string {
  const inside = patch[share];
  const touched = isObject(inside) ? inside[things] : undefined;
  return isObject(touched) ? Object.keys(touched)[0] ?? '' : '';
}
