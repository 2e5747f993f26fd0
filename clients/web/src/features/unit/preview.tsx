// SPDX-License-Identifier: Apache-2.0
// The course as a participant sees it, of everybody's or of a group, now or on a date to come. The server makes it of a copy
// of the course, in which what is due by then has happened; a unit is shown here as it will be read.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { serverNow } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { momentOf, zonedOf } from '../../core/zoned.ts';
import { bySeq } from '../../core/views.ts';
import type { BySeq, Dir, Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { notify } from '../../ui/live.tsx';
import { Markup } from '../../ui/markup.tsx';
import { Button, Empty, Spinner } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Text } from './item.tsx';
import { ICONS } from './items.tsx';
import { ordered, unitsOf } from './view.ts';
import type { Listed, ListedItem, UnitPart, UnitsView } from './view.ts';
import { useZone } from './when.tsx';

const MINUTE_MS = 60_000;

/** The groups of the course, where it has any. */
interface Grouped extends UnitsView {
  readonly cohort?: { readonly cohorts: { readonly [number: string]: { readonly title: Texts } } };
}

/** With the forum as they find it: its topics, and its discussions by name. */
type AsView = Omit<UnitsView, 'forum'> & {
  readonly forum?: {
    readonly topics?: BySeq<{ readonly title: Texts; readonly place: number }>;
    readonly threads?: BySeq<Thread>;
    readonly counts?: BySeq<{ readonly threads: number }>;
  };
};
interface Thread {
  readonly title?: string;
  readonly dir?: Dir;
  readonly topic?: number;
  readonly last: number;
}
/** Discussions of one forum that are named at first. */
const SHOWN = 20;

interface As {
  readonly at: number;
  /** 0: of no group. */
  readonly cohort: number;
}

/** undefined: it is asked for; null: they find nothing there. */
function usePreview<T>({ at, cohort }: As, turn: number, unit?: number): T | null | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const [view, setView] = useState<T | null | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    setView(undefined);
    session.query('unit.preview', { room, at, ...(cohort > 0 ? { cohort } : {}), ...(unit === undefined ? {} : { unit }) })
      .then((answer) => gone || setView((answer as { view: T }).view), () => gone || setView(null));
    return () => {
      gone = true;
    };
  }, [session, room, at, cohort, unit, turn]);
  return view;
}

export function Preview(): JSX.Element {
  const { t, lang } = useWords();
  const zone = useZone();
  const groups = Object.entries(useView((view: Grouped) => view.cohort?.cohorts) ?? {});
  const [when, setWhen] = useState(() => zonedOf(serverNow(), zone));
  const [cohort, setCohort] = useState(0);
  const [unit, setUnit] = useState<number | undefined>(undefined);
  // The whole of that minute: what is due in it, and what is there now.
  const from = momentOf(when, zone);
  const at = from === undefined ? undefined : from + MINUTE_MS - 1;
  return (
    <section class="unit-preview" aria-label={t('unit.as')} data-testid="preview">
      <div class="row unit-time">
        <label class="field field-number"><span>{t('unit.as.date')}</span>
          <input type="date" value={when.date} data-testid="as-date" onInput={({ currentTarget }) => setWhen({ ...when, date: currentTarget.value })} />
        </label>
        <label class="field field-number"><span>{t('unit.time')}</span>
          <input type="time" value={when.time} data-testid="as-time" onInput={({ currentTarget }) => setWhen({ ...when, time: currentTarget.value })} />
        </label>
        {groups.length > 0 && (
          <Select label={t('unit.as.group')} value={String(cohort)} onChange={(value) => setCohort(Number(value))} testid="as-group"
            options={[{ value: '0', label: t('unit.as.group.none') }, ...groups.map(([number, { title }]) => ({ value: number, label: spoken(title, lang).text }))]} />
        )}
      </div>
      <p class="hint">{t('unit.zone', { zone })} {t('unit.as.hint')}</p>
      {at === undefined ? <p role="alert">{t('unit.fault.time')}</p>
        : unit === undefined ? <Units as={{ at, cohort }} onUnit={setUnit} /> : <One key={unit} as={{ at, cohort }} unit={unit} onBack={() => setUnit(undefined)} />}
    </section>
  );
}

/** How often the course has changed since: what is shown is asked for anew then. */
function useTurn(): number {
  const [turn, setTurn] = useState(0);
  const share = useView((view: UnitsView) => view.unit);
  useEffect(() => setTurn((last) => last + 1), [share]);
  return turn;
}

function Units({ as, onUnit }: { as: As; onUnit: (unit: number) => void }): JSX.Element {
  const { t, lang, full, zone } = useWords();
  const view = usePreview<AsView>(as, useTurn());
  if (view === undefined) return <Spinner label={t('entry.loading')} />;
  const list: readonly Listed[] = unitsOf(view?.unit);
  const next = view?.unit?.next;
  return (
    <>
      {list.length === 0 && <Empty icon="people">{t('unit.none.open')}</Empty>}
      <ol class="units" data-testid="units">
        {list.map(({ seq, value }) => {
          const title = spoken(value.title, lang);
          return (
            <li key={seq} class="unit-row">
              <h3><button type="button" class="button-link" onClick={() => onUnit(seq)} data-testid={`as-unit-${seq}`}><span lang={title.lang} dir={title.dir}>{title.text}</span></button></h3>
              {value.items && <span class="meta">{t('unit.progress', { done: 0, all: value.items.length })}</span>}
            </li>
          );
        })}
      </ol>
      {next !== undefined && <p class="hint">{t('unit.next', { time: `${full(next)} (${zone(next)})` })}</p>}
      <Discussions key={`${as.at}/${as.cohort}`} view={view} as={as} />
    </>
  );
}

