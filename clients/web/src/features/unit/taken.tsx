// SPDX-License-Identifier: Apache-2.0
// A date of the course, taken along into the reader's own calendar: the same entry as the course's feed has.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { IconButton } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';

/** What an `item` of a `unit` asks for until then; of neither, that a unit opens. */
export function Taken({ title, at, unit, item }: { title: string; at: number; unit?: number; item?: number }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const keep = async (): Promise<void> => {
    const { dateTake } = await import('../../core/calendar.ts');
    dateTake({ room, at, unit, item }, item === undefined ? title : t('unit.take.due', { title }));
  };
  return <IconButton icon="plus" label={t('unit.take', { title })} onClick={() => void keep()} testid={`take-${item ?? 'next'}`} />;
}
