// SPDX-License-Identifier: Apache-2.0
import { BOUNDS } from '../../core/contract.ts';
import { useWords } from '../../i18n/context.tsx';
import { useMentioning } from '../../ui/mentioning.tsx';
import type { Mention } from '../../ui/mentioning.tsx';
import { useForum } from './context.ts';
import { usePeople } from './people.ts';

/** Of a text in a course. */
export function useMention(place: string, text: string, setText: (text: string) => void): Mention {
  const { t } = useWords();
  const { me } = useForum();
  return useMentioning(place, text, setText, { me, people: usePeople(), most: BOUNDS.MENTIONS, label: t('forum.mention'), found: (n) => t('forum.mention.found', { n }) });
}
