// SPDX-License-Identifier: Apache-2.0
// What rooms are called: as the academy's catalogue has it, in the reader's language; of others nothing.
import { useEffect, useState } from 'preact/hooks';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useSession } from '../../ui/session.tsx';

const NAMED_MAX = 40;

export function useNames(rooms: readonly string[]): { readonly [of: string]: string } {
  const { lang } = useWords();
  const session = useSession();
  const [titles, setTitles] = useState<{ readonly [of: string]: Texts }>({});
  const asked = rooms.slice(-NAMED_MAX).join(' ');
  useEffect(() => {
    for (const of of asked.split(' ').filter(Boolean)) {
      session.query('room.get', { room: 'academy:main', of }).then((room) => setTitles((before) => ({ ...before, [of]: (room as { title: Texts }).title })), () => undefined);
    }
  }, [session, asked]);
  return Object.fromEntries(Object.entries(titles).map(([of, title]) => [of, spoken(title, lang).text]).filter(([, text]) => text !== ''));
}
