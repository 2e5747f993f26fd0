// SPDX-License-Identifier: Apache-2.0
// After the end: the next session of the series, as the catalogue lists it to whoever was here.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Link } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { take } from '../../ui/take.ts';
import type { StageView } from './view.ts';

const CATALOGUE = 'academy:main';

interface Listed {
  readonly of: string;
  readonly title: Texts;
  readonly start?: number;
  readonly minutes?: number;
  readonly series?: string;
}

export function Next(): JSX.Element | null {
  const { t, lang, full } = useWords();
  const next = useNext();
  if (!next) return null;
  const title = spoken(next.title, lang);
  return (
    <div class="stage-about" data-testid="stage-next">
      <p>{t('stage.next')}</p>
      <p><Link to={{ page: 'webinar', room: next.of }}><bdi lang={title.lang}>{title.text}</bdi></Link></p>
      {next.start !== undefined && (
        <p>
          <time dateTime={new Date(next.start).toISOString()}>{full(next.start)}</time>{' '}
          <take.Page of={next.of} at={next.start} minutes={next.minutes} title={title.text} testid="take-next" />
        </p>
      )}
    </div>
  );
}

/** A room that is in no catalogue, or in no series, has none. */
export function useNext(): Listed | undefined {
  const session = useSession();
  const own = useView((view: StageView) => view.stage.series);
  const of = useContext(RoomContext);
  const [next, setNext] = useState<Listed | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const read = async (): Promise<void> => {
      // A room that was made before rooms said it themselves is asked for.
      const series = own ?? ((await session.query('room.get', { room: CATALOGUE, of })) as Listed).series;
      if (series === undefined) return;
      const { rooms } = (await session.query('room.list', { room: CATALOGUE, scope: 'soon', series, from: Date.now(), limit: 2 })) as { rooms: readonly Listed[] };
      if (!gone) setNext(rooms.find((room) => room.of !== of));
    };
    read().catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [session, of, own]);
  return next;
}
