// SPDX-License-Identifier: Apache-2.0
// What a unit is made of: a list that leads to each, and what one has done of it.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import { routeOf, roomPath } from '../../core/router.ts';
import type { Route } from '../../core/router.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { announce, notify } from '../../ui/live.tsx';
import { Badge, Button, Empty, Link } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { Activity } from './activity.tsx';
import { useDrag } from './drag.ts';
import { ItemForm } from './item-form.tsx';
import { stays } from './view.ts';
import type { Kind, ListedItem, UnitsView } from './view.ts';

export const ICONS: { readonly [kind in Kind]: IconName } = { article: 'notes', link: 'link', webinar: 'screen', video: 'play', podcast: 'sound', file: 'download', topic: 'chat', test: 'question', assignment: 'reply', lti: 'link' };

interface ItemsProps {
  readonly unit: number;
  readonly list: readonly ListedItem[];
}

export function Items({ unit, list }: ItemsProps): JSX.Element {
  const { t, lang } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const [writes, setWrites] = useState<'new' | number | undefined>(undefined);
  const [drops, setDrops] = useState<ListedItem | undefined>(undefined);
  const builds = may('item.add');
  const stop = (): void => setWrites(undefined);
  const name = ({ value }: ListedItem): string => spoken(value.title, lang).text;
  const put = (from: number, to: number): void => {
    const seqs = list.map(({ seq }) => seq);
    const before = [...seqs];
    seqs.splice(to, 0, ...seqs.splice(from, 1));
    void run('item.order', { unit, items: seqs }).then((ok) => {
      if (!ok) return;
      announce(t('item.moved', { place: to + 1, all: seqs.length }));
      notify(t('unit.ordered'), { label: t('do.undo'), run: () => void run('item.order', { unit, items: before }) });
    });
  };
  const drag = useDrag(builds && writes === undefined ? list.length : 0, put);
  const actsOf = (each: ListedItem, place: number): Act[] => (builds ? [
    { label: t('do.edit'), testid: `item-edit-${each.seq}`, onChoose: () => setWrites(each.seq) },
    ...(place > 0 ? [{ label: t('unit.up'), testid: `item-up-${each.seq}`, onChoose: () => put(place, place - 1) }] : []),
    ...(place < list.length - 1 ? [{ label: t('unit.down'), testid: `item-down-${each.seq}`, onChoose: () => put(place, place + 1) }] : []),
    { label: t('do.remove'), danger: true, testid: `item-remove-${each.seq}`, onChoose: () => setDrops(each) },
  ] : []);
  const add = builds && writes === undefined && list.length < BOUNDS.ITEMS_UNIT && <Button icon="plus" onClick={() => setWrites('new')} testid="item-new">{t('item.new')}</Button>;
  return (
    <section class="unit-items" aria-labelledby="items">
      <div class="section-head"><h2 id="items">{t('item.title')}</h2>{list.length > 0 && add}</div>
      {list.length === 0 && writes === undefined && <Empty icon="notes" action={add}>{t(builds ? 'item.none.build' : 'item.none')}</Empty>}
      <ol class="units" data-testid="items">
        {list.map((each, place) => (
          <li key={each.seq} class="unit-row" {...(builds ? { tabIndex: -1, ...drag(place) } : {})} data-testid={`item-${each.seq}`}>
            {writes === each.seq ? <ItemForm unit={unit} item={each} onDone={stop} /> : <Row unit={unit} {...each} acts={actsOf(each, place)} busy={sending} />}
          </li>
        ))}
      </ol>
      {writes === 'new' && <ItemForm unit={unit} onDone={stop} />}
      {drops && (
        <Confirm title={t('unit.remove.ask', { title: name(drops) })} hint={t('item.remove.hint')} action={t('do.remove')} busy={sending} onClose={() => setDrops(undefined)}
          onConfirm={() => void run('item.remove', { unit, item: drops.seq }).then((ok) => ok && (setDrops(undefined), notify(t('unit.removed', { title: name(drops) }))))} />
      )}
    </section>
  );
}

