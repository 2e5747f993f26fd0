// SPDX-License-Identifier: Apache-2.0
// One unit: what it is about, and the way to those beside it.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { useTarget } from '../../core/router.ts';
import type { Route } from '../../core/router.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Back } from '../../ui/back.tsx';
import { later, ofRest } from '../../ui/later.tsx';
import { Markup } from '../../ui/markup.tsx';
import { Badge, Link, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useRoom } from '../../ui/session.tsx';
import { Told } from '../../ui/states.tsx';
import type { RoomView } from '../../core/views.ts';
import { usePageTitle } from '../../ui/title.ts';
import { ItemPage } from './item.tsx';
import { Items } from './items.tsx';
import { ordered, stays, unitsOf } from './view.ts';
import type { Item, Listed, ListedItem, UnitPart, UnitsView } from './view.ts';

const TestPage = ofRest<{ readonly unit: number; readonly item: number; readonly title: Item['title'] }>('test', 'TestPage').Page;
const AssignmentPage = ofRest<{ readonly unit: number; readonly item: number; readonly title: Item['title'] }>('assignment', 'AssignmentPage').Page;

// Few take anything along, and nobody waits for it.
const Along = later(async () => (await import('./along.tsx')).Along, 'always').Page;

const Forms = ofRest<{ readonly unit: number }>('survey', 'OfUnit').Page;

export function UnitAt({ here }: { readonly here: Route }): JSX.Element | null {
  // Keyed: another unit is another page.
  return here.page === 'unit' ? <UnitPage key={here.unit} seq={here.unit} /> : null;
}

function UnitPage({ seq }: { seq: number }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const { view, refused } = useRoom<UnitPart>(`${room}/unit/${seq}`);
  const target = useTarget('item');
  const item = target === undefined ? undefined : view?.unit?.items?.[target];
  const alone = item !== undefined && stays(item);
  const gone = refused !== undefined || (view !== undefined && !view.unit);
  return (
    <div class="sheet course">
      {!alone && <p><Back /></p>}
      {gone && <Told kind="gone" title={t('unit.gone')} testid="unit-gone"><p>{t('unit.gone.hint')}</p></Told>}
      {!gone && !view?.unit && <Spinner label={t('entry.loading')} />}
      {!gone && view?.unit && <Content unit={view.unit} />}
    </div>
  );
}

/** A guest has the topics that are theirs, and sessions where they may write: who only reads comes into none. */
function useOffered(list: readonly ListedItem[]): readonly ListedItem[] {
  const visits = useView((view) => 'visitor' in view.me);
  const writes = useView((view: RoomView & { readonly me: { readonly visitor?: { readonly writes?: true } } }) => view.me.visitor?.writes);
  const topics = useView((view: UnitsView) => view.forum?.topics);
  return visits ? list.filter(({ value }) => value.kind === 'topic' ? topics?.[value.topic ?? 0] : value.kind !== 'webinar' || writes) : list;
}

/** An item that the address names, and that has a page here, stands alone. */
function Content({ unit }: { unit: NonNullable<UnitPart['unit']> }): JSX.Element {
  const list = useOffered(ordered(unit.items, unit.order));
  const visits = useView((view) => 'visitor' in view.me);
  const at = useTarget('item');
  const one = list.find(({ seq, value }) => seq === at && stays(value));
  if (one?.value.kind === 'test') return <TestPage key={one.seq} unit={unit.seq} item={one.seq} title={one.value.title} />;
  if (one?.value.kind === 'assignment') return <AssignmentPage key={one.seq} unit={unit.seq} item={one.seq} title={one.value.title} />;
  if (one) return <ItemPage key={one.seq} unit={unit.seq} item={one} list={list} />;
  return (
    <>
      <Words unit={unit} />
      <Items unit={unit.seq} list={list} />
      {visits ? null : <><Forms unit={unit.seq} /><Taking seq={unit.seq} /></>}
      <Beside seq={unit.seq} />
    </>
  );
}

function Words({ unit: { seq, title: titles, text: texts } }: { unit: NonNullable<UnitPart['unit']> }): JSX.Element {
  const { t, lang } = useWords();
  const room = useContext(RoomContext);
  const { may } = useRights();
  const isOpen = useView((view: UnitsView) => view.unit?.units?.[seq]?.opened !== undefined);
  const title = spoken(titles, lang);
  const text = spoken(texts, lang);
  const news = spoken(useView((view: UnitsView) => view.unit?.units?.[seq]?.announcement), lang);
  usePageTitle(title.text);
  return (
    <>
      <header class="unit-head">
        <h1 lang={title.lang} dir={title.dir} data-testid="unit-title">{title.text}</h1>
        {!isOpen && <p class="row"><Badge tone="warm">{t('unit.shut')}</Badge></p>}
      </header>
      {news.text !== '' && (
        <section class="unit-news" aria-labelledby="unit-news" data-testid="unit-news">
          <h2 id="unit-news">{t('unit.news.title')}</h2>
          <div lang={news.lang}><Markup text={news.text} dir={news.dir} /></div>
        </section>
      )}
      {text.text !== '' ? <div lang={text.lang} data-testid="unit-text"><Markup text={text.text} dir={text.dir} /></div> : <p class="hint">{t('unit.wordless')}</p>}
      {may('unit.edit') && <p><Link to={{ page: 'build', room }} testid="to-build">{t('unit.build')}</Link></p>}
    </>
  );
}

/** Along with the one behind it, where that is open. */
function Taking({ seq }: { seq: number }): JSX.Element | null {
  const list = unitsOf(useView((view: UnitsView) => view.unit));
  const next = list[list.findIndex((each) => each.seq === seq) + 1];
  return <Along unit={seq} {...(next?.value.opened === undefined ? {} : { next })} />;
}

/** The ways on: back is where one came from, ahead is what is next. */
function Beside({ seq }: { seq: number }): JSX.Element | null {
  const { t } = useWords();
  const list = unitsOf(useView((view: UnitsView) => view.unit));
  const at = list.findIndex((each) => each.seq === seq);
  const [before, after] = [at > 0 ? list[at - 1] : undefined, at < 0 ? undefined : list[at + 1]];
  if (!before && !after) return null;
  return (
    <nav class="unit-beside" aria-label={t('unit.beside')}>
      {before ? <Way {...before} label={t('unit.before')} testid="unit-before" /> : <span />}
      {after && <Way {...after} label={t('unit.after')} testid="unit-after" />}
    </nav>
  );
}

function Way({ seq, value, label, testid }: Listed & { label: string; testid: string }): JSX.Element {
  const { lang } = useWords();
  const room = useContext(RoomContext);
  const title = spoken(value.title, lang);
  return (
    <Link to={{ page: 'unit', room, unit: seq }} class="unit-way" testid={testid}>
      <span class="meta">{label}</span>
      <span class="cut" lang={title.lang} dir={title.dir} title={title.text}>{title.text}</span>
    </Link>
  );
}
