// SPDX-License-Identifier: Apache-2.0
// For those who run the academy: what waits for them, and where to begin while it is empty.
import type { JSX } from 'preact';
import { inbox } from '../../core/inbox.ts';
import type { Route } from '../../core/router.ts';
import type { Session } from '../../core/session.ts';
import { useSelect } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import type { Key } from '../../i18n/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { later } from '../../ui/later.tsx';
import { Count, Link } from '../../ui/parts.tsx';
import type { AcademyView } from '../academy/context.ts';

const tasks = later(async () => (await import('./tasks.tsx')).TaskRows);

export function Doing({ academy, session }: { academy: AcademyView | undefined; session: Session | undefined }): JSX.Element | null {
  const { t } = useWords();
  const mine = useSelect(inbox, (view) => view?.inbox?.requests);
  const decides = academy?.me.roles?.some((role) => academy.can?.[role]?.['access.list']);
  if (!decides) return null;
  // Coordinators know of those of their countries alone.
  const waiting = academy?.access?.waiting ?? Object.keys(mine ?? {}).length;
  return (
    <section aria-labelledby="doing">
      <h2 id="doing">{t('home.doing')}</h2>
      <ul class="rooms">
        <li>
          <Link to={{ page: 'academy', part: 'requests', rest: [] }} class="room" testid="to-requests">
            <Icon name="door" />
            <span class="room-text"><strong>{t('home.requests')}</strong><span>{waiting === 0 ? t('home.requests.none') : t('home.requests.wait', { n: waiting })}</span></span>
            {waiting > 0 ? <Count value={waiting} waits /> : <Icon name="after" />}
          </Link>
        </li>
      </ul>
      {session && academy?.me.roles?.includes('organiser') && <tasks.Page session={session} />}
    </section>
  );
}

const STEPS: readonly { readonly says: Key; readonly hint: Key; readonly to: Route }[] = [
  { says: 'home.steps.people', hint: 'home.steps.people.hint', to: { page: 'academy', part: 'people', rest: [] } },
  { says: 'home.steps.room', hint: 'home.steps.room.hint', to: { page: 'academy', part: 'rooms', rest: ['new'] } },
  { says: 'home.steps.invite', hint: 'home.steps.invite.hint', to: { page: 'academy', part: 'rooms', rest: [] } },
];

export function FirstSteps(): JSX.Element {
  const { t, number } = useWords();
  return (
    <section aria-labelledby="steps" data-testid="first-steps">
      <h2 id="steps">{t('home.steps')}</h2>
      <p class="hint">{t('home.steps.hint')}</p>
      <ol class="rooms">
        {STEPS.map(({ says, hint, to }, at) => (
          <li key={says}>
            <Link to={to} class="room">
              <span class="home-step" aria-hidden="true">{number(at + 1)}</span>
              <span class="room-text"><strong>{t(says)}</strong><span>{t(hint)}</span></span>
              <Icon name="after" />
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