function Row({ unit, seq, value, acts, busy }: ListedItem & { unit: number; acts: readonly Act[]; busy: boolean }): JSX.Element {
  const { t, lang, countdown } = useWords();
  const mark = useView((view: UnitsView) => view.me.unit?.marks?.[seq]);
  return (
    <>
      <div class="unit-text">
        <h3><Icon name={ICONS[value.kind]} /> <Way unit={unit} seq={seq} value={value} /></h3>
        <p class="meta">
          <span>{t(`item.kind.${value.kind}`)}</span>
          {value.kind === 'lti' && <span>{t('item.lti.where')}</span>}
          {value.minutes !== undefined && <span>{t('item.minutes', { n: value.minutes })}</span>}
          {mark?.place !== undefined && !mark.done && <span>{t('item.at', { time: countdown(mark.place * 1000) })}</span>}
          {mark && <Badge tone={mark.done ? 'good' : 'plain'}>{t(mark.done ? 'item.done' : 'item.opened')}</Badge>}
        </p>
      </div>
      {!stays(value) && mark && <Done unit={unit} item={seq} small />}
      <Acts acts={acts} label={t('item.acts', { title: spoken(value.title, lang).text })} busy={busy} quiet />
    </>
  );
}

/** What leads to it. To go there is to have opened it. */
function Way({ unit, seq, value }: ListedItem & { unit: number }): JSX.Element {
  const { t, lang } = useWords();
  const room = useContext(RoomContext);
  const { run } = useAct();
  const { may } = useRights();
  const opened = useView((view: UnitsView) => view.me.unit?.marks?.[seq] !== undefined);
  const found = useView((view: UnitsView) => value.topic !== undefined && view.forum?.topics?.[value.topic] !== undefined);
  const title = spoken(value.title, lang);
  const words = <span lang={title.lang} dir={title.dir}>{title.text}</span>;
  const open = (): void => {
    if (!opened && may('item.mark')) void run('item.mark', { unit, item: seq });
  };
  if (stays(value)) return <Link to={{ page: 'unit', room, unit }} hash={`item-${seq}`} testid={`item-open-${seq}`}>{words}</Link>;
  if (value.kind === 'lti') return <Activity unit={unit} item={seq} onOpen={open}>{words}</Activity>;
  if (value.kind === 'link') {
    return (
      <a href={value.url ?? ''} target="_blank" rel="noopener noreferrer nofollow ugc" onClick={open} data-testid={`item-open-${seq}`}>
        {words}<span class="hidden"> {t('app.opens')}</span>
      </a>
    );
  }
  const to: Route | undefined = value.kind === 'topic' ? value.topic !== undefined && found ? { page: 'topic', room, topic: value.topic } : undefined : value.of === undefined ? undefined : routeOf(roomPath(value.of));
  if (!to) return <>{words} <span class="meta" data-testid={`item-nowhere-${seq}`}>{t(value.kind === 'topic' ? 'item.topic.gone' : 'item.webinar.waits')}</span></>;
  return <span onClick={open}><Link to={to} testid={`item-open-${seq}`}>{words}</Link></span>;
}

export function Done({ unit, item, small }: { unit: number; item: number; small?: boolean }): JSX.Element | null {
  const { t } = useWords();
  const { sending, run } = useAct();
  const { may } = useRights();
  const done = useView((view: UnitsView) => view.me.unit?.marks?.[item]?.done === true);
  if (!may('item.mark')) return null;
  return (
    <Button kind={done || small ? 'plain' : 'strong'} {...(small ? { small } : {})} icon="check" busy={sending} pressed={done} testid={`item-done-${item}`}
      onClick={() => void run('item.mark', { unit, item, done: !done })}>
      {t('item.done')}
    </Button>
  );
}

export function Next({ unit, seq, value }: ListedItem & { unit: number }): JSX.Element {
  const { t } = useWords();
  return <span class="unit-next"><span class="meta">{t('item.next')}</span> <Way unit={unit} seq={seq} value={value} /></span>;
}
