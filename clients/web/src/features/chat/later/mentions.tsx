// SPDX-License-Identifier: Apache-2.0
// Offers people while one writes, to the field that one writes in: who wrote here and the team, and, to the team,
// who is in the room.
import { useCallback, useLayoutEffect } from 'preact/hooks';
import { BOUNDS } from '../../../core/contract.ts';
import { useHere, useRights } from '../../../core/here.ts';
import { personName, useWords } from '../../../i18n/context.tsx';
import type { Mention, People } from '../../../ui/mentioning.tsx';
import { useMentioning } from '../../../ui/mentioning.tsx';
import { useRoster } from '../../../ui/roster.ts';
import type { ChatView } from '../view.ts';

export interface MentionsProps {
  readonly place: string;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly onMention: (mention: Mention) => void;
}

export function Mentions({ place, text, setText, onMention }: MentionsProps): null {
  const { t } = useWords();
  const { me } = useRights();
  const people = usePeople();
  const mention = useMentioning(place, text, setText, { me, people, most: BOUNDS.CHAT_MENTIONS, label: t('chat.mention'), found: (n) => t('chat.mention.found', { n }) });
  const sent = JSON.stringify(mention.sent);
  // The field is drawn again for what it shows and sends, not at each key.
  useLayoutEffect(() => onMention(mention), [mention.state, sent, text]);
  return null;
}

function usePeople(): People {
  const words = useWords();
  const here = useHere();
  const { may } = useRights();
  const roster = useRoster(may('presence.roster'));
  const known = useCallback(() => {
    const { chat, member } = here.view as unknown as ChatView;
    const team = Object.entries(member?.staff ?? {}).map(([id, { name }]) => ({ id, name }));
    const authors = Object.values(chat?.messages ?? {}).filter(({ by, name, pending }) => by !== undefined && name !== undefined && !pending).map(({ by, name }) => ({ id: by, name }));
    return [...authors.reverse(), ...team, ...roster.known()].map(({ id, name }) => ({ id, name: personName(words, name) }));
  }, [here, words, roster.known]);
  return { ask: roster.ask, known };
}
