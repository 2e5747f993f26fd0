// SPDX-License-Identifier: Apache-2.0
// Which group one is in, beside the name of the course; and the way to people and groups.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Link } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import type { CohortView } from './view.ts';

export function Mine(): JSX.Element | null {
  const { t, lang } = useWords();
  const room = useContext(RoomContext);
  const { may } = useRights();
  const mine = useView((view: CohortView) => view.me.cohort);
  const title = useView((view: CohortView) => view.cohort?.cohorts[mine?.mine ?? 0]?.title);
  const leads = may('cohort.put') || mine?.staff.length;
  return (
    <>
      {title && <> · <span data-testid="cohort-mine">{t('cohort.mine', { name: spoken(title, lang).text })}</span></>}
      {leads ? <> · <Link to={{ page: 'people', room }} testid="people">{t('cohort.page')}</Link></> : null}
    </>
  );
}
