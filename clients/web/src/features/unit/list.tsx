// SPDX-License-Identifier: Apache-2.0
// The course as its units: what is open, and when the next one opens.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { serverNow } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { go } from '../../core/router.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Badge, Button, Empty, Link } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { take } from '../../ui/take.ts';
import { TemplateContext } from '../../ui/template.ts';
import { DueList } from './due.tsx';
import { nextOf, unitsOf, weekOf } from './view.ts';
import type { Listed, UnitsView } from './view.ts';

export function UnitList(): JSX.Element | null {
  const { t, lang } = useWords();
  const room = useContext(RoomContext);
  const { may } = useRights();
  const marks = useView((view: UnitsView) => view.me.unit?.marks);
  const share = useView((view: UnitsView) => view.unit);
  const list = unitsOf(share);
  const week = weekOf(useView((view: UnitsView) => view.stage?.start), serverNow());
  const builds = may('unit.add');
  // Nothing opens in it any more.
  const archived = useView((view: UnitsView) => view.stage?.archived);
  const next = nextOf(list, marks);
  const template = useContext(TemplateContext);
  const undated = template === 'workspace' || template === 'library';
  const learns = !builds && !undated;
  // A library has documents; whoever wants sections in one makes the first from its address.
  const offered = builds && template !== undefined && template !== 'library';
  if (list.length === 0 && !share?.next && !offered) return null;
  const build = builds && <Button icon="edit" onClick={() => go({ page: 'build', room })} testid="to-build">{t(undated ? 'unit.sections.build' : 'unit.build')}</Button>;
  return (
    <>
      {!archived && <DueList />}
      <section aria-labelledby="units">
        <div class="section-head"><h2 id="units">{t(undated ? 'unit.sections' : 'unit.title')}</h2>{list.length > 0 && build}</div>
        {week !== undefined && list.length > 0 && <p class="meta" data-testid="unit-week">{t('unit.week', { n: week })}</p>}
        {list.length === 0 && builds && <Empty icon="notes" action={build}>{t(undated ? 'unit.sections.none' : 'unit.none.build')}</Empty>}
        {next && learns && <p><Link class="button button-strong" to={{ page: 'unit', room, unit: next.unit.seq }} hash={`item-${next.item}`} testid="go-on">{t('unit.go', { title: spoken(next.unit.value.title, lang).text })}</Link></p>}
        <UnitRows list={list} learns={learns} next={archived || builds ? undefined : share?.next} />
      </section>
    </>
  );
}

/** Rows that lead to a unit. What is not open is there for the team alone; whoever learns sees how far they are. */
export function UnitRows({ list, learns, next }: { list: readonly Listed[]; learns: boolean; next: number | undefined }): JSX.Element {
  const { t, lang } = useWords();
  const room = useContext(RoomContext);
  const marks = useView((view: UnitsView) => view.me.unit?.marks);
  const archived = useView((view: UnitsView) => view.stage?.archived);
  return (
    <>
      <ol class="units" data-testid="units">
        {list.map(({ seq, value }) => {
          const title = spoken(value.title, lang);
          return (
            <li key={seq} class="unit-row" data-testid={`unit-${seq}`}>
              <h3><Link class="unit-link" to={{ page: 'unit', room, unit: seq }}><span lang={title.lang} dir={title.dir}>{title.text}</span></Link></h3>
              {learns && value.items && <span class="meta">{t('unit.progress', { done: value.items.filter((item) => marks?.[item]?.done).length, all: value.items.length })}</span>}
              {value.opened === undefined && (
                <span class="meta unit-ahead">{value.at === undefined || archived ? <Badge tone="warm">{t('unit.held')}</Badge> : <><Opens at={value.at} /><take.Page of={room} title={title.text} at={value.at} unit={seq} testid={`take-unit-${seq}`} /></>}</span>
              )}
            </li>
          );
        })}
      </ol>
      {next !== undefined && <p class="hint unit-ahead" data-testid="unit-next"><Opens at={next} say="unit.next" /> <take.Page of={room} title="" at={next} testid="take-next" /></p>}
    </>
  );
}

/** In the reader's time, by the name of their zone. */
function Opens({ at, say = 'unit.opens' }: { at: number; say?: 'unit.opens' | 'unit.next' }): JSX.Element {
  const { t, full, zone } = useWords();
  return <time dateTime={new Date(at).toISOString()}>{t(say, { time: `${full(at)} (${zone(at)})` })}</time>;
}
