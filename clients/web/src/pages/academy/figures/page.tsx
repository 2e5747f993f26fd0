// SPDX-License-Identifier: Apache-2.0
// How long requests for access take, by country: who waits, since when, and the median until it was decided.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useNow } from '../../../core/clock.ts';
import { countryName } from '../../../core/countries.ts';
import { useWords } from '../../../i18n/context.tsx';
import { Button, Empty, Time } from '../../../ui/parts.tsx';
import { useRoomEvents, useSession } from '../../../ui/session.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import { ACADEMY, useAcademy } from '../context.ts';
import { Head } from '../page.tsx';
import { Saved } from '../saved.tsx';
import './style.css';

interface Country {
  readonly count: number;
  readonly since?: number;
  readonly median?: number;
}
type Figures = { readonly [country: string]: Country };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function Page(): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const { room } = useAcademy();
  const [figures, setFigures] = useState<Figures | 'failed' | undefined>(undefined);
  const read = (): void => void session.query('access.figures', { room: ACADEMY }).then(
    (answer) => setFigures((answer as { countries: Figures }).countries),
    () => setFigures((before) => before ?? 'failed'),
  );
  useEffect(read, [session]);
  useRoomEvents(room, ({ type }) => type.startsWith('access.') && read());
  usePageTitle(t('figures.title'));
  return (
    <>
      <Head title={t('figures.title')}>
        <Saved query="access.figures" name="access.csv" testid="figures-csv" />
      </Head>
      <p class="lead">{t('figures.lead')}</p>
      {!figures && <Skeleton kind="rows" label={t('entry.loading')} />}
      {figures === 'failed' && <div role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>}
      {figures && figures !== 'failed' && <Table figures={figures} />}
    </>
  );
}

/** The longest waiting first, then the slowest. */
function inOrder(figures: Figures): readonly (readonly [string, Country])[] {
  const since = ({ since: at }: Country): number => at ?? Number.MAX_SAFE_INTEGER;
  return Object.entries(figures).sort(([, a], [, b]) => since(a) - since(b) || (b.median ?? 0) - (a.median ?? 0));
}

function Table({ figures }: { figures: Figures }): JSX.Element {
  const { t, lang, number, ago } = useWords();
  const now = useNow(60_000);
  const rows = inOrder(figures);
  const longest = Math.max(1, ...rows.map(([, { median }]) => median ?? 0));
  if (rows.length === 0) return <Empty icon="clock">{t('figures.none')}</Empty>;
  return (
    <table class="table figures" data-testid="figures">
      <thead>
        <tr>
          <th scope="col">{t('figures.country')}</th>
          <th scope="col" class="table-number">{t('figures.waiting')}</th>
          <th scope="col">{t('figures.oldest')}</th>
          <th scope="col">{t('figures.median')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([country, { count, since, median }]) => (
          <tr key={country} data-testid={`figures-${country}`}>
            <th scope="row">{countryName(country, lang)}</th>
            <td class="table-number" data-label={t('figures.waiting')}>{number(count)}</td>
            <td data-label={t('figures.oldest')}>{since === undefined ? '–' : <Time at={since} now={now} text={ago(since, now)} />}</td>
            <td data-label={t('figures.median')}>
              {median === undefined ? '–' : (
                <span class="figures-median">
                  <span>{took(median, t)}</span>
                  <span class="figures-bar" aria-hidden="true"><span style={{ inlineSize: `${(100 * median) / longest}%` }} /></span>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function took(ms: number, t: ReturnType<typeof useWords>['t']): string {
  if (ms >= 2 * DAY_MS) return t('figures.days', { n: Math.round(ms / DAY_MS) });
  return ms < HOUR_MS ? t('figures.soon') : t('figures.hours', { n: Math.round(ms / HOUR_MS) });
}
