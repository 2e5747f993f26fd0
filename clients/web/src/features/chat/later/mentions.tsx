// SPDX-License-Identifier: Apache-2.0
// Offers people while one writes, to the field that one writes in: who wrote here and the team, and, to the team,
// who is in the room.
import { useCallback, useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { BOUNDS } from '../../../core/contract.ts';
import { useHere, useRights } from '../../../core/here.ts';
import type { Person } from '../../../core/mention.ts';
import { personName, useWords } from '../../../i18n/context.tsx';
import type { Mention, People } from '../../../ui/mentioning.tsx';
import { useMentioning } from '../../../ui/mentioning.tsx';
import { RoomContext, useSession } from '../../../ui/session.tsx';
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
  const session = useSession();
  const room = useContext(RoomContext);
  const { may } = useRights();
  const roster = useRef<readonly Person[] | undefined>(undefined);
  const all = may('presence.roster');
  const ask = useCallback((then: () => void) => {
    if (!all || roster.current) return;
    roster.current = [];
    session.query('presence.roster', { room, limit: BOUNDS.ROSTER_PAGE }).then((answer) => {
      const { people } = answer as { readonly people: { readonly [id: string]: { readonly name: string } } };
      roster.current = Object.entries(people).map(([id, { name }]) => ({ id, name }));
      then();
    }, () => { roster.current = undefined; });
  }, [session, room, all]);
  const known = useCallback(() => {
    const { chat, member } = here.view as unknown as ChatView;
    const team = Object.entries(member?.staff ?? {}).map(([id, { name }]) => ({ id, name }));
    const authors = Object.values(chat?.messages ?? {}).filter(({ by, name, pending }) => by !== undefined && name !== undefined && !pending).map(({ by, name }) => ({ id: by, name }));
    return [...authors.reverse(), ...team, ...roster.current ?? []].map(({ id, name }) => ({ id, name: personName(words, name) }));
  }, [here, words]);
  return { ask, known };
}
