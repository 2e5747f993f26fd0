// SPDX-License-Identifier: Apache-2.0
// Whom one may mention, as far as one may know: who wrote here, the team, who opened discussions; the team also
// who is in the course.
import { createContext } from 'preact';
import { useCallback, useContext } from 'preact/hooks';
import { useHere } from '../../core/here.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useRoster } from '../../ui/roster.ts';
import { useForum } from './context.ts';
import type { Person } from '../../core/mention.ts';
import type { People } from '../../ui/mentioning.tsx';
import type { ForumView } from './view.ts';

/** Who wrote in the discussion that one reads, asked when it is needed. */
export const AuthorsContext = createContext<() => readonly Person[]>(() => []);

export function usePeople(): People {
  const words = useWords();
  const authors = useContext(AuthorsContext);
  const here = useHere();
  const { staff } = useForum();
  const roster = useRoster(staff);
  const known = useCallback(() => {
    const { forum, member } = here.view as unknown as ForumView;
    const team = Object.entries(member?.staff ?? {}).map(([id, { name }]) => ({ id, name }));
    const openers = Object.values(forum?.threads ?? {}).map(({ by, name }) => ({ id: by, name }));
    return [...authors(), ...team, ...roster.known(), ...openers].map(({ id, name }) => ({ id, name: personName(words, name) }));
  }, [here, authors, words, roster.known]);
  return { ask: roster.ask, known };
}
