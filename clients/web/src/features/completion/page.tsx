// SPDX-License-Identifier: Apache-2.0
// What people have done: a table of everybody whose work one sees, one of them thing by thing, and the rules of the course.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import type { Route } from '../../core/router.ts';
import { useWords } from '../../i18n/context.tsx';
import { Back } from '../../ui/back.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ofRest } from '../../ui/later.tsx';
import { Link } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Everybody } from './everybody.tsx';
import { Record } from './record.tsx';
import { Asked } from './rules.tsx';
import type { CompletionView } from './view.ts';

const Files = ofRest<object>('takeout', 'Files').Page;

export function ParticipationPage({ here }: { here: Route }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const { role } = useRights();
  const runs = useView((view: CompletionView) => (view.me.cohort?.staff?.length ?? 0) > 0);
  const person = here.page === 'participation' ? here.person : undefined;
  const sees = role !== 'participant' || runs;
  usePageTitle(t('completion.page'));
  return (
    <div class="sheet course completion-page">
      <p>{person && sees
        ? <Link to={{ page: 'participation', room }} class="back" testid="to-everybody"><Icon name="back" />{t('completion.everybody')}</Link>
        : <Back />}</p>
      <h1>{t('completion.page')}</h1>
      {sees && !person ? <><Asked /><Everybody /><Files /></> : <Record person={person} />}
    </div>
  );
}