function One({ as, unit, onBack }: { as: As; unit: number; onBack: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const view = usePreview<UnitPart>(as, useTurn(), unit);
  const part = view?.unit;
  const title = spoken(part?.title, lang);
  const text = spoken(part?.text, lang);
  return (
    <>
      <p><Button kind="quiet" icon="back" onClick={onBack} testid="as-back">{t('unit.show.all')}</Button></p>
      {view === undefined && <Spinner label={t('entry.loading')} />}
      {view === null && <Empty icon="notes">{t('unit.gone')}</Empty>}
      {part && (
        <>
          <h2 lang={title.lang} dir={title.dir} data-testid="as-title">{title.text}</h2>
          {text.text !== '' && <div lang={text.lang}><Markup text={text.text} dir={text.dir} /></div>}
          <ol class="units" data-testid="as-items">
            {ordered(part.items, part.order).map((item) => <ItemRow key={item.seq} {...item} />)}
          </ol>
        </>
      )}
    </>
  );
}

/** What it says is read in its place: who only looks has opened nothing. */
function ItemRow({ seq, value }: ListedItem): JSX.Element {
  const { t, lang } = useWords();
  const [open, setOpen] = useState(false);
  const name = spoken(value.title, lang);
  const words = <span lang={name.lang} dir={name.dir}>{name.text}</span>;
  const reads = value.text !== undefined && Object.keys(value.text).length > 0;
  return (
    <li class="unit-row">
      <div class="unit-text">
        <h3>
          <Icon name={ICONS[value.kind]} />{' '}
          {reads ? <button type="button" class="button-link" aria-expanded={open} onClick={() => setOpen(!open)} data-testid={`as-item-${seq}`}>{words}</button> : words}
        </h3>
        <p class="meta"><span>{t(`item.kind.${value.kind}`)}</span>{value.minutes !== undefined && <span>{t('item.minutes', { n: value.minutes })}</span>}</p>
        {open && <Text item={value} />}
      </div>
    </li>
  );
}

/** The forums that they find, and the discussions, each with how it is called. */
function Discussions({ view, as }: { view: AsView | null; as: As }): JSX.Element | null {
  const { t, lang } = useWords();
  const topics = bySeq(view?.forum?.topics).sort((a, b) => a.value.place - b.value.place);
  const threads = bySeq(view?.forum?.threads).sort((a, b) => b.value.last - a.value.last);
  const within = (topic: number): JSX.Element => (
    <Named list={threads.filter(({ value }) => (value.topic ?? 0) === topic)} count={view?.forum?.counts?.[topic]?.threads ?? 0} topic={topic} as={as} />
  );
  if (topics.length + threads.length === 0) return null;
  return (
    <section class="unit-found" aria-labelledby="as-forum" data-testid="as-forum">
      <h2 id="as-forum">{t('unit.as.forum')}</h2>
      <ul class="units">
        {topics.map(({ seq, value }) => {
          const title = spoken(value.title, lang);
          return <li key={seq} class="unit-row"><div class="unit-text"><h3 lang={title.lang} dir={title.dir}>{title.text}</h3>{within(seq)}</div></li>;
        })}
        {threads.some(({ value }) => value.topic === undefined) && <li class="unit-row">{within(0)}</li>}
      </ul>
    </section>
  );
}

/** Of one forum: the first, then all, page by page. */
function Named({ list, count, topic, as: { at, cohort } }: { list: readonly { readonly seq: number; readonly value: Thread }[]; count: number; topic: number; as: As }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const room = useContext(RoomContext);
  const [pages, setPages] = useState<{ readonly rows: typeof list; readonly next?: string } | undefined>(undefined);
  const [asking, setAsking] = useState(false);
  const rows = pages?.rows ?? list.slice(0, SHOWN);
  const more = pages ? pages.next !== undefined : count > rows.length;
  const read = (): void => {
    setAsking(true);
    session.query('forum.preview', { room, at, topic, ...(cohort > 0 ? { cohort } : {}), ...(pages?.next === undefined ? {} : { after: pages.next }) }).then((answer) => {
      const { threads, next } = answer as { threads: BySeq<Thread>; next?: string };
      const found = bySeq(threads).sort((a, b) => b.value.last - a.value.last);
      setPages({ rows: [...(pages?.rows ?? []), ...found], ...(next === undefined ? {} : { next }) });
    }, () => notify(t('unit.as.failed'))).finally(() => setAsking(false));
  };
  return (
    <>
      <ul class="meta">{rows.map(({ seq, value }) => <li key={seq}><span dir={value.dir}>{value.title ?? t('unit.as.untitled')}</span></li>)}</ul>
      {more && <Button kind="quiet" small busy={asking} onClick={read} testid={`as-more-${topic}`}>{t('do.more')}</Button>}
    </>
  );
}
