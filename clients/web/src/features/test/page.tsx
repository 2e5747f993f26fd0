// SPDX-License-Identifier: Apache-2.0
// The page of an item that is a test: for who takes it, who writes it, and who sees how people did.
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
import { Results } from './results.tsx';
import { Take } from './take.tsx';
import type { TestsView } from './view.ts';

type Side = 'take' | 'build' | 'results';

export function TestPage({ unit, item, title: titles }: { unit: number; item: number; title: Texts }): JSX.Element {
  const { t, lang } = useWords();
  const room = useContext(RoomContext);
  const { may, role } = useRights();
  const runs = useView((view: TestsView) => (view.me.cohort?.staff?.length ?? 0) > 0);
  const visits = useView((view) => 'visitor' in view.me);
  const title = spoken(titles, lang);
  const sides: readonly Side[] = [...(role === 'participant' || visits ? ['take' as const] : []), ...(may('test.ask') ? ['build' as const] : []), ...((role !== 'participant' && !visits) || runs ? ['results' as const] : [])];
  const [side, setSide] = useState<Side>(sides[0] ?? 'take');
  usePageTitle(title.text);
  return (
    <article class="unit-article">
      <p><Link to={{ page: 'unit', room, unit }} class="back" testid="to-unit"><Icon name="back" />{t('test.to.unit')}</Link></p>
      <h1 lang={title.lang} dir={title.dir} data-testid="item-title">{title.text}</h1>
      {sides.length > 1 && <Choice label={t('test.side')} name="test-side" value={side} onChange={setSide} options={sides.map((value) => ({ value, label: t(`test.side.${value}`) }))} />}
      {side === 'take' && <Take unit={unit} item={item} title={title.text} />}
      {side === 'build' && <Build item={item} />}
      {side === 'results' && <Results item={item} />}
    </article>
  );
}
