// SPDX-License-Identifier: Apache-2.0
// What stands in one's calendar, day by day, from today on.
import type { JSX } from 'preact';
import { serverNow, useNow } from '../../core/clock.ts';
import { routeOf, roomPath } from '../../core/router.ts';
import type { Route } from '../../core/router.ts';
import { who } from '../../core/who.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Badge, Button, Empty, Link } from '../../ui/parts.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { take } from '../../ui/take.ts';
import { usePageTitle } from '../../ui/title.ts';
import { useDates } from './data.ts';
import type { Dates } from './data.ts';
import { dayOf, daysOf } from './dates.ts';
import type { Entry } from './dates.ts';
import './style.css';

const LOOK_MS = 60_000;
const ICONS: { readonly [K in Entry['kind']]: IconName } = { session: 'screen', opens: 'notes', due: 'clock' };

export function CalendarPage(): JSX.Element {
  const { t, zone } = useWords();
  const now = useNow(LOOK_MS);
  const { dates, failed, again } = useDates();
  usePageTitle(t('dates.title'));
  return (
    <div class="sheet calendar">
      <h1>{t('dates.title')}</h1>
      <p class="hint">{t('dates.hint', { zone: zone(now) })}</p>
      {failed && <div role="alert" class="row"><p>{t('dates.failed')}</p><Button onClick={again}>{t('app.again')}</Button></div>}
      {!dates && !failed && <Skeleton kind="rows" label={t('entry.loading')} />}
      {dates?.some && <p role="status" class="hint">{t('dates.some')}</p>}
      {dates && <Days dates={dates} />}
      {who.get()?.site.demo === false && <p><Link to={{ page: 'me' }} testid="calendar-own">{t('dates.own')}</Link></p>}
    </div>
  );
}

function Days({ dates }: { dates: Dates }): JSX.Element {
  const { t, lang } = useWords();
  const now = serverNow();
  const days = daysOf(dates.entries, now);
  const name = new Intl.DateTimeFormat(lang, { weekday: 'long', day: 'numeric', month: 'long' });
  if (days.length === 0) return <Empty icon="clock">{t('dates.none')}</Empty>;
  const called = (at: number): string => {
    const day = name.format(at);
    if (at === dayOf(now)) return t('dates.today', { day });
    return at === dayOf(dayOf(now) + 36 * 3_600_000) ? t('dates.tomorrow', { day }) : day;
  };
  return (
    <>
      {days.map(({ at, entries }) => (
        <section key={at} class="calendar-day" data-testid="calendar-day">
          <h2>{called(at)}</h2>
          <ul>{entries.map((entry) => <li key={`${entry.kind}/${entry.of}/${entry.item ?? entry.unit ?? entry.at}`}><Row entry={entry} titles={dates.titles} /></li>)}</ul>
        </section>
      ))}
    </>
  );
}

function Row({ entry, titles }: { entry: Entry; titles: Dates['titles'] }): JSX.Element {
  const { t, lang, time } = useWords();
  const { kind, of, at, minutes, unit, item, off, done } = entry;
  const title = entry.title ? spoken(entry.title, lang) : { text: t('dates.next'), lang: undefined, dir: undefined };
  const course = kind === 'session' ? undefined : spoken(titles.get(of) ?? {}, lang);
  const to: Route = unit === undefined ? routeOf(roomPath(of)) : { page: 'unit', room: of, unit };
  const hours = minutes ? t('dates.until', { from: time(at), to: time(at + minutes * 60_000) }) : kind === 'due' ? t('dates.by', { time: time(at) }) : time(at);
  return (
    <>
      <Icon name={ICONS[kind]} />
      <p class="calendar-text">
        <time dateTime={new Date(at).toISOString()}>{hours}</time>
        <Link to={to} hash={item === undefined ? '' : `item-${item}`} testid={`date-${kind}`}><span lang={title.lang} dir={title.dir}>{title.text}</span></Link>
        <span class="meta">{t(`dates.${kind}`)}{course && course.text !== '' && <> · <span lang={course.lang} dir={course.dir}>{course.text}</span></>}</span>
        {off && <Badge tone="warm">{t('dates.off')}</Badge>}
        {done && <Badge tone="good">{t('dates.done')}</Badge>}
      </p>
      {!off && <take.Page of={of} at={at} minutes={minutes} unit={unit} item={item} title={entry.title ? title.text : ''} testid="date-take" />}
    </>
  );
}
