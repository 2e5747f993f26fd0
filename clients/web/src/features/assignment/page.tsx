// SPDX-License-Identifier: Apache-2.0
// The page of an item that is an assignment: for who hands in, who asks, and who marks.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Choice, Link } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Build } from './build.tsx';
import { HandIn } from './hand.tsx';
import type { AssignmentsView } from './view.ts';
import { WorksList } from './works.tsx';

type Side = 'hand' | 'build' | 'works';

export function AssignmentPage({ unit, item, title: titles }: { unit: number; item: number; title: Texts }): JSX.Element {
  const { t, lang } = useWords();
  const room = useContext(RoomContext);
  const { may, role } = useRights();
  const runs = useView((view: AssignmentsView) => (view.me.cohort?.staff?.length ?? 0) > 0);
  const visits = useView((view) => 'visitor' in view.me);
  const title = spoken(titles, lang);
  const sides: readonly Side[] = [...(role === 'participant' || visits ? ['hand' as const] : []), ...((role !== 'participant' && !visits) || runs ? ['works' as const] : []), ...(may('assignment.set') ? ['build' as const] : [])];
  const [side, setSide] = useState<Side>(sides[0] ?? 'hand');
  usePageTitle(title.text);
  return (
    <article class="unit-article">
      <p><Link to={{ page: 'unit', room, unit }} class="back" testid="to-unit"><Icon name="back" />{t('work.to.unit')}</Link></p>
      <h1 lang={title.lang} dir={title.dir} data-testid="item-title">{title.text}</h1>
      {sides.length > 1 && <Choice label={t('work.side')} name="work-side" value={side} onChange={setSide} options={sides.map((value) => ({ value, label: t(`work.side.${value}`) }))} />}
      {side === 'hand' && <HandIn unit={unit} item={item} title={title.text} />}
      {side === 'works' && <WorksList item={item} />}
      {side === 'build' && <Build item={item} />}
    </article>
  );
}
