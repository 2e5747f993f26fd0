// SPDX-License-Identifier: Apache-2.0
// The button beside a date. The file is made here, under the id and the name that the date has in the feeds
// (server/net/calendars.c), so that a calendar which has both has it once.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { calendarSave } from '../../core/calendar.ts';
import type { Dated } from '../../core/calendar.ts';
import type { Session } from '../../core/session.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button, IconButton } from '../parts.tsx';
import { SessionContext } from '../session.tsx';

export interface TakeProps extends Dated {
  /** Empty: a unit that is not told of before it opens. */
  readonly title: string;
  /** Where it stands alone, in words. */
  readonly worded?: boolean;
  readonly testid: string;
}

export function Take({ title, worded = false, testid, ...date }: TakeProps): JSX.Element {
  const { t } = useWords();
  const session = useContext(SessionContext);
  const { of, item } = date;
  const name = item !== undefined ? t('take.due', { title }) : of.startsWith('webinar:') ? title : title === '' ? t('take.next') : t('take.opens', { title });
  const keep = async (): Promise<void> => calendarSave(date, name, await revisionOf(session, date));
  if (worded) return <Button small icon="plus" onClick={() => void keep()} testid={testid}>{t('take.it')}</Button>;
  return <IconButton icon="plus" label={t('take.of', { title: title || name })} onClick={() => void keep()} testid={testid} />;
}

const WAIT_MS = 2000;

interface Change {
  readonly unit?: number;
  readonly item?: number;
  readonly changes: number;
}

/** How often the date was said anew, as the feeds count it: a calendar takes the later word. Where nobody answers it is not known. */
async function revisionOf(session: Session | undefined, { of, unit, item }: Dated): Promise<number | undefined> {
  if (session?.connection.get() !== 'connected') return undefined;
  const asked = of.startsWith('webinar:') ? session.query('room.calendar', { room: 'academy:main', of }) : session.query('unit.calendar', { room: of });
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, WAIT_MS));
  const answer = await Promise.race([asked.catch(() => undefined), late]) as { events?: readonly Change[]; due?: readonly Change[] } | undefined;
  const list = item === undefined ? answer?.events : answer?.due;
  return list?.find((each) => each.unit === unit && each.item === item)?.changes;
}
