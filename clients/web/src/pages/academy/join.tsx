// SPDX-License-Identifier: Apache-2.0
// Where a link into a room leads: /join#webinar:w1.SECRET. What stands behind the # goes to no server.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../../core/command.ts';
import { inbox } from '../../core/inbox.ts';
import { kept } from '../../core/keep.ts';
import { place } from '../../core/router.ts';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { Link, Spinner } from '../../ui/parts.tsx';
import { useSession } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { comeIn } from '../join.ts';
import { keyOf, linkRead } from '../link.ts';

export function JoinPage(): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const [wrong, setWrong] = useState<Failure | 'LINK' | undefined>(undefined);
  const [link] = useState(() => linkRead(place.get().hash));
  // Whether one is a member already is known by then.
  const ready = useStore(inbox) !== undefined;
  usePageTitle(t('join.title'));
  useEffect(() => {
    kept.set('muster.join', null);
    if (!link) setWrong('LINK');
    if (!link || !ready) return;
    void keyOf(link.secret).then((key) => comeIn(session, link.of, { key })).then(setWrong);
  }, [ready]);
  if (!wrong) return <div class="sheet"><Spinner label={t('join.going')} /></div>;
  const gone = wrong === 'LINK' || wrong === 'INVITATION_INVALID';
  return (
    <div class="sheet" role="alert" data-testid="link-gone">
      <h1>{t('join.gone')}</h1>
      <p class="lead">{gone ? t('join.gone.hint') : t('app.error', { error: t(`error.${wrong}`) })}</p>
      <p><Link to={{ page: 'entry' }}>{t('app.tostart')}</Link></p>
    </div>
  );
}
