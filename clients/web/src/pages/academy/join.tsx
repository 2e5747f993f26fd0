// SPDX-License-Identifier: Apache-2.0
// Where a link into a room leads: /join#webinar:w1.SECRET, or /join#ABCDEF for a code. What stands behind the # goes to
// no server.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../../core/command.ts';
import { inbox } from '../../core/inbox.ts';
import { kept } from '../../core/keep.ts';
import { go, place } from '../../core/router.ts';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { Link, Spinner } from '../../ui/parts.tsx';
import { useSession } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { codeRead } from '../../core/code.ts';
import { comeByCode, comeIn } from '../join.ts';
import { keyOf, linkRead } from '../link.ts';

export function JoinPage(): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const [wrong, setWrong] = useState<Failure | 'LINK' | 'NONE' | 'FAILED' | undefined>(undefined);
  const [hash] = useState(() => place.get().hash);
  const [link, code] = [linkRead(hash), codeRead(hash)];
  // Whether one is a member already is known by then.
  const ready = useStore(inbox) !== undefined;
  usePageTitle(t('join.title'));
  useEffect(() => {
    kept.set('muster.join', null);
    // Home has the field for a code.
    if (hash === '') return go({ page: 'entry' });
    if (!link && code === undefined) return setWrong('LINK');
    if (!ready) return;
    if (link) void keyOf(link.secret).then((key) => comeIn(session, link.of, { key })).then(setWrong);
    else if (code !== undefined) void comeByCode(session, code).then(setWrong);
  }, [ready]);
  if (!wrong) return <div class="sheet"><Spinner label={t('join.going')} /></div>;
  const gone = wrong === 'LINK' || wrong === 'INVITATION_INVALID';
  const why = wrong === 'FAILED' ? t('entry.failed') : gone ? t('join.gone.hint') : wrong === 'NONE' ? t('join.code.hint') : t('app.error', { error: t(`error.${wrong}`) });
  return (
    <div class="sheet" role="alert" data-testid="link-gone" data-why={wrong}>
      <h1>{wrong === 'NONE' ? t('join.code', { code: `\u2066${code}\u2069` }) : t('join.gone')}</h1>
      <p class="lead">{why}</p>
      <p><Link to={{ page: 'entry' }}>{t('app.tostart')}</Link></p>
    </div>
  );
}
